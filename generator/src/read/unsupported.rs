//! Keywords that a client cannot represent, in one table: each is reported once, with the number of places.
//!
//! Every other keyword is used by the crate, or is in its documentation, or means nothing to a client (`$comment`, `xml`,
//! `termsOfService`). A test checks this table against every keyword of the specifications.

use serde_json::Value;

use super::walk::Kind;

/// Loss of a keyword that is not represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    /// Effect of the loss: the rest of a sentence.
    pub(super) effect: &'static str,
    /// Remedy.
    pub(super) hint: &'static str,
}

const CHECKED: Loss =
    Loss { effect: "values are not held to it", hint: "the server refuses what it forbids; the types admit it" };
const DYNAMIC: Loss =
    Loss { effect: "only what stands beside it gives the type", hint: "use `$ref`, which names one schema" };
const CONTENT: Loss = Loss { effect: "the value is the text as it was sent", hint: "decode the text where it is used" };
const MORE_DOCS: Loss =
    Loss { effect: "the documentation does not say it", hint: "say it in `description`, which the documentation has" };
const PART_HEADERS: Loss = Loss {
    effect: "the part is sent without them",
    hint: "send the body with an untyped request if the server needs them",
};
const PART_ORDER: Loss = Loss {
    effect: "parts are sent as their names and types say",
    hint: "use `encoding`, which goes by the names of the parts",
};
const FLOWS: Loss = Loss {
    effect: "the crate does not read the flow; it fetches tokens only as the client is told to",
    hint: "give the client a token, or a provider that fetches it",
};

/// Returns a kind of object, as messages call it.
pub(super) fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Root => "the document",
        Kind::Schema => "a schema",
        Kind::Response => "a response",
        Kind::MediaType => "a media type",
        Kind::Encoding => "an encoding",
        Kind::SecurityScheme => "a security scheme",
        _ => "this object",
    }
}

/// Returns the loss of a keyword of an object, if it is not represented.
pub(super) fn of(kind: Kind, key: &str, value: &Value) -> Option<Loss> {
    match kind {
        Kind::Schema => schema(key, value),
        Kind::Response => response(key),
        Kind::MediaType => match key {
            "prefixEncoding" | "itemEncoding" => Some(PART_ORDER),
            "description" => Some(MORE_DOCS),
            _ => None,
        },
        Kind::Encoding => match key {
            "headers" if !is_empty(value) && !are_constant(value) => Some(PART_HEADERS),
            _ => None,
        },
        Kind::SecurityScheme => match key {
            "flows" | "flow" | "openIdConnectUrl" => Some(FLOWS),
            "deprecated" if value == &Value::Bool(true) => Some(MORE_DOCS),
            _ => None,
        },
        Kind::Root if key == "externalDocs" => Some(MORE_DOCS),
        _ => None,
    }
}

fn response(key: &str) -> Option<Loss> {
    match key {
        "summary" => Some(MORE_DOCS),
        _ => None,
    }
}

/// Returns true for a keyword of schemas that has no place in the typed model.
pub(super) fn is_untyped(key: &str) -> bool {
    matches!(
        key,
        "if" | "then"
            | "else"
            | "dependentSchemas"
            | "dependentRequired"
            | "dependencies"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "contains"
            | "minContains"
            | "maxContains"
            | "$dynamicRef"
            | "$recursiveRef"
    )
}

fn schema(key: &str, value: &Value) -> Option<Loss> {
    match key {
        // A schema that every value satisfies forbids nothing.
        "if" | "then" | "else" | "unevaluatedProperties" | "unevaluatedItems"
            if value == &Value::Bool(true) || is_empty(value) =>
        {
            None
        }
        "propertyNames" if value == &Value::Bool(true) || is_only_text(value) => None,
        "dependentSchemas" | "dependentRequired" | "dependencies" if is_empty(value) => None,
        "$dynamicRef" | "$recursiveRef" => Some(DYNAMIC),
        key if is_untyped(key) => Some(CHECKED),
        "not" | "propertyNames" => Some(CHECKED),
        "oneOf" | "anyOf" if only_require(value) => Some(CHECKED),
        "contentEncoding" if value.as_str().is_some_and(is_base64) => None,
        "contentMediaType" if value.as_str().is_some_and(is_bytes) => None,
        "contentEncoding" | "contentMediaType" | "contentSchema" => Some(CONTENT),
        "externalDocs" => Some(MORE_DOCS),
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.is_empty(),
        Value::Null => true,
        _ => false,
    }
}

/// Returns true for a union whose members only require or forbid keys: it has no type.
fn only_require(value: &Value) -> bool {
    let only_requires = |member: &Value| {
        member.as_object().is_some_and(|map| {
            let says = |key: &str| matches!(key, "required" | "not");
            let is_silent = |key: &str| matches!(key, "description" | "title" | "$comment") || key.starts_with("x-");
            map.keys().any(|key| says(key))
                && map.iter().all(|(key, value)| says(key) || is_silent(key) || key == "type" && value == "object")
        })
    };
    value.as_array().is_some_and(|members| members.len() > 1 && members.iter().all(only_requires))
}

/// Returns true for headers that have one value each, which is sent.
fn are_constant(headers: &Value) -> bool {
    let one = |header: &Value| {
        let schema = header.get("schema")?;
        let value = schema.get("const").or_else(|| match schema.get("enum")?.as_array()?.as_slice() {
            [only] => Some(only),
            _ => None,
        })?;
        Some(value.is_string() || value.is_number() || value.is_boolean())
    };
    headers.as_object().is_some_and(|headers| {
        headers.iter().all(|(name, header)| name.eq_ignore_ascii_case("content-type") || one(header) == Some(true))
    })
}

/// Returns true for `{}` or `{type: string}`: every name is a text.
fn is_only_text(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.iter().all(|(key, value)| key == "type" && value == "string"))
}

/// Returns true for the encodings that have a type.
pub(super) fn is_base64(encoding: &str) -> bool {
    encoding.eq_ignore_ascii_case("base64") || encoding.eq_ignore_ascii_case("base64url")
}

/// Returns true for media types whose content is bytes rather than text.
pub(super) fn is_bytes(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    let essence = media.split(';').next().unwrap_or_default().trim();
    let is_kind = ["image/", "audio/", "video/", "font/"].iter().any(|kind| essence.starts_with(kind));
    let is_archive = matches!(
        essence,
        "application/octet-stream" | "application/pdf" | "application/zip" | "application/gzip" | "application/x-tar"
    );
    is_archive || is_kind && !essence.ends_with("+xml")
}
