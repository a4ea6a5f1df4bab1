//! Errors of the parser.

/// Error that stopped the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    /// Byte offset.
    pub(crate) at: usize,
    /// The error.
    pub(crate) why: Why,
}

/// Kind of a syntax error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Something else was expected here.
    Expected(&'static str),
    /// The text ends inside a value.
    End,
    /// A number that no `f64` holds.
    NumberRange,
    /// Containers nest too deep.
    Depth,
    /// More than four gigabytes.
    Size,
}
