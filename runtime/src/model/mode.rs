//! How strict decoding is.

/// How a value that does not fit its schema is met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeMode {
    /// A missing required field or a wrong type is an error.
    #[default]
    Strict,
    /// What can be taken is taken: a missing required field becomes its type's natural empty value where there is one, `null` counts as absent, and a value no
    /// case of a union fits is kept as it came.
    Lenient,
}

impl DecodeMode {
    /// True for [`DecodeMode::Lenient`].
    pub fn is_lenient(self) -> bool {
        self == Self::Lenient
    }
}
