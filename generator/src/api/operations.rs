//! Operations: credentials, retries and pages.

use serde_json::Value;

use super::{Body, Docs, Failure, NameReason, OperationErrors, Param, ResourceId, Response, Rules, Server};
use crate::naming::{FieldName, MethodName, TypeName};
use crate::pointer::Pointer;

/// Index of an [`Operation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperationId(pub usize);

/// One operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId` as written, or `GET /path` without one.
    pub id: String,
    /// HTTP method, upper case.
    pub method: String,
    /// Path template on the wire, `/projects/{project_id}/roles`. It has neither the path key's query, which is in `fixed_query`, nor its fragment;
    /// `path_key` is the key as written.
    pub path: String,
    /// Key of `paths` as written, for the manifest.
    pub path_key: String,
    /// Query pairs written in the path key itself (`/x?y=z`), decoded.
    pub fixed_query: Vec<(String, String)>,
    /// Headers that its requests have besides those of all.
    pub fixed_headers: Vec<(String, String)>,
    /// The operation of the document whose further body this method sends; `None` for an operation of the document.
    pub alternative_of: Option<OperationId>,
    /// Location in the document that the user wrote.
    pub origin: Pointer,
    /// The resource it is a method of.
    pub resource: ResourceId,
    /// Its method: `update`.
    pub name: MethodName,
    /// The reasons of its resource and its method.
    pub name_reason: NameReason,
    /// The request type, unique in the resource's module: `Update`.
    pub request: TypeName,
    /// Short title for docs, from `summary` (or `x-specsmith-title`), else empty.
    pub title: String,
    /// Description, Markdown.
    pub docs: Docs,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Typed, or offered as an untyped call.
    pub status: Status,
    /// Parameters: path ones first, in path order, then the others in document order.
    pub params: Vec<Param>,
    /// Request body.
    pub body: Option<Body>,
    /// Responses of a successful call.
    pub response: Response,
    /// Declared failures, by status.
    pub failures: Vec<Failure>,
    /// The enum of their bodies, if any has a type.
    pub errors: Option<OperationErrors>,
    /// Alternatives, each a set of scheme ids that must all be sent. An empty set means "none needed"; an empty list, no credential at all.
    pub security: Vec<Vec<String>>,
    /// Base URL of its own, if the document declares one for the operation or its path.
    pub server: Option<Server>,
    /// The rule by which its pages follow each other.
    pub paging: Option<Paging>,
    /// Name of the idempotency header to send, if any.
    pub idempotency_header: Option<String>,
    /// The requests of it that may be sent again, if the document sets this for the operation.
    pub retry: Option<RetryPolicy>,
    /// Rules that the document states in extensions.
    pub rules: Rules,
    /// Place of its input `STREAM_FLAG`, if that would request a stream that no response declares. The input is not offered.
    pub unstreamed: Option<super::FlagPlace>,
    /// Example of a request body, for the docs.
    pub request_example: Option<Value>,
    /// Example of a response, for the docs.
    pub response_example: Option<Value>,
}

/// The requests that may be sent again after an attempt that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryPolicy {
    /// All requests.
    Always,
    /// Requests that have the same effect when carried out twice, or were certainly not carried out.
    Idempotent,
    /// No requests.
    Never,
}

/// Typing of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every part has a type.
    Typed,
    /// Some part could not be typed; the operation is a documented call with untyped parts. Diagnostics give the reason.
    Raw,
}

/// Rule that finds the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// True if the cursor or number is a member of the request's body, not a query parameter.
    pub in_body: bool,
    /// Location of the items in the response: wire keys and field names, outermost first.
    pub items: Vec<(String, FieldName)>,
    /// Source of the next page's address.
    pub next: Next,
    /// Keys to a boolean for further pages, outermost first; none, if the response has no such member.
    pub has_more: Vec<String>,
    /// Reason for the inference, in one sentence, for the docs and the report.
    pub reason: String,
}

/// Source of the next page's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A string of the response is sent as this input.
    Cursor {
        /// Keys to the cursor in the response, outermost first.
        from: Vec<String>,
        /// Query parameter, or member of the body, it is sent as.
        param: String,
    },
    /// The last item's field is sent as this input.
    LastItem {
        /// Key of the item, usually `id`.
        key: String,
        /// Query parameter, or member of the body, it is sent as.
        param: String,
    },
    /// A page number is counted up.
    Page {
        /// Query parameter, or member of the body.
        param: String,
        /// The first page's number.
        first: i64,
    },
    /// An offset grows by the number of items received.
    Offset {
        /// Query parameter, or member of the body.
        param: String,
    },
    /// A URL of the response is followed.
    Url {
        /// Keys to the URL in the response.
        from: Vec<String>,
    },
    /// The `Link` header's `rel="next"` is followed (RFC 8288).
    LinkHeader,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Name in the document.
    pub id: String,
    /// Setter on the client builder.
    pub name: MethodName,
    /// Environment variables read by `from_env`.
    pub env: String,
    /// Form in which the credential is sent.
    pub kind: SchemeKind,
    /// Description, Markdown.
    pub docs: Docs,
}

/// Form in which a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …` (also OAuth 2 and OpenID Connect).
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A header.
    Header(String),
    /// A header with a text before the credential.
    PrefixedHeader {
        /// The header.
        name: String,
        /// The text, with the space after it.
        prefix: String,
    },
    /// A query parameter.
    Query(String),
    /// A cookie.
    Cookie(String),
    /// The transport's business (mutual TLS).
    Transport,
}
