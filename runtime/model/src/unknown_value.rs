//! Error of values that a closed enum does not have.

use std::any::type_name;
use std::fmt;

/// Error of a value that a closed enum does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    value: Box<str>,
    name: &'static str,
}

impl UnknownValue {
    /// Makes the error for a value.
    #[cold]
    pub fn new<T>(value: impl fmt::Display) -> Self {
        let path = type_name::<T>();
        Self { value: value.to_string().into(), name: path.rsplit("::").next().unwrap_or(path) }
    }

    /// Returns the value.
    pub fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no value of `{}`", self.value, self.name)
    }
}

impl std::error::Error for UnknownValue {}
