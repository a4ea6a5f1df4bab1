//! Rules of operations that the document states in extensions: accumulation of streams, waiting for jobs, structured output, WebSockets.

use super::TypeRef;

/// The rules of an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// Rule that combines the elements of its stream into a whole value.
    pub accumulation: Option<Accumulation>,
    /// Rule for waiting until the job that it starts is done.
    pub polling: Option<Polling>,
    /// Rule for reading its response's text in a form that the caller chooses.
    pub structured_output: Option<StructuredOutput>,
    /// Inputs that are sent with these values unless the call sets others.
    pub defaults: Vec<DefaultInput>,
    /// The events of the WebSocket that it opens.
    pub websocket: Option<WebSocket>,
}

/// An input that is sent unless the call sets another value.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultInput {
    /// True for a member of the body, false for a query parameter.
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

/// Rule that combines the elements of a stream into a whole value.
#[derive(Clone, Debug, PartialEq)]
pub struct Accumulation {
    /// The way.
    pub way: Folding,
    /// Location of the text for people.
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
        /// Change that each kind makes to the whole value.
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
        /// Members of elements that the whole value does not have.
        drop: Vec<String>,
    },
}

/// Change that an element of a kind makes to the whole value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The kind.
    pub kind: String,
    /// True if the step appends to the existing value.
    pub appends: bool,
    /// The place in the whole value.
    pub to: String,
    /// The member of the element.
    pub from: String,
}

/// Rule for waiting until a job that an operation has started is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Polling {
    /// Dotted names of the member that has the state.
    pub state: String,
    /// The states that end it.
    pub until: Vec<String>,
    /// The header with the time to wait, in milliseconds.
    pub after: Option<String>,
    /// The operation that returns the state, if it is another one.
    pub ask: Option<Ask>,
    /// Type of the finished job.
    pub value: TypeRef,
}

/// The operation that returns the state of the job that another one starts.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Its place among the operations.
    pub operation: super::OperationId,
    /// Each of its path parameters, and where its value comes from.
    pub inputs: Vec<(String, Source)>,
}

/// Source of a path parameter's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The first call's own path parameter.
    Argument(String),
    /// A member of its response, by dotted names.
    Member(String),
}

/// Rule for reading a response's text in a form that the caller chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct StructuredOutput {
    /// Dotted names of the body's member that has the form.
    pub to: String,
    /// The form as JSON, with the texts `$name` and `$schema` for the schema's name and the schema.
    pub form: String,
    /// Path of the text in the response.
    pub text: String,
    /// Path of the refusal in the response.
    pub refusal: Option<String>,
    /// Type of the response.
    pub response: TypeRef,
}
