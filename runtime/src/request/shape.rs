//! One level of a JSON text: what parameters and form properties are written from.
//!
//! Values are kept as the text they have in JSON, so that numbers of any size and precision arrive as they were given,
//! whatever features of `serde_json` the user's program turns on.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value, taken apart one level.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape<'a> {
    Null,
    /// A string without its quotes, a number or a boolean.
    Text(Cow<'a, str>),
    /// The JSON text of each element.
    List(Vec<&'a str>),
    /// The JSON text of each member, in order.
    Map(Vec<(String, &'a str)>),
}

impl<'a> Shape<'a> {
    /// Takes JSON text apart. Text that is not JSON stands for itself.
    pub(crate) fn of(json: &'a str) -> Self {
        let json = json.trim();
        let shape = match json.as_bytes().first() {
            Some(b'n') => Some(Self::Null),
            Some(b'"') => string(json).map(Self::Text),
            Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(json)
                .ok()
                .map(|list| Self::List(list.into_iter().map(RawValue::get).collect())),
            Some(b'{') => members(json).map(Self::Map),
            _ => None,
        };
        shape.unwrap_or(Self::Text(Cow::Borrowed(json)))
    }

    /// True for lists and maps.
    pub(crate) fn is_container(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_))
    }

    /// True when there is nothing to write: RFC 6570 §2.3 calls it undefined.
    pub(crate) fn is_undefined(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(_) => false,
            Self::List(list) => list.iter().all(|item| is_null(item)),
            Self::Map(members) => members.iter().all(|(_, item)| is_null(item)),
        }
    }
}

/// The text of a JSON string in which nothing is escaped.
pub(crate) fn bare(json: &str) -> Option<&str> {
    json.strip_prefix('"')?.strip_suffix('"').filter(|inner| inner.bytes().all(|byte| byte != b'\\'))
}

/// The text of a JSON string, borrowed when nothing in it is escaped.
fn string(json: &str) -> Option<Cow<'_, str>> {
    match bare(json) {
        Some(inner) => Some(Cow::Borrowed(inner)),
        None => serde_json::from_str(json).ok().map(Cow::Owned),
    }
}

/// True for JSON's `null`.
pub(crate) fn is_null(json: &str) -> bool {
    json.trim() == "null"
}

/// The text of a value where only one text can stand: a string's content, anything else as JSON.
pub(crate) fn plain(json: &str) -> Cow<'_, str> {
    match Shape::of(json) {
        Shape::Text(text) => text,
        _ => Cow::Borrowed(json.trim()),
    }
}

/// The members of a JSON object, in order; `None` when it is not one.
pub(crate) fn members(json: &str) -> Option<Vec<(String, &str)>> {
    struct Members;
    impl<'de> Visitor<'de> for Members {
        type Value = Vec<(String, &'de str)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut members = Vec::new();
            while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                members.push((key, value.get()));
            }
            Ok(members)
        }
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    let members = reader.deserialize_map(Members).ok()?;
    reader.end().ok()?;
    Some(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_text() {
        assert_eq!(
            Shape::of("170141183460469231731687303715884105727"),
            Shape::Text("170141183460469231731687303715884105727".into())
        );
        assert_eq!(Shape::of("1.50"), Shape::Text("1.50".into()));
        assert_eq!(Shape::of("true"), Shape::Text("true".into()));
        assert_eq!(Shape::of(r#""a\"é\u0041""#), Shape::Text("a\"éA".into()));
        assert_eq!(Shape::of("null"), Shape::Null);
        assert_eq!(Shape::of(r#"[1, "a", {"b":2}]"#), Shape::List(vec!["1", "\"a\"", r#"{"b":2}"#]));
        assert_eq!(Shape::of(r#"{"b": 1,"a":[2]}"#), Shape::Map(vec![("b".into(), "1"), ("a".into(), "[2]")]));
        assert_eq!(plain(r#"{"b":1}"#), r#"{"b":1}"#);
        assert_eq!(members("[1]"), None);
    }
}
