//! Properties of paths, queries and bodies made of random texts.

use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};

use crate::support::mocked;

/// Chance that is the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ bits >> 31) % sides as u64) as usize
    }

    /// A short text of characters that mean something somewhere, and of some that do not.
    fn text(&mut self) -> String {
        const PIECES: [&str; 32] = [
            ".",
            "..",
            "/",
            "\\",
            "%",
            "%2e",
            "%2E",
            "%2f",
            "%00",
            "?",
            "#",
            "&",
            "=",
            "+",
            ";",
            ",",
            ":",
            "@",
            " ",
            "\t",
            "\r\n",
            "\0",
            "\"",
            "'",
            "[",
            "]",
            "{x}",
            "é",
            "\u{1f600}",
            "a",
            "Z",
            "~",
        ];
        (0..self.roll(5)).map(|_| PIECES[self.roll(PIECES.len())]).collect()
    }
}

fn answering() -> (MockTransport, Handle) {
    let (mock, client) = mocked();
    mock.on_any().always(MockResponse::json(200, "{}"));
    (mock, client)
}

fn decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        if *first == b'%' {
            out.push(u8::from_str_radix(std::str::from_utf8(&after[..2]).unwrap(), 16).unwrap());
            rest = &after[2..];
        } else {
            out.push(*first);
        }
    }
    String::from_utf8(out).unwrap()
}

#[tokio::test]
async fn a_path_value_is_one_segment_or_refused() {
    static GET: Operation =
        Operation::new("get", "GET", "/a/{x}/b/{y}.json").params(&[Param::path("x"), Param::path("y")]);
    let mut dice = Dice(1);
    let mut refused = 0;
    for _ in 0..20_000 {
        let (mock, client) = answering();
        let (x, y) = (dice.text(), dice.text());
        let mut call = client.call(&GET);
        call.path("x", &x);
        call.path("y", &y);
        match call.send::<Raw>().await {
            Ok(_) => {
                let request = mock.last_request().unwrap();
                let segments: Vec<_> = request.path().split('/').collect();
                assert_eq!(segments.len(), 6, "{x:?} {y:?}");
                assert_eq!(decoded(segments[3]), x);
                assert_eq!(decoded(segments[5]), format!("{y}.json"));
                let url = request.url();
                assert!(!url.contains(['?', '#']), "{url}");
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.kind(), ErrorKind::Build);
                assert!(mock.requests().is_empty());
                let dots = x.to_lowercase().replace("%2e", ".");
                assert!(x.is_empty() || y.is_empty() || dots == "." || dots == "..", "{x:?} {y:?}: {error}");
            }
        }
    }
    assert!(refused > 100);
}

#[tokio::test]
async fn a_query_value_arrives_as_it_was() {
    static GET: Operation = Operation::new("get", "GET", "/a").params(&[Param::query("x"), Param::query("list")]);
    let mut dice = Dice(2);
    for _ in 0..5_000 {
        let (mock, client) = answering();
        let (x, list, extra) = (dice.text(), vec![dice.text(), dice.text()], dice.text());
        let mut call = client.call(&GET);
        call.query("x", &x);
        call.query("list", &list);
        call.extra_query("extra", &extra);
        call.send::<Raw>().await.unwrap();
        let pairs = mock.last_request().unwrap().query_pairs();
        let wanted = [("x", &x), ("list", &list[0]), ("list", &list[1]), ("extra", &extra)];
        assert!(pairs.iter().map(|(name, value)| (name.as_str(), value)).eq(wanted), "{pairs:?}");
    }
}

#[tokio::test]
async fn any_combination_of_absent_null_and_value_arrives_as_written() {
    static NAMES: [&str; 5] = ["a", "b\"", "c d", "é", "a.b"];
    static POST: Operation = Operation::new("post", "POST", "/a").json_body(true);
    let mut dice = Dice(3);
    for _ in 0..5_000 {
        let (mock, client) = answering();
        let mut call = client.call(&POST);
        let mut wanted = serde_json::Map::new();
        if dice.roll(4) == 0 {
            let whole = Value::from(serde_json::Map::from_iter([("a".to_owned(), Value::from(dice.text()))]));
            call.body(&whole);
            wanted = whole.as_object().cloned().unwrap();
        }
        for name in NAMES {
            match dice.roll(3) {
                0 => {}
                1 => {
                    call.field_null(name);
                    wanted.insert(name.to_owned(), Value::Null);
                }
                _ => {
                    let text = dice.text();
                    call.field(name, &text);
                    wanted.insert(name.to_owned(), text.into());
                }
            }
        }
        call.send::<Raw>().await.unwrap();
        assert_eq!(mock.last_request().unwrap().body_json(), Some(Value::Object(wanted)));
    }
}
