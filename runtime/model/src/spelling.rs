//! How numbers came that their types write otherwise.

/// The kind of type that a number was decoded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// An integer.
    Integer,
    /// An `f64`.
    Float,
    /// A number of `serde_json`.
    Value,
    /// A string, with U+FFFD for each half of a surrogate pair.
    Text,
}

/// One step from an object to a number in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(Box<str>),
    Index(u32),
}

/// A number of an object, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Respelled {
    pub(crate) path: Box<[Step]>,
    pub(crate) came: Box<str>,
    pub(crate) form: Form,
}
