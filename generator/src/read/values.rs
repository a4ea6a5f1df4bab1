//! Parsing of YAML with `serde_yaml` and our visitor, for libyaml's judgement of valid YAML.
//!
//! `serde_yaml` knows no places, loses how a scalar was written, and takes four times as long as [`super::yaml`], which therefore comes first. What
//! that one refuses is tried here, and tests hold the two to the same values.

use serde::de::DeserializeSeed;

use super::tree::Tree;
use super::visitor::{Notes, Syntax};

/// Parses a text whose values do not depend on their spelling; `None` for any other.
pub(super) fn tree(text: &str) -> Option<Tree> {
    if may_have_aliases(text) || is_bracketed_deeply(text) {
        return None;
    }
    let notes = Notes::new(Syntax::Yaml);
    let value = notes.root().deserialize(serde_yaml::Deserializer::from_str(text)).ok()?;
    (!notes.spelling_counts()).then(|| Tree { value, slips: notes.finish() })
}

/// Returns true if a text may use an alias. `serde_yaml` mixes up anchors that are set twice, and does not count what copies cost.
/// Prose that looks so only takes the other way.
fn may_have_aliases(text: &str) -> bool {
    let begins = |mark: u8| {
        let bytes = text.as_bytes();
        bytes.windows(3).any(|part| {
            part[1] == mark
                && matches!(part[0], b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',')
                && !part[2].is_ascii_whitespace()
        })
    };
    begins(b'&') && begins(b'*')
}

/// Returns true if brackets may be nested so deeply that libyaml, which takes the square of their number, is slow.
fn is_bracketed_deeply(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 2_000
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tree::{Slip, SlipKind};
    use super::super::yaml;
    use super::tree;

    /// Two million were tried once: they part in `{? :x}` alone, where libyaml ends the key before `:x`.
    const ROUNDS: usize = 6_000;

    #[test]
    fn both_readers_of_yaml_agree() {
        for text in [
            "a: 1\nb: [x, 'y', \"z\", 2020-01-01, 0x1F, 1.5, null, ~, true, yes]\n200: ok\n",
            "text: |\n  one\n  two\nfolded: >-\n  one\n  two\n",
            "minimum: -9223372036854776000\n",
            "a: 1\na: 2\n",
        ] {
            let (values, spelled) = (tree(text).expect(text), yaml::tree(text).expect(text));
            assert_eq!(values.value, spelled.value, "{text}");
            assert_eq!(values.slips, spelled.slips, "{text}");
        }
    }

    /// Texts that random edits make of a document: where both readers take one, it says the same to both.
    #[test]
    fn both_readers_agree_on_random_edits() {
        const TEXTS: [&str; 3] = [
            "openapi: 3.1.0\ninfo: {title: t, version: 'a'}\npaths:\n  /a/{id}:\n    get:\n      tags: [x, 'y z', \"q\"]\n      responses:\n        200: {description: ok}\n",
            "a:\n- b: 1\n  c: |\n    text\n      more\n\n    end\n- >-\n  folded\n  lines\n\n  here\n- - x\n  - y: {z: [1, 2.5, -3]}\nd: plain text\n  goes on\n",
            "? k\n: v\n\"q\": \"a\\n b\\u00e9\"\ns: 'it''s'\n# comment\nu: http://x/y#z # c\nv: ~\nw:\nx: [a, {b: c}, ]\n",
        ];
        const PIECES: [&str; 30] = [
            "", " ", "  ", "\n", "\n\n", "\n  ", "\t", ":", ": ", "- ", "-", "{", "}", "[", "]", ",", "\"", "'", "#",
            " #", "null", "true", "-1", "1e4", "|", ">", "|-", "? ", "\\", "x",
        ];
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as usize
        };
        let mut both = 0;
        for round in 0..ROUNDS {
            let mut bytes = TEXTS[round % TEXTS.len()].as_bytes().to_vec();
            for _ in 0..=next() % 3 {
                let at = next() % bytes.len();
                let end = (at + next() % 6).min(bytes.len());
                bytes.splice(at..end, PIECES[next() % PIECES.len()].bytes());
            }
            let Ok(text) = String::from_utf8(bytes) else { continue };
            if let (Some(values), Ok(spelled)) = (tree(&text), yaml::tree(&text)) {
                both += 1;
                assert_eq!(values.value, spelled.value, "{text}");
            }
        }
        assert!(both > ROUNDS / 10, "{both}");
    }

    #[test]
    fn what_the_values_do_not_tell_is_left_to_the_other() {
        for text in ["a: &x {b: 1}\nc: {<<: *x}\n", "version: 1.10\n", "a: 1\n---\nb: 2\n", "a: !x 1\n", "{a: 1]\n"] {
            assert!(tree(text).is_none(), "{text}");
        }
    }

    #[test]
    fn integers_beyond_64_bits_are_kept_as_text() {
        let tree = tree("maximum: 9223372036854776000\n").expect("YAML");
        assert_eq!(tree.value, json!({"maximum": 9_223_372_036_854_776_000_u64}));
        assert_eq!(tree.slips, Vec::<Slip>::new());
        let tree = super::tree("minimum: -9223372036854776000\n").expect("YAML");
        assert_eq!(tree.slips[0].kind, SlipKind::Rounded("-9223372036854776000".to_owned()));
    }

    #[test]
    fn anchors_that_are_set_again() {
        let text = "a: &x 1\nb: &x 2\nc: &y 3\nd: *x\n";
        let tree = tree(text).unwrap_or_else(|| yaml::tree(text).expect(text));
        assert_eq!(tree.value["d"], json!(2));
    }

    #[test]
    fn copies_and_brackets_cost_no_more_than_the_text() {
        let many = format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(20_000), "*a, ".repeat(20_000));
        for text in [many, format!("openapi: {}", "[".repeat(100_000))] {
            let start = std::time::Instant::now();
            assert!(tree(&text).is_none() && yaml::tree(&text).is_err());
            assert!(start.elapsed().as_secs() < 5);
        }
    }
}
