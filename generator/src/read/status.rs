//! Keys of responses.

use openapiv3::StatusCode;

use super::at::At;
use super::value_reader::ValueReader;
use crate::report::Code;

/// The key of a response: a status, a range, or all others.
pub(super) enum Status {
    Default,
    Code(StatusCode),
}

/// Reads the key of a response. One that is no status is repaired, or `None`.
pub(super) fn status(values: &mut ValueReader<'_>, key: &str, at: &At<'_>) -> Option<Status> {
    let text = key.trim();
    if text == "default" {
        return Some(Status::Default);
    }
    let exact = parse_status(text);
    if exact.is_some() {
        return exact.map(Status::Code);
    }
    let repaired = if text.eq_ignore_ascii_case("default") {
        Some((Status::Default, "default".to_owned()))
    } else {
        // `200 OK`, `200: success` as one key, `5xx errors`.
        let head = text.get(..3).filter(|_| !text[3..].starts_with(|c: char| c.is_ascii_digit()));
        head.and_then(parse_status).map(|status| (Status::Code(status.clone()), status.to_string()))
    };
    match repaired {
        Some((status, name)) => {
            let message = format!("`{key}` is no status code; it was read as {name}");
            values.warn(Code::BadStatus, at, message, "use a code such as 200, a range such as 2XX, or `default`");
            Some(status)
        }
        None => {
            let message = format!("`{key}` is no status code; the response was ignored");
            values.warn(Code::BadStatus, at, message, "use a code such as 200, a range such as 2XX, or `default`");
            None
        }
    }
}

fn parse_status(text: &str) -> Option<StatusCode> {
    match text.as_bytes() {
        [first @ b'1'..=b'9', rest @ ..] if rest.len() == 2 => match rest {
            [b'x' | b'X', b'x' | b'X'] => Some(StatusCode::Range(u16::from(first - b'0'))),
            rest if rest.iter().all(u8::is_ascii_digit) => text.parse().ok().map(StatusCode::Code),
            _ => None,
        },
        _ => None,
    }
}
