//! Conversion of values from and to JSON text.

use crate::Value;
use crate::fault::DecodeError;
use crate::json::tree::Tree;
use crate::mode::DecodeMode;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

/// Decodes JSON text [tolerantly](DecodeMode::Tolerant).
///
/// # Errors
/// If the text is not JSON, or does not decode as `T`.
pub fn from_slice<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    decode_with(json, DecodeMode::default())
}

/// Decodes JSON text [tolerantly](DecodeMode::Tolerant).
///
/// # Errors
/// If the text is not JSON, or does not decode as `T`.
pub fn from_str<T: Decode>(json: &str) -> Result<T, DecodeError> {
    Tree::parse_str(json)?.decode(DecodeMode::default())
}

/// Decodes any JSON value [tolerantly](DecodeMode::Tolerant).
///
/// # Errors
/// If it does not decode as `T`.
pub fn from_value<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    Tree::of_value(value)?.decode(DecodeMode::default())
}

/// Decodes JSON text in a mode.
///
/// # Errors
/// If the text is not JSON, or does not decode as `T`.
pub fn decode_with<T: Decode>(json: &[u8], mode: DecodeMode) -> Result<T, DecodeError> {
    Tree::parse(json)?.decode(mode)
}

/// Encodes a value as JSON text.
pub fn to_vec<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    to_string(value).into_bytes()
}

/// Encodes a value as JSON text.
pub fn to_string<T: Encode + ?Sized>(value: &T) -> String {
    let mut writer = Writer::new();
    value.encode(&mut writer);
    writer.into_string()
}

/// Encodes a value as any JSON value.
///
/// # Errors
/// If it nests 128 deep.
pub fn to_value<T: Encode + ?Sized>(value: &T) -> Result<Value, DecodeError> {
    from_str(&to_string(value))
}
