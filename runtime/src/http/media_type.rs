//! Media types and ranges of them (RFC 9110 §8.3.1, §12.5.1).

/// A media type, or a range of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MediaType<'a> {
    group: &'a str,
    name: &'a str,
    parameters: &'a str,
}

/// Precision with which a declared media type matches a received one. The most exact match wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// A different media type.
    None,
    /// Both are media types of JSON.
    Json,
    /// `*/*`
    Anything,
    /// `text/*`
    Group,
    /// The same type, with another value of a parameter.
    Essence,
    /// The same type, without contradicting parameters.
    Type,
    /// The same type, with this number of equal parameters.
    Exact(usize),
}

impl<'a> MediaType<'a> {
    pub(crate) fn parse(text: &'a str) -> Self {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let (group, name) = essence.trim().split_once('/').unwrap_or(("", essence.trim()));
        Self { group, name, parameters }
    }

    /// Returns true for `text/*` and `*/*`.
    pub(crate) fn is_range(self) -> bool {
        self.name == "*"
    }

    /// Returns true for JSON (RFC 8259), and for what is written in JSON (RFC 6839).
    pub(crate) fn is_json(self) -> bool {
        let suffix = self.name.len().checked_sub(4).and_then(|at| self.name.get(at..));
        suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("json"))
    }

    /// Returns the value of a parameter.
    pub(crate) fn parameter(self, name: &str) -> Option<&'a str> {
        parameters(self.parameters).find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Returns how exactly this declared media type matches a received one.
    pub(crate) fn fit(self, came: MediaType<'_>) -> Fit {
        if self.group.eq_ignore_ascii_case(came.group) && self.name.eq_ignore_ascii_case(came.name) {
            return self.parameters_fit(came);
        }
        match (self.group, self.name) {
            (_, "*") if self.group.eq_ignore_ascii_case(came.group) => Fit::Group,
            ("*", "*") => Fit::Anything,
            _ if self.is_json() && came.is_json() => Fit::Json,
            _ => Fit::None,
        }
    }

    /// Compares parameters: each declared one must be present, further ones do not matter. The charset is ignored: it is how the text is written, not what it
    /// is.
    fn parameters_fit(self, came: MediaType<'_>) -> Fit {
        let declared = parameters(self.parameters).filter(|(name, _)| !name.eq_ignore_ascii_case("charset"));
        let (mut count, mut missing) = (0, false);
        for (name, value) in declared {
            match parameters(came.parameters).find(|(known, _)| known.eq_ignore_ascii_case(name)) {
                Some((_, known)) if known == value => count += 1,
                Some(_) => return Fit::Essence,
                None => missing = true,
            }
        }
        if missing { Fit::Type } else { Fit::Exact(count) }
    }
}

/// Returns names and values, without the quotes of the latter (RFC 9110 §5.6.6).
fn parameters(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.trim().is_empty() {
            return None;
        }
        let (mut quoted, mut escaped) = (false, false);
        let end = rest.bytes().position(|byte| {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                _ => {}
            }
            byte == b';' && !quoted
        });
        let (part, more) = rest.split_at(end.unwrap_or(rest.len()));
        rest = more.strip_prefix(';').unwrap_or_default();
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim();
        Some((name.trim(), value.strip_prefix('"').and_then(|value| value.strip_suffix('"')).unwrap_or(value)))
    })
    .filter(|(name, _)| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(declared: &str, came: &str) -> Fit {
        MediaType::parse(declared).fit(MediaType::parse(came))
    }

    #[test]
    fn the_more_exact_media_type_fits_better() {
        let came = "application/vnd.x+json; version=1; charset=utf-8";
        let declared = [
            "text/html",
            "application/json",
            "*/*",
            "application/*",
            "application/vnd.x+json;version=2",
            "application/vnd.x+json;profile=a",
            "application/vnd.x+json",
            "Application/VND.x+JSON; Version=\"1\"",
        ];
        let fits: Vec<Fit> = declared.iter().map(|declared| fit(declared, came)).collect();
        assert!(fits.is_sorted_by(|one, other| one < other), "{fits:?}");
    }

    #[test]
    fn quoted_values_may_hold_what_separates_parameters() {
        let media = "application/ld+json;profile=\"https://a.example/b;c=d\";version=1";
        let found: Vec<(&str, &str)> = parameters(MediaType::parse(media).parameters).collect();
        assert_eq!(found, [("profile", "https://a.example/b;c=d"), ("version", "1")]);
    }

    #[test]
    fn a_type_is_json_by_its_name_or_its_suffix() {
        for media in ["application/json", "text/JSON; charset=utf-8", "application/problem+json"] {
            assert!(MediaType::parse(media).is_json(), "{media}");
        }
        for media in ["application/jsonl", "text/plain", "", "json5"] {
            assert!(!MediaType::parse(media).is_json(), "{media}");
        }
    }
}
