//! Resources as settings write them.

use crate::naming::words;

/// A further place of an operation.
#[derive(Clone, Debug)]
pub(super) struct Also<'a> {
    /// The resource, where it is not that of the operation's own method.
    pub(super) resource: Option<&'a str>,
    /// The method, where it is not called as the own one is.
    pub(super) named: Option<&'a str>,
}

/// The segments of a resource that is written with dots.
pub(super) fn segments(text: &str) -> Vec<String> {
    text.split('.').map(str::trim).filter(|part| !words(part).is_empty()).map(str::to_owned).collect()
}
