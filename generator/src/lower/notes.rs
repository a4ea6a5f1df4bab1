//! Annotations of a schema, and hints for the name of an inline one.

use crate::api::{DocFacts, Docs};

/// Annotations of a schema: all that does not make its type.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// Description, Markdown.
    pub(super) docs: Docs,
    /// `title`.
    pub(super) title: Option<String>,
    /// Constraints and default.
    pub(super) facts: DocFacts,
    /// `deprecated: true`.
    pub(super) deprecated: bool,
    /// True if it is only in responses.
    pub(super) read_only: bool,
    /// True if it is only in requests.
    pub(super) write_only: bool,
}

/// Texts to name an inline schema after, from the item that contains it.
#[derive(Clone, Debug)]
pub(super) struct NameHint {
    alternatives: Vec<String>,
}

impl NameHint {
    /// Makes a hint from a text whose words become the name: `NameHint::new("update role body")` for `UpdateRoleBody`.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { alternatives: vec![text.into()] }
    }

    /// Returns a longer form, with more context, used only when the forms before are taken.
    #[must_use]
    pub(super) fn or(mut self, text: impl Into<String>) -> Self {
        self.alternatives.push(text.into());
        self
    }

    /// Returns the forms, shortest first.
    pub(super) fn alternatives(&self) -> &[String] {
        &self.alternatives
    }
}

/// Fills in what notes leave open.
pub(super) fn fill(ours: Notes, theirs: &Notes) -> Notes {
    Notes {
        docs: if ours.docs.is_empty() { theirs.docs.clone() } else { ours.docs },
        title: ours.title.or_else(|| theirs.title.clone()),
        facts: ours.facts.or(&theirs.facts),
        deprecated: ours.deprecated || theirs.deprecated,
        read_only: ours.read_only || theirs.read_only,
        write_only: ours.write_only || theirs.write_only,
    }
}
