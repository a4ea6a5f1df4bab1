//! Request bodies in the form that the operation states. `multipart.rs` writes the parts of a multipart body, `style.rs` the values of a form.

use std::borrow::Cow;

use bytes::Bytes;
use specsmith_model::internal::{Attachments, write_string};

use crate::http::media_type::MediaType;
use crate::http::percent::Keep;
use crate::http::query::Pair;
use crate::http::random::random_token;
use crate::operation::body::{Body, BodyArguments, BodyDescription, BodyForm, Media, Name, WrittenBody};
use crate::operation::param::{Encoding, Style};
use crate::request::multipart::{self, Part};
use crate::request::shape::{self, Shape, members};
use crate::request::style;
use crate::transport::body::RequestBody;
use crate::transport::upload::Upload;

impl WrittenBody {
    /// Returns a body as an operation describes it. A range such as `image/*`, which documents give for bodies of any type, is no content type.
    #[inline]
    fn of(description: &BodyDescription, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let media = match description.form {
            _ if !description.media.is_empty() && !MediaType::parse(description.media).is_range() => description.media,
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

/// Returns a body of JSON, also where the document has none and the caller adds members.
pub(crate) fn json(description: &BodyDescription, body: &BodyArguments) -> Result<WrittenBody, String> {
    match &*body.extra {
        [] => Ok(json_of(description, &body.value)),
        extra => Ok(json_of(description, &merge(&body.value, extra)?)),
    }
}

#[inline]
fn json_of(description: &BodyDescription, body: &Body) -> WrittenBody {
    match body {
        Body::Unset if description.form == BodyForm::None => WrittenBody::none(),
        Body::Unset => unset(description, || WrittenBody::of(description, "{}")),
        Body::Json(json) => WrittenBody::of(description, json.clone()),
        Body::Fields(fields) => WrittenBody::of(description, object(fields)),
        Body::Text(text) => WrittenBody::of(description, text.clone()),
        Body::Upload(upload) => uploaded(description, upload),
    }
}

/// Returns a body of text or of bytes.
pub(crate) fn plain(description: &BodyDescription, body: &BodyArguments) -> Result<WrittenBody, String> {
    Ok(match &*merged(body)? {
        Body::Unset => unset(description, || WrittenBody::of(description, "")),
        Body::Json(json) if description.form == BodyForm::Text => {
            WrittenBody::of(description, shape::plain(json).into_owned())
        }
        Body::Json(text) | Body::Text(text) => WrittenBody::of(description, text.clone()),
        Body::Fields(_) => return Err(not_an_object()),
        Body::Upload(upload) => uploaded(description, upload),
    })
}

/// Returns a body of one JSON value after the other: the elements of a list, each on a line of its own. JSON that is written without white space
/// has no line breaks.
pub(crate) fn lines(description: &BodyDescription, body: &BodyArguments) -> Result<WrittenBody, String> {
    match &*merged(body)? {
        Body::Unset => Ok(unset(description, || WrittenBody::of(description, ""))),
        Body::Json(json) => match Shape::of(json) {
            Shape::List(elements) => Ok(WrittenBody::of(description, line_by_line(description, &elements))),
            _ => Err(String::from("the body of lines must be a list")),
        },
        Body::Fields(_) => Err(String::from("the body of lines must be a list")),
        Body::Text(text) => Ok(WrittenBody::of(description, text.clone())),
        Body::Upload(upload) => Ok(uploaded(description, upload)),
    }
}

fn line_by_line(description: &BodyDescription, elements: &[&str]) -> String {
    let mut text = String::with_capacity(elements.iter().map(|json| json.len() + 2).sum());
    for json in elements {
        if description.form == BodyForm::Sequence {
            text.push('\u{1e}');
        }
        text.push_str(json);
        text.push('\n');
    }
    text
}

/// Returns an `application/x-www-form-urlencoded` body.
pub(crate) fn form(description: &BodyDescription, body: &BodyArguments) -> Result<WrittenBody, String> {
    written_of_fields(description, body, |fields| Ok(WrittenBody::of(description, form_text(description, fields))))
}

/// Returns a multipart body.
pub(crate) fn multipart(description: &BodyDescription, body: &BodyArguments) -> Result<WrittenBody, String> {
    let none = Attachments::new(random_token);
    let uploads = body.uploads.as_deref().unwrap_or(&none);
    written_of_fields(description, body, |fields| {
        Ok(multipart_of(&parts(description, fields, uploads)?, description.media))
    })
}

/// Returns the parts of a list that is a whole body: they have no names.
fn unnamed(description: &BodyDescription, body: &BodyArguments, list: &[&str]) -> Result<WrittenBody, String> {
    let none = Attachments::new(random_token);
    let mut parts = multipart::Parts::new(body.uploads.as_deref().unwrap_or(&none));
    let declared = encoding(description.encodings, "").into();
    list.iter().for_each(|item| parts.push_value(None, item, declared));
    Ok(multipart_of(&parts.finish()?, description.media))
}

/// Writes the members of a body that has nothing else.
fn written_of_fields(
    description: &BodyDescription,
    body: &BodyArguments,
    write: impl Fn(&[(Name, String)]) -> Result<WrittenBody, String>,
) -> Result<WrittenBody, String> {
    match &*merged(body)? {
        Body::Unset if description.sends_empty => write(&[]),
        Body::Unset => Ok(WrittenBody::none()),
        Body::Fields(fields) => write(fields),
        Body::Json(json) => match Shape::of(json) {
            Shape::Map(members) => write(&owned(members)),
            Shape::List(list) if description.form == BodyForm::Multipart => unnamed(description, body, &list),
            // A text is a form that is written already.
            Shape::Text(text) if description.form == BodyForm::Form => {
                Ok(WrittenBody::of(description, text.into_owned()))
            }
            _ => Err(String::from("the body of a form must be an object")),
        },
        Body::Text(text) => Ok(WrittenBody::of(description, text.clone())),
        Body::Upload(upload) => Ok(uploaded(description, upload)),
    }
}

/// Returns the body with the caller's members put over it.
fn merged(body: &BodyArguments) -> Result<Cow<'_, Body>, String> {
    match &*body.extra {
        [] => Ok(Cow::Borrowed(&body.value)),
        extra => merge(&body.value, extra).map(Cow::Owned),
    }
}

/// Returns a body of bytes. What it says it is counts more than what the document says. Untyped calls name the type of their bytes themselves.
fn uploaded(description: &BodyDescription, upload: &Upload) -> WrittenBody {
    let mut written = WrittenBody::of(description, Bytes::new());
    written.body = upload.body();
    match &upload.content_type {
        Some(media) => written.content_type = Some(Media::Made(media.clone())),
        None if description.form == BodyForm::Json => written.content_type = None,
        None => {}
    }
    written
}

fn unset(description: &BodyDescription, empty: impl FnOnce() -> WrittenBody) -> WrittenBody {
    if description.sends_empty { empty() } else { WrittenBody::none() }
}

/// Returns the body with members put over it.
fn merge(body: &Body, extra: &[(Name, String)]) -> Result<Body, String> {
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

fn not_an_object() -> String {
    String::from("a member cannot be added to a body that is not an object")
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

/// Returns the body `application/x-www-form-urlencoded`, member by member.
fn form_text(description: &BodyDescription, fields: &[(Name, String)]) -> String {
    let mut out = String::new();
    let members = fields.iter().map(|(name, json)| (&**name, json.as_str()));
    for (name, value) in form_of(description.encodings, description.members, members) {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(&name);
        out.push('=');
        out.push_str(&value);
    }
    out
}

/// Returns the encoded pairs of a form's members.
pub(crate) fn form_of<'a>(
    encodings: &[Encoding],
    style: Option<Style>,
    members: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<Pair> {
    members.flat_map(|(name, json)| form_pairs(encoding(encodings, name), style, name, json)).collect()
}

/// Returns the encoded pairs of a member: by its style where it has one, else by its content type, which for objects is JSON
/// (OpenAPI 3.1.1 §4.8.15.1).
fn form_pairs(encoding: Option<&Encoding>, usual: Option<Style>, name: &str, json: &str) -> Vec<Pair> {
    let reserved = encoding.is_some_and(|encoding| encoding.allow_reserved);
    let keep = if reserved { Keep::Reserved } else { Keep::Form };
    let style = encoding.and_then(|encoding| encoding.style);
    let media = encoding.and_then(|encoding| encoding.content_type);
    match (style, media) {
        (Some((style, explode)), _) => style::pairs(name, json, style, explode, keep),
        (None, Some(media)) if style::is_json(media) => vec![style::content(name, json, media, keep)],
        (None, _) => match applied(usual, json) {
            Some(style) => style::pairs(name, json, style, true, keep),
            None if matches!(Shape::of(json), Shape::Map(_)) => {
                vec![style::content(name, json, "application/json", keep)]
            }
            None => style::pairs(name, json, Style::Form, true, keep),
        },
    }
}

/// Returns the style of a body's members as far as it says something of this one: `deepObject` is about objects only (OpenAPI 3.1.1 §4.8.12.4).
fn applied(style: Option<Style>, json: &str) -> Option<Style> {
    style.filter(|style| *style != Style::DeepObject || matches!(Shape::of(json), Shape::Map(_)))
}

fn encoding<'a>(encodings: &'a [Encoding], property: &str) -> Option<&'a Encoding> {
    encodings.iter().find(|encoding| encoding.property == property)
}

fn multipart_of(parts: &[Part], media: &str) -> WrittenBody {
    let boundary = crate::http::random::random_token();
    let mut media = format!("{media}; boundary={boundary}");
    // The type of the root part, which is the first one (RFC 2387 §3.1).
    if let Some(root) = parts.first().filter(|_| media.starts_with("multipart/related;")) {
        media.push_str(&format!("; type=\"{}\"", root.media()));
    }
    WrittenBody::sent(multipart::write(parts, &boundary), Media::Made(media))
}

/// Returns the parts of a multipart body: a file as it is, an object as JSON, each element of a list as a part of its own.
fn parts(description: &BodyDescription, fields: &[(Name, String)], uploads: &Attachments) -> Result<Vec<Part>, String> {
    let mut parts = multipart::Parts::new(uploads);
    for (name, json) in fields {
        let encoding = encoding(description.encodings, name);
        let declared = multipart::Declared::from(encoding);
        let usual = applied(description.members, json).filter(|_| declared.json().is_none());
        match encoding.and_then(|encoding| encoding.style).or(usual.map(|style| (style, true))) {
            Some((style, explode)) => {
                for (name, value) in style::pairs(name, json, style, explode, Keep::All) {
                    parts.push_text(Some(&name), value.into(), declared);
                }
            }
            None => parts.push_value(Some(name), json, declared),
        }
    }
    parts.finish()
}
