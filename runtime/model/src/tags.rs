//! Tags of the variants that are being written: the union knows the tag, whatever the variant's own type has.

use crate::json::{number, scan};
use crate::literal::Literal;

/// The tag that an object is to be written with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag {
    /// Its key.
    pub(crate) key: &'static str,
    /// The values that mean the variant, as text: `1` is that of the string as well as that of the number.
    pub(crate) values: &'static [&'static str],
    pub(crate) state: TagState,
}

/// Progress of writing a tag.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TagState {
    /// One of the members is the tag.
    Expected,
    /// The tag is written ahead of the members; it is removed if one of them is the tag as well.
    Ahead(Literal),
    /// Done: a member is the tag.
    Done,
}

impl Tag {
    /// Returns true if JSON text is one of the values, or null: where the type of a tag takes that, a discriminator does not forbid it (OpenAPI 3.1.1 section
    /// 4.8.25: a hint, which does not change what is valid).
    pub(crate) fn admits(&self, json: &str) -> bool {
        if json == "null" {
            return true;
        }
        let inner = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        self.values.iter().any(|value| match inner {
            None => json == *value || number::canonical(json) == *value,
            Some(inner) if !inner.contains('\\') && !value.contains('\\') => inner == *value,
            Some(_) => quoted(value) == json,
        })
    }

    /// Returns the JSON text to write in place of another that is not admitted: the first value, a number where that is one.
    pub(crate) fn instead_of(&self, json: &str) -> String {
        let value = self.values.first().copied().unwrap_or_default();
        let is_scalar = |text: &str| number::whole(text).is_some() || text == "true" || text == "false";
        if !json.starts_with('"') && is_scalar(json) && is_scalar(value) { value.to_owned() } else { quoted(value) }
    }
}

fn quoted(text: &str) -> String {
    let mut json = String::new();
    scan::write_string(&mut json, text);
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_json_are_written_as_numbers() {
        let instead = |value: &'static str, json: &str| {
            let values: &'static [&'static str] = Vec::leak(vec![value]);
            Tag { key: "kind", values, state: TagState::Expected }.instead_of(json)
        };
        for value in ["1", "-0", "1.5", "1e3", "true", "false"] {
            assert_eq!(instead(value, "7"), value);
            assert_eq!(instead(value, "true"), value);
            assert_eq!(instead(value, "\"7\""), format!("\"{value}\""));
            assert_eq!(instead(value, "{}"), format!("\"{value}\""));
        }
        for value in ["inf", "-infinity", "nan", "NaN", ".5", "1.", "+1", "01", "1e", "1e400", "", "null"] {
            assert_eq!(instead(value, "7"), format!("\"{value}\""));
        }
    }
}
