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
    /// The same of path values.
    pub(crate) sent_path_values: Vec<(String, String)>,
}

impl Custom {
    /// True when operations may have other paths than their own.
    #[inline]
    pub(crate) fn has_paths(&self) -> bool {
        !self.paths.is_empty() || self.profile.is_some_and(|profile| !profile.paths.is_empty())
    }

    /// The value that a name of a template has in all calls.
    pub(crate) fn path_value(&self, name: &str) -> Option<&str> {
        self.sent_path_values.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The template that replaces the path of an operation.
    pub(crate) fn template(&self, method: &str, path: &str) -> Option<&str> {
        let is_it = |key: &str| match key.split_once(' ') {
            Some((own, rest)) => own.eq_ignore_ascii_case(method) && rest.trim_start() == path,
            None => key == path,
        };
        let own = self.paths.iter().rev().find(|(key, _)| is_it(key)).map(|(_, template)| template.as_str());
        let of_profile = || self.profile?.paths.iter().find(|(key, _)| is_it(key)).map(|(_, template)| *template);
        own.or_else(of_profile)
    }
}

impl fmt::Debug for Custom {
    /// Names what is set, shows no value.
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
