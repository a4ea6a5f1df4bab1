//! Outcomes as JSON text.

use bytes::Bytes;
use serde_json::json;
use specsmith_runtime::model::{self, Encode};
use specsmith_runtime::stream::Event;
use specsmith_runtime::{ErrorKind, UntypedResponse};

use crate::run::Errors;
use crate::{Error, base64};

const VALUE: &str = "{\"value\":";

/// Returns a value, encoded again.
pub(crate) fn encoded<T: Encode>(value: &T) -> String {
    format!("{VALUE}{}}}", model::to_string(value))
}

/// Returns a value, encoded again, or nothing.
pub(crate) fn optional<T: Encode>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(|| unit(&()), encoded)
}

/// Returns the value of an outcome that has one.
pub(crate) fn inner(outcome: &str) -> String {
    let inner = outcome.strip_prefix(VALUE).and_then(|rest| rest.strip_suffix('}'));
    inner.unwrap_or(outcome).to_owned()
}

pub(crate) fn unit(_: &()) -> String {
    "{\"unit\":true}".to_owned()
}

pub(crate) fn text(text: &String) -> String {
    json!({ "text": text }).to_string()
}

pub(crate) fn bytes(bytes: &Bytes) -> String {
    json!({ "bytes": base64::encode(bytes) }).to_string()
}

/// Returns an event whose data is text.
pub(crate) fn event(event: &Event) -> String {
    let mut shown = json!({ "data": event.data });
    if let Some(name) = &event.event {
        shown["event"] = name.as_str().into();
    }
    if let Some(id) = &event.id {
        shown["id"] = id.as_str().into();
    }
    format!("{VALUE}{shown}}}")
}

/// Returns the JSON of an error response without a type.
pub(crate) fn untyped(error: &Error) -> Option<String> {
    Some(body(error.body(), None))
}

/// Returns the JSON of an error response of a status that has no type, or whose body is not of its type.
pub(crate) fn unknown(response: &UntypedResponse) -> String {
    body(response.body(), response.fault().map(ToString::to_string))
}

fn body(bytes: &Bytes, fault: Option<String>) -> String {
    let mut shown = match std::str::from_utf8(bytes) {
        Ok(text) => json!({ "text": text }),
        Err(_) => json!({ "bytes": base64::encode(bytes) }),
    };
    if let Some(fault) = fault {
        shown["fault"] = fault.into();
    }
    shown.to_string()
}

/// Returns the JSON of a failed call.
pub(crate) fn error(error: &Error, errors: Errors) -> String {
    let kind = match error.kind() {
        ErrorKind::Build | ErrorKind::MissingCredential | ErrorKind::Config => "refused",
        ErrorKind::Decode | ErrorKind::TooLarge => "decode",
        _ if error.status().is_some() => "api",
        _ => "other",
    };
    let status = error.status().map_or(0, |status| status.as_u16());
    if kind == "api" {
        let body = errors(error).unwrap_or_else(|| "{}".to_owned());
        let members = body.trim_start_matches('{');
        let comma = if members == "}" { "" } else { "," };
        return format!("{{\"error\":{{\"kind\":\"api\",\"status\":{status}{comma}{members}}}");
    }
    let mut why = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(next) = source {
        why.push_str(&format!(": {next}"));
        source = next.source();
    }
    json!({ "error": { "kind": kind, "status": status, "text": why } }).to_string()
}

/// Returns the JSON of a stream that failed after these items. Such an error is an item of the stream, and has no other type.
pub(crate) fn stopped(items: &[String], failure: &Error) -> String {
    let shown = error(failure, untyped);
    format!("{{\"items\":[{}],{}", items.join(","), shown.strip_prefix('{').unwrap_or(&shown))
}

/// Returns a member of a JSON object.
pub(crate) fn member<T: Encode>(name: &str, value: &T) -> String {
    format!("{}:{}", json!(name), model::to_string(value))
}

/// Returns the JSON of a call that ended in a way in which no call may end.
pub(crate) fn failed(kind: &str, why: &str) -> String {
    json!({ "error": { "kind": kind, "text": why } }).to_string()
}
