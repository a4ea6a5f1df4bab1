//! YAML to a tree, with `serde_yaml` and our visitor.
//!
//! `serde_yaml` is the fast way and libyaml's judgement of what YAML is. It knows no places and loses how a scalar was written,
//! so that a text which needs either (a merge key, a number whose spelling counts, a text it refuses) goes to [`super::yaml`].

use serde::de::DeserializeSeed;

use super::tree::Tree;
use super::visitor::{Notes, Syntax};

/// Parses a text whose values say all there is to know of it; `None` for any other.
pub(super) fn tree(text: &str) -> Option<Tree> {
    let notes = Notes::new(Syntax::Yaml);
    let value = notes.root().deserialize(serde_yaml::Deserializer::from_str(text)).ok()?;
    (!notes.spelling_counts()).then(|| Tree { value, slips: notes.finish() })
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
            "a: &x {b: 1}\nc: *x\n",
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
}
