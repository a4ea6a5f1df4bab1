//! The JSON of empty values.

use crate::json::tree::Kind;
use crate::json::{parse, scan};

/// Begins the key under which a record that is searched for missing fields writes their names.
pub(crate) const MARK: &str = "\u{0}missing ";

/// Returns true for the JSON of an empty value. An object that only says what is missing in it is one.
pub(crate) fn is_empty(json: &str) -> bool {
    match json {
        "\"\"" | "0" | "false" | "null" | "[]" | "{}" => true,
        _ => json
            .strip_prefix('{')
            .and_then(|inner| inner.strip_suffix('}'))
            .is_some_and(|members| scan::top_keys(members).iter().all(|key| key.starts_with(MARK))),
    }
}

/// Returns true for the JSON of a tuple of empty values.
pub(crate) fn is_empty_tuple(json: &str) -> bool {
    parse::parse(json, false).is_ok_and(|tree| {
        tree.entries.iter().all(|entry| match entry.kind {
            Kind::Array | Kind::Object => true,
            _ => matches!(tree.slice(entry.body, entry.owned.body), "" | "0" | "false" | "null"),
        })
    })
}
