//! Pages that have been read.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

/// Pages on the way to a call: the key of each, and its number. Shared by all calls of one walk.
#[derive(Clone, Default)]
pub(crate) struct Trail {
    /// Number of pages before this one.
    pub(crate) place: u64,
    /// Made when the first page leads on.
    seen: Option<Arc<Mutex<Seen>>>,
}

#[derive(Default)]
struct Seen {
    state: RandomState,
    places: HashMap<u64, u64>,
}

impl Trail {
    /// Returns the trail of the page after this one, addressed by `key`; `None` when that is a page at another place of the way.
    pub(crate) fn onward(&self, key: &str) -> Option<Self> {
        let place = self.place + 1;
        let shared = self.seen.clone().unwrap_or_default();
        let mut seen = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let hash = seen.state.hash_one(key);
        let known = *seen.places.entry(hash).or_insert(place);
        drop(seen);
        (known == place).then_some(Self { place, seen: Some(shared) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_may_be_asked_for_again_but_not_lead_back() {
        let first = Trail::default();
        let second = first.onward("a").unwrap();
        assert!(second.onward("b").is_some() && second.onward("b").is_some(), "a page read once more");
        assert!(second.onward("a").is_none(), "a page that leads to itself");
        let third = second.onward("b").unwrap();
        assert!(third.onward("a").is_none(), "a longer circle");
        assert!(third.onward("c").is_some());
    }
}
