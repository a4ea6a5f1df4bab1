//! Objects of the document.

use indexmap::IndexMap;
use serde_json::Value;

/// A JSON object of the document.
pub(super) type Map = serde_json::Map<String, Value>;

/// Extensions of an object of the typed document.
pub(super) type Extensions = IndexMap<String, Value>;

/// Returns a member of an object, if it has a value.
pub(super) fn member<'d>(map: &'d Map, key: &str) -> Option<&'d Value> {
    map.get(key).filter(|value| !value.is_null())
}
