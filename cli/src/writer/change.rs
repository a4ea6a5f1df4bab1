//! A change of one file.

/// A change of one file.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// Path relative to the output folder.
    pub path: String,
    /// Present content; `None` if the file does not exist.
    pub old: Option<Vec<u8>>,
    /// New content; `None` to remove the file.
    pub new: Option<String>,
}
