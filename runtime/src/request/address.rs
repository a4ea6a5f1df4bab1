//! Where a request goes: an absolute `http` or `https` URL in its parts (RFC 3986).

/// An absolute URL without user information and fragment.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// `https` or `http`.
    pub(crate) scheme: &'static str,
    /// Host and port as written, in lower case.
    pub(crate) authority: String,
    /// Starts with `/`.
    pub(crate) path: String,
    /// Without the `?`; empty when there is none.
    pub(crate) query: String,
}

impl Address {
    /// Reads an absolute URL.
    ///
    /// The error says what is wrong without repeating the URL.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let (scheme, rest) = split_scheme(text).ok_or("it does not start with https:// or http://")?;
        let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let mut address =
            Self { scheme, authority: authority_of(authority)?, path: String::new(), query: String::new() };
        address.set_relative(rest)?;
        Ok(address)
    }

    /// True for text that starts like an absolute URL.
    pub(crate) fn is_absolute(text: &str) -> bool {
        split_scheme(text).is_some()
    }

    /// The URL a reference leads to from here (RFC 3986 §5.2).
    pub(crate) fn join(&self, reference: &str) -> Result<Self, &'static str> {
        let reference = reference.trim();
        if split_scheme(reference).is_some() {
            let mut address = Self::parse(reference)?;
            address.path = without_dots(&address.path);
            return Ok(address);
        }
        if let Some(rest) = reference.strip_prefix("//") {
            return self.join(&format!("{}://{rest}", self.scheme));
        }
        let before_path = reference.find(['/', '?', '#']).unwrap_or(reference.len());
        if reference[..before_path].contains(':') {
            return Err("it is neither https nor http");
        }
        let mut address = self.clone();
        match reference.chars().next() {
            None | Some('#') => return Ok(address),
            Some('?') => address.set_relative(&format!("{}{reference}", self.path))?,
            Some('/') => address.set_relative(reference)?,
            Some(_) => {
                let folder = self.path.rfind('/').map_or("/", |end| &self.path[..=end]);
                address.set_relative(&format!("{folder}{reference}"))?;
            }
        }
        address.path = without_dots(&address.path);
        Ok(address)
    }

    fn set_relative(&mut self, text: &str) -> Result<(), &'static str> {
        let text = text.split('#').next().unwrap_or_default();
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        self.path = if path.is_empty() { "/".to_owned() } else { escape_illegal(path) };
        self.query = escape_illegal(query);
        Ok(())
    }

    /// True when scheme, host and port are the same (RFC 6454).
    pub(crate) fn same_origin(&self, other: &Self) -> bool {
        self.scheme == other.scheme && self.host_and_port() == other.host_and_port()
    }

    fn host_and_port(&self) -> (&str, &str) {
        let default = if self.scheme == "https" { "443" } else { "80" };
        match self.authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, if port.is_empty() { default } else { port }),
            _ => (&self.authority, default),
        }
    }

    /// Adds an encoded query pair or several.
    pub(crate) fn push_query(&mut self, pairs: &str) {
        if !self.query.is_empty() && !pairs.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(pairs);
    }

    /// The same as a URI of the `http` crate.
    pub(crate) fn to_uri(&self) -> Result<http::Uri, http::Error> {
        let path_and_query =
            if self.query.is_empty() { self.path.clone() } else { format!("{}?{}", self.path, self.query) };
        http::Uri::builder()
            .scheme(self.scheme)
            .authority(self.authority.as_str())
            .path_and_query(path_and_query)
            .build()
    }

    /// Scheme, host and port: what may be shown.
    pub(crate) fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }
}

impl std::fmt::Debug for Address {
    /// The query may hold a credential, so it is left out.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.origin(), self.path)
    }
}

fn split_scheme(text: &str) -> Option<(&'static str, &str)> {
    ["https", "http"].into_iter().find_map(|scheme| {
        let (head, rest) = text.split_at_checked(scheme.len())?;
        let rest = rest.strip_prefix("://")?;
        head.eq_ignore_ascii_case(scheme).then_some((scheme, rest))
    })
}

fn authority_of(text: &str) -> Result<String, &'static str> {
    if text.contains('@') {
        return Err("it holds user information; give credentials to the client instead");
    }
    let host = text.rsplit_once(':').map_or(text, |(host, port)| if port.contains(']') { text } else { host });
    if host.is_empty() {
        return Err("it names no host");
    }
    match text.parse::<http::uri::Authority>() {
        Ok(_) => Ok(text.to_ascii_lowercase()),
        Err(_) => Err("its host or port is not valid"),
    }
}

/// Percent-encodes what may not stand in a URL at all, and leaves everything else as it is.
fn escape_illegal(text: &str) -> String {
    let legal = |byte: u8| matches!(byte, 0x21 | 0x23..=0x3b | 0x3d | 0x3f..=0x5b | 0x5d | 0x5f | 0x61..=0x7a | 0x7e);
    if text.bytes().all(legal) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if legal(byte) { out.push(char::from(byte)) } else { super::percent::push_encoded(&mut out, byte) }
    }
    out
}

/// Removes `.` and `..` segments (RFC 3986 §5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut folder = false;
    for segment in path.split('/').skip(1) {
        folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            _ => kept.push(segment),
        }
    }
    let end = if folder && !kept.is_empty() { "/" } else { "" };
    format!("/{}{end}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(address: &Address) -> String {
        let query = if address.query.is_empty() { String::new() } else { format!("?{}", address.query) };
        format!("{}{}{query}", address.origin(), address.path)
    }

    #[test]
    fn absolute_urls() {
        let table = [
            ("https://API.example.com", "https://api.example.com/"),
            ("HTTP://h:8080/v1/", "http://h:8080/v1/"),
            ("https://h/v1?a=b#c", "https://h/v1?a=b"),
            ("https://h?a=b", "https://h/?a=b"),
            ("http://[::1]:80/x", "http://[::1]:80/x"),
            ("https://h/a b\"é", "https://h/a%20b%22%C3%A9"),
        ];
        for (given, wanted) in table {
            assert_eq!(text(&Address::parse(given).unwrap()), wanted, "{given}");
        }
        for given in [
            "",
            "h/v1",
            "ftp://h/",
            "https://",
            "https:///x",
            "https://u:p@h/",
            "https://:80/",
            "https://h:x y/",
            "/v1",
        ] {
            assert!(Address::parse(given).is_err(), "{given}");
        }
    }

    #[test]
    fn references() {
        // RFC 3986 §5.4, as far as it concerns http.
        let base = Address::parse("http://a/b/c/d?q").unwrap();
        let table = [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d?q"),
            ("", "http://a/b/c/d?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("https://x/y/../z", "https://x/z"),
        ];
        for (reference, wanted) in table {
            assert_eq!(text(&base.join(reference).unwrap()), wanted, "{reference}");
        }
        assert!(base.join("mailto:x").is_err());
        assert!(base.join("javascript:alert(1)").is_err());
    }

    #[test]
    fn origins() {
        let same = |a: &str, b: &str| Address::parse(a).unwrap().same_origin(&Address::parse(b).unwrap());
        assert!(same("https://h/a", "https://H:443/b"));
        assert!(same("http://[::1]/a", "http://[::1]:80/b"));
        assert!(!same("https://h/", "http://h/"));
        assert!(!same("https://h/", "https://h:444/"));
        assert!(!same("https://h/", "https://h.evil/"));
    }
}
