//! Rules of operations that the document gives as extensions: how a stream becomes a value, how a job is waited for, how a text has a form.

use super::TypeRef;

/// The rules of an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// How the elements of its stream make up a whole value.
    pub accumulation: Option<Accumulation>,
    /// How one waits for what it has begun.
    pub polling: Option<Polling>,
    /// How its response's text takes a form that the caller chooses.
    pub structured_output: Option<StructuredOutput>,
    /// Inputs that are sent with these values unless the call sets others.
    pub defaults: Vec<DefaultInput>,
    /// The events of the WebSocket that it opens.
    pub websocket: Option<WebSocket>,
}

/// An input that is sent unless the call sets another value.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultInput {
    /// It is a member of the body, not a query parameter.
    pub in_body: bool,
    /// Name on the wire.
    pub wire: String,
    /// The value.
    pub value: super::Literal,
}

/// A WebSocket: events both ways.
#[derive(Clone, Debug, PartialEq)]
pub struct WebSocket {
    /// Type of the events that are sent.
    pub sent: TypeRef,
    /// Type of the events that are received.
    pub received: TypeRef,
    /// The protocols that are offered.
    pub protocols: Vec<String>,
}

/// How the elements of a stream make up a whole value.
#[derive(Clone, Debug, PartialEq)]
pub struct Accumulation {
    /// The way.
    pub way: Folding,
    /// Where the text for people is.
    pub text: Option<String>,
    /// The kinds of elements with which the stream is complete.
    pub last: Vec<String>,
    /// Type of the whole value.
    pub whole: TypeRef,
}

/// The way from elements to a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Folding {
    /// By the kind of each element, which a member names.
    Steps {
        /// The member.
        tag: String,
        /// What each kind does.
        steps: Vec<Step>,
    },
    /// By merging each element into the value.
    Merge {
        /// The member whose texts are joined, and its name in the whole value.
        delta: (String, String),
        /// The member that tells the elements of a list apart.
        index: String,
        /// Members whose texts are not joined.
        keep: Vec<String>,
        /// Texts of the whole value.
        set: Vec<(String, String)>,
    },
}

/// What an element of a kind does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The kind.
    pub kind: String,
    /// It adds to what is there.
    pub appends: bool,
    /// The place in the whole value.
    pub to: String,
    /// The member of the element.
    pub from: String,
}

/// How one waits for what an operation has begun.
#[derive(Clone, Debug, PartialEq)]
pub struct Polling {
    /// Dotted names of the member that has the state.
    pub state: String,
    /// The states that end it.
    pub until: Vec<String>,
    /// The header with which the server says how long to wait, in milliseconds.
    pub after: Option<String>,
    /// The operation that is asked, where it is not the same.
    pub ask: Option<Ask>,
    /// Type of what is waited for.
    pub value: TypeRef,
}

/// The operation that says how far another one has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Its place among the operations.
    pub operation: super::OperationId,
    /// Each of its path parameters, and where its value comes from.
    pub inputs: Vec<(String, Source)>,
}

/// Where a path parameter's value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The first call's own path parameter.
    Argument(String),
    /// A member of its response, by dotted names.
    Member(String),
}

/// How a response's text takes a form that the caller chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct StructuredOutput {
    /// Dotted names of the body's member that has the form.
    pub to: String,
    /// The form as JSON, with the texts `$name` and `$schema` for the schema's name and the schema.
    pub form: String,
    /// Where the text is in the response.
    pub text: String,
    /// Where a refusal is.
    pub refusal: Option<String>,
    /// Type of the response.
    pub response: TypeRef,
}
