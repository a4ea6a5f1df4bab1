//! Servers of an API.

use super::Docs;
use crate::naming::{MethodName, VariantName};

/// A base URL.
#[derive(Clone, Debug)]
pub struct Server {
    /// The URL as written, with `{variables}`; may be relative.
    pub template: String,
    /// The URL with variables replaced by their defaults; may be relative.
    pub url: String,
    /// Its description.
    pub docs: Docs,
    /// Variables of the template.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Returns true for a URL with a scheme and a host that a client can reach.
    pub fn is_absolute(&self) -> bool {
        self.url.starts_with("https://") || self.url.starts_with("http://")
    }

    /// Returns true for a URL without a scheme, which is relative to the host that serves the document (RFC 3986 §4.2).
    pub fn is_relative(&self) -> bool {
        !self.url.split(['/', '?', '#']).next().unwrap_or_default().contains(':')
    }
}

/// A variable of a server URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Name as in the template.
    pub name: String,
    /// Default value.
    pub default: String,
    /// Allowed values, empty when open.
    pub values: Vec<String>,
    /// Its description.
    pub docs: Docs,
}

/// The servers of an API, and what its users may choose.
#[derive(Clone, Debug, Default)]
pub struct Servers {
    /// Servers, in document order. Empty when the document names none.
    pub all: Vec<Server>,
    /// Servers that can be chosen, in document order; the first one is the default.
    pub choices: Vec<ServerChoice>,
    /// Setters of variables on the client builder, each name once, those of single operations' servers included.
    pub setters: Vec<ServerSetter>,
}

impl Servers {
    /// Returns the server that is chosen, by its place.
    pub fn chosen(&self, choice: &ServerChoice) -> Option<&Server> {
        self.all.get(choice.place)
    }

    /// Returns the server that calls go to unless another is chosen: the first one (OpenAPI 3.1 §4.8.1).
    pub fn default(&self) -> Option<&Server> {
        self.chosen(self.choices.first()?)
    }
}

/// A server that can be chosen.
#[derive(Clone, Debug)]
pub struct ServerChoice {
    /// Its place among all.
    pub place: usize,
    /// Variant of the enum of servers.
    pub name: VariantName,
}

/// A setter of a variable.
#[derive(Clone, Debug)]
pub struct ServerSetter {
    /// Setter on the client builder: `server_region`.
    pub name: MethodName,
    /// The variable, as the first server that has it declares it.
    pub variable: ServerVariable,
}
