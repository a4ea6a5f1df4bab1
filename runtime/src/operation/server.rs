//! Servers: URLs with variables in them.

/// A server of a document: its URL, with the names of variables in braces (OpenAPI 3.1 §4.8.5).
#[derive(Clone, Copy, Debug)]
pub struct ServerUrl {
    template: &'static str,
    variables: &'static [ServerVariable],
}

/// A variable of a server's URL.
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable {
    name: &'static str,
    default: &'static str,
    values: &'static [&'static str],
}

impl ServerVariable {
    /// Returns a variable by its name and the value it has when none is given.
    pub const fn new(name: &'static str, default: &'static str) -> Self {
        Self { name, default, values: &[] }
    }

    /// Sets the values it may be given; none: any.
    pub const fn one_of(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// Returns the value it is given, or its default.
    fn value<'v>(&'v self, given: &'v [(String, String)]) -> Result<&'v str, String> {
        let Some((_, value)) = given.iter().find(|(name, _)| name == self.name) else { return Ok(self.default) };
        if self.values.is_empty() || self.values.contains(&value.as_str()) {
            return Ok(value);
        }
        let values: Vec<String> = self.values.iter().map(|value| format!("`{value}`")).collect();
        let (name, value) = (self.name, value.escape_debug());
        Err(format!("the server variable `{name}` cannot be `{value}`: it is one of {}", values.join(", ")))
    }
}

impl ServerUrl {
    /// Returns a server by its URL.
    pub const fn new(template: &'static str) -> Self {
        Self { template, variables: &[] }
    }

    /// Sets the variables of the URL.
    pub const fn variables(mut self, variables: &'static [ServerVariable]) -> Self {
        self.variables = variables;
        self
    }

    /// Returns the URL as the document has it.
    pub(crate) fn template(&self) -> &'static str {
        self.template
    }

    /// Returns the URL with the values given, and defaults for the rest. What no variable declares stays as it is.
    pub(crate) fn filled(&self, given: &[(String, String)]) -> Result<String, String> {
        let mut url = String::with_capacity(self.template.len() + 16);
        let mut rest = self.template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else { break };
            url.push_str(before);
            match self.variables.iter().find(|variable| variable.name == name) {
                Some(variable) => url.push_str(variable.value(given)?),
                None => url.extend(["{", name, "}"]),
            }
            rest = tail;
        }
        url.push_str(rest);
        Ok(url)
    }
}

/// Returns true for a URL without a scheme, which says nothing without the host that serves the document (RFC 3986 §4.2).
///
/// The URL is that of a server with its variables filled in, since a variable may hold scheme and host: `{root}/v1`.
pub(crate) fn is_relative(url: &str) -> bool {
    !url.split(['/', '?', '#']).next().unwrap_or_default().contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: ServerUrl = ServerUrl::new("https://{region}.x:{port}/{other}{")
        .variables(&[ServerVariable::new("region", "eu"), ServerVariable::new("port", "443").one_of(&["443", "8443"])]);

    #[test]
    fn urls_without_a_scheme_are_relative() {
        for (url, relative) in
            [("/v1", true), ("v1", true), ("", true), ("./a:b", true), ("https://h", false), ("{scheme}://h/v1", false)]
        {
            assert_eq!(is_relative(url), relative, "{url}");
        }
    }

    #[test]
    fn variables_may_hold_scheme_and_host() {
        const ROOT: ServerUrl = ServerUrl::new("{root}/v1").variables(&[ServerVariable::new("root", "https://h")]);
        let relative = |root: &str| is_relative(&ROOT.filled(&[("root".to_owned(), root.to_owned())]).unwrap());
        assert!(!is_relative(&ROOT.filled(&[]).unwrap()));
        assert!(relative("/proxy") && !relative("http://localhost:8080"));
    }

    fn filled(given: &[(&str, &str)]) -> Result<String, String> {
        let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        SERVER.filled(&given)
    }

    #[test]
    fn values_and_defaults_fill_the_url() {
        assert_eq!(filled(&[]).unwrap(), "https://eu.x:443/{other}{");
        let given = [("region", "us"), ("port", "8443"), ("unused", "y")];
        assert_eq!(filled(&given).unwrap(), "https://us.x:8443/{other}{");
        let refused = filled(&[("port", "80")]).unwrap_err();
        assert_eq!(refused, "the server variable `port` cannot be `80`: it is one of `443`, `8443`");
    }
}
