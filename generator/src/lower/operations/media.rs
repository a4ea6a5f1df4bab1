//! Media types and ranges of them, from the keys of `content` (RFC 9110 §8.3.1, §12.5.1).

use std::fmt;

use crate::naming::words;

/// Kind of body that a media type means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaKind {
    /// JSON (RFC 8259), also `+json` (RFC 6839).
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and its kin.
    Multipart,
    /// `text/event-stream`.
    Events,
    /// One JSON value after the other: JSON lines, JSON text sequences.
    JsonLines,
    /// Text of any other kind, XML too.
    Text,
    /// Bytes.
    Binary,
    /// A range that leaves the form open: `*/*`, `application/*`. The schema decides.
    Any,
}

/// A media type or a range of them, with its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MediaType {
    /// Before the slash, lower case.
    group: String,
    /// After the slash, lower case.
    name: String,
    /// Parameters as written, except for white space that RFC 9110 does not allow.
    parameters: Vec<Parameter>,
    /// Separator of the parameters, as written.
    separator: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Parameter {
    name: String,
    value: Option<String>,
}

impl MediaType {
    /// Reads a key of `content`. Anything can be read: a text that is no media type is one without a group.
    pub(super) fn parse(text: &str) -> Self {
        let mut parts = split(text).into_iter();
        let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
        let (group, name) = essence.split_once('/').unwrap_or(("", &essence));
        let parameters = parts.filter(|part| !part.is_empty()).map(|part| match part.split_once('=') {
            Some((name, value)) => {
                Parameter { name: name.trim_end().to_owned(), value: Some(value.trim_start().to_owned()) }
            }
            None => Parameter { name: part.to_owned(), value: None },
        });
        Self {
            group: group.trim().to_owned(),
            name: name.trim().to_owned(),
            parameters: parameters.collect(),
            separator: if text.contains("; ") { "; " } else { ";" },
        }
    }

    /// Returns the kind, as far as the media type alone decides it.
    pub(super) fn kind(&self) -> MediaKind {
        match (self.group.as_str(), self.name.as_str()) {
            ("*" | "application" | "", "*") => MediaKind::Any,
            ("application" | "text" | "*" | "", "json" | "x-json") => MediaKind::Json,
            ("application", "x-www-form-urlencoded") => MediaKind::Form,
            ("multipart", _) => MediaKind::Multipart,
            ("text", "event-stream") => MediaKind::Events,
            (_, name) if is_lines(name) => MediaKind::JsonLines,
            (_, name) if name.ends_with("+json") => MediaKind::Json,
            ("text", _) => MediaKind::Text,
            ("application", name) if is_text(name) => MediaKind::Text,
            _ => MediaKind::Binary,
        }
    }

    /// Returns true for `text/*`, `*/*` and `application/*+json`: the value that is sent needs a media type of its own.
    pub(super) fn is_range(&self) -> bool {
        self.name == "*" || self.name.starts_with("*+") || self.group.is_empty()
    }

    /// Returns true for `application/*`, which contains no media type of plain text.
    pub(super) fn excludes_text(&self) -> bool {
        self.group == "application" && self.name == "*"
    }

    /// Returns true for plain `application/json`, with any parameters.
    pub(super) fn is_plain_json(&self) -> bool {
        self.group == "application" && self.name == "json"
    }

    /// Returns true for YAML (RFC 9512), under the names that it had before its own as well.
    pub(super) fn is_yaml(&self) -> bool {
        let base = self.name.strip_prefix("x-").or_else(|| self.name.strip_prefix("vnd.")).unwrap_or(&self.name);
        matches!(base, "yaml" | "yml") || self.name.ends_with("+yaml")
    }

    /// Returns true for a JSON text sequence, each element of which follows a record separator (RFC 7464).
    pub(super) fn is_sequence(&self) -> bool {
        self.name == "json-seq" || self.name.ends_with("+json-seq")
    }

    /// Returns true for `multipart/form-data`, each part of which has a name (RFC 7578 §4.2).
    pub(super) fn has_named_parts(&self) -> bool {
        self.group == "multipart" && self.name == "form-data"
    }

    /// Returns the type without its parameters.
    pub(super) fn essence(&self) -> String {
        if self.group.is_empty() { self.name.clone() } else { format!("{}/{}", self.group, self.name) }
    }

    /// Returns words for a method that sends it: `json patch` for `application/json-patch+json`, `apply patch cbor` for `application/apply-patch+cbor`,
    /// `text` and `bytes` for unspecific ones. Parameters are among them.
    pub(super) fn words(&self) -> String {
        let name = match (self.group.as_str(), self.name.as_str()) {
            ("text", "plain" | "*") => "text".to_owned(),
            (_, "octet-stream" | "*" | "") => "bytes".to_owned(),
            ("text", name) if !name.ends_with("json") => format!("text {name}"),
            (_, name) => name.strip_suffix("+json").map_or_else(|| name.replace('+', " "), str::to_owned),
        };
        let parameters = self.without("charset").parameters;
        let parameters: Vec<String> = parameters
            .iter()
            .map(|found| format!("{} {}", found.name, found.value.as_deref().unwrap_or_default()))
            .collect();
        words(&format!("{name} {}", parameters.join(" "))).join(" ")
    }

    /// Returns the charset it names, if that is not UTF-8 or a part of it.
    pub(super) fn other_charset(&self) -> Option<&str> {
        let charset = self.parameters.iter().find(|parameter| parameter.is("charset"))?.value.as_deref()?;
        let is_utf8 = ["utf-8", "utf8", "us-ascii"].iter().any(|name| unquoted(charset).eq_ignore_ascii_case(name));
        (!is_utf8).then_some(charset)
    }

    /// Returns the `Accept` header of a request (RFC 9110 §12.5.1): the declared media type or range.
    pub(super) fn accept(&self) -> String {
        match self.kind() {
            MediaKind::Json if self.is_range() => "application/json".to_owned(),
            MediaKind::Json => self.without("charset").to_string(),
            MediaKind::Any if self.group.is_empty() => "*/*".to_owned(),
            _ if self.group.is_empty() => "application/octet-stream".to_owned(),
            _ => self.to_string(),
        }
    }

    /// Returns the `Content-Type` header of a request with a body of this kind (RFC 9110 §8.3). A range is left to the runtime, which knows the body.
    ///
    /// Text is sent in UTF-8, so another charset is not said; of JSON no charset is, since it has none (RFC 8259 §11).
    pub(super) fn content_type(&self, kind: MediaKind) -> String {
        match kind {
            MediaKind::Json if self.is_range() => "application/json".to_owned(),
            MediaKind::Json => self.without("charset").to_string(),
            MediaKind::Multipart => self.without("boundary").to_string(),
            MediaKind::Binary | MediaKind::Any if self.group.is_empty() => "*/*".to_owned(),
            _ if self.group.is_empty() => "text/*".to_owned(),
            MediaKind::Text | MediaKind::JsonLines if self.other_charset().is_some() => self.in_utf8().to_string(),
            _ => self.to_string(),
        }
    }

    fn without(&self, name: &str) -> Self {
        let mut media = self.clone();
        media.parameters.retain(|parameter| !parameter.is(name));
        media
    }

    fn in_utf8(&self) -> Self {
        let mut media = self.clone();
        for parameter in media.parameters.iter_mut().filter(|parameter| parameter.is("charset")) {
            parameter.value = Some("utf-8".to_owned());
        }
        media
    }
}

impl Parameter {
    /// Compares the names of parameters without case (RFC 9110 §5.6.6).
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.essence())?;
        for parameter in &self.parameters {
            write!(f, "{}{}", self.separator, parameter.name)?;
            if let Some(value) = &parameter.value {
                write!(f, "={value}")?;
            }
        }
        Ok(())
    }
}

/// Returns the parts between semicolons that are not quoted (RFC 9110 §5.6.4), trimmed.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)
}

fn is_lines(name: &str) -> bool {
    let base = name.strip_prefix("x-").unwrap_or(name);
    matches!(
        base,
        "ndjson" | "jsonl" | "jsonlines" | "json-lines" | "jsonlist" | "json-seq" | "json-stream" | "stream+json"
    ) || ["+json-seq", "+ndjson", "+jsonl"].iter().any(|suffix| name.ends_with(suffix))
}

fn is_text(name: &str) -> bool {
    const TEXTS: [&str; 15] = [
        "xml",
        "sdp",
        "yaml",
        "x-yaml",
        "graphql",
        "javascript",
        "jwt",
        "jose",
        "sql",
        "toml",
        "x-sh",
        "x-pem-file",
        "scim",
        "x-javascript",
        "openmetrics-text",
    ];
    TEXTS.contains(&name) || name.ends_with("+xml") || name.ends_with("+yaml") || name.ends_with("+jwt")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> MediaKind {
        MediaType::parse(text).kind()
    }

    #[test]
    fn kinds() {
        for (text, expected) in [
            ("application/json", MediaKind::Json),
            ("application/json; charset=utf-8", MediaKind::Json),
            ("Application/Problem+JSON", MediaKind::Json),
            ("application/*+json", MediaKind::Json),
            ("json", MediaKind::Json),
            ("*/*", MediaKind::Any),
            ("*", MediaKind::Any),
            ("application/*; q=0.5", MediaKind::Any),
            ("application/x-www-form-urlencoded", MediaKind::Form),
            ("multipart/form-data; boundary=x", MediaKind::Multipart),
            ("multipart/mixed", MediaKind::Multipart),
            ("text/event-stream", MediaKind::Events),
            ("application/x-ndjson", MediaKind::JsonLines),
            ("application/jsonl", MediaKind::JsonLines),
            ("application/json-seq", MediaKind::JsonLines),
            ("application/geo+json-seq", MediaKind::JsonLines),
            ("application/xml", MediaKind::Text),
            ("image/svg+xml", MediaKind::Binary),
            ("text/*", MediaKind::Text),
            ("text/csv", MediaKind::Text),
            ("application/atom+xml", MediaKind::Text),
            ("application/octet-stream", MediaKind::Binary),
            ("image/*", MediaKind::Binary),
            ("", MediaKind::Binary),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn parameters_are_part_of_the_type() {
        for (text, expected) in [
            ("application/vnd.acme+json; version=3", "application/vnd.acme+json; version=3"),
            ("application/json;odata=verbose", "application/json;odata=verbose"),
            ("Application/JSON ;  odata = Verbose;", "application/json; odata=Verbose"),
            ("application/ld+json; profile=\"https://a.b/c;d\"", "application/ld+json; profile=\"https://a.b/c;d\""),
            ("application/json;simple", "application/json;simple"),
            ("application/json; charset=UTF-8", "application/json"),
            ("application/json; CHARSET=\"utf-8\"; version=1", "application/json; version=1"),
            ("application/*+json", "application/json"),
        ] {
            let media = MediaType::parse(text);
            assert_eq!(media.accept(), expected, "{text}");
            assert_eq!(media.content_type(MediaKind::Json), expected, "{text}");
        }
    }

    #[test]
    fn methods_are_called_after_media_types() {
        for (text, expected) in [
            ("application/json-patch+json", "json patch"),
            ("application/vnd.acme+json; version=3", "vnd acme version 3"),
            ("application/apply-patch+cbor", "apply patch cbor"),
            ("application/xml; charset=utf-8", "xml"),
            ("application/octet-stream", "bytes"),
            ("text/plain", "text"),
            ("text/xml", "text xml"),
            ("text/json", "json"),
        ] {
            assert_eq!(MediaType::parse(text).words(), expected);
        }
    }

    #[test]
    fn text_is_sent_in_utf_8() {
        let sent = |text: &str| MediaType::parse(text).content_type(MediaKind::Text);
        assert_eq!(sent("text/plain; charset=iso-8859-1"), "text/plain; charset=utf-8");
        assert_eq!(sent("text/plain;charset=US-ASCII"), "text/plain;charset=US-ASCII");
        assert_eq!(sent("text/csv; header=present"), "text/csv; header=present");
        assert_eq!(MediaType::parse("text/plain;charset=iso-8859-1").accept(), "text/plain;charset=iso-8859-1");
    }

    #[test]
    fn ranges_are_asked_for_as_they_are() {
        for text in ["*/*", "text/*", "image/*", "application/*"] {
            assert_eq!(MediaType::parse(text).accept(), text);
            assert!(MediaType::parse(text).is_range());
        }
        assert_eq!(MediaType::parse("*").accept(), "*/*");
        assert_eq!(
            MediaType::parse("multipart/form-data; boundary=x").content_type(MediaKind::Multipart),
            "multipart/form-data"
        );
    }
}
