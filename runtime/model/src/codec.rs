//! Values from JSON text and to it.

use crate::Value;
use crate::fault::DecodeError;
use crate::json::tree::Tree;
use crate::mode::DecodeMode;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

/// Reads a value from JSON text, as [`DecodeMode::Tolerant`] says.
///
/// # Errors
/// When the text is not JSON, or not what `T` takes.
pub fn from_slice<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    decode_with(json, DecodeMode::default())
}

/// Reads a value from JSON text, as [`DecodeMode::Tolerant`] says.
///
/// # Errors
/// When the text is not JSON, or not what `T` takes.
pub fn from_str<T: Decode>(json: &str) -> Result<T, DecodeError> {
    Tree::parse_str(json)?.decode(DecodeMode::default())
}

/// Reads a value from any JSON value, as [`DecodeMode::Tolerant`] says.
///
/// # Errors
/// When it is not what `T` takes.
pub fn from_value<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    Tree::of_value(value)?.decode(DecodeMode::default())
}

/// Reads a value from JSON text, as strictly as `mode` says.
///
/// # Errors
/// When the text is not JSON, or not what `T` takes.
pub fn decode_with<T: Decode>(json: &[u8], mode: DecodeMode) -> Result<T, DecodeError> {
    Tree::parse(json)?.decode(mode)
}

/// Writes a value as JSON text.
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    to_string(value).into_bytes()
}

/// Writes a value as JSON text.
pub fn to_string<T: Encode + ?Sized>(value: &T) -> String {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.into_string()
}

/// The JSON value of a value.
///
/// # Errors
/// When it nests 128 deep.
pub fn to_value<T: Encode + ?Sized>(value: &T) -> Result<Value, DecodeError> {
    from_str(&to_string(value))
}
