//! Each stream of a small corpus gives the same elements however it is cut in two, and byte by byte.

use specsmith_runtime::stream::{JsonLinesDecoder, JsonSeqDecoder, SseDecoder, StreamFault, StreamLimits};

/// `name|data|id|retry`, and what ended it.
pub(crate) fn events(pieces: &[&[u8]], limits: StreamLimits) -> (Vec<String>, Option<StreamFault>) {
    let mut decoder = SseDecoder::new(limits);
    let mut found = Vec::new();
    for piece in pieces {
        decoder.push(piece);
        loop {
            match decoder.next_event() {
                Ok(Some(event)) => found.push(format!(
                    "{}|{}|{}|{}",
                    event.event.unwrap_or_default(),
                    event.data,
                    event.id.unwrap_or_default(),
                    event.retry.map(|retry| retry.as_millis().to_string()).unwrap_or_default()
                )),
                Ok(None) => break,
                Err(fault) => {
                    assert_eq!(decoder.next_event(), Err(fault), "a fault stays");
                    return (found, Some(fault));
                }
            }
        }
    }
    (found, None)
}

macro_rules! texts {
    ($name:ident, $decoder:ident) => {
        /// The texts, and what ended them; a text that was cut is `<cut>`.
        pub(crate) fn $name(pieces: &[&[u8]], limits: StreamLimits) -> (Vec<String>, Option<StreamFault>) {
            let mut decoder = $decoder::new(limits);
            let mut found = Vec::new();
            for piece in pieces.iter().map(Some).chain([None]) {
                match piece {
                    Some(piece) => decoder.push(piece),
                    None => decoder.finish(),
                }
                loop {
                    match decoder.next_text() {
                        Ok(Some(text)) => found.push(String::from_utf8_lossy(&text).into_owned()),
                        Ok(None) => break,
                        Err(StreamFault::Cut) => found.push("<cut>".to_owned()),
                        Err(fault) => {
                            assert_eq!(decoder.next_text(), Err(fault), "a fault stays");
                            return (found, Some(fault));
                        }
                    }
                }
            }
            (found, None)
        }
    };
}

texts!(lines, JsonLinesDecoder);
texts!(sequence, JsonSeqDecoder);

type Decode = fn(&[&[u8]], StreamLimits) -> (Vec<String>, Option<StreamFault>);

fn check(decode: Decode, limits: StreamLimits, stream: &[u8], wanted: (&[&str], Option<StreamFault>)) {
    let wanted = (wanted.0.iter().map(ToString::to_string).collect::<Vec<_>>(), wanted.1);
    for cut in 0..=stream.len() {
        let found = decode(&[&stream[..cut], &stream[cut..]], limits);
        assert_eq!(found, wanted, "cut at {cut} of {:?}", String::from_utf8_lossy(stream));
    }
    let bytes: Vec<&[u8]> = stream.chunks(1).collect();
    assert_eq!(decode(&bytes, limits), wanted, "byte by byte: {:?}", String::from_utf8_lossy(stream));
}

#[test]
fn server_sent_events() {
    let table: &[(&[u8], &[&str])] = &[
        (b"", &[]),
        (b"data: a\n\n", &["|a||"]),
        (b"data: a\r\n\r\n", &["|a||"]),
        (b"data: a\r\ndata: b\r\n\r\n", &["|a\nb||"]),
        (b"data: a\r\r", &["|a||"]),
        (b"data: a\r\n\ndata: b\n\r\n", &["|a||", "|b||"]),
        (b"data: a\r\rdata: b\r\n\r\ndata:c\n\n", &["|a||", "|b||", "|c||"]),
        (b"\xef\xbb\xbfdata: a\n\n", &["|a||"]),
        (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\n", &[]),
        (b"\xef\xbbdata: a\n\n", &[]),
        (b"data: a\n\n\xef\xbb\xbfdata: b\n\n", &["|a||"]),
        ("data: naïve ✓ 🦀\n\n".as_bytes(), &["|naïve ✓ 🦀||"]),
        (b"data: \xff\xfe x\n\n", &["|\u{fffd}\u{fffd} x||"]),
        (b"data: a\ndata: b\ndata:\ndata:  c\n\n", &["|a\nb\n\n c||"]),
        (b"data\n\n", &["|||"]),
        (b"data:\n\n", &["|||"]),
        (b"event: ping\n\ndata: a\n\n", &["|a||"]),
        (b"event: x\ndata: a\n\ndata: b\n\n", &["x|a||", "|b||"]),
        (b"event:\ndata: a\n\n", &["|a||"]),
        (b"event: x\nevent: y\ndata: a\n\n", &["y|a||"]),
        (b": comment\n:\ndata: a\n: more\n\n", &["|a||"]),
        (b":\n\n:\n\n", &[]),
        (b"id: 1\ndata: a\n\n\n\ndata: b\n\n", &["|a|1|", "|b||"]),
        (b"id: 1\n\n\n\ndata: b\n\n", &["|b||"]),
        (b"id: a\0b\ndata: a\n\n", &["|a||"]),
        (b"id\ndata: a\n\n", &["|a||"]),
        (b"retry: 1500\ndata: a\n\n", &["|a||1500"]),
        (b"retry: 15s\nretry:\nretry: -1\nretry: +5\ndata: a\n\n", &["|a||"]),
        (b"retry: 99999999999999999999999\ndata: a\n\n", &["|a||18446744073709551615"]),
        (b"other: x\nDATA: y\n data: z\ndata: a\n\n", &["|a||"]),
        (b"data : x\n\n", &[]),
        (b"data: a:b: c\n\n", &["|a:b: c||"]),
        (b"data: a\n\ndata: never finished", &["|a||"]),
        (b"data: a\n\ndata: never dispatched\n", &["|a||"]),
        (b"data: [DONE]\n\n", &["|[DONE]||"]),
    ];
    for (stream, wanted) in table {
        check(events, StreamLimits::default(), stream, (wanted, None));
    }
}

#[test]
fn limits_of_events() {
    let limits = StreamLimits::default().line(10).event(12);
    let (long, large) = (Some(StreamFault::LineTooLong(10)), Some(StreamFault::EventTooLarge(12)));
    let table: &[(&[u8], &[&str], Option<StreamFault>)] = &[
        (b"data: 1234\n\n", &["|1234||"], None),
        (b"data: 1\n\ndata: 12345\n\ndata: 2\n\n", &["|1||"], long),
        (b"data: 1\n\n0123456789\r\n\n", &["|1||"], None),
        (b"data: 1\n\n01234567890", &["|1||"], long),
        (b"data:12345\ndata:12345\ndata:\n\n", &["|12345\n12345\n||"], None),
        (b"data:12345\ndata:12345\ndata:1\n\n", &[], large),
    ];
    for (stream, wanted, fault) in table {
        check(events, limits, stream, (wanted, *fault));
    }
}

#[test]
fn ids_and_pauses() {
    let mut decoder = SseDecoder::new(StreamLimits::default());
    decoder.push(b"id: 1\nretry: 20\ndata: a\n\nid: 2\n");
    while decoder.next_event().unwrap().is_some() {}
    assert_eq!(decoder.last_event_id(), Some("1"), "an id counts from the end of its event on");
    assert_eq!(decoder.retry(), Some(std::time::Duration::from_millis(20)));
    decoder.push(b"\nid\n\n");
    assert_eq!(decoder.next_event(), Ok(None));
    assert_eq!(decoder.last_event_id(), Some(""), "an empty id takes the last one away");
}

#[test]
fn an_empty_name_is_none() {
    let mut decoder = SseDecoder::new(StreamLimits::default());
    decoder.push(b"event:\ndata: a\n\nevent\ndata: b\n\n");
    for _ in 0..2 {
        assert_eq!(decoder.next_event().unwrap().unwrap().event, None);
    }
}

#[test]
fn json_lines() {
    let table: &[(&[u8], &[&str])] = &[
        (b"", &[]),
        (b"\n\r\n  \n", &[]),
        (b"{\"a\":1}\n{\"b\":2}\n", &[r#"{"a":1}"#, r#"{"b":2}"#]),
        (b"{\"a\":1}\r\n\r\n [2] \r\n3", &[r#"{"a":1}"#, "[2]", "3"]),
        (b"\xef\xbb\xbf1\n", &["1"]),
        (b"\"a\\nb\"\n\"\xe2\x80\xa8\"\n", &[r#""a\nb""#, "\"\u{2028}\""]),
        (b"\xef\xbb", &["\u{fffd}"]),
    ];
    for (stream, wanted) in table {
        check(lines, StreamLimits::default(), stream, (wanted, None));
    }
    let limits = StreamLimits::default().event(5);
    check(lines, limits, b"12345\n    [1,2]\n123456\n1\n", (&["12345", "[1,2]"], Some(StreamFault::EventTooLarge(5))));
    check(lines, limits, b"1\n123456", (&["1"], Some(StreamFault::EventTooLarge(5))));
}

#[test]
fn json_sequences() {
    let table: &[(&[u8], &[&str])] = &[
        (b"", &[]),
        (b"\x1e", &[]),
        (b"\x1e\x1e\x1e{\"a\":1}\n", &[r#"{"a":1}"#]),
        (b"\x1e{\"a\":1}\n\x1e[2]\n", &[r#"{"a":1}"#, "[2]"]),
        (b"\x1e{\n  \"a\": [\n1]\n}\n\x1e3\n", &["{\n  \"a\": [\n1]\n}", "3"]),
        (b"\x1e{\"a\":\"}\\\"\n", &["{\"a\":\"}\\\""]),
        (b"\x1e{\"a\":\x1e{\"b\":2}\n", &["{\"a\":", r#"{"b":2}"#]),
        (b"\x1e{\"a\":1}\x1e\"x\"", &[r#"{"a":1}"#, "\"x\""]),
        (b"\x1e12\x1e34", &["<cut>", "<cut>"]),
        (b"\x1etru\x1etrue\n\x1enull ", &["<cut>", "true", "null"]),
        (b"{\"no\":\"separator\"}\n\x1e1\n", &[r#"{"no":"separator"}"#, "1"]),
    ];
    for (stream, wanted) in table {
        check(sequence, StreamLimits::default(), stream, (wanted, None));
    }
    let limits = StreamLimits::default().event(5);
    check(sequence, limits, b"\x1e[1,2]\n\x1e[1,2,3]\n", (&["[1,2]"], Some(StreamFault::EventTooLarge(5))));
}
