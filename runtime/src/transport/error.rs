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
    /// The connection broke, or what came over it is not HTTP. Unless it says so, the request may have been received.
    Broken,
    /// Time ran out.
    Timeout,
    /// The transport refuses the request; sending it again would not help.
    Refused,
}

impl TransportError {
    /// An error of a kind. The message must not hold the URL's query, which may hold a credential.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), unsent: false, source: None }
    }

    /// Adds what caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Says that the request did nothing, where the kind alone does not say so: no byte of it left this machine, or the other side said
    /// that it has not looked at it.
    #[must_use]
    pub fn unsent(mut self) -> Self {
        self.unsent = true;
        self
    }

    /// Returns true if the other side may have received the request, or the start of it, so that sending it again may do twice what it asks
    /// for. False when no byte of it left this machine, or the other side said that it has not looked at it (RFC 9113 §8.7).
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
