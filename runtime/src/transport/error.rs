//! Errors of transports.

use std::error::Error as StdError;
use std::fmt;

/// Error of a request that got no response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    unsent: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// Kind of a [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be made. The request did not leave.
    Connect,
    /// The connection broke, or the response is not HTTP. Unless the error says otherwise, the request may have been received.
    Broken,
    /// A time limit was exceeded.
    Timeout,
    /// The transport refuses the request; sending it again would not help.
    Refused,
}

impl TransportError {
    /// Makes an error of a kind. The message must not contain the URL's query, which may contain a credential.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), unsent: false, source: None }
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Marks the request as not carried out, if the kind alone does not imply it: no byte of it was sent, or the server declared that it has not processed
    /// it.
    #[must_use]
    pub fn unsent(mut self) -> Self {
        self.unsent = true;
        self
    }

    /// Returns true if the server may have received at least the start of the request, so that sending it again may carry it out twice. Returns false if no
    /// byte was sent, or the server declared that it has not processed it (RFC 9113 §8.7).
    pub fn may_have_arrived(&self) -> bool {
        !self.unsent && matches!(self.kind, TransportErrorKind::Broken | TransportErrorKind::Timeout)
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_arrived() {
        let error = |kind| TransportError::new(kind, "x");
        for (kind, may) in [
            (TransportErrorKind::Connect, false),
            (TransportErrorKind::Refused, false),
            (TransportErrorKind::Broken, true),
            (TransportErrorKind::Timeout, true),
        ] {
            assert_eq!(
                (error(kind).may_have_arrived(), error(kind).unsent().may_have_arrived()),
                (may, false),
                "{kind:?}"
            );
        }
    }
}
