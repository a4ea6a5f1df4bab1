//! Media types as declared, compared with those that are sent and requested.

/// A media type or a range of them, to compare.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Media {
    group: String,
    name: String,
    parameters: Vec<(String, String)>,
}

impl Media {
    /// Reads a media type; one without a slash is of no group.
    pub(super) fn parse(text: &str) -> Self {
        let mut parts = text.split(';');
        let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let (group, name) = essence.split_once('/').unwrap_or(("", &essence));
        let parameters = parts.filter(|part| !part.trim().is_empty()).map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (name.trim().to_ascii_lowercase(), value.trim().to_owned())
        });
        Self { group: group.to_owned(), name: name.to_owned(), parameters: parameters.collect() }
    }

    pub(super) fn is_json(&self) -> bool {
        matches!(self.name.as_str(), "json" | "x-json") || self.name.ends_with("+json") && self.name != "stream+json"
    }

    /// Returns true for YAML, of which JSON is a part (YAML 1.2.2 §1.3), under its names before RFC 9512 as well.
    pub(super) fn is_yaml(&self) -> bool {
        let base = self.name.strip_prefix("x-").or_else(|| self.name.strip_prefix("vnd.")).unwrap_or(&self.name);
        matches!(base, "yaml" | "yml") || base.ends_with("+yaml")
    }

    /// Returns true for a sequence of JSON values.
    pub(super) fn is_lines(&self) -> bool {
        ["ndjson", "jsonl", "jsonlines", "json-seq", "json-lines", "stream+json"]
            .iter()
            .any(|end| self.name.ends_with(end))
    }

    pub(super) fn is_form(&self) -> bool {
        self.name == "x-www-form-urlencoded"
    }

    pub(super) fn is_multipart(&self) -> bool {
        self.group == "multipart"
    }

    pub(super) fn is_events(&self) -> bool {
        self.group == "text" && self.name == "event-stream"
    }

    /// Returns true for a range, or without a media type: the value that is sent has a media type of its own.
    pub(super) fn is_open(&self) -> bool {
        self.group.is_empty() || self.group == "*" || self.name.starts_with('*')
    }

    /// Returns true if a text that is sent is this media type with its parameters, or within this range.
    pub(super) fn is_met_by(&self, text: &str) -> bool {
        let sent = Self::parse(text);
        if self.is_open() {
            let group = self.group.is_empty() || self.group == "*" || self.group == sent.group;
            let name = self.name.strip_prefix('*').is_none_or(|suffix| sent.name.ends_with(suffix));
            return sent.is_open() || group && name;
        }
        self.group == sent.group && self.name == sent.name && self.telling() == sent.telling()
    }

    /// Returns the parameters that count: the boundary is made for each body, and JSON has no charset (RFC 8259 §11).
    fn telling(&self) -> Vec<&(String, String)> {
        let counts = |name: &str| name != "boundary" && !(name == "charset" && self.is_json());
        self.parameters.iter().filter(|(name, _)| counts(name)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Media;

    #[test]
    fn a_media_type_is_met_by_itself_with_its_parameters() {
        for (declared, sent, met) in [
            ("application/vnd.a+json; version=3", "application/vnd.a+json;version=3", true),
            ("application/vnd.a+json; version=3", "application/vnd.a+json", false),
            ("Application/JSON; charset=utf-8", "application/json", true),
            ("text/csv", "text/plain", false),
            ("image/*", "image/png", true),
            ("image/*", "application/json", false),
            ("application/*+json", "application/json", false),
            ("*/*", "application/json", true),
            ("multipart/form-data; boundary=x", "multipart/form-data", true),
        ] {
            assert_eq!(Media::parse(declared).is_met_by(sent), met, "{declared} by {sent}");
        }
    }
}
