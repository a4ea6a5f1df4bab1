//! One level of a JSON text: what parameters and form properties are written from.
//!
//! Values are kept as the text they have in JSON, so that numbers of any size and precision arrive as they were given,
//! whatever features of `serde_json` the user's program turns on.

use std::borrow::Cow;

use specsmith_model::internal::{string_end, unescape_string};

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
            Some(b'[') => children(json).map(Self::List),
            Some(b'{') => members(json).map(Self::Map),
            _ => None,
        };
        shape.unwrap_or(Self::Text(Cow::Borrowed(json)))
    }

    /// Returns true for lists and maps.
    pub(crate) fn is_container(&self) -> bool {
        matches!(self, Self::List(_) | Self::Map(_))
    }

    /// Returns true if there is nothing to write: RFC 6570 §2.3 calls it undefined.
    pub(crate) fn is_undefined(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(_) => false,
            Self::List(list) => list.iter().all(|item| is_null(item)),
            Self::Map(members) => members.iter().all(|(_, item)| is_null(item)),
        }
    }
}

/// Returns the text of a JSON string in which nothing is escaped.
pub(crate) fn bare(json: &str) -> Option<&str> {
    json.strip_prefix('"')?.strip_suffix('"').filter(|inner| inner.bytes().all(|byte| byte != b'\\'))
}

/// Returns the text of a JSON string, borrowed when nothing in it is escaped.
fn string(json: &str) -> Option<Cow<'_, str>> {
    match bare(json) {
        Some(inner) => Some(Cow::Borrowed(inner)),
        None => {
            let mut text = String::with_capacity(json.len());
            (unescape_string(json, &mut text)? == json.len()).then_some(Cow::Owned(text))
        }
    }
}

/// Returns true for JSON's `null`.
pub(crate) fn is_null(json: &str) -> bool {
    json.trim() == "null"
}

/// Returns the text of a value where only one text can stand: a string's content, anything else as JSON.
pub(crate) fn plain(json: &str) -> Cow<'_, str> {
    match Shape::of(json) {
        Shape::Text(text) => text,
        _ => Cow::Borrowed(json.trim()),
    }
}

/// Returns the members of a JSON object, in order; `None` when it is not one.
pub(crate) fn members(json: &str) -> Option<Vec<(String, &str)>> {
    let json = json.trim();
    if !json.starts_with('{') {
        return None;
    }
    children(json)?.into_iter().map(member).collect()
}

/// Returns a key and its value.
fn member(text: &str) -> Option<(String, &str)> {
    if !text.starts_with('"') {
        return None;
    }
    let (key, value) = text.split_at_checked(string_end(text.as_bytes(), 0)?)?;
    Some((string(key)?.into_owned(), value.trim_start().strip_prefix(':')?.trim_start()))
}

/// Returns the text of each element or member of a JSON array or object; `None` when its brackets do not match. What is between them is not
/// looked at: it was written as JSON.
fn children(json: &str) -> Option<Vec<&str>> {
    let bytes = json.as_bytes();
    let (mut children, mut open) = (Vec::new(), Vec::new());
    let (mut start, mut at) = (1, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            b',' if open.len() == 1 => {
                children.push(json.get(start..at)?.trim());
                start = at + 1;
            }
            b']' | b'}' => {
                if open.pop() != Some(*byte) {
                    return None;
                }
                if open.is_empty() {
                    let last = json.get(start..at)?.trim();
                    if !(last.is_empty() && children.is_empty()) {
                        children.push(last);
                    }
                    return (at + 1 == bytes.len() && !children.contains(&"")).then_some(children);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::{prop_assert_eq, proptest};
    use serde_json::{Value, json};

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
        assert_eq!(Shape::of("[ ]"), Shape::List(Vec::new()));
        assert_eq!(Shape::of(r#""\ud83d\ude00\/""#), Shape::Text("😀/".into()));
    }

    #[test]
    fn what_is_not_json_stands_for_itself() {
        for text in [
            "[1",
            "[1]]",
            "[1}",
            "[,]",
            "[1,]",
            "{\"a\"}",
            "{a\"b\":1}",
            "{1:2}",
            "{\"a\":1",
            "\"a",
            r#""\x""#,
            r#""\ud83d""#,
            "[\"]",
        ] {
            assert_eq!(Shape::of(text), Shape::Text(text.into()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn values_are_taken_apart_as_serde_json_does(
            keys in vec("[a\"\\\\,:\\[\\]{}é ]{0,4}", 0..4),
            texts in vec("[a\"\\\\,:\\[\\]{}é\n ]{0,6}", 4),
        ) {
            let items: Vec<Value> = texts.iter().map(|text| json!({ "t": text, "l": [text, 1.5, null, [{}]] })).collect();
            let list = Value::Array(items.clone());
            let map = Value::Object(keys.iter().cloned().zip(items.iter().cloned()).collect());
            for json in [list.to_string(), serde_json::to_string_pretty(&list).unwrap()] {
                let Shape::List(parts) = Shape::of(&json) else { panic!("{json}") };
                let parts: Vec<Value> = parts.iter().map(|part| serde_json::from_str(part).unwrap()).collect();
                prop_assert_eq!(&parts, &items);
            }
            for json in [map.to_string(), serde_json::to_string_pretty(&map).unwrap()] {
                let members = members(&json).unwrap();
                let members = members.into_iter().map(|(key, part)| (key, serde_json::from_str(part).unwrap())).collect();
                prop_assert_eq!(&Value::Object(members), &map);
            }
        }
    }
}
