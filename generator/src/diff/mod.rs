//! Two [`Surface`]s to the changes between them: what happened to each public item, and what that does to source code and on the wire.
//!
//! The levels are those of Cargo's rules (The Cargo Book, "SemVer Compatibility"). `docs/book/src/changes.md` has the table.

mod arguments;
mod call;
mod change;
mod compare;
mod effect;
mod pairs;
mod reason;
mod what;

pub use change::Change;
pub use effect::{Level, WireEffect};
pub use what::{Rule, What};

use crate::surface::Surface;
use pairs::Pairs;

/// Returns the changes from one surface to another.
pub fn diff(old: &Surface, new: &Surface) -> Vec<Change> {
    compare::compare(&Pairs::of(old, new))
}

/// Returns the level of all changes together; `None` without any.
pub fn level(changes: &[Change]) -> Option<Level> {
    changes.iter().map(|change| change.source).max()
}
