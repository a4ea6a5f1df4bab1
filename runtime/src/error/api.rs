//! Code and message of a failure, read from the body of an error response.

use http::StatusCode;
use specsmith_model::{DecodeMode, Node, NodeKind, Tree, Value};

/// Code, message and other details of an error body, in any of the usual forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) code: Option<String>,
    /// The code without a credential that is in it, where one is.
    pub(crate) shown_code: Option<String>,
    pub(crate) message: Option<String>,
    /// `type`
    pub(crate) kind: Option<String>,
    /// `param`
    pub(crate) param: Option<String>,
}

/// The longest text that is shown in place of a message.
const LONGEST: usize = 500;

impl ApiError {
    /// Reads `{"error": {"code", "message", "type"}}`, the same members without `error`, RFC 9457 problem details (`title`, `detail`),
    /// `{"error": "text"}` as OAuth has it (RFC 6749 §5.2, with `error_description`), and the first of a list of `errors`.
    pub(crate) fn read(body: &[u8]) -> Self {
        let read = |whole: Node<'_>| Ok(Self::of_whole(whole));
        Tree::parse(body).and_then(|tree| tree.read(DecodeMode::Tolerant, read)).unwrap_or_default()
    }

    fn of_whole(whole: Node<'_>) -> Self {
        let object = inner(whole);
        let mut found = Self::of(object);
        if let Some(text) = object.as_str() {
            // `error` as a word: the code when a description goes with it, else the message.
            match text_of(whole, &["error_description", "message", "detail"]) {
                Some(description) => found = Self { code: Some(text.to_owned()), message: Some(description), ..found },
                None => found.message = Some(text.to_owned()),
            }
        }
        if found.message.is_none() {
            if let Some(first) = whole.get("errors").and_then(first_of) {
                found.message = first.as_str().map(str::to_owned).or_else(|| message(first));
                found.code = found.code.or_else(|| code(first));
            }
        }
        found
    }

    fn of(object: Node<'_>) -> Self {
        let plain = |key| object.get(key).and_then(plain);
        Self {
            code: code(object),
            shown_code: None,
            message: message(object),
            kind: plain("type"),
            param: plain("param"),
        }
    }
}

/// Returns the error object of a body: its `error` member if it has one, else the whole.
pub(crate) fn error_object(body: &[u8]) -> Option<Value> {
    let mut whole = specsmith_model::from_slice::<Value>(body).ok()?;
    match whole.get_mut("error") {
        Some(error) if !error.is_null() => Some(error.take()),
        _ => Some(whole),
    }
}

fn inner(whole: Node<'_>) -> Node<'_> {
    whole.get("error").filter(|error| !error.is_null()).unwrap_or(whole)
}

fn first_of(errors: Node<'_>) -> Option<Node<'_>> {
    match errors.kind() {
        NodeKind::Array => errors.items().next(),
        NodeKind::Object => errors.members().next().map(|(_, value)| first_of(value).unwrap_or(value)),
        _ => None,
    }
}

fn code(object: Node<'_>) -> Option<String> {
    ["code", "type", "error_code"].iter().find_map(|key| plain(object.get(key)?))
}

fn message(object: Node<'_>) -> Option<String> {
    if let Some(text) = text_of(object, &["message", "error_description", "error_message"]) {
        return Some(text);
    }
    match (text_of(object, &["title"]), text_of(object, &["detail", "description"])) {
        (Some(title), Some(detail)) => Some(format!("{title}: {detail}")),
        (title, detail) => detail.or(title),
    }
}

fn text_of(object: Node<'_>, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| object.get(key)?.as_str()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Returns a text that says something, or a number.
fn plain(value: Node<'_>) -> Option<String> {
    let text = value.as_str().filter(|text| !text.is_empty() && *text != "about:blank");
    text.or_else(|| value.as_number()).map(str::to_owned)
}

/// Returns the message for a body in none of the known forms: the body itself if it is a short text, else the status.
pub(crate) fn fallback(status: StatusCode, body: &[u8]) -> String {
    let reason = status.canonical_reason().unwrap_or("no success");
    let Ok(text) = std::str::from_utf8(body) else { return reason.to_owned() };
    let text = text.trim();
    if text.is_empty() || text.starts_with('<') {
        return reason.to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Option<String>, Option<String>) {
        let found = ApiError::read(body.as_bytes());
        (found.code, found.message)
    }

    #[test]
    fn the_usual_shapes() {
        let some = |text: &str| Some(text.to_owned());
        let table: &[(&str, Option<&str>, Option<&str>)] = &[
            (r#"{"error":{"code":"c","message":"m","type":"t"}}"#, Some("c"), Some("m")),
            (r#"{"error":{"code":null,"message":"m","type":"t"}}"#, Some("t"), Some("m")),
            (r#"{"code":42,"message":"m"}"#, Some("42"), Some("m")),
            (r#"{"message":"m"}"#, None, Some("m")),
            (r#"{"type":"about:blank","title":"Nope","detail":"Not today"}"#, None, Some("Nope: Not today")),
            (r#"{"type":"https://e.test/full","detail":"Full"}"#, Some("https://e.test/full"), Some("Full")),
            (r#"{"title":"Nope"}"#, None, Some("Nope")),
            (r#"{"error":"invalid_grant","error_description":"expired"}"#, Some("invalid_grant"), Some("expired")),
            (r#"{"error":"it broke"}"#, None, Some("it broke")),
            (r#"{"error":null,"message":"m"}"#, None, Some("m")),
            (r#"{"errors":[{"code":"a","message":"first"},{"message":"second"}]}"#, Some("a"), Some("first")),
            (r#"{"errors":["first"]}"#, None, Some("first")),
            (r#"{"errors":{"name":["too long"]}}"#, None, Some("too long")),
            (r#"[1]"#, None, None),
            (r#"nonsense"#, None, None),
            ("", None, None),
        ];
        for (body, code, message) in table {
            assert_eq!(read(body), (code.and_then(some), message.and_then(some)), "{body}");
        }
    }

    #[test]
    fn type_and_parameter() {
        let found = ApiError::read(br#"{"error":{"message":"m","type":"invalid_request_error","param":"limit"}}"#);
        assert_eq!((found.kind.as_deref(), found.param.as_deref()), (Some("invalid_request_error"), Some("limit")));
        assert_eq!(ApiError::read(br#"{"error":{"param":null}}"#), ApiError::default());
    }

    #[test]
    fn without_a_known_shape_the_text_speaks() {
        let status = StatusCode::BAD_GATEWAY;
        assert_eq!(fallback(status, b" upstream down \n"), "upstream down");
        assert_eq!(fallback(status, b"<html>x</html>"), "Bad Gateway");
        assert_eq!(fallback(status, b""), "Bad Gateway");
        assert_eq!(fallback(status, &[0xff]), "Bad Gateway");
        assert_eq!(fallback(status, "é".repeat(600).as_bytes()).chars().count(), LONGEST + 1);
    }
}
