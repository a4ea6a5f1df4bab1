//! Rules that few operations have, together, so that the others keep no room for each.

use crate::operation::accumulation::Accumulation;

/// Rules that few operations have: for accumulating a stream, waiting for a job, structured output and WebSockets.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub(crate) accumulation: Option<Accumulation>,
    pub(crate) polling: Option<Polling>,
    pub(crate) structured_output: Option<StructuredOutput>,
    /// Protocols of the WebSocket that the operation opens; `None` if it opens none.
    pub(crate) websocket: Option<&'static [&'static str]>,
}

/// Rule for waiting until a job that an operation has started is done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Polling {
    /// Dotted names of the member with the state.
    pub(crate) state: &'static str,
    /// The states that end the wait.
    pub(crate) until: &'static [&'static str],
    /// The header in which the server says how many milliseconds to wait.
    pub(crate) after: Option<&'static str>,
}

/// Rule for structured output: the response's text is JSON with a schema that the caller chooses.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "schemars"), expect(dead_code, reason = "the code that makes schemas is not there"))]
pub(crate) struct StructuredOutput {
    /// Dotted names of the body's member that has the form.
    pub(crate) to: &'static str,
    /// The form as JSON, with the texts `$name` and `$schema`.
    pub(crate) form: &'static str,
    /// Path of the text in the response.
    pub(crate) text: &'static str,
    /// Path of the refusal in the response.
    pub(crate) refusal: Option<&'static str>,
}

/// An input of the operation that is asked how far another one has come.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    pub(crate) name: &'static str,
    pub(crate) source: Source,
}

/// Source of an input's value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Source {
    /// A path parameter of the first call.
    Argument(&'static str),
    /// A member of its response, by dotted names.
    Member(&'static str),
    /// A header with one value.
    Header(&'static str),
}

impl Rules {
    /// Returns rules without effect.
    pub const fn new() -> Self {
        Self { accumulation: None, polling: None, structured_output: None, websocket: None }
    }

    /// Combines the elements of the operation's stream into a whole value.
    pub const fn accumulate(mut self, accumulation: Accumulation) -> Self {
        self.accumulation = Some(accumulation);
        self
    }

    /// Waits until the member `state`, given by dotted names, is one of these; `after` is the header in which the server says how many milliseconds to wait.
    pub const fn polling(
        mut self,
        state: &'static str,
        until: &'static [&'static str],
        after: Option<&'static str>,
    ) -> Self {
        self.polling = Some(Polling { state, until, after });
        self
    }

    /// Puts a schema into the body at `to`, in this form, and reads the text of the response, or its refusal, at these paths.
    pub const fn structured_output(
        mut self,
        to: &'static str,
        form: &'static str,
        text: &'static str,
        refusal: Option<&'static str>,
    ) -> Self {
        self.structured_output = Some(StructuredOutput { to, form, text, refusal });
        self
    }
}

impl Rules {
    /// Opens a WebSocket, and offers these protocols.
    pub const fn websocket(mut self, protocols: &'static [&'static str]) -> Self {
        self.websocket = Some(protocols);
        self
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self::new()
    }
}

impl Ask {
    /// Returns a path parameter that has the value of one of the first call.
    pub const fn argument(name: &'static str, argument: &'static str) -> Self {
        Self { name, source: Source::Argument(argument) }
    }

    /// Returns a path parameter that has the value of a member of the first response, by dotted names.
    pub const fn member(name: &'static str, member: &'static str) -> Self {
        Self { name, source: Source::Member(member) }
    }

    /// Returns a header that always has this value.
    pub const fn header(name: &'static str, value: &'static str) -> Self {
        Self { name, source: Source::Header(value) }
    }
}
