//! Settings for all requests of a client, besides headers.

use std::fmt;

use crate::config::placement::Placement;
use crate::operation::profile::Profile;

/// Settings for all requests of a client, besides headers.
#[derive(Clone, Default)]
pub(crate) struct Custom {
    pub(crate) profile: Option<&'static Profile>,
    /// Query parameters, not encoded.
    pub(crate) query: Vec<(String, String)>,
    /// Values of path templates.
    pub(crate) path_values: Vec<(String, String)>,
    /// Paths of operations, and the templates that are used instead.
    pub(crate) paths: Vec<(String, String)>,
    /// Schemes whose credentials are sent elsewhere.
    pub(crate) placements: Vec<(String, Placement)>,
    /// A fault in the environment; reported when the client is built.
    pub(crate) fault: Option<String>,
    /// The query parameters that requests get, those with a default among them; made when the client is built.
    pub(crate) sent_query: Vec<(String, String)>,
    /// Path values, likewise.
    pub(crate) sent_path_values: Vec<(String, String)>,
}

impl Custom {
    /// Returns true if operations may have other paths than their own.
    #[inline]
    pub(crate) fn has_paths(&self) -> bool {
        !self.paths.is_empty() || self.profile.is_some_and(|profile| !profile.paths.is_empty())
    }

    /// Returns the value that a name of a template has in all calls.
    pub(crate) fn path_value(&self, name: &str) -> Option<&str> {
        self.sent_path_values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns the template that replaces the path of an operation. A key with a method wins over one without; a key that begins with `/` has none.
    pub(crate) fn template(&self, method: &str, path: &str) -> Option<&str> {
        let is_it = |key: &str, with_method: bool| match key.split_once(' ').filter(|_| !key.starts_with('/')) {
            Some((own, rest)) => with_method && own.eq_ignore_ascii_case(method) && rest.trim_start() == path,
            None => !with_method && key == path,
        };
        let own = |with_method: bool| {
            let mut paths = self.paths.iter().rev();
            paths.find(|(key, _)| is_it(key, with_method)).map(|(_, template)| template.as_str())
        };
        let of_profile = |with_method: bool| {
            let mut paths = self.profile?.paths.iter();
            paths.find(|(key, _)| is_it(key, with_method)).map(|(_, template)| *template)
        };
        own(true).or_else(|| own(false)).or_else(|| of_profile(true)).or_else(|| of_profile(false))
    }
}

impl fmt::Debug for Custom {
    /// Shows names, but no values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn names(list: &[(String, String)]) -> Vec<&str> {
            list.iter().map(|(name, _)| name.as_str()).collect()
        }
        f.debug_struct("Custom")
            .field("query", &names(&self.query))
            .field("path_values", &names(&self.path_values))
            .field("paths", &self.paths)
            .field("placements", &self.placements)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_its_method_wins_and_a_path_may_have_spaces() {
        static PROFILE: Profile =
            Profile::new().paths(&[("/a", "/profile"), ("GET /a", "/profile/get"), ("/b c", "/profile/space")]);
        let mut custom = Custom { profile: Some(&PROFILE), ..Custom::default() };
        assert_eq!(custom.template("GET", "/a"), Some("/profile/get"));
        assert_eq!(custom.template("PUT", "/a"), Some("/profile"));
        assert_eq!(custom.template("PUT", "/b c"), Some("/profile/space"));
        assert_eq!(custom.template("PUT", "c"), None);
        let own = [("put  /a", "/put"), ("/a", "/own"), ("/b c", "/own/space")];
        custom.paths = own.map(|(key, template)| (key.to_owned(), template.to_owned())).to_vec();
        assert_eq!(custom.template("PUT", "/a"), Some("/put"));
        assert_eq!(custom.template("GET", "/a"), Some("/own"));
        assert_eq!(custom.template("GET", "/b c"), Some("/own/space"));
    }
}
