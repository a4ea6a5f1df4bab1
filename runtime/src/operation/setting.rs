//! Settings that a client sends with every call: headers, query parameters and values of path templates, as a document declares them.

/// A value that a client has once and sends with every call.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub(crate) place: SettingPlace,
    pub(crate) name: &'static str,
    pub(crate) default: Option<&'static str>,
    pub(crate) env: Option<&'static str>,
    pub(crate) required: bool,
}

/// The part of a request that carries a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SettingPlace {
    Header,
    Query,
    Path,
}

impl Setting {
    const fn new(place: SettingPlace, name: &'static str) -> Self {
        Self { place, name, default: None, env: None, required: false }
    }

    /// Returns a header of every request.
    pub const fn header(name: &'static str) -> Self {
        Self::new(SettingPlace::Header, name)
    }

    /// Returns a query parameter of every request, unless the request has one of this name.
    pub const fn query(name: &'static str) -> Self {
        Self::new(SettingPlace::Query, name)
    }

    /// Returns a value of the path templates of a [`Profile`](crate::Profile), instead of the request's own.
    pub const fn path(name: &'static str) -> Self {
        Self::new(SettingPlace::Path, name)
    }

    /// Sets the value that it has unless another one is given.
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// Sets the environment variable it is read from, when a client is built from the environment.
    pub const fn env(mut self, variable: &'static str) -> Self {
        self.env = Some(variable);
        self
    }

    /// Refuses to build a client without a value.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Returns the word for its place in messages.
    pub(crate) fn noun(&self) -> &'static str {
        match self.place {
            SettingPlace::Header => "header",
            SettingPlace::Query => "query parameter",
            SettingPlace::Path => "path value",
        }
    }
}
