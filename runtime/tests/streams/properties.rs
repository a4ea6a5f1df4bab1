//! Any cut of any stream gives the same elements.

use proptest::prelude::*;
use specsmith_runtime::stream::StreamLimits;

use crate::corpus::{events, lines, sequence};

/// Streams of what the decoders look at, and of anything.
fn streams() -> impl Strategy<Value = Vec<u8>> {
    let words: Vec<&'static [u8]> = vec![
        b"data: ",
        b"data:",
        b"data",
        b"event: x",
        b"id: 7",
        b"retry: 5",
        b":",
        b"\n",
        b"\n",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\xef\xbb\xbf",
        b"\xef\xbb",
        b"[DONE]",
        b"\0",
        b"\x1e",
        b"{\"a\":1}",
        b"{",
        b"}",
        b"\"",
        b"\\",
        b"12",
        b"null",
        b" ",
        "é🦀".as_bytes(),
        b"\xff",
    ];
    prop_oneof![
        3 => prop::collection::vec(prop::sample::select(words), 0..40).prop_map(|words| words.concat()),
        1 => prop::collection::vec(any::<u8>(), 0..60),
    ]
}

fn cut<'a>(stream: &'a [u8], cuts: &[usize]) -> Vec<&'a [u8]> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut % (stream.len() + 1)).collect();
    places.extend([0, stream.len()]);
    places.sort_unstable();
    places.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn any_cut_gives_the_same(
        stream in streams(),
        cuts in prop::collection::vec(any::<usize>(), 0..8),
        line in 4_usize..64,
        event in 4_usize..64,
    ) {
        let pieces = cut(&stream, &cuts);
        for limits in [StreamLimits::default(), StreamLimits::default().line(line).event(event)] {
            prop_assert_eq!(events(&pieces, limits), events(&[&stream], limits));
            prop_assert_eq!(lines(&pieces, limits), lines(&[&stream], limits));
            prop_assert_eq!(sequence(&pieces, limits), sequence(&[&stream], limits));
        }
    }

    #[test]
    fn events_come_back_as_they_were_written(
        data in prop::collection::vec("[^\r\n\u{0}\u{feff}]{0,20}", 1..4),
        name in "[a-z.]{1,10}",
        end in prop::sample::select(vec!["\n", "\r", "\r\n"]),
    ) {
        let mut stream = format!("event: {name}{end}");
        for line in &data {
            stream.push_str(&format!("data: {line}{end}"));
        }
        stream.push_str(end);
        let wanted = vec![format!("{name}|{}||", data.join("\n"))];
        prop_assert_eq!(events(&[stream.as_bytes()], StreamLimits::default()), (wanted, None));
    }
}
