//! YAML to a tree, with `serde_yaml` and our visitor.
//!
//! `serde_yaml` is the fast way and libyaml's judgement of what YAML is. It knows no places and loses how a scalar was written,
//! so that a text which needs either (a merge key, a number whose spelling counts, a text it refuses) goes to [`super::yaml`].

use serde::de::DeserializeSeed;

use super::tree::Tree;
use super::visitor::{Notes, Syntax};

/// Parses a text whose values say all there is to know of it; `None` for any other.
pub(super) fn tree(text: &str) -> Option<Tree> {
    if may_have_aliases(text) || is_bracketed_deeply(text) {
        return None;
    }
    let notes = Notes::new(Syntax::Yaml);
    let value = notes.root().deserialize(serde_yaml::Deserializer::from_str(text)).ok()?;
    (!notes.spelling_counts()).then(|| Tree { value, slips: notes.finish() })
}

/// True when a text may use an alias. `serde_yaml` mixes up anchors that are set twice, and does not count what copies cost.
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

/// True when brackets may be nested so deeply that libyaml, which takes the square of their number, is slow.
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
