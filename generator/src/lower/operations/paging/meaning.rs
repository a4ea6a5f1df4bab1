//! The possible uses of a field's value.

use serde_json::Value;

use crate::api::Field;
use crate::naming::{FieldName, words};

/// Keys of a response with the fields they became.
pub(super) type FieldPath = Vec<(String, FieldName)>;

/// The kind of a field's value, as far as paging can use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Text.
    Text,
    /// A URL, by its format.
    Url,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// Anything else.
    Other,
}

/// Returns true for a text that is a URL by its format, example or description.
pub(super) fn mentions_url(field: &Field) -> bool {
    let format = field.facts.format.as_deref().unwrap_or("");
    let example = field.facts.example.as_deref().and_then(Value::as_str).unwrap_or("");
    let docs = words(&field.docs.0);
    let said = docs.iter().any(|word| matches!(word.as_str(), "url" | "uri" | "urls" | "link" | "href"));
    matches!(format, "uri" | "url" | "uri-reference") || example.starts_with("http") || example.starts_with('/') || said
}
