//! Errors of credential providers.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// Error of a provider that could not return a credential. Its texts must not contain a credential.
#[derive(Clone, Debug)]
pub struct AuthError {
    message: String,
    temporary: bool,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl AuthError {
    /// Makes a permanent error: asking the provider again would not help.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), temporary: false, source: None }
    }

    /// Marks the error as temporary: the call is retried as if its connection had broken.
    #[must_use]
    pub fn temporary(mut self) -> Self {
        self.temporary = true;
        self
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }

    /// Returns true if asking the provider again may help.
    pub fn is_temporary(&self) -> bool {
        self.temporary
    }

    /// Converts an error of the user's function; an `AuthError` stays as it is.
    pub(crate) fn of(fault: Box<dyn StdError + Send + Sync>) -> Self {
        match fault.downcast::<Self>() {
            Ok(own) => *own,
            Err(other) => Self::new(other.to_string()).with_source(other),
        }
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for AuthError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| &**source as &(dyn StdError + 'static))
    }
}
