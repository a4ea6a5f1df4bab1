//! A piece of work, counted now and before.

use serde::{Deserialize, Serialize};

/// An amount now, and the one that was kept.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Count {
    pub(super) name: String,
    pub(super) now: u64,
    pub(super) kept: Option<u64>,
}

impl Count {
    /// Returns the change as a share of what was.
    pub(super) fn change(&self) -> Option<f64> {
        let kept = self.kept.filter(|kept| *kept > 0)? as f64;
        Some(self.now as f64 / kept - 1.0)
    }
}
