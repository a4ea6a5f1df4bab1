//! Multipart bodies (RFC 7578).

use std::borrow::Cow;

use bytes::Bytes;

use super::shape::{Shape, is_null};
use super::style;
use crate::transport::{BodyStream, RequestBody};
use crate::upload::{Upload, Uploads};

/// One part.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    content: RequestBody,
}

impl Part {
    /// A part of plain text.
    pub(crate) fn text(name: &str, text: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            file_name: None,
            content_type: None,
            content: RequestBody::Bytes(Bytes::from(text.into())),
        }
    }

    fn typed(name: &str, text: impl Into<String>, media: &str) -> Self {
        Self { content_type: Some(media.to_owned()), ..Self::text(name, text) }
    }

    /// A file. Its own content type wins over the declared one.
    pub(crate) fn file(name: &str, upload: &Upload, declared: Option<&str>) -> Self {
        let own = upload.content_type.clone();
        let declared = || declared.and_then(definite).map(str::to_owned);
        Self {
            name: name.to_owned(),
            file_name: Some(upload.file_name.clone().unwrap_or_else(|| "file".to_owned())),
            content_type: own.or_else(declared).or_else(|| Some("application/octet-stream".to_owned())),
            content: upload.content.clone(),
        }
    }
}

/// The first of several content types that is not a range.
fn definite(declared: &str) -> Option<&str> {
    declared.split(',').map(str::trim).find(|media| !media.is_empty() && !media.contains('*'))
}

/// Parts in the making.
pub(crate) struct Parts<'a> {
    parts: Vec<Part>,
    uploads: &'a Uploads,
    misplaced: Option<String>,
}

impl<'a> Parts<'a> {
    /// No parts yet; `uploads` are the files that texts of the body stand for.
    pub(crate) fn new(uploads: &'a Uploads) -> Self {
        Self { parts: Vec::new(), uploads, misplaced: None }
    }

    /// Adds a JSON value as its parts: null gives none, a list one for each element, an object one of JSON.
    pub(crate) fn push_value(&mut self, name: &str, json: &str, declared: Option<&str>) {
        if let Some(media) = declared.and_then(definite).filter(|media| style::is_json(media)) {
            return self.push_json(name, json, media);
        }
        match Shape::of(json) {
            Shape::Null => {}
            Shape::Text(text) => self.push_text(name, text, declared),
            Shape::Map(_) => self.push_json(name, json, "application/json"),
            Shape::List(list) => {
                for item in list.into_iter().filter(|item| !is_null(item)) {
                    match Shape::of(item) {
                        // A list in a list has no form of its own.
                        Shape::List(_) => self.push_json(name, item, "application/json"),
                        _ => self.push_value(name, item, declared),
                    }
                }
            }
        }
    }

    /// Adds a text, or the file it stands for.
    pub(crate) fn push_text(&mut self, name: &str, text: Cow<'_, str>, declared: Option<&str>) {
        self.parts.push(match (self.uploads.get(&text), declared.and_then(definite)) {
            (Some(upload), _) => Part::file(name, upload, declared),
            (None, Some(media)) => Part::typed(name, text, media),
            (None, None) => Part::text(name, text),
        });
    }

    fn push_json(&mut self, name: &str, json: &str, media: &str) {
        if self.uploads.mentioned_in(json) {
            self.misplaced.get_or_insert_with(|| name.to_owned());
        }
        self.parts.push(Part::typed(name, json.trim(), media));
    }

    /// The parts; the error is about a file where none can be.
    pub(crate) fn finish(self) -> Result<Vec<Part>, String> {
        match self.misplaced {
            None => Ok(self.parts),
            Some(name) => Err(format!("the part `{name}` is JSON, which cannot hold a file")),
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

/// How much is written of a part, a stream apart.
fn room(part: &Part, boundary: &str) -> usize {
    part.content.as_bytes().map_or(0, Bytes::len) + part.name.len() + 2 * boundary.len() + 160
}

fn head(out: &mut Vec<u8>, part: &Part, boundary: &str) {
    let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"", quoted(&part.name));
    if let Some(file_name) = &part.file_name {
        head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
    }
    if let Some(media) = &part.content_type {
        head.push_str("\r\nContent-Type: ");
        head.extend(media.chars().filter(|c| !c.is_control()));
    }
    head.push_str("\r\n\r\n");
    out.extend_from_slice(head.as_bytes());
}

/// A name in quotes, escaped as browsers do (WHATWG HTML §4.10.21.8): it cannot end the quotes or the line.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(parts: &[Part]) -> String {
        String::from_utf8(write(parts, "B").into_bytes().to_vec()).unwrap().replace("\r\n", "\n")
    }

    #[test]
    fn values_become_parts() {
        let mut uploads = Uploads::default();
        let marker = uploads.add(Upload::text("hi").file_name("h.txt"));
        let mut parts = Parts::new(&uploads);
        parts.push_value("a", "1", None);
        parts.push_value("b", "null", None);
        parts.push_value("c", r#"["x",{"y":[2]},[3]]"#, None);
        parts.push_value("d", r#"["x"]"#, Some("application/json"));
        parts.push_value("e", r#""<x/>""#, Some("text/*, application/xml"));
        parts.push_value("f", &format!("[\"{marker}\"]"), None);
        let wanted = "--B\nContent-Disposition: form-data; name=\"a\"\n\n1\n\
            --B\nContent-Disposition: form-data; name=\"c\"\n\nx\n\
            --B\nContent-Disposition: form-data; name=\"c\"\nContent-Type: application/json\n\n{\"y\":[2]}\n\
            --B\nContent-Disposition: form-data; name=\"c\"\nContent-Type: application/json\n\n[3]\n\
            --B\nContent-Disposition: form-data; name=\"d\"\nContent-Type: application/json\n\n[\"x\"]\n\
            --B\nContent-Disposition: form-data; name=\"e\"\nContent-Type: application/xml\n\n<x/>\n\
            --B\nContent-Disposition: form-data; name=\"f\"; filename=\"h.txt\"\nContent-Type: text/plain; charset=utf-8\n\nhi\n--B--\n";
        assert_eq!(text(&parts.finish().unwrap()), wanted);
        let mut parts = Parts::new(&uploads);
        parts.push_value("g", &format!("{{\"x\":\"{marker}\"}}"), None);
        assert!(parts.finish().is_err());
    }

    #[test]
    fn files_and_hostile_names() {
        let upload = Upload::bytes(vec![1, 2]).file_name("a\"\r\nX: y").content_type("a/b\r\nX: y");
        let parts = [
            Part::file("f", &upload, Some("image/png")),
            Part::file("g", &Upload::bytes("z"), Some("image/*, image/png")),
        ];
        let wanted = "--B\nContent-Disposition: form-data; name=\"f\"; filename=\"a%22%0D%0AX: y\"\nContent-Type: a/bX: y\n\n\u{1}\u{2}\n\
            --B\nContent-Disposition: form-data; name=\"g\"; filename=\"file\"\nContent-Type: image/png\n\nz\n--B--\n";
        assert_eq!(text(&parts), wanted);
        assert_eq!(text(&[]), "--B--\n");
    }
}
