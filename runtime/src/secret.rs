//! Credentials in memory.

use std::fmt;
use std::sync::Arc;

/// The text of a credential. Neither `Debug` nor anything else of this crate ever prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// Wraps a token, a key, or for basic authentication `user:password`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::from(text.into()))
    }

    /// The credential of a basic authentication scheme (RFC 7617).
    pub fn basic(user: &str, password: &str) -> Self {
        Self(Arc::from(format!("{user}:{password}")))
    }

    /// Reads an environment variable. White space around its value is removed, and an empty one counts as none.
    pub fn from_env(variable: &str) -> Option<Self> {
        let text = std::env::var(variable).ok()?;
        let text = text.trim();
        if text.is_empty() { None } else { Some(Self(Arc::from(text))) }
    }

    /// The text itself: for code that has to send it somewhere.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Arc::from(text))
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(Arc::from(text.as_str()))
    }
}
