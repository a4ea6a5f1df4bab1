//! Instruction count of one workload, before and now.

use serde::{Deserialize, Serialize};

/// A count now, and the stored one.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Count {
    pub(super) name: String,
    pub(super) now: u64,
    pub(super) kept: Option<u64>,
}

impl Count {
    /// Returns the relative change.
    pub(super) fn change(&self) -> Option<f64> {
        let kept = self.kept.filter(|kept| *kept > 0)? as f64;
        Some(self.now as f64 / kept - 1.0)
    }
}
