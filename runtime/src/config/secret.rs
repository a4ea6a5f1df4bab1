//! Credentials in memory.

use std::fmt;
use std::sync::Arc;

/// Text of a credential. `Debug`, and everything else in this crate, never prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// Wraps a token, a key, or for basic authentication `user:password`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::from(text.into()))
    }

    /// Makes the credential of a basic authentication scheme (RFC 7617).
    pub fn basic(user: &str, password: &str) -> Self {
        Self(Arc::from(format!("{user}:{password}")))
    }

    /// Reads an environment variable. White space around the value is removed; an empty value is `None`.
    pub fn from_env(variable: &str) -> Option<Self> {
        let text = std::env::var(variable).ok()?;
        let text = text.trim();
        if text.is_empty() { None } else { Some(Self(Arc::from(text))) }
    }

    /// Returns the text, for code that has to send it.
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

/// A text shorter than this is not taken out of others: it may be a word of its own anywhere.
const SHORTEST: usize = 8;
/// A text of this length does not stand in another one at random, whatever is around it.
const CERTAIN: usize = 20;

/// Replaces a secret in a text, where it stands as a whole. A short one is no secret, and would tear words apart.
pub(crate) fn masked(text: &str, secret: &str, shown: &str) -> Option<String> {
    if secret.len() < SHORTEST || !text.contains(secret) {
        return None;
    }
    let joins = |neighbour: Option<char>| neighbour.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in text.match_indices(secret) {
        let (before, after) = (&text[..at], &text[at + found.len()..]);
        let whole = !joins(before.chars().next_back()) && !joins(after.chars().next());
        out.push_str(&text[from..at]);
        out.push_str(if whole || secret.len() >= CERTAIN { shown } else { found });
        from = at + found.len();
    }
    out.push_str(&text[from..]);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked_as_a_whole() {
        let long = "sk-0123456789abcdefghij";
        let table = [
            ("already exists", "x", "already exists"),
            ("no such key: hunter2", "hunter2", "no such key: hunter2"),
            ("no such key: hunter22.", "hunter22", "no such key: ***."),
            ("hunter222 and hunter22", "hunter22", "hunter222 and ***"),
            ("(hunter22)/hunter22", "hunter22", "(***)/***"),
            ("keysk-0123456789abcdefghij!", long, "key***!"),
            ("", "hunter22", ""),
        ];
        for (text, secret, shown) in table {
            assert_eq!(masked(text, secret, "***").as_deref().unwrap_or(text), shown, "{text} without {secret}");
        }
    }
}
