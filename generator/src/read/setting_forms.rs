//! The forms of values that settings take.

use serde_json::{Map, Value};

use crate::naming::reserved;

/// In an entry of `x-specsmith-fields`: the field's name.
pub(crate) const FIELD_NAME: &str = "name";
/// In an entry of `x-specsmith-fields`: whether values must have it.
pub(crate) const FIELD_REQUIRED: &str = "required";
/// In an entry of `x-specsmith-fields`: whether it may be `null`.
pub(crate) const FIELD_NULLABLE: &str = "nullable";

/// In `x-specsmith-replace`: the path.
pub(crate) const REPLACE_TYPE: &str = "type";
/// In `x-specsmith-replace`: `serde`, or [`OUR_TRAITS`].
pub(crate) const REPLACE_TRAITS: &str = "traits";
/// In [`REPLACE_TRAITS`]: the type implements `Decode` and `Encode`.
pub(crate) const OUR_TRAITS: &str = "specsmith";

/// A value of `x-specsmith-placement`: as a bearer token.
pub(crate) const BEARER: &str = "bearer";
/// A value of `x-specsmith-placement`: by basic authentication.
pub(crate) const BASIC: &str = "basic";
/// The form of settings of all requests, for hints.
pub(crate) const SETTINGS_FORM: &str =
    "give an object of texts, or of objects of `default`, `env`, `name`, `required` and `description`";
/// The form of a `x-specsmith-placement`, for hints.
pub(crate) const PLACEMENT_FORM: &str =
    "give `bearer`, `basic`, or an object of `header` and `prefix`, or of `query`, or of `cookie`";

/// The keys of an entry of `x-specsmith-getter`: the path, the text between the texts that are joined, and the documentation.
pub(crate) const GETTER_KEYS: [&str; 3] = ["path", "join", "description"];

/// In `x-specsmith-derive`: the traits of std that types do not have in any case.
pub(crate) const DERIVES: [&str; 5] = ["Copy", "Eq", "Hash", "PartialOrd", "Ord"];

pub(super) fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

/// The form of [`is_variable`], for hints.
pub(crate) const VARIABLE_FORM: &str = "a name of letters, digits, `_`, `-` and `.`";

/// Returns true for a name that an environment variable can have. Other characters make it one that no shell sets.
pub(crate) fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// Headers that a request computes from its content, or that belong to the connection.
const MADE: [&str; 9] =
    ["accept", "connection", "content-length", "content-type", "host", "te", "trailer", "transfer-encoding", "upgrade"];

/// Returns true for a header that may be set, with a value that can be sent (RFC 9110 §5).
pub(super) fn is_header(name: &str, value: &Value) -> bool {
    let is_free = !MADE.iter().any(|made| name.eq_ignore_ascii_case(made));
    let is_visible = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t')) && text.trim() == text;
    is_token(name) && is_free && value.as_str().is_some_and(|text| !text.is_empty() && is_visible(text))
}

/// Returns true for settings of all requests. Headers must have names and values that can be sent.
pub(crate) fn admits_settings(value: &Value, headers: bool) -> bool {
    let admits_text = |name: &str, value: &Value| match headers {
        true => is_header(name, value),
        false => value.is_string(),
    };
    let is_known = |name: &str, key: &str, value: &Value| match key {
        "default" => admits_text(name, value),
        "env" => value.as_str().is_some_and(is_variable),
        FIELD_NAME => is_text(value),
        "description" => value.is_string(),
        FIELD_REQUIRED => value.is_boolean(),
        _ => false,
    };
    let admits = |(name, value): (&String, &Value)| match value {
        _ if name.is_empty() => false,
        Value::Object(keys) => {
            keys.iter().all(|(key, value)| is_known(name, key, value))
                && (!headers || is_header(name, &Value::from("x")))
        }
        value => admits_text(name, value),
    };
    value.as_object().is_some_and(|map| map.iter().all(admits))
}

/// Returns true for a place of a credential.
pub(crate) fn admits_placement(value: &Value) -> bool {
    if let Some(word) = value.as_str() {
        return [BEARER, BASIC].contains(&word);
    }
    let Some(map) = value.as_object() else { return false };
    let has = |key: &str| map.contains_key(key);
    let admits = |(key, value): (&String, &Value)| match key.as_str() {
        "header" => value.as_str().is_some_and(|name| is_header(name, &Value::from("x"))),
        "cookie" => value.as_str().is_some_and(is_token),
        "query" => is_text(value),
        "prefix" => has("header") && is_header("x", &Value::from(value.as_str().unwrap_or("\n").trim_end())),
        _ => false,
    };
    ["header", "query", "cookie"].into_iter().filter(|key| has(key)).count() == 1 && map.iter().all(admits)
}

/// Returns true for a path, or an object that has one.
pub(super) fn is_getter(value: &Value) -> bool {
    let Some(keys) = value.as_object() else { return is_text(value) };
    let [path, ..] = GETTER_KEYS;
    let is_known = |(key, value): (&String, &Value)| GETTER_KEYS.contains(&key.as_str()) && value.is_string();
    keys.get(path).is_some_and(is_text) && keys.iter().all(is_known)
}

/// Returns true for a media type without parameters.
pub(super) fn is_media_type(value: &Value) -> bool {
    let name = value.as_str().unwrap_or_default();
    name.split_once('/').is_some_and(|(kind, rest)| is_token(kind) && is_token(rest))
}

/// Returns true for a token (RFC 9110 §5.6.2).
pub(crate) fn is_token(text: &str) -> bool {
    let is_other = |byte: u8| b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_other(byte))
}

/// Returns true for a name, or for a table of a field's settings.
pub(super) fn is_field(value: &Value) -> bool {
    let is_known = |(key, value): (&String, &Value)| match key.as_str() {
        FIELD_NAME => is_text(value),
        FIELD_REQUIRED | FIELD_NULLABLE => value.is_boolean(),
        _ => false,
    };
    is_text(value) || value.as_object().is_some_and(|map| map.iter().all(is_known))
}

/// Returns true for a word that says whether a body must be sent, or an object of flags that also says whether it may be null.
pub(super) fn is_body(value: &Value) -> bool {
    let is_known =
        |(key, value): (&String, &Value)| matches!(key.as_str(), FIELD_REQUIRED | FIELD_NULLABLE) && value.is_boolean();
    matches!(value.as_str(), Some("optional" | "required"))
        || value.as_object().is_some_and(|map| map.iter().all(is_known))
}

/// Returns true for the path of a type, or an object with one.
pub(super) fn is_replacement(value: &Value) -> bool {
    let is_known = |(key, value): (&String, &Value)| match (key.as_str(), value.as_str()) {
        (REPLACE_TYPE, Some(path)) => is_path(path),
        (REPLACE_TRAITS, Some(traits)) => matches!(traits, "serde" | OUR_TRAITS),
        _ => false,
    };
    let is_whole = |map: &Map<String, Value>| map.contains_key(REPLACE_TYPE) && map.iter().all(is_known);
    value.as_str().is_some_and(is_path) || value.as_object().is_some_and(is_whole)
}

/// Returns true for one of [`DERIVES`], or the path of a derive macro.
pub(super) fn is_derive(value: &Value) -> bool {
    value.as_str().is_some_and(|name| DERIVES.contains(&name) || is_path(name))
}

/// Returns true for a path of two names at least, none of which is a keyword but `crate` in front.
fn is_path(path: &str) -> bool {
    let is_name = |(at, name): (usize, &str)| {
        let first = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        let rest = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && name != "_";
        (at == 0 && name == "crate") || (first && rest && !reserved::is_any_keyword(name))
    };
    path.contains("::") && path.split("::").enumerate().all(is_name)
}
