//! References to objects that the typed model cannot refer to are replaced by a copy of their target.

use serde_json::Value;

use super::at::At;
use super::found::Lost;
use super::reader::Reader;
use super::walk::Section;
use crate::report::Code;

impl<'d> Reader<'d> {
    /// Builds the node that a reference names, at the place of the reference. `None`, and a warning, when there is none.
    pub(super) fn inline<T>(
        &mut self,
        section: Section,
        reference: &'d str,
        at: &At<'_>,
        build: impl FnOnce(&mut Self, &'d Value, &At<'_>) -> T,
    ) -> Option<T> {
        let found = match self.refs.chase(section, reference, at.file) {
            Ok(found) => found,
            Err(lost) => {
                self.lost(section, reference, &lost, at);
                return None;
            }
        };
        if self.copies.is_open(found.node) {
            self.lost(section, reference, &Lost::Cyclic, at);
            return None;
        }
        if !self.copies.open(found.node) {
            let message = format!("`{reference}` repeats too much: copies within copies end here");
            self.values.warn(Code::CyclicRef, &at.key("$ref"), message, "refer to schemas rather than to path items");
            return None;
        }
        let origin = self.pointer(found.file, &found.tokens);
        self.moved(at, &origin);
        let built = build(self, found.node, &at.written(&origin, found.file));
        self.copies.close();
        Some(built)
    }
}
