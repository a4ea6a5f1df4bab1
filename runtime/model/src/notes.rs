//! Notes on drift in a document, in the order in which they were made.

use std::cell::RefCell;

/// Kind of a difference between a response and its types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A value that an enum, or a constant, does not list.
    Value,
    /// A value that no variant of a union takes.
    Variant,
    /// A field that an object's type does not name.
    Field,
    /// A required field that is absent, or null although it may not be.
    Missing,
    /// A value of another type than its field has.
    Type,
    /// Text that is not Unicode: half of a surrogate pair, or bytes that are not UTF-8. U+FFFD stands in its place.
    Text,
}

/// One note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The entry.
    pub(crate) at: u32,
    pub(crate) kind: DriftKind,
    /// The type, as Rust names it.
    pub(crate) type_name: Option<&'static str>,
    /// The entry of the scalar that shows the value.
    pub(crate) said: Option<u32>,
    /// The absent member of the entry.
    pub(crate) absent: Option<&'static str>,
}

/// Notes made so far.
#[derive(Debug, Default)]
pub struct Notes(pub(crate) RefCell<Vec<Note>>);
