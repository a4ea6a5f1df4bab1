//! Request bodies.

use std::borrow::Cow;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use crate::error::Error;
use crate::http::media_type::MediaType;
use crate::http::percent::Keep;
use crate::json::scan::write_string;
use crate::operation::param::{Encoding, Style};
use crate::operation::{BodyForm, Operation};
use crate::request::arguments::{Body, Name};
use crate::request::call::Call;
use crate::request::multipart;
use crate::request::multipart::Part;
use crate::request::shape;
use crate::request::shape::{Shape, members};
use crate::request::style;
use crate::transport::body::RequestBody;
use crate::transport::upload::{Upload, Uploads};

/// A body with its content type.
pub(crate) struct Written {
    pub(crate) body: RequestBody,
    pub(crate) content_type: Option<Media>,
}

/// A content type.
#[derive(Clone, Debug)]
pub(crate) enum Media {
    Fixed(&'static str),
    Made(String),
}

impl Media {
    /// As the value of a header field.
    pub(crate) fn value(&self) -> Result<HeaderValue, Error> {
        match self {
            Self::Fixed(media) => crate::request::assemble::fixed(CONTENT_TYPE, media),
            Self::Made(media) => HeaderValue::try_from(media.as_str())
                .map_err(|_| Error::build("the content type of the body cannot be sent")),
        }
    }
}

impl Written {
    /// A body of an operation. A range such as `image/*`, which documents give for bodies of any type, is no content type.
    #[inline]
    fn of(operation: &Operation, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let media = match operation.body {
            _ if !operation.media.is_empty() && !MediaType::parse(operation.media).is_range() => operation.media,
            BodyForm::Bytes => "application/octet-stream",
            // Without a charset it is ASCII (RFC 2046 §4.1.2).
            BodyForm::Text if bytes.is_ascii() => "text/plain",
            BodyForm::Text => "text/plain; charset=utf-8",
            BodyForm::Form => "application/x-www-form-urlencoded",
            BodyForm::Lines => "application/x-ndjson",
            BodyForm::Sequence => "application/json-seq",
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

/// Writes the body of a call. An operation names the form it takes, so that a program holds the forms of the operations it calls.
///
/// A required body of which nothing is set is an empty object; `GET` and `HEAD` send none of that.
pub(crate) type Write = fn(&Call) -> Result<Written, Error>;

/// A body of JSON, also where the document has none and the caller adds members.
pub(crate) fn json(call: &Call) -> Result<Written, Error> {
    match &*call.parts.body_extra {
        [] => Ok(json_of(call.operation, &call.parts.body)),
        extra => Ok(json_of(call.operation, &merge(&call.parts.body, extra)?)),
    }
}

#[inline]
fn json_of(operation: &Operation, body: &Body) -> Written {
    match body {
        Body::Unset if operation.body == BodyForm::None => Written::none(),
        Body::Unset => unset(operation, || Written::of(operation, "{}")),
        Body::Json(json) => Written::of(operation, json.clone()),
        Body::Fields(fields) => Written::of(operation, object(fields)),
        Body::Text(text) => Written::of(operation, text.clone()),
        Body::Upload(upload) => uploaded(operation, upload),
    }
}

/// A body of text or of bytes.
pub(crate) fn plain(call: &Call) -> Result<Written, Error> {
    let operation = call.operation;
    Ok(match &*merged(call)? {
        Body::Unset => unset(operation, || Written::of(operation, "")),
        Body::Json(json) if operation.body == BodyForm::Text => Written::of(operation, shape::plain(json).into_owned()),
        Body::Json(text) | Body::Text(text) => Written::of(operation, text.clone()),
        Body::Fields(_) => return Err(not_an_object()),
        Body::Upload(upload) => uploaded(operation, upload),
    })
}

/// A body of one JSON value after the other: the elements of a list, each on a line of its own. JSON that is written without white space
/// has no line breaks.
pub(crate) fn lines(call: &Call) -> Result<Written, Error> {
    let operation = call.operation;
    match &*merged(call)? {
        Body::Unset => Ok(unset(operation, || Written::of(operation, ""))),
        Body::Json(json) => match Shape::of(json) {
            Shape::List(elements) => Ok(Written::of(operation, line_by_line(operation, &elements))),
            _ => Err(Error::build("the body of lines must be a list")),
        },
        Body::Fields(_) => Err(Error::build("the body of lines must be a list")),
        Body::Text(text) => Ok(Written::of(operation, text.clone())),
        Body::Upload(upload) => Ok(uploaded(operation, upload)),
    }
}

fn line_by_line(operation: &Operation, elements: &[&str]) -> String {
    let mut text = String::with_capacity(elements.iter().map(|json| json.len() + 2).sum());
    for json in elements {
        if operation.body == BodyForm::Sequence {
            text.push('\u{1e}');
        }
        text.push_str(json);
        text.push('\n');
    }
    text
}

/// An `application/x-www-form-urlencoded` body.
pub(crate) fn form(call: &Call) -> Result<Written, Error> {
    let operation = call.operation;
    written_of_fields(call, |fields| Ok(Written::of(operation, form_text(operation, fields))))
}

/// A multipart body.
pub(crate) fn multipart(call: &Call) -> Result<Written, Error> {
    let operation = call.operation;
    let none = Uploads::default();
    let uploads = call.parts.uploads.as_deref().unwrap_or(&none);
    written_of_fields(call, |fields| Ok(multipart_of(&parts(operation, fields, uploads)?, operation.media)))
}

/// The parts of a list that is a whole body: they have no names.
fn unnamed(call: &Call, list: &[&str]) -> Result<Written, Error> {
    let none = Uploads::default();
    let mut parts = multipart::Parts::new(call.parts.uploads.as_deref().unwrap_or(&none));
    let declared = encoding(call.operation.encodings, "").into();
    list.iter().for_each(|item| parts.push_value(None, item, declared));
    Ok(multipart_of(&parts.finish().map_err(Error::build)?, call.operation.media))
}

/// Writes the members of a body that has nothing else.
fn written_of_fields(
    call: &Call,
    write: impl Fn(&[(Name, String)]) -> Result<Written, Error>,
) -> Result<Written, Error> {
    let operation = call.operation;
    match &*merged(call)? {
        Body::Unset if sends_unset(operation) => write(&[]),
        Body::Unset => Ok(Written::none()),
        Body::Fields(fields) => write(fields),
        Body::Json(json) => match Shape::of(json) {
            Shape::Map(members) => write(&owned(members)),
            Shape::List(list) if operation.body == BodyForm::Multipart => unnamed(call, &list),
            // A text is a form that is written already.
            Shape::Text(text) if operation.body == BodyForm::Form => Ok(Written::of(operation, text.into_owned())),
            _ => Err(Error::build("the body of a form must be an object")),
        },
        Body::Text(text) => Ok(Written::of(operation, text.clone())),
        Body::Upload(upload) => Ok(uploaded(operation, upload)),
    }
}

/// The body with the caller's members put over it.
fn merged(call: &Call) -> Result<Cow<'_, Body>, Error> {
    match &*call.parts.body_extra {
        [] => Ok(Cow::Borrowed(&call.parts.body)),
        extra => merge(&call.parts.body, extra).map(Cow::Owned),
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

/// True when a body of which nothing is set is sent.
fn sends_unset(operation: &Operation) -> bool {
    operation.body_required && !matches!(operation.method, "GET" | "HEAD")
}

fn unset(operation: &Operation, empty: impl FnOnce() -> Written) -> Written {
    if sends_unset(operation) { empty() } else { Written::none() }
}

/// The body with members put over it.
fn merge(body: &Body, extra: &[(Name, String)]) -> Result<Body, Error> {
    let mut fields = match body {
        Body::Unset => Vec::new(),
        Body::Fields(fields) => fields.clone(),
        Body::Json(json) => owned_members(json).ok_or_else(not_an_object)?,
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

fn owned_members(json: &str) -> Option<Vec<(Name, String)>> {
    members(json).map(owned)
}

fn owned(members: Vec<(String, &str)>) -> Vec<(Name, String)> {
    members.into_iter().map(|(name, json)| (Name::Owned(name), json.to_owned())).collect()
}

fn object(fields: &[(Name, String)]) -> String {
    // A quote on each side, a colon and a comma; what has to be escaped in a name is little.
    let length = fields.iter().map(|(name, json)| name.len() + json.len() + 4).sum::<usize>();
    let mut out = String::with_capacity(length + 2);
    out.push('{');
    for (name, json) in fields {
        if out.len() > 1 {
            out.push(',');
        }
        write_string(&mut out, name);
        out.push(':');
        out.push_str(json);
    }
    out.push('}');
    out
}

/// `application/x-www-form-urlencoded`, member by member.
fn form_text(operation: &Operation, fields: &[(Name, String)]) -> String {
    let mut out = String::new();
    let members = fields.iter().map(|(name, json)| (&**name, json.as_str()));
    for (name, value) in form_of(operation.encodings, operation.brackets, members) {
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
pub(crate) fn form_of<'a>(
    encodings: &[Encoding],
    brackets: bool,
    members: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<style::Pair> {
    members.flat_map(|(name, json)| form_pairs(encoding(encodings, name), brackets, name, json)).collect()
}

/// The encoded pairs of a member: by its style where it has one, else by its content type, which for objects is JSON
/// (OpenAPI 3.1.1 §4.8.15.1).
fn form_pairs(encoding: Option<&Encoding>, brackets: bool, name: &str, json: &str) -> Vec<style::Pair> {
    let reserved = encoding.is_some_and(|encoding| encoding.allow_reserved);
    let keep = if reserved { Keep::Reserved } else { Keep::Form };
    let style = encoding.and_then(|encoding| encoding.style);
    let media = encoding.and_then(|encoding| encoding.content_type);
    match (style, media) {
        (Some((style, explode)), _) => style::pairs(name, json, style, explode, keep),
        (None, Some(media)) if style::is_json(media) => vec![style::content(name, json, media, keep)],
        (None, _) if brackets => style::pairs(name, json, Style::Brackets, true, keep),
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
    let boundary = crate::http::random::random_token();
    let mut media = format!("{media}; boundary={boundary}");
    // The type of the root part, which is the first one (RFC 2387 §3.1).
    if let Some(root) = parts.first().filter(|_| media.starts_with("multipart/related;")) {
        media.push_str(&format!("; type=\"{}\"", root.media()));
    }
    Written::sent(multipart::write(parts, &boundary), Media::Made(media))
}

/// The parts of a multipart body: a file as it is, an object as JSON, each element of a list as a part of its own.
fn parts(operation: &Operation, fields: &[(Name, String)], uploads: &Uploads) -> Result<Vec<Part>, Error> {
    let mut parts = multipart::Parts::new(uploads);
    for (name, json) in fields {
        let encoding = encoding(operation.encodings, name);
        let declared = multipart::Declared::from(encoding);
        let brackets = (operation.brackets && declared.json().is_none()).then_some((Style::Brackets, true));
        match encoding.and_then(|encoding| encoding.style).or(brackets) {
            Some((style, explode)) => {
                for (name, value) in style::pairs(name, json, style, explode, Keep::All) {
                    parts.push_text(Some(&name), value.into(), declared);
                }
            }
            None => parts.push_value(Some(name), json, declared),
        }
    }
    parts.finish().map_err(Error::build)
}
