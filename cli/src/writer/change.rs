//! One file of a plan.

/// One file that would change.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// Path below the output folder.
    pub path: String,
    /// The present content; `None` when the file is missing.
    pub old: Option<Vec<u8>>,
    /// The expected content; `None` when the file should be removed.
    pub new: Option<String>,
}
