//! Types of other crates, each behind a feature of the crate's name; those of std always: as types of fields, and conversions between them and scalars.
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
#[cfg(test)]
mod tests;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "url")]
mod url;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(feature = "rust_decimal")]
pub use self::rust_decimal::DecimalNumber;

use std::fmt;

use crate::fault::Fault;
use crate::node::Node;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use crate::scalars::clock::Duration;
use crate::traits::{Decode, Encode};

/// Error of a text that a type of another crate does not hold.
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

/// Decodes a type of another crate from the text that a scalar keeps.
///
/// # Errors
/// When the type does not hold the text: the record around it keeps it. A text that the type writes otherwise is noted, so that the record writes it as it
/// came.
fn decode<S, T>(node: Node<'_>, wanted: &'static str) -> Result<T, Fault>
where
    S: Decode,
    T: Decode + Encode + for<'s> TryFrom<&'s S>,
{
    let scalar = S::decode(node)?;
    let value = T::try_from(&scalar).map_err(|_| Fault::expected(node, wanted))?;
    node.note_rewritten(&value);
    Ok(value)
}

/// [`Decode`] and [`Encode`] by a scalar: the type, the scalar, a name for what is expected, the empty value and its JSON.
macro_rules! as_scalar {
    ($($foreign:ty => $scalar:ty, $wanted:literal, $empty:expr, $json:literal;)*) => {$(
        impl $crate::Decode for $foreign {
            const EMPTY: Option<&'static str> = Some($json);

            fn decode(node: $crate::Node<'_>) -> Result<Self, $crate::Fault> {
                $crate::foreign::decode::<$scalar, Self>(node, $wanted)
            }

            fn lenient_default() -> Option<Self> {
                $empty
            }
        }

        impl $crate::Encode for $foreign {
            fn encode(&self, writer: &mut $crate::Writer) {
                writer.string(<$scalar>::from(self.clone()).as_str());
            }

            fn visit_fields<V: $crate::FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }
    )*};
}

/// Returns the size of a length and true if it is negative; `None` for a text that is no length, or one with years or months.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn signed(text: &Duration) -> Option<(bool, std::time::Duration)> {
    match text.as_str().strip_prefix('-') {
        Some(length) => Some((true, Duration::from(length).to_std()?)),
        None => Some((false, text.to_std()?)),
    }
}

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
use {as_scalar, try_from_scalar};
