//! The facts that one operation is named after.

use super::path::{PathKey, Segment};
use super::written::Also;

/// The facts that one operation is named after.
#[derive(Clone, Debug)]
pub(super) struct Route<'a> {
    /// Its path.
    pub(super) key: &'a PathKey,
    /// Its method, upper case.
    pub(super) method: &'a str,
    /// True if an operation of the same path item, or the operation itself, takes a body: `POST`, `PUT` or `PATCH`.
    pub(super) path_takes: bool,
    /// True if the path item has a `GET`, and a `PUT` or `PATCH` with a body: it is a thing that is read and written.
    pub(super) stateful: bool,
    /// True for the only operation of its path item.
    pub(super) lone: bool,
    /// True if it has a body of its own.
    pub(super) has_body: bool,
    /// `operationId`.
    pub(super) id: Option<&'a str>,
    /// Its tags.
    pub(super) tags: &'a [String],
    /// The shape of a successful response.
    pub(super) shape: ResponseShape,
    /// True if a body or a required query parameter narrows its subject.
    pub(super) narrowed: bool,
    /// `x-specsmith-resource`.
    pub(super) resource: Option<&'a str>,
    /// `x-specsmith-method`.
    pub(super) named: Option<&'a str>,
    /// The resource in front of the one that is inferred, by `x-specsmith-tree`.
    pub(super) prefix: Option<&'a str>,
    /// Its further places.
    pub(super) also: Vec<Also<'a>>,
}

/// The rough shape of a successful response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseShape {
    /// A JSON array.
    Array,
    /// An object around one list, as pages are.
    List,
    /// One thing.
    One,
    /// An object of plain values, which is not a list, whatever its name.
    Plain,
    /// Nothing, or nothing known.
    Unknown,
}

/// Returns the words in `snake_case`.
pub(super) fn snake(words: &[String]) -> String {
    words.join("_")
}

/// The kind of the last segment of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// A placeholder: one of several things.
    Item,
    /// A literal.
    Literal,
}

impl Tail {
    pub(super) fn of(segments: &[Segment]) -> Self {
        if matches!(segments.last(), Some(Segment::Params(_))) { Self::Item } else { Self::Literal }
    }
}
