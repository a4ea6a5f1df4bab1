//! What items mean on the wire.

use super::ty::Type;

/// What an item means on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wire {
    /// Nothing of its own.
    None,
    /// Values of it travel.
    Value(Travel),
    /// A property of an object.
    Property {
        /// Its name.
        key: String,
        /// It must be there.
        required: bool,
        /// It may be null.
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
}

/// The way that values travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Travel {
    /// In requests.
    pub sent: bool,
    /// In responses, or in requests of the API.
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
    /// How its pages follow each other.
    pub paging: Option<String>,
    /// What may be sent again, and the header that makes it safe.
    pub retry: Option<String>,
}
