//! The model that every stage after `lower` works on: plain data, without types of the document and without tokens.
//!
//! `lower` fills it, `resolve` completes and freezes it, `plan` and `emit` only read it.

mod behind;
mod client;
mod derives;
mod facts;
mod foreign;
mod former;
mod getters;
mod inputs;
mod operations;
mod own_type;
mod reasons;
mod resources;
mod responses;
mod route;
mod rules;
mod schema;
mod servers;
mod types;

pub use client::*;
pub use derives::*;
pub use facts::*;
pub use foreign::*;
pub use former::*;
pub use getters::*;
pub use inputs::*;
pub use operations::*;
pub use own_type::*;
pub use reasons::*;
pub use resources::*;
pub use responses::*;
pub use route::*;
pub use rules::*;
pub use schema::*;
pub use servers::*;
pub use types::*;

use std::collections::HashMap;

use crate::naming::{CrateName, MethodName};
use crate::pointer::Pointer;

/// One API, as the client crate will offer it.
#[derive(Clone, Debug)]
pub struct Api {
    /// Name of the crate to write.
    pub crate_name: CrateName,
    /// Title, version and description of the API.
    pub info: Info,
    /// Servers of the API.
    pub servers: Servers,
    /// Environment variable that overrides the base URL.
    pub base_url_env: String,
    /// Security schemes, in document order.
    pub schemes: Vec<SecurityScheme>,
    /// Credentials of operations that do not declare their own: alternatives, as in [`Operation::security`].
    pub security: Vec<Vec<String>>,
    /// The requests that may be sent again, if the document sets this for all operations.
    pub retry: Option<RetryPolicy>,
    /// Headers that all requests have.
    pub headers_of_all: Vec<(String, String)>,
    /// The settings of a client besides credentials and servers.
    pub client: ClientSettings,
    /// Decode mode of responses, if the document sets one.
    pub reading: Option<Reading>,
    /// Types that the user has for schemas; an [`OwnTypeId`] is an index into it.
    pub own_types: Vec<OwnType>,
    /// Derives that settings request; `resolve` adds them to types.
    pub derive_requests: Vec<DeriveRequest>,
    /// Every named type; a [`TypeId`] is an index into it.
    pub types: Vec<TypeDef>,
    /// The resource tree; index 0 is the root (the client itself).
    pub resources: Vec<Resource>,
    /// Every operation of the document, in document order; an [`OperationId`] is an index into it.
    pub operations: Vec<Operation>,
    /// Further methods for operations, in document order.
    pub aliases: Vec<MethodAlias>,
    /// Headers that responses declare, each name once; a [`HeaderId`] is an index into it.
    pub headers: Vec<ResponseHeader>,
    /// Requests that the API sends: webhooks and callbacks. They have no method, only the type of their payload.
    pub webhooks: Vec<Webhook>,
    /// Client method for those requests, if the document declares how they are signed.
    pub webhook_events: Option<WebhookEvents>,
    /// Component schemas and the schemas of JSON bodies and responses, for the manifest.
    pub schemas: Vec<SchemaEntry>,
    /// Names that types and methods had; filled by `resolve` where a lock has them.
    pub former: FormerNames,
    /// Schemas that settings rename: their places before, by those that they have.
    pub renamed: HashMap<Pointer, Pointer>,
}

impl Api {
    /// Returns the type with this id.
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// Returns the operation with this id.
    pub fn operation(&self, id: OperationId) -> &Operation {
        &self.operations[id.0]
    }

    /// Features of the runtime that only some APIs have a use for.
    pub fn runtime_features(&self) -> Vec<&'static str> {
        let parses = self.operations.iter().any(|operation| operation.rules.structured_output.is_some());
        let uses = [(self.webhook_events.is_some(), "webhooks"), (parses, "schemars")];
        uses.into_iter().filter_map(|(used, name)| used.then_some(name)).collect()
    }

    /// Returns the features of the runtime that only some APIs use, and that are off by default.
    pub fn optional_features(&self) -> Vec<&'static str> {
        let opens = self.operations.iter().any(|operation| operation.rules.websocket.is_some());
        if opens { vec!["websocket"] } else { Vec::new() }
    }

    /// Returns the resource with this id.
    pub fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id.0]
    }
}

/// Decode mode of responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Values that are not as declared are errors.
    Strict,
    /// Values that can be kept are kept.
    Tolerant,
    /// Values that do not fit are converted.
    Lenient,
}

/// Title, version and description of an API.
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`, Markdown.
    pub description: Docs,
    /// The `openapi` (or `swagger`) value as written.
    pub openapi: String,
    /// SHA-256 of the document's bytes, lower-case hex.
    pub sha256: String,
    /// Licence name or identifier the document declares for the API.
    pub license: Option<String>,
}

/// Markdown written by the document's author. It reaches the output only through `emit::docs`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs(pub String);

impl Docs {
    /// Returns true if there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }
}

/// A JSON constant of the document: a `const`, an enum value, a tag.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A string.
    Str(String),
    /// An integer.
    Int(i128),
    /// Any other number.
    Float(f64),
    /// A boolean.
    Bool(bool),
}

impl Literal {
    /// Returns the constant as text, a string without quotes.
    pub fn to_text(&self) -> String {
        match self {
            Self::Str(text) => text.clone(),
            Self::Int(value) => value.to_string(),
            Self::Float(value) => value.to_string(),
            Self::Bool(value) => value.to_string(),
        }
    }

    /// Returns true for this string.
    pub fn is_text(&self, text: &str) -> bool {
        matches!(self, Self::Str(own) if own == text)
    }
}

/// A request the API sends.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its name in the document.
    pub name: String,
    /// Type of its JSON payload.
    pub ty: TypeRef,
    /// Its description.
    pub docs: Docs,
    /// Location in the document that the user wrote.
    pub origin: Pointer,
}

/// Requests that the API sends, signed according to Standard Webhooks.
#[derive(Clone, Debug)]
pub struct WebhookEvents {
    /// Method of the client that verifies and decodes them.
    pub method: MethodName,
    /// Type of any of their payloads.
    pub ty: TypeRef,
    /// The environment variable of the secret.
    pub env: String,
    /// The beginning of the names of their headers.
    pub prefix: String,
}

/// An entry of the manifest's `schemas`.
#[derive(Clone, Debug)]
pub struct SchemaEntry {
    /// Pointer into the document the user wrote.
    pub pointer: Pointer,
    /// The type it became.
    pub ty: TypeRef,
}
