//! References to objects that the typed model cannot refer to are replaced by a copy of their target.

use serde_json::Value;

use super::at::At;
use super::reader::Reader;
use super::walk::Section;

impl<'d> Reader<'d> {
    /// Builds the node that a reference names, at the place of the reference. `None`, and a warning, when there is none.
    pub(super) fn inline<T>(
        &mut self,
        section: Section,
        reference: &'d str,
        at: &At<'_>,
        build: impl FnOnce(&mut Self, &'d Value, &At<'_>) -> T,
    ) -> Option<T> {
        let found = self.references.begin_copy(&mut self.values, section, reference, at)?;
        let origin = self.references.moved_node(at, &found);
        let built = build(self, found.node, &at.written(&origin, found.file));
        self.references.end_copy();
        Some(built)
    }
}
