//! Conversions between scalars and the types of other crates, each behind a feature of the crate's name; those of std always.
//!
//! What another crate has becomes text without a loss, so `From` does it. A text may be anything, so the way back is `TryFrom`, of the scalar and
//! of a reference to it.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
mod standard;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

use std::fmt;

/// A text that is not what a type of another crate holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversionError {
    wanted: &'static str,
    text: Box<str>,
}

impl ConversionError {
    fn new(wanted: &'static str, text: &str) -> Self {
        Self { wanted, text: text.into() }
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text.escape_debug(), self.wanted)
    }
}

impl std::error::Error for ConversionError {}

/// `TryFrom` of a scalar and of a reference to it.
macro_rules! try_from_scalar {
    ($($scalar:ty => $foreign:ty, $wanted:literal, $read:expr;)*) => {$(
        impl TryFrom<&$scalar> for $foreign {
            type Error = $crate::foreign::ConversionError;

            fn try_from(scalar: &$scalar) -> Result<Self, Self::Error> {
                let read: fn(&$scalar) -> Option<$foreign> = $read;
                read(scalar).ok_or_else(|| $crate::foreign::ConversionError::new($wanted, scalar.as_str()))
            }
        }

        impl TryFrom<$scalar> for $foreign {
            type Error = $crate::foreign::ConversionError;

            fn try_from(scalar: $scalar) -> Result<Self, Self::Error> {
                Self::try_from(&scalar)
            }
        }
    )*};
}

/// `From` of a type of another crate, by its text.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "rust_decimal", feature = "time", feature = "url"))]
macro_rules! from_foreign {
    ($($foreign:ty => $scalar:ty, $text:expr;)*) => {$(
        impl From<$foreign> for $scalar {
            fn from(value: $foreign) -> Self {
                let text: fn($foreign) -> String = $text;
                Self::from(text(value))
            }
        }
    )*};
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "rust_decimal", feature = "time", feature = "url"))]
use from_foreign;
use try_from_scalar;
