//! Models: types that are made of JSON and written as JSON, without serde's derive.
//!
//! A JSON text is parsed once into a flat [`Tree`] that borrows from it; a type's [`Decode`] takes what it needs from a [`Node`] of it, and its [`Encode`]
//! writes JSON text straight into a [`Writer`]. Generated types name each field once and leave the rest to this module, so that a thousand of
//! them compile in seconds. [`serde::Serialize`] and [`serde::Deserialize`] go the same way, for any format.
//!
//! ```
//! use specsmith_runtime::model;
//!
//! let numbers: Vec<i64> = model::from_str("[1, 2.0, 3e0]")?;
//! assert_eq!(model::to_string(&numbers), "[1,2,3]");
//!
//! let error = model::from_str::<Vec<String>>(r#"["a", 7]"#).unwrap_err();
//! assert_eq!(error.to_string(), "at $[1]: expected a string, found 7");
//! # Ok::<(), model::DecodeError>(())
//! ```

mod bridge;
mod choose;
mod collect;
mod constant;
mod drift;
mod extra;
mod fault;
mod fields;
mod impls;
mod lenient;
mod macros;
mod mode;
mod node;
mod number;
mod parse;
mod patch;
pub mod prelude;
mod presence;
mod repair;
mod respelled;
mod scalars;
mod scan;
mod tags;
mod traits;
mod tree;
mod union;
mod value;
mod visit;
mod weigh;
mod writer;

#[doc(hidden)]
pub use collect::{IntoNullable, IntoNullableItem, IntoNullableItems, IntoNullableList, IntoNullableMap, list, map};
#[doc(hidden)]
pub use serde;
/// Any JSON value.
pub use serde_json::Value;

pub use bridge::{deserialize, serialize};
pub use choose::decode_union;
pub use constant::{ConstValue, Constant};
pub use drift::DriftKind;
pub(crate) use drift::{Note, Notes};
pub use extra::Extra;
pub use fault::{DecodeError, DecodeErrorKind, Fault};
pub use fields::Fields;
pub use mode::DecodeMode;
pub use node::{Node, NodeKind, Nodes};
pub use patch::patch;
pub use presence::{Const, Nullable};
pub use repair::missing;
pub(crate) use scalars::octets::{bytes_of, text_of};
pub use scalars::{
    Base64, Base64Url, Date, DateTime, Decimal, Duration, IpText, Number, Octets, Time, UnixTime, Uri, Uuid,
};
pub(crate) use scan::{string_end, unescape_string, write_inner, write_string};
pub use traits::{Decode, Encode, Union};
pub use tree::Tree;
pub use union::{Case, Cases, Kinds, Literal};
pub use visit::{FieldVisitor, Member, debug, debug_word, equal};
pub use writer::{ObjectWriter, Writer};

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
