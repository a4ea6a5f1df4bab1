//! The only module that writes to an output folder.
//!
//! [`Plan::of`] compares the generated files with the folder and changes nothing; [`apply()`] then executes the plan, completely or not at all.
//! A folder may also contain the user's files: files that the folder's manifest does not list are never touched. A run that is killed
//! leaves a mixture of old and new files, and a record of them (`intent.json`), from which the next run restores order.

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

/// A generated file.
#[derive(Clone, Copy, Debug)]
pub struct Generated<'a> {
    /// Path relative to the output folder, with `/` as the separator.
    pub path: &'a str,
    /// Content of the file.
    pub text: &'a str,
}

#[cfg(test)]
mod tests;
