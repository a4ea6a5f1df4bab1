//! The only code of the project that writes an output folder.
//!
//! [`Plan::of`] compares what was generated with what the folder holds and changes nothing; [`apply()`] then carries a plan out, whole or not
//! at all. A folder may hold files of its user's: those that the folder's own manifest does not list are never touched. A run that is killed
//! leaves a mixture of old and new files, and a note of them (`intent.json`) by which the next run puts the folder in order.

mod apply;
mod change;
mod disk;
mod intent;
mod owned;
mod place;
mod plan;
mod stage;

pub use apply::apply;
pub use change::Change;
pub use disk::Local;
pub use owned::MANIFEST;
pub use plan::{Edited, Plan};

/// A generated file: its path below the output folder, with `/` between the parts, and its text.
#[derive(Clone, Copy, Debug)]
pub struct Generated<'a> {
    /// Path below the output folder.
    pub path: &'a str,
    /// The whole text.
    pub text: &'a str,
}

#[cfg(test)]
mod tests;
