//! Multipart bodies (RFC 7578): parts of values and files, and their bytes. `body.rs` adds a part for each property, and makes the boundary.
//!
//! The `Content-Type` of a part:
//!
//! - A file has its own, which the caller set. Else it has the one that its name suggests, if the declared ones admit that; else the first that is declared
//!   and no range; else `application/octet-stream` ([`Part::file`]).
//! - A value has the first that is declared and no range, unless it is declared for files alone ([`Declared::of_value`]). Else an object, and a list within a
//!   list, has `application/json`, and any other value none.
//!
//! Declared is what the operation's [`Encoding`] says: the document's `encoding`, and what follows from the schema of the property, which
//! `generator/src/lower/operations/encodings.rs` finds.

use std::borrow::Cow;

use bytes::Bytes;
use specsmith_model::internal::Attachments;

use crate::operation::param::{Encoding, TypeOf};
use crate::request::shape::{Shape, is_null};
use crate::request::style;
use crate::transport::body::{BodyStream, RequestBody};
use crate::transport::upload::Upload;

/// One part.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its name in a form. The parts of a list have none.
    name: Option<String>,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: &'static [(&'static str, &'static str)],
    content: RequestBody,
}

/// Declared properties of a part.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Declared {
    content_type: Option<&'static str>,
    type_of: TypeOf,
    headers: &'static [(&'static str, &'static str)],
}

impl From<Option<&Encoding>> for Declared {
    fn from(encoding: Option<&Encoding>) -> Self {
        encoding.map_or_else(Self::default, |encoding| Self {
            content_type: encoding.content_type,
            type_of: encoding.type_of,
            headers: encoding.headers,
        })
    }
}

impl Declared {
    /// Returns the content type of a value that is no file.
    fn of_value(self) -> Option<&'static str> {
        self.content_type.filter(|_| self.type_of != TypeOf::Files).and_then(definite)
    }

    /// Returns the content type, where it makes JSON of any value.
    pub(crate) fn json(self) -> Option<&'static str> {
        self.of_value().filter(|media| self.type_of == TypeOf::Values && style::is_json(media))
    }
}

impl Part {
    fn new(name: Option<&str>, content: RequestBody, content_type: Option<String>) -> Self {
        Self { name: name.map(str::to_owned), file_name: None, content_type, headers: &[], content }
    }

    /// Returns a part of text.
    fn text(name: Option<&str>, text: impl Into<String>, media: Option<&str>) -> Self {
        Self::new(name, RequestBody::Bytes(Bytes::from(text.into())), media.map(str::to_owned))
    }

    /// Returns a file. Its own content type wins over the declared one.
    fn file(name: Option<&str>, upload: &Upload, declared: Declared) -> Self {
        let own = upload.content_type.clone();
        let media = own.unwrap_or_else(|| file_type(upload.file_name.as_deref(), declared.content_type).to_owned());
        let file_name = upload.file_name.clone().unwrap_or_else(|| "file".to_owned());
        Self { file_name: Some(file_name), ..Self::new(name, upload.body(), Some(media)) }
    }

    /// Returns its content type as a reader will take it.
    pub(crate) fn media(&self) -> &str {
        self.content_type.as_deref().unwrap_or("text/plain")
    }
}

/// Returns the first of several content types that is not a range.
fn definite(declared: &str) -> Option<&str> {
    declared.split(',').map(str::trim).find(|media| !media.is_empty() && !media.contains('*'))
}

/// Returns the content type of a file: the one that the end of its name suggests, if the declared ones admit it, else the first declared.
fn file_type<'a>(file_name: Option<&str>, declared: Option<&'a str>) -> &'a str {
    let suggested = file_name.and_then(|name| mime_guess::from_path(name).first_raw());
    let first = declared.and_then(definite);
    let fitting = suggested.filter(|media| first.is_none() || declared.is_some_and(|declared| admits(declared, media)));
    fitting.or(first).unwrap_or("application/octet-stream")
}

/// Returns true if one of several content types or ranges covers this one.
fn admits(declared: &str, media: &str) -> bool {
    declared.split(',').map(str::trim).any(|range| match range.strip_suffix('*') {
        Some(start) => range == "*/*" || (start.ends_with('/') && media.starts_with(start)),
        None => range.eq_ignore_ascii_case(media),
    })
}

/// Parts in the making.
pub(crate) struct Parts<'a> {
    parts: Vec<Part>,
    attachments: &'a Attachments,
    misplaced: Option<String>,
}

impl<'a> Parts<'a> {
    /// Returns a body without parts; `attachments` are the files that texts of the body stand for.
    pub(crate) fn new(attachments: &'a Attachments) -> Self {
        Self { parts: Vec::new(), attachments, misplaced: None }
    }

    /// Adds a JSON value as its parts: null gives none, a list one for each element, an object one of JSON.
    pub(crate) fn push_value(&mut self, name: Option<&str>, json: &str, declared: Declared) {
        if let Some(media) = declared.json() {
            return self.push_json(name, json, media, declared);
        }
        match Shape::of(json) {
            Shape::Null => {}
            Shape::Text(text) => self.push_text(name, text, declared),
            Shape::Map(_) => self.push_json(name, json, "application/json", declared),
            Shape::List(list) => {
                for item in list.into_iter().filter(|item| !is_null(item)) {
                    match Shape::of(item) {
                        // A list in a list has no form of its own.
                        Shape::List(_) => self.push_json(name, item, "application/json", declared),
                        _ => self.push_value(name, item, declared),
                    }
                }
            }
        }
    }

    /// Adds a text, or the file it stands for.
    pub(crate) fn push_text(&mut self, name: Option<&str>, text: Cow<'_, str>, declared: Declared) {
        let part = match self.attachments.get(&text).and_then(|attached| attached.as_any().downcast_ref::<Upload>()) {
            Some(upload) => Part::file(name, upload, declared),
            None => Part::text(name, text, declared.of_value()),
        };
        self.parts.push(Part { headers: declared.headers, ..part });
    }

    /// Adds JSON. A file in it is the text that it has in JSON.
    fn push_json(&mut self, name: Option<&str>, json: &str, media: &str, declared: Declared) {
        let Ok(json) = self.attachments.in_json(json.trim()) else {
            self.misplaced.get_or_insert_with(|| name.unwrap_or_default().to_owned());
            return;
        };
        self.parts.push(Part { headers: declared.headers, ..Part::text(name, json, Some(media)) });
    }

    /// Returns the parts; the error is about a stream where none can be.
    pub(crate) fn finish(self) -> Result<Vec<Part>, String> {
        match self.misplaced {
            None => Ok(self.parts),
            Some(name) => Err(format!("the part `{name}` is JSON, which cannot hold a streamed file; give its bytes")),
        }
    }
}

/// Writes parts with a boundary that none of them holds: as bytes where all of them are, else as a stream of what they are.
pub(crate) fn write(parts: &[Part], boundary: &str) -> RequestBody {
    let mut bodies: Vec<RequestBody> = Vec::new();
    let mut text = Vec::with_capacity(parts.iter().map(|part| room(part, boundary)).sum());
    for part in parts {
        head(&mut text, part, boundary);
        match &part.content {
            RequestBody::Empty => {}
            RequestBody::Bytes(bytes) => text.extend_from_slice(bytes),
            RequestBody::Stream(_) => {
                bodies.push(Bytes::from(std::mem::take(&mut text)).into());
                bodies.push(part.content.clone());
            }
        }
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let rest = RequestBody::Bytes(text.into());
    if bodies.is_empty() {
        return rest;
    }
    bodies.push(rest);
    RequestBody::Stream(BodyStream::chain(bodies))
}

/// Returns an upper estimate of a part's size, without that of a stream.
fn room(part: &Part, boundary: &str) -> usize {
    let name = part.name.as_ref().map_or(0, String::len);
    part.content.as_bytes().map_or(0, Bytes::len) + name + 2 * boundary.len() + 160
}

fn head(out: &mut Vec<u8>, part: &Part, boundary: &str) {
    let mut head = format!("--{boundary}");
    match &part.name {
        Some(name) => head.push_str(&format!("\r\nContent-Disposition: form-data; name=\"{}\"", quoted(name))),
        None if part.file_name.is_some() => head.push_str("\r\nContent-Disposition: attachment"),
        None => {}
    }
    if let Some(file_name) = &part.file_name {
        head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
    }
    let media = part.content_type.as_deref().map(|media| ("Content-Type", media));
    for (name, value) in media.into_iter().chain(part.headers.iter().copied()) {
        head.push_str("\r\n");
        head.push_str(name);
        head.push_str(": ");
        head.extend(value.chars().filter(|c| !c.is_control()));
    }
    head.push_str("\r\n\r\n");
    out.extend_from_slice(head.as_bytes());
}

/// Returns a name in quotes, escaped as browsers do (WHATWG HTML §4.10.21.8): it cannot end the quotes or the line.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::http::random::random_token;

    fn text(parts: &[Part]) -> String {
        String::from_utf8(write(parts, "B").into_bytes().to_vec()).unwrap().replace("\r\n", "\n")
    }

    fn typed(media: &'static str) -> Declared {
        Declared { content_type: Some(media), ..Declared::default() }
    }

    #[test]
    fn text_in_the_place_of_a_file_has_no_type_of_a_file() {
        let mut uploads = Attachments::new(random_token);
        let marker = uploads.add(Arc::new(Upload::bytes("x")));
        let mut parts = Parts::new(&uploads);
        let declared = Declared { type_of: TypeOf::Files, headers: &[("X-Kind", "photo")], ..typed("image/png") };
        parts.push_value(None, &format!("\"{marker}\""), declared);
        parts.push_value(Some("a"), "\"https://h\"", declared);
        let wanted = "--B\nContent-Disposition: attachment; filename=\"file\"\nContent-Type: image/png\nX-Kind: photo\n\nx\n\
            --B\nContent-Disposition: form-data; name=\"a\"\nX-Kind: photo\n\nhttps://h\n--B--\n";
        assert_eq!(text(&parts.finish().unwrap()), wanted);
    }

    #[test]
    fn values_become_parts() {
        let mut uploads = Attachments::new(random_token);
        let marker = uploads.add(Arc::new(Upload::text("hi").file_name("h.txt")));
        let mut parts = Parts::new(&uploads);
        parts.push_value(Some("a"), "1", Declared::default());
        parts.push_value(Some("b"), "null", Declared::default());
        parts.push_value(Some("c"), r#"["x",{"y":[2]},[3]]"#, Declared::default());
        parts.push_value(Some("d"), r#"["x"]"#, typed("application/json"));
        parts.push_value(Some("e"), r#""<x/>""#, typed("text/*, application/xml"));
        parts.push_value(Some("f"), &format!("[\"{marker}\"]"), Declared::default());
        let wanted = "--B\nContent-Disposition: form-data; name=\"a\"\n\n1\n\
            --B\nContent-Disposition: form-data; name=\"c\"\n\nx\n\
            --B\nContent-Disposition: form-data; name=\"c\"\nContent-Type: application/json\n\n{\"y\":[2]}\n\
            --B\nContent-Disposition: form-data; name=\"c\"\nContent-Type: application/json\n\n[3]\n\
            --B\nContent-Disposition: form-data; name=\"d\"\nContent-Type: application/json\n\n[\"x\"]\n\
            --B\nContent-Disposition: form-data; name=\"e\"\nContent-Type: application/xml\n\n<x/>\n\
            --B\nContent-Disposition: form-data; name=\"f\"; filename=\"h.txt\"\nContent-Type: text/plain; charset=utf-8\n\nhi\n--B--\n";
        assert_eq!(text(&parts.finish().unwrap()), wanted);
        let mut parts = Parts::new(&uploads);
        parts.push_value(Some("g"), &format!("{{\"x\":\"{marker}\"}}"), Declared::default());
        let inside = "--B\nContent-Disposition: form-data; name=\"g\"\nContent-Type: application/json\n\n{\"x\":\"aGk=\"}\n--B--\n";
        assert_eq!(text(&parts.finish().unwrap()), inside);
    }

    #[test]
    fn a_file_has_the_type_its_name_suggests_where_none_is_declared_or_it_is_one_of_them() {
        for (file_name, declared, media) in [
            (Some("a.png"), None, "image/png"),
            (Some("A.B.PDF"), None, "application/pdf"),
            (Some("a.unheard-of"), None, "application/octet-stream"),
            (Some("png"), None, "application/octet-stream"),
            (None, None, "application/octet-stream"),
            (Some("a.png"), Some("application/octet-stream"), "application/octet-stream"),
            (Some("a.jpg"), Some("image/png, image/jpeg"), "image/jpeg"),
            (Some("a.gif"), Some("image/png, image/jpeg"), "image/png"),
            (Some("a.gif"), Some("image/png, image/*"), "image/gif"),
            (Some("a.gif"), Some("image/*"), "image/gif"),
            (None, Some("*/*, image/png"), "image/png"),
        ] {
            assert_eq!(file_type(file_name, declared), media, "{file_name:?}, {declared:?}");
        }
    }

    #[test]
    fn a_stream_inside_json_is_an_error() {
        let mut uploads = Attachments::new(random_token);
        let marker = uploads.add(Arc::new(Upload::reader(std::io::empty(), None)));
        let mut parts = Parts::new(&uploads);
        parts.push_value(Some("g"), &format!("[[\"{marker}\"]]"), Declared::default());
        assert!(parts.finish().unwrap_err().contains("`g`"));
    }

    #[test]
    fn files_and_hostile_names() {
        let upload = Upload::bytes(vec![1, 2]).file_name("a\"\r\nX: y").content_type("a/b\r\nX: y");
        let parts = [
            Part::file(Some("f"), &upload, typed("image/png")),
            Part::file(Some("g"), &Upload::bytes("z"), typed("image/*, image/png")),
        ];
        let wanted = "--B\nContent-Disposition: form-data; name=\"f\"; filename=\"a%22%0D%0AX: y\"\nContent-Type: a/bX: y\n\n\u{1}\u{2}\n\
            --B\nContent-Disposition: form-data; name=\"g\"; filename=\"file\"\nContent-Type: image/png\n\nz\n--B--\n";
        assert_eq!(text(&parts), wanted);
        assert_eq!(text(&[]), "--B--\n");
    }
}
