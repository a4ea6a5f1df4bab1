//! Locations of the rewritten document's nodes in the one that the user wrote.

use std::collections::HashMap;

use crate::pointer::Pointer;

/// A map of prefixes: everything below a moved node moved with it. Identity where nothing moved.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    moved: HashMap<Pointer, Pointer>,
}

impl Origins {
    /// Notes that the node now at `to` was written at `from`.
    pub(super) fn moved(&mut self, to: Pointer, from: Pointer) {
        self.moved.insert(to, from);
    }

    /// Returns the place the user wrote the node that is now at `at`.
    pub(super) fn origin(&self, at: &Pointer) -> Pointer {
        if self.moved.is_empty() {
            return at.clone();
        }
        let text = at.as_str();
        let mut end = text.len();
        loop {
            if let Some(from) = self.moved.get(&Pointer::parse(&text[..end])) {
                return Pointer::parse(&format!("{}{}", from.as_str(), &text[end..]));
            }
            match text[..end].rfind('/') {
                Some(slash) => end = slash,
                None => return at.clone(),
            }
        }
    }
}
