//! The result of comparing two documents.

use specsmith_generator::diff::{Change, Level};
use specsmith_generator::report::Place;

/// The result of comparing two documents.
#[derive(Debug)]
pub struct Comparison {
    /// The crate's name.
    pub name: String,
    /// Versions of the old and the new document.
    pub versions: (String, String),
    /// The changes.
    pub changes: Vec<Located>,
}

/// A change with its places in the user's files.
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
    /// Returns the highest level of all changes; `None` if there are none.
    pub fn level(&self) -> Option<Level> {
        self.changes.iter().map(|located| located.change.source).max()
    }

    /// Returns the changes of one level, in order.
    pub(super) fn of(&self, level: Level) -> impl Iterator<Item = &Located> {
        self.changes.iter().filter(move |located| located.change.source == level)
    }
}
