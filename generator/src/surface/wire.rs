//! Meaning of items on the wire.

use super::ty::Type;

/// Meaning of an item on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wire {
    /// No meaning of its own.
    None,
    /// Values of it travel.
    Value(Travel),
    /// A property of an object.
    Property {
        /// Its name.
        key: String,
        /// True if it must be present.
        required: bool,
        /// True if it may be null.
        nullable: bool,
        /// The way that it travels.
        travel: Travel,
    },
    /// A constant, or the tags of a variant.
    Text {
        /// The values on the wire.
        values: Vec<String>,
        /// The way that it travels.
        travel: Travel,
    },
    /// A whole call.
    Call(Box<Call>),
    /// The facts that all calls share.
    Api(Box<ApiWire>),
}

/// The way that values travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Travel {
    /// True if it is in requests.
    pub sent: bool,
    /// True if it is in responses, or in requests of the API.
    pub received: bool,
}

/// The wire meaning of an operation, apart from its inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// HTTP method.
    pub method: String,
    /// Path, with parameters in braces.
    pub path: String,
    /// Pairs that are always sent in the query, and constants, each as `part key=value`.
    pub fixed: Vec<String>,
    /// Media types of the body, each with its form; the first one is sent.
    pub bodies: Vec<String>,
    /// Successful responses: statuses and media types, with the type of each.
    pub responses: Vec<(String, Option<Type>)>,
    /// Error responses with their types.
    pub failures: Vec<(String, Option<Type>)>,
    /// Credentials: alternatives, each a set of schemes as they are sent.
    pub credentials: Vec<String>,
    /// The server, where the operation has its own.
    pub server: Option<String>,
    /// The rule by which its pages follow each other.
    pub paging: Option<String>,
    /// The requests that may be sent again, and the header that makes it safe.
    pub retry: Option<String>,
    /// Rules that the document states in extensions.
    pub rules: RuleTexts,
}

/// The rules of an operation, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleTexts {
    /// The rule for waiting for the job that the call starts.
    pub polling: Option<String>,
    /// The way in which a response's text takes a form that the caller chooses.
    pub structured_output: Option<String>,
    /// The way in which the elements of a stream make up a value.
    pub accumulation: Option<String>,
    /// The protocols that the WebSocket which it opens is offered with.
    pub websocket: Option<String>,
}

/// The wire meaning of the client as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiWire {
    /// The server that calls go to.
    pub server: Option<String>,
    /// Headers and query parameters that all requests have, each as `header name=value`.
    pub headers: Vec<String>,
    /// The decode mode of responses, if the document sets one.
    pub reading: Option<&'static str>,
}
