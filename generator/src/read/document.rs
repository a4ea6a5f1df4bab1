//! [`Document`]: what `lower` reads.

use std::collections::HashMap;
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{
    Components, Example, Header, Link, OpenAPI, Operation, Parameter, ReferenceOr, RequestBody, Response,
    SecurityScheme, Server,
};
use serde_json::Value;

use super::component::component_key;
use super::counts::Census;
use super::origin::Origins;
use super::placed::Schemas;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use crate::pointer::Pointer;
use crate::schema::{Schema, SchemaRef};

/// An operation whose method `openapiv3::PathItem` has no slot for: 3.2's `query` and `additionalOperations`.
#[derive(Clone, Debug)]
pub struct MoreOperation {
    /// Path as written.
    pub path: String,
    /// Method, upper case unless the document writes it otherwise.
    pub method: String,
    /// The operation.
    pub operation: Operation,
    /// Its place in the rewritten document.
    pub pointer: Pointer,
}

/// The operations of a path, webhook or callback, and their shared parts. The type of `openapiv3` has eight fields for operations and takes 6 kB, where
/// most path items have one operation.
#[derive(Clone, Debug, Default)]
pub struct PathItem {
    /// Summary of all its operations.
    pub summary: Option<String>,
    /// Description of all its operations.
    pub description: Option<String>,
    /// Servers of its operations.
    pub servers: Vec<Server>,
    /// Parameters of all its operations.
    pub parameters: Vec<ReferenceOr<Parameter>>,
    /// The rest.
    pub extensions: IndexMap<String, Value>,
    /// The methods as the document orders them.
    pub order: Vec<String>,
    /// Operations in the order of [`METHODS`].
    operations: Vec<(&'static str, Operation)>,
}

/// The methods of OpenAPI 3.0, in lower case.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

impl PathItem {
    /// Returns the operations and their methods, in the order in which the specification lists these.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Operation)> {
        self.operations.iter().map(|(method, operation)| (*method, operation))
    }

    /// Returns the operation of a method, in lower case.
    pub fn get(&self, method: &str) -> Option<&Operation> {
        self.iter().find_map(|(known, operation)| (known == method).then_some(operation))
    }

    /// Sets the operation of a method; returns it if OpenAPI 3.0 does not have the method.
    pub(super) fn set(&mut self, method: &str, operation: Operation) -> Option<Operation> {
        let Some(rank) = METHODS.iter().position(|known| *known == method) else { return Some(operation) };
        let rank_of = |method: &str| METHODS.iter().position(|known| *known == method);
        match self.operations.binary_search_by_key(&Some(rank), |(method, _)| rank_of(method)) {
            Ok(at) => self.operations[at].1 = operation,
            Err(at) => {
                self.operations.reserve_exact(1);
                self.operations.insert(at, (METHODS[rank], operation));
            }
        }
        None
    }
}

/// The path items of a callback, by expression.
pub type Callback = Vec<(String, PathItem)>;

/// A document in one form for all versions.
#[derive(Clone, Debug)]
pub struct Document {
    /// The typed document, without its schemas. Parts that 3.0 cannot express are in `x-specsmith-*` extensions (see [`super::ext`]).
    pub openapi: OpenAPI,
    /// Its schemas.
    pub schemas: Schemas,
    /// The specification it was written to.
    pub version: SpecVersion,
    /// The `openapi` or `swagger` value as written.
    pub version_text: String,
    /// SHA-256 of the document's bytes, lower-case hex.
    pub sha256: String,
    /// `paths`; of `openapi`, those are empty.
    pub paths: IndexMap<String, PathItem>,
    /// 3.1 `webhooks`.
    pub webhooks: IndexMap<String, PathItem>,
    /// The callbacks of each operation that has some, by its place in the rewritten document; of `openapi`, those are empty.
    pub callbacks: HashMap<Pointer, IndexMap<String, Callback>>,
    /// Operations of `paths` with other methods than the eight of 3.0, in document order.
    pub more_operations: Vec<MoreOperation>,
    /// Counts of its parts.
    pub census: Census,
    pub(super) origins: Origins,
    /// Schemas that settings rename: their places before, by those that they have.
    pub renamed: HashMap<Pointer, Pointer>,
    /// Name of the user's configuration, if it has settings for the document.
    pub(crate) configuration: Option<String>,
    /// True if a setting of the configuration that matches nothing is a note instead of an error.
    pub(crate) allow_unmatched: bool,
    /// The trees it was built from.
    pub(super) sources: Rc<Sources>,
}

impl Document {
    /// Returns the location in the document that the user wrote of a node of the rewritten document.
    pub fn origin(&self, at: &Pointer) -> Pointer {
        self.origins.origin(at)
    }

    /// Returns the schema a reference leads to, through any number of references.
    pub fn schema<'a>(&'a self, schema: &'a SchemaRef) -> Option<&'a Schema> {
        self.schemas.follow(schema)
    }

    /// Returns the parameter a reference leads to.
    pub fn parameter<'a>(&'a self, parameter: &'a ReferenceOr<Parameter>) -> Option<&'a Parameter> {
        self.follow(parameter, "parameters", |components| &components.parameters)
    }

    /// Returns the response a reference leads to.
    pub fn response<'a>(&'a self, response: &'a ReferenceOr<Response>) -> Option<&'a Response> {
        self.follow(response, "responses", |components| &components.responses)
    }

    /// Returns the request body a reference leads to.
    pub fn request_body<'a>(&'a self, body: &'a ReferenceOr<RequestBody>) -> Option<&'a RequestBody> {
        self.follow(body, "requestBodies", |components| &components.request_bodies)
    }

    /// Returns the header a reference leads to.
    pub fn header<'a>(&'a self, header: &'a ReferenceOr<Header>) -> Option<&'a Header> {
        self.follow(header, "headers", |components| &components.headers)
    }

    /// Returns the example a reference leads to.
    pub fn example<'a>(&'a self, example: &'a ReferenceOr<Example>) -> Option<&'a Example> {
        self.follow(example, "examples", |components| &components.examples)
    }

    /// Returns the link a reference leads to.
    pub fn link<'a>(&'a self, link: &'a ReferenceOr<Link>) -> Option<&'a Link> {
        self.follow(link, "links", |components| &components.links)
    }

    /// Returns the security scheme a reference leads to.
    pub fn security_scheme<'a>(&'a self, scheme: &'a ReferenceOr<SecurityScheme>) -> Option<&'a SecurityScheme> {
        self.follow(scheme, "securitySchemes", |components| &components.security_schemes)
    }

    /// Follows references within one section. Total: `read` leaves no cycle, and the number of steps is bounded all the same.
    fn follow<'a, T>(
        &'a self,
        start: &'a ReferenceOr<T>,
        section: &str,
        table: impl Fn(&'a Components) -> &'a IndexMap<String, ReferenceOr<T>>,
    ) -> Option<&'a T> {
        let mut node = start;
        let mut steps = None;
        loop {
            let reference = match node {
                ReferenceOr::Item(item) => return Some(item),
                ReferenceOr::Reference { reference } => reference,
            };
            let table = table(self.openapi.components.as_ref()?);
            let left = steps.unwrap_or(table.len());
            steps = Some(left.checked_sub(1)?);
            node = table.get(component_key(reference, section)?)?;
        }
    }
}
