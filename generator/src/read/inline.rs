//! References to objects that the typed model cannot refer to: the place gets a copy of what they name.

use serde_json::Value;

use super::at::At;
use super::found::{Lost, address};
use super::reader::Reader;
use super::walk::Section;
use crate::report::Code;

/// Copies within copies.
const MAX_DEPTH: usize = 6;
/// Nodes that may be copied in all: a document of callbacks that refer to each other must not grow without end.
const MAX_COPIED: usize = 300_000;

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
        if self.inlining.contains(&address(found.node)) {
            self.lost(section, reference, &Lost::Cyclic, at);
            return None;
        }
        if self.inlining.len() >= MAX_DEPTH || !self.copy(found.node) {
            let message = format!("`{reference}` repeats too much: copies within copies end here");
            self.warn(Code::CyclicRef, &at.key("$ref"), message, "refer to schemas rather than to path items");
            return None;
        }
        self.inlining.push(address(found.node));
        let origin = self.pointer(found.file, &found.tokens);
        self.moved(at, &origin);
        let built = build(self, found.node, &at.written(&origin, found.file));
        self.inlining.pop();
        Some(built)
    }

    /// Takes a node from what may be copied; false when it is more than is left.
    fn copy(&mut self, node: &'d Value) -> bool {
        let weight = *self.weights.entry(address(node)).or_insert_with(|| weight(node));
        self.spend_copies(weight)
    }

    /// Takes so many nodes from what may be copied; false when they are more than are left.
    pub(super) fn spend_copies(&mut self, nodes: usize) -> bool {
        let all = self.copies.saturating_add(nodes);
        let fits = all <= MAX_COPIED;
        if fits {
            self.copies = all;
        }
        fits
    }
}

fn weight(node: &Value) -> usize {
    match node {
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(weight).sum::<usize>(),
        _ => 1,
    }
}
