//! Why reading a text stopped.

/// Why parsing stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    /// Byte offset.
    pub(crate) at: usize,
    /// What is wrong there.
    pub(crate) why: Why,
}

/// What is wrong with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// Something else should stand here.
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
