//! The operations that the user chooses.

use std::collections::HashMap;

use crate::report::Place;

/// The start of a pattern of resources.
pub(super) const RESOURCE: &str = "resource:";

/// The operations to keep: those that match `include`, or all if it is empty, without those that match `exclude`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Patterns of operations to keep.
    pub include: Vec<Pattern>,
    /// Patterns of operations to leave out.
    pub exclude: Vec<Pattern>,
}

/// A pattern: an operation id, `METHOD /path`, `/path`, `tag:NAME` or `resource:NAME`. In ids, names and parts of paths `*` matches any text, in paths `**`
/// matches any number of parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern.
    pub text: String,
    /// Its place in the user's file.
    pub place: Option<Place>,
}

/// The resource of each operation, by its path and method.
pub(crate) type Resources = HashMap<(String, String), String>;

impl Selection {
    /// Returns true if every operation is kept.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Returns true if a pattern names a resource, which is known only after lowering.
    pub(crate) fn asks_for_resources(&self) -> bool {
        self.include.iter().chain(&self.exclude).any(Pattern::is_of_resources)
    }
}

impl Pattern {
    /// Returns true for a pattern that names a resource.
    pub(crate) fn is_of_resources(&self) -> bool {
        self.text.starts_with(RESOURCE)
    }
}
