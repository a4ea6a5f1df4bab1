//! Request bodies.

use std::borrow::Cow;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::multipart::{self, Part};
use super::percent::Keep;
use super::shape::{Shape, members, plain};
use super::style;
use crate::call::{Body, Call, Name};
use crate::error::Error;
use crate::operation::{BodyForm, Encoding, Operation, Style};
use crate::transport::RequestBody;
use crate::upload::{Upload, Uploads};

/// A body with its content type.
pub(crate) struct Written {
    pub(crate) body: RequestBody,
    pub(crate) content_type: Option<Media>,
}

/// A content type.
pub(crate) enum Media {
    Fixed(&'static str),
    Made(String),
}

impl Media {
    /// As the value of a header field.
    pub(super) fn into_value(self) -> Result<HeaderValue, Error> {
        match self {
            Self::Fixed(media) => super::assemble::fixed(CONTENT_TYPE, media),
            Self::Made(media) => {
                HeaderValue::try_from(media).map_err(|_| Error::build("the content type of the body cannot be sent"))
            }
        }
    }
}

impl Written {
    /// A body of an operation. A range such as `image/*`, which documents give for bodies of any type, is no content type.
    fn of(operation: &Operation, bytes: impl Into<Bytes>) -> Self {
        let media = match operation.body {
            _ if !operation.media.is_empty() && !operation.media.contains('*') => operation.media,
            BodyForm::Bytes => "application/octet-stream",
            BodyForm::Text => "text/plain; charset=utf-8",
            BodyForm::Form => "application/x-www-form-urlencoded",
            BodyForm::None | BodyForm::Json | BodyForm::Multipart => "application/json",
        };
        Self::new(bytes, Media::Fixed(media))
    }

    fn new(bytes: impl Into<Bytes>, content_type: Media) -> Self {
        Self::sent(RequestBody::Bytes(bytes.into()), content_type)
    }

    fn sent(body: RequestBody, content_type: Media) -> Self {
        Self { body, content_type: Some(content_type) }
    }

    fn none() -> Self {
        Self { body: RequestBody::Empty, content_type: None }
    }
}

/// Writes the body of a call. A required body of which nothing is set is an empty object; `GET` and `HEAD` send none of that.
pub(crate) fn write(call: &Call) -> Result<Written, Error> {
    let operation = call.operation;
    if let (Body::Unset, []) = (&call.parts.body, &*call.parts.body_extra) {
        return Ok(unset(operation));
    }
    let merged = match &call.parts.body_extra {
        extra if extra.is_empty() => Cow::Borrowed(&call.parts.body),
        extra => Cow::Owned(merge(&call.parts.body, extra)?),
    };
    match merged.as_ref() {
        Body::Unset => Ok(unset(operation)),
        Body::Text(text) => Ok(Written::of(operation, text.clone())),
        Body::Upload(upload) => Ok(uploaded(operation, upload)),
        Body::Json(json) => match (operation.body, members(json)) {
            (BodyForm::Form | BodyForm::Multipart, Some(members)) => {
                let fields: Vec<_> =
                    members.into_iter().map(|(name, json)| (Name::Owned(name), json.to_owned())).collect();
                self::fields(call, &fields)
            }
            (BodyForm::Form | BodyForm::Multipart, None) => Err(Error::build("the body of a form must be an object")),
            (BodyForm::Text, _) => Ok(Written::of(operation, plain(json).into_owned())),
            _ => Ok(Written::of(operation, json.clone())),
        },
        Body::Fields(given) => fields(call, given),
    }
}

/// A body of bytes. What it says it is counts more than what the document says. Untyped calls name the type of their bytes themselves.
fn uploaded(operation: &Operation, upload: &Upload) -> Written {
    let mut written = Written::of(operation, Bytes::new());
    written.body = upload.content.clone();
    match &upload.content_type {
        Some(media) => written.content_type = Some(Media::Made(media.clone())),
        None if operation.body == BodyForm::Json => written.content_type = None,
        None => {}
    }
    written
}

fn unset(operation: &Operation) -> Written {
    if !operation.body_required || matches!(operation.method, "GET" | "HEAD") {
        return Written::none();
    }
    match operation.body {
        BodyForm::None => Written::none(),
        BodyForm::Json => Written::of(operation, "{}"),
        BodyForm::Multipart => multipart_of(&[], operation.media),
        BodyForm::Form | BodyForm::Text | BodyForm::Bytes => Written::of(operation, ""),
    }
}

/// The body with members put over it.
fn merge(body: &Body, extra: &[(Name, String)]) -> Result<Body, Error> {
    let mut fields = match body {
        Body::Unset => Vec::new(),
        Body::Fields(fields) => fields.clone(),
        Body::Json(json) => match members(json) {
            Some(members) => members.into_iter().map(|(name, json)| (Name::Owned(name), json.to_owned())).collect(),
            None => return Err(not_an_object()),
        },
        Body::Text(_) | Body::Upload(_) => return Err(not_an_object()),
    };
    for (name, json) in extra {
        match fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, field)) => *field = json.clone(),
            None => fields.push((name.clone(), json.clone())),
        }
    }
    Ok(Body::Fields(fields))
}

fn not_an_object() -> Error {
    Error::build("a member cannot be added to a body that is not an object")
}

/// Writes members in the form the operation takes.
fn fields(call: &Call, fields: &[(Name, String)]) -> Result<Written, Error> {
    let operation = call.operation;
    match operation.body {
        BodyForm::Form => Ok(Written::of(operation, form(operation, fields))),
        BodyForm::Multipart => Ok(multipart_of(&parts(operation, fields, &call.parts.uploads)?, operation.media)),
        BodyForm::Text | BodyForm::Bytes => Err(not_an_object()),
        BodyForm::Json | BodyForm::None => Ok(Written::of(operation, json(fields))),
    }
}

fn json(fields: &[(Name, String)]) -> String {
    // A quote on each side, a colon and a comma; what has to be escaped in a name is little.
    let length = fields.iter().map(|(name, json)| name.len() + json.len() + 4).sum::<usize>();
    let mut out = String::with_capacity(length + 2);
    out.push('{');
    for (name, json) in fields {
        if out.len() > 1 {
            out.push(',');
        }
        push_json_string(&mut out, name);
        out.push(':');
        out.push_str(json);
    }
    out.push('}');
    out
}

fn push_json_string(out: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
        return;
    }
    // A string always has a JSON form.
    out.push_str(&serde_json::Value::from(text).to_string());
}

/// `application/x-www-form-urlencoded`, member by member.
fn form(operation: &Operation, fields: &[(Name, String)]) -> String {
    let mut out = String::new();
    for (name, value) in form_of(operation.encodings, fields.iter().map(|(name, json)| (&**name, json.as_str()))) {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(&name);
        out.push('=');
        out.push_str(&value);
    }
    out
}

/// The encoded pairs of a form's members.
pub(super) fn form_of<'a>(
    encodings: &[Encoding],
    members: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<style::Pair> {
    members.flat_map(|(name, json)| form_pairs(encoding(encodings, name), name, json, Keep::Form)).collect()
}

/// The encoded pairs of a member: by its style where it has one, else by its content type, which for objects is JSON
/// (OpenAPI 3.1.1 §4.8.15.1).
fn form_pairs(encoding: Option<&Encoding>, name: &str, json: &str, keep: Keep) -> Vec<style::Pair> {
    let reserved = encoding.is_some_and(|encoding| encoding.allow_reserved);
    let keep = if reserved { Keep::Reserved } else { keep };
    let style = encoding.and_then(|encoding| encoding.style);
    let media = encoding.and_then(|encoding| encoding.content_type);
    match (style, media) {
        (Some((style, explode)), _) => style::pairs(name, json, style, explode, keep),
        (None, Some(media)) if style::is_json(media) => vec![style::content(name, json, media, keep)],
        (None, _) if matches!(Shape::of(json), Shape::Map(_)) => {
            vec![style::content(name, json, "application/json", keep)]
        }
        (None, _) => style::pairs(name, json, Style::Form, true, keep),
    }
}

fn encoding<'a>(encodings: &'a [Encoding], property: &str) -> Option<&'a Encoding> {
    encodings.iter().find(|encoding| encoding.property == property)
}

fn multipart_of(parts: &[Part], media: &str) -> Written {
    let boundary = crate::execute::random_token();
    Written::sent(multipart::write(parts, &boundary), Media::Made(format!("{media}; boundary={boundary}")))
}

/// The parts of a multipart body: a file as it is, an object as JSON, each element of a list as a part of its own.
fn parts(operation: &Operation, fields: &[(Name, String)], uploads: &Uploads) -> Result<Vec<Part>, Error> {
    let mut parts = multipart::Parts::new(uploads);
    for (name, json) in fields {
        let encoding = encoding(operation.encodings, name);
        let media = encoding.and_then(|encoding| encoding.content_type);
        match encoding.and_then(|encoding| encoding.style) {
            Some((style, explode)) => {
                for (name, value) in style::pairs(name, json, style, explode, Keep::All) {
                    parts.push_text(&name, value.into(), media);
                }
            }
            None => parts.push_value(name, json, media),
        }
    }
    parts.finish().map_err(Error::build)
}
