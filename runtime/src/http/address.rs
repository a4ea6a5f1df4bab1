//! Target of a request: an absolute `http` or `https` URL and the positions of its parts (RFC 3986).

/// An absolute URL without user information and fragment.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The whole URL, with scheme and host in lower case.
    text: String,
    /// Start of the host.
    authority: usize,
    /// Start of the path, which begins with `/`.
    path: usize,
    /// Start of the query, after the `?`; the end of the URL if there is none.
    query: usize,
}

impl Address {
    /// Reads an absolute URL.
    ///
    /// The error says what is wrong without repeating the URL.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let (scheme, rest) = split_scheme(text).ok_or("it does not start with https:// or http://")?;
        let (authority, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let authority = authority_of(authority)?;
        Ok(Self::new(scheme, &authority, rest))
    }

    /// Returns a URL of its parts; `rest` is path, query and fragment.
    fn new(scheme: &str, authority: &str, rest: &str) -> Self {
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let mut text = format!("{scheme}://{authority}");
        let start = text.len();
        text.push_str(if path.is_empty() { "/" } else { "" });
        push_legal(&mut text, path);
        let mut address = Self { authority: scheme.len() + 3, path: start, query: text.len(), text };
        address.push_query(query);
        address
    }

    /// Resolves a reference against this URL (RFC 3986 §5.2).
    pub(crate) fn join(&self, reference: &str) -> Result<Self, &'static str> {
        let reference = reference.trim();
        if Self::is_absolute(reference) {
            return Self::parse(reference).map(|address| address.without_dots());
        }
        if let Some(rest) = reference.strip_prefix("//") {
            return self.join(&format!("{}://{rest}", self.scheme()));
        }
        let before_path = reference.find(['/', '?', '#']).unwrap_or(reference.len());
        if reference[..before_path].contains(':') {
            return Err("it is neither https nor http");
        }
        let folder = self.path().rfind('/').map_or("/", |end| &self.path()[..=end]);
        let rest = match reference.chars().next() {
            None | Some('#') => return Ok(self.clone()),
            Some('?') => format!("{}{reference}", self.path()),
            Some('/') => reference.to_owned(),
            Some(_) => format!("{folder}{reference}"),
        };
        Ok(Self::new(self.scheme(), self.authority(), &rest).without_dots())
    }

    /// Returns the URL with the path of a relative reference, where this one has no path of its own; its query stays.
    pub(crate) fn with_path_of(self, reference: &str) -> Result<Self, &'static str> {
        if self.path() != "/" {
            return Ok(self);
        }
        let mut joined = self.join(reference)?;
        joined.push_query(self.query());
        Ok(joined)
    }

    /// Returns the URL without `.` and `..` segments.
    fn without_dots(self) -> Self {
        let path = without_dots(self.path());
        if path == self.path() {
            self
        } else {
            Self::new(self.scheme(), self.authority(), &format!("{path}?{}", self.query()))
        }
    }

    /// Returns a URL below this one: its path goes on as `add` writes it, its query stays.
    #[inline]
    pub(crate) fn below<E>(&self, room: usize, add: impl FnOnce(&mut String) -> Result<(), E>) -> Result<Self, E> {
        let mut text = String::with_capacity(self.text.len() + room);
        text.push_str(&self.text[..self.path]);
        let mut path = self.path();
        while let Some(shorter) = path.strip_suffix('/') {
            path = shorter;
        }
        text.push_str(path);
        add(&mut text)?;
        let mut address = Self { authority: self.authority, path: self.path, query: text.len(), text };
        address.push_query(self.query());
        Ok(address)
    }

    /// Returns `https` or `http`.
    pub(crate) fn scheme(&self) -> &str {
        &self.text[..self.authority - 3]
    }

    pub(crate) fn authority(&self) -> &str {
        &self.text[self.authority..self.path]
    }

    /// Returns the path; it begins with `/`.
    #[inline]
    pub(crate) fn path(&self) -> &str {
        let end = if self.query < self.text.len() { self.query - 1 } else { self.text.len() };
        &self.text[self.path..end]
    }

    /// Returns the query without its `?`; empty when there is none.
    #[inline]
    pub(crate) fn query(&self) -> &str {
        &self.text[self.query..]
    }

    /// Returns true for text that starts like an absolute URL.
    pub(crate) fn is_absolute(text: &str) -> bool {
        split_scheme(text).is_some()
    }

    /// Returns true if scheme, host and port are the same (RFC 6454).
    pub(crate) fn same_origin(&self, other: &Self) -> bool {
        self.scheme() == other.scheme() && self.host_and_port() == other.host_and_port()
    }

    fn host_and_port(&self) -> (&str, &str) {
        let default = if self.scheme() == "https" { "443" } else { "80" };
        match self.authority().rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, if port.is_empty() { default } else { port }),
            _ => (self.authority(), default),
        }
    }

    /// Adds encoded query pairs.
    #[inline]
    pub(crate) fn push_query(&mut self, pairs: &str) {
        if pairs.is_empty() {
            return;
        }
        if self.query().is_empty() {
            self.text.push('?');
            self.query = self.text.len();
        } else {
            self.text.push('&');
        }
        push_legal(&mut self.text, pairs);
    }

    /// Replaces the query pairs by others, which are encoded.
    pub(crate) fn set_query(&mut self, pairs: &str) {
        let end = self.path + self.path().len();
        self.text.truncate(end);
        self.query = end;
        self.push_query(pairs);
    }

    /// Returns scheme, host and port, which may be shown.
    pub(crate) fn origin(&self) -> &str {
        &self.text[..self.path]
    }

    /// Returns the whole URL. The query may hold a credential.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Debug for Address {
    /// Leaves the query out, which may hold a credential.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.origin(), self.path())
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

/// Adds text of a URL; what may not stand in one at all is percent-encoded, everything else stays as it is.
fn push_legal(out: &mut String, text: &str) {
    let legal = |byte: u8| matches!(byte, 0x21 | 0x23..=0x3b | 0x3d | 0x3f..=0x5b | 0x5d | 0x5f | 0x61..=0x7a | 0x7e);
    crate::http::percent::push_but(out, text, |byte| !legal(byte));
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
            assert_eq!(Address::parse(given).unwrap().as_str(), wanted, "{given}");
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
            assert_eq!(base.join(reference).unwrap().as_str(), wanted, "{reference}");
        }
        assert!(base.join("mailto:x").is_err());
        assert!(base.join("javascript:alert(1)").is_err());
    }

    #[test]
    fn paths_below_and_queries() {
        let below = |base: &str, path: &str| {
            let base = Address::parse(base).unwrap();
            let add = |text: &mut String| {
                text.push_str(path);
                Ok::<_, ()>(())
            };
            base.below(0, add).unwrap()
        };
        let mut address = below("https://h/v1/?k=v", "/x");
        assert_eq!((address.as_str(), address.path(), address.query()), ("https://h/v1/x?k=v", "/v1/x", "k=v"));
        address.push_query("a=b");
        assert_eq!(address.as_str(), "https://h/v1/x?k=v&a=b");
        address.set_query("c=d");
        assert_eq!((address.as_str(), address.path(), address.query()), ("https://h/v1/x?c=d", "/v1/x", "c=d"));
        address.set_query("");
        assert_eq!((address.as_str(), address.path(), address.query()), ("https://h/v1/x", "/v1/x", ""));
        assert_eq!(below("https://h", "/").as_str(), "https://h/");
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
