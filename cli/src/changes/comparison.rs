//! The result of comparing two documents.

use specsmith_generator::diff::{Change, Level};
use specsmith_generator::report::Place;

/// The result of comparing two documents.
#[derive(Debug)]
pub struct Comparison {
    /// The crate's name.
    pub name: String,
    /// The versions that the two documents have.
    pub versions: (String, String),
    /// The changes.
    pub changes: Vec<Located>,
}

/// A change with its places in the files that users wrote.
#[derive(Debug)]
pub struct Located {
    /// The change.
    pub change: Change,
    /// The place in the old document.
    pub before: Option<Place>,
    /// The place in the new document.
    pub after: Option<Place>,
}

impl Comparison {
    /// The level of all changes together; `None` without any.
    pub fn level(&self) -> Option<Level> {
        self.changes.iter().map(|located| located.change.source).max()
    }

    /// The changes of one level, in their order.
    pub(super) fn of(&self, level: Level) -> impl Iterator<Item = &Located> {
        self.changes.iter().filter(move |located| located.change.source == level)
    }
}
