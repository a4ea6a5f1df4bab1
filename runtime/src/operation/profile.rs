//! Profiles: another way in which the same API is served.

use crate::operation::api::Scheme;
use crate::operation::server::ServerUrl;
use crate::operation::setting::Setting;

/// Another way in which an API is served: at another place, with other credentials, parameters and paths. A client has one at most.
#[derive(Debug)]
pub struct Profile {
    pub(crate) server: Option<ServerUrl>,
    pub(crate) base_url_env: Option<&'static str>,
    pub(crate) schemes: &'static [Scheme],
    pub(crate) settings: &'static [Setting],
    pub(crate) paths: &'static [(&'static str, &'static str)],
}

impl Profile {
    /// Returns a profile that changes nothing.
    pub const fn new() -> Self {
        Self { server: None, base_url_env: None, schemes: &[], settings: &[], paths: &[] }
    }

    /// Sets the server that calls go to instead of the API's own ones. Where it is relative (`/openai`), a base URL without a path gets its path.
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = Some(ServerUrl::new(url));
        self
    }

    /// Sets the environment variable that names the base URL.
    pub const fn base_url_env(mut self, variable: &'static str) -> Self {
        self.base_url_env = Some(variable);
        self
    }

    /// Schemes of the API, by their ids, as they are sent here, and the environment variables that they are read from.
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.schemes = schemes;
        self
    }

    /// Sets the settings that are sent with every call.
    pub const fn settings(mut self, settings: &'static [Setting]) -> Self {
        self.settings = settings;
        self
    }

    /// Sets other paths of operations: a path of the API, or a method and a path, and the template that is used instead, as for
    /// [`ClientBuilder::path`](crate::ClientBuilder::path).
    pub const fn paths(mut self, paths: &'static [(&'static str, &'static str)]) -> Self {
        self.paths = paths;
        self
    }

    /// Returns true if calls go to another server than those of the API.
    pub(crate) fn moves(&self) -> bool {
        self.server.is_some() || self.base_url_env.is_some()
    }

    pub(crate) fn scheme(&self, id: &str) -> Option<&'static Scheme> {
        self.schemes.iter().find(|scheme| scheme.id == id)
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::new()
    }
}
