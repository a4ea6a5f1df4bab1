//! The place of a credential in a request.

use serde_json::Value;

use crate::api::SchemeKind;
use crate::read::settings::{BASIC, BEARER};

/// Reads a placement of the form that [`settings`](crate::read::settings) admits: a word, or an object of one place.
pub(crate) fn read(value: &Value) -> Option<SchemeKind> {
    match value.as_str() {
        Some(BEARER) => return Some(SchemeKind::Bearer),
        Some(BASIC) => return Some(SchemeKind::Basic),
        _ => {}
    }
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let header = || Some(with_prefix(text("header")?, text("prefix")));
    header().or_else(|| text("query").map(SchemeKind::Query)).or_else(|| text("cookie").map(SchemeKind::Cookie))
}

fn with_prefix(name: String, prefix: Option<String>) -> SchemeKind {
    match prefix {
        Some(prefix) if !prefix.is_empty() => SchemeKind::PrefixedHeader { name, prefix },
        _ => SchemeKind::Header(name),
    }
}
