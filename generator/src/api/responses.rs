//! Responses: the statuses, bodies, headers and links of an operation.

use super::{Docs, OperationId, TypeRef};
use crate::naming::{MethodName, TypeName, VariantName};

/// The flag that many APIs take to answer with a stream.
pub(crate) const STREAM_FLAG: &str = "stream";

/// Place of a flag that requests a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagPlace {
    /// A parameter of the query.
    Query,
    /// A member of the body.
    Body,
}

/// The statuses that a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusSpec {
    /// One status.
    Code(u16),
    /// `4XX`: the first digit.
    Range(u8),
    /// `default`.
    Default,
}

/// The successful responses of an operation.
#[derive(Clone, Debug)]
pub struct Response {
    /// Declared successes. Empty: the document declares none, the response is given as it came.
    pub cases: Vec<ResponseCase>,
    /// Bodies that are not requested by default.
    pub others: Vec<OtherResponse>,
    /// The enum printed when the cases have several types, unique in the resource's module: `UpdateResponse`.
    pub name: TypeName,
    /// The description of the response.
    pub docs: Docs,
    /// Headers that the responses declare, failures included.
    pub headers: Vec<HeaderId>,
    /// Operations that go on from the response.
    pub links: Vec<Link>,
}

/// An operation that continues from a response (OpenAPI 3.1.1 §4.8.20). It is only documented.
#[derive(Clone, Debug)]
pub struct Link {
    /// The operation.
    pub target: OperationId,
    /// Its inputs by name, each a runtime expression or a constant as JSON.
    pub inputs: Vec<(String, String)>,
    /// Description, Markdown.
    pub docs: Docs,
}

/// Index of a [`ResponseHeader`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HeaderId(pub usize);

/// A header that responses declare.
#[derive(Clone, Debug)]
pub struct ResponseHeader {
    /// Name on the wire.
    pub wire: String,
    /// Its getter.
    pub name: MethodName,
    /// Type of the value: a plain one, or a list of them.
    pub ty: TypeRef,
    /// Description, Markdown.
    pub docs: Docs,
}

/// A declared body of a success that is not requested by default.
#[derive(Clone, Debug)]
pub struct OtherResponse {
    /// Media type, with its parameters.
    pub media_type: String,
    /// Its type, where it has one.
    pub ty: Option<TypeRef>,
    /// True if it is JSON of another type than the requested one.
    pub is_json: bool,
}

/// One success.
#[derive(Clone, Debug)]
pub struct ResponseCase {
    /// Statuses.
    pub status: StatusSpec,
    /// Media type, when there is a body.
    pub media_type: Option<String>,
    /// The `Accept` header, where it is not the media type.
    pub accept: Option<String>,
    /// Its body.
    pub form: ResponseForm,
    /// Variant when the response is an enum.
    pub variant: VariantName,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq)]
pub enum ResponseForm {
    /// No body.
    Empty,
    /// JSON of this type.
    Json(TypeRef),
    /// Text (also XML).
    Text,
    /// A plain value of this type, as text, or as JSON if the response's content type is JSON.
    Plain(TypeRef),
    /// Bytes.
    Binary,
    /// One element after the other.
    Stream(StreamForm),
}

/// The form of a stream's elements.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamForm {
    /// Server-sent events, the data of each JSON of this type.
    Events(TypeRef),
    /// Server-sent events, each an object of this type with `event` and `data`.
    NamedEvents(TypeRef),
    /// Server-sent events whose data is text.
    TextEvents,
    /// JSON values of this type: lines, or a sequence (RFC 7464).
    JsonLines(TypeRef),
}

impl StreamForm {
    /// Returns the type of an element, if the document declares one.
    pub fn item(&self) -> Option<&TypeRef> {
        match self {
            Self::Events(ty) | Self::NamedEvents(ty) | Self::JsonLines(ty) => Some(ty),
            Self::TextEvents => None,
        }
    }

    /// Returns the type of an element, to be changed.
    pub fn item_mut(&mut self) -> Option<&mut TypeRef> {
        match self {
            Self::Events(ty) | Self::NamedEvents(ty) | Self::JsonLines(ty) => Some(ty),
            Self::TextEvents => None,
        }
    }
}

/// A declared failure.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Statuses.
    pub status: StatusSpec,
    /// Type of its JSON body, if it has one.
    pub ty: Option<TypeRef>,
    /// Description, Markdown.
    pub docs: Docs,
}

/// The bodies of an operation's failures, by status.
#[derive(Clone, Debug)]
pub struct OperationErrors {
    /// The operation's name for the enum, unique in the resource's module: `UpdateError`.
    pub name: TypeName,
    /// The enum, which other operations may have as well.
    pub ty: TypeRef,
}
