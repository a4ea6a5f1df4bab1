//! One file of a plan.

/// One file that would change.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// Path below the output folder.
    pub path: String,
    /// What the file holds now; `None` when it is missing.
    pub old: Option<Vec<u8>>,
    /// What it should hold; `None` when it should go.
    pub new: Option<String>,
}
