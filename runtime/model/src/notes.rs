//! What was found in a document that the types do not know: notes, in the order they were made.

use std::cell::RefCell;

/// What a response holds that the types do not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// A value that an enum, or a constant, does not list.
    Value,
    /// A value that none of a union's cases takes.
    Variant,
    /// A field that an object's type does not name.
    Field,
    /// A required field that is not there, or null and may not be.
    Missing,
    /// A value of another type than its field has.
    Type,
    /// Text that is not Unicode: half of a surrogate pair, or bytes that are not UTF-8. U+FFFD stands in its place.
    Text,
}

/// One finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The entry.
    pub(crate) at: u32,
    pub(crate) kind: DriftKind,
    /// The type, as Rust names it.
    pub(crate) type_name: Option<&'static str>,
    /// The entry of the scalar that says which value it is.
    pub(crate) said: Option<u32>,
    /// The member of the entry that is not there.
    pub(crate) absent: Option<&'static str>,
}

/// What was found so far.
#[derive(Debug, Default)]
pub struct Notes(pub(crate) RefCell<Vec<Note>>);
