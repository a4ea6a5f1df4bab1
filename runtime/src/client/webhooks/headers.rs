//! Headers of a received request, in the forms that servers have them.

use std::collections::HashMap;
use std::hash::BuildHasher;

use http::HeaderMap;

/// Headers of a received request: a [`HeaderMap`], a map, or a list of pairs.
pub trait WebhookHeaders {
    /// Returns the value of the header with this name, which is in lower case.
    fn value(&self, name: &str) -> Option<&str>;
}

impl WebhookHeaders for HeaderMap {
    fn value(&self, name: &str) -> Option<&str> {
        self.get(name)?.to_str().ok()
    }
}

impl<N: AsRef<str>, V: AsRef<str>, S: BuildHasher> WebhookHeaders for HashMap<N, V, S> {
    fn value(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| known.as_ref().eq_ignore_ascii_case(name)).map(|(_, value)| value.as_ref())
    }
}

impl<N: AsRef<str>, V: AsRef<str>> WebhookHeaders for [(N, V)] {
    fn value(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| known.as_ref().eq_ignore_ascii_case(name)).map(|(_, value)| value.as_ref())
    }
}

impl<N: AsRef<str>, V: AsRef<str>, const LENGTH: usize> WebhookHeaders for [(N, V); LENGTH] {
    fn value(&self, name: &str) -> Option<&str> {
        self.as_slice().value(name)
    }
}

impl<N: AsRef<str>, V: AsRef<str>> WebhookHeaders for Vec<(N, V)> {
    fn value(&self, name: &str) -> Option<&str> {
        self.as_slice().value(name)
    }
}
