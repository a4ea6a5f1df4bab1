//! Scalars in another form than the one that their types write.

/// The kind of type that a scalar was decoded to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// An integer.
    Integer,
    /// An `f64`.
    Float,
    /// A number of `serde_json`.
    Value,
    /// A string, with U+FFFD for each half of a surrogate pair.
    Text,
    /// A type of another crate: writes what it reads from the JSON of a scalar.
    Foreign(fn(&str) -> Option<String>),
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
