//! Media types: what a body of one is, whatever its parameters and its spelling.

/// What a media type means for a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaKind {
    /// JSON (RFC 8259), also `+json` (RFC 6839).
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// `text/event-stream`.
    Events,
    /// One JSON value after the other: JSON lines, JSON text sequences.
    JsonLines,
    /// Text of any other kind, XML too.
    Text,
    /// Bytes.
    Binary,
}

/// A media type without its parameters, lower case.
pub(super) fn essence(text: &str) -> String {
    text.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// What a media type means. `*/*` stands for JSON, as what an API without a word about it sends.
pub(super) fn kind(text: &str) -> MediaKind {
    let essence = essence(text);
    let (group, name) = essence.split_once('/').unwrap_or(("", essence.as_str()));
    match (group, name) {
        ("application" | "text" | "*" | "", "json" | "*" | "x-json") => MediaKind::Json,
        ("application", "x-www-form-urlencoded") => MediaKind::Form,
        ("multipart", "form-data") => MediaKind::Multipart,
        ("text", "event-stream") => MediaKind::Events,
        (_, name) if is_lines(name) => MediaKind::JsonLines,
        (_, name) if name.ends_with("+json") => MediaKind::Json,
        ("text", _) => MediaKind::Text,
        ("application", name) if is_text(name) => MediaKind::Text,
        _ => MediaKind::Binary,
    }
}

fn is_lines(name: &str) -> bool {
    let base = name.strip_prefix("x-").unwrap_or(name);
    matches!(
        base,
        "ndjson" | "jsonl" | "jsonlines" | "json-lines" | "jsonlist" | "json-seq" | "json-stream" | "stream+json"
    ) || name.ends_with("+json-seq")
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

/// The media type to write on the wire: a wildcard is what it stands for.
pub(super) fn concrete(text: &str) -> String {
    let essence = essence(text);
    if essence.contains('*') || !essence.contains('/') {
        let name = if kind(text) == MediaKind::Json { "application/json" } else { "application/octet-stream" };
        return name.to_owned();
    }
    essence
}

/// True for the plain `application/json`.
pub(super) fn is_plain_json(text: &str) -> bool {
    essence(text) == "application/json"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for (text, expected) in [
            ("application/json", MediaKind::Json),
            ("application/json; charset=utf-8", MediaKind::Json),
            ("Application/Problem+JSON", MediaKind::Json),
            ("*/*", MediaKind::Json),
            ("json", MediaKind::Json),
            ("application/x-www-form-urlencoded", MediaKind::Form),
            ("multipart/form-data; boundary=x", MediaKind::Multipart),
            ("multipart/mixed", MediaKind::Binary),
            ("text/event-stream", MediaKind::Events),
            ("application/x-ndjson", MediaKind::JsonLines),
            ("application/jsonl", MediaKind::JsonLines),
            ("application/json-seq", MediaKind::JsonLines),
            ("application/xml", MediaKind::Text),
            ("image/svg+xml", MediaKind::Binary),
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
    fn wildcards_are_made_concrete() {
        assert_eq!(concrete("*/*"), "application/json");
        assert_eq!(concrete("image/*"), "application/octet-stream");
        assert_eq!(concrete("Text/Plain;charset=x"), "text/plain");
    }
}
