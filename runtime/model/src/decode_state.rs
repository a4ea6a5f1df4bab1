//! State of a decoding at the current value: the union being decided, tags, misfits, claimed members.

use crate::json::tree::Kind;
use crate::mode::DecodeMode;
use crate::node::{Node, Session};

/// Unions that may refer to each other at one value.
const UNIONS_AT_ONE_VALUE: u8 = 32;

impl<'t> Node<'t> {
    /// Counts some more steps that only odd documents need; false when there were too many.
    pub(crate) fn spend(self, steps: u32) -> bool {
        let left = self.session.tries.get();
        self.session.tries.set(left.saturating_sub(steps));
        left > 0
    }

    /// Returns true if only arrays are around this value. False as well when too many values were passed on the way to it.
    #[cold]
    pub(crate) fn is_in_lists_only(self) -> bool {
        // Everything around the last value found is an array, so the search starts there instead of at the root.
        let last = self.session.in_lists.get();
        let mut found = if last > self.index { 0 } else { last };
        while found != self.index {
            let entry = self.entry_at(found);
            let next = entry.next(found);
            found = match entry.kind {
                _ if !self.spend(1) => return false,
                _ if next <= self.index => next,
                Kind::Array => found + 1,
                _ => return false,
            };
        }
        self.session.in_lists.set(found);
        true
    }

    /// Lets decoding fail if the value at these keys has another type than its field, instead of keeping the value.
    #[doc(hidden)]
    pub fn guard(self, keys: &[&str]) {
        if let Some(node) = keys.iter().try_fold(self, |node, key| node.get(key)).filter(|node| node.index > self.index)
        {
            self.session.guarded.set(node.index);
        }
    }

    /// Returns true if the value guarded is this one or in it.
    pub(crate) fn is_guarded(self) -> bool {
        (self.index..self.entry().next(self.index)).contains(&self.session.guarded.get())
    }

    /// Counts a field that was given its empty value, or a member that no field names.
    pub(crate) fn count_misfit(self) {
        self.session.misfits.set(self.session.misfits.get().saturating_add(1));
    }

    /// Returns the number of misfits so far: fields that were given their empty value, and members that no field names.
    pub(crate) fn misfits(self) -> u32 {
        self.session.misfits.get()
    }

    /// Marks a union as being decided at this value. `None` when too many refer to each other there.
    pub(crate) fn enter_union(self) -> Option<UnionGuard<'t>> {
        let before = self.session.deciding.get();
        let depth = if before.0 == self.index { before.1 + 1 } else { 1 };
        if depth > UNIONS_AT_ONE_VALUE {
            return None;
        }
        self.session.deciding.set((self.index, depth));
        let (tagged, untagged) = (self.session.tagged.get(), self.session.untagged.get());
        Some(UnionGuard { session: self.session, before, tagged, untagged, mode: self.mode() })
    }

    /// Says that the tag of this object is known from the union's case, so that it is not kept twice.
    pub(crate) fn hide_tag(self, tag: &'static str) {
        self.session.tagged.set((self.index, tag));
    }

    /// Says whether this object lacks the tag that its union writes.
    pub(crate) fn set_untagged(self, untagged: bool) {
        self.session.untagged.set(if untagged { self.index } else { u32::MAX });
    }

    /// Returns true if this object lacks the tag that its union writes.
    #[inline]
    pub(crate) fn is_untagged(self) -> bool {
        self.session.untagged.get() == self.index
    }

    /// Returns the tag hidden here, if any.
    #[inline]
    pub(crate) fn hidden_tag(self) -> Option<&'static str> {
        let (index, tag) = self.session.tagged.get();
        (index == self.index).then_some(tag)
    }

    /// Returns true if a member of this object is one of a record around the one being decoded.
    #[inline]
    pub(crate) fn is_claimed(self, member: Self) -> bool {
        self.session.claimed_of.get() == self.index && self.session.claimed.borrow().contains(&member.index)
    }
}

/// Ends the deciding of a union when dropped.
pub(crate) struct UnionGuard<'t> {
    session: &'t Session<'t>,
    before: (u32, u8),
    tagged: (u32, &'static str),
    untagged: u32,
    mode: DecodeMode,
}

impl Drop for UnionGuard<'_> {
    fn drop(&mut self) {
        self.session.deciding.set(self.before);
        self.session.tagged.set(self.tagged);
        self.session.untagged.set(self.untagged);
        self.session.mode.set(self.mode);
    }
}
