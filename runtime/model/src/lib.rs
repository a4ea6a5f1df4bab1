//! Models: types that are decoded from JSON and encoded as JSON, without serde's derive.
//!
//! This crate knows nothing of HTTP: a crate of types alone depends on it, and `specsmith-runtime` re-exports it as its module `model`.
//!
//! A JSON text is parsed once into a flat [`Tree`] that borrows from it; a type's [`Decode`] takes what it needs from a [`Node`] of it, and its [`Encode`]
//! writes JSON text straight into a [`Writer`]. Generated types name each field once and leave the rest to this crate, so that a thousand of
//! them compile in seconds. [`serde::Serialize`] and [`serde::Deserialize`] go the same way, for any format.
//!
//! ```
//! let numbers: Vec<i64> = specsmith_model::from_str("[1, 2.0, 3e0]")?;
//! assert_eq!(specsmith_model::to_string(&numbers), "[1,2,3]");
//!
//! let error = specsmith_model::from_str::<Vec<String>>(r#"["a", 7]"#).unwrap_err();
//! assert_eq!(error.to_string(), "at $[1]: expected a string, found 7");
//! # Ok::<(), specsmith_model::DecodeError>(())
//! ```

#![forbid(unsafe_code)]

mod attachments;
mod bridge;
mod by_serde;
mod cases;
mod choose;
mod codec;
mod collect;
mod constant;
mod decode;
mod decode_state;
mod derived;
mod drift;
mod drift_hook;
mod empty;
mod extra;
mod fault;
mod fields;
mod foreign;
mod impls;
#[doc(hidden)]
pub mod internal;
mod json;
mod kinds;
mod lenient;
mod literal;
mod macros;
mod members;
mod mode;
mod node;
mod notes;
mod nullable;
mod object_writer;
mod patch;
pub mod prelude;
mod presence;
mod rank;
mod record_writer;
mod repair;
mod respelled;
mod scalars;
mod spelling;
mod tags;
mod traits;
mod unknown_value;
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

// Fields may have types of these crates: a user of the generated crate needs no dependency of their own on them.
#[cfg(feature = "chrono")]
pub use chrono;
#[cfg(feature = "jiff")]
pub use jiff;
#[cfg(feature = "rust_decimal")]
pub use rust_decimal;
#[cfg(feature = "time")]
pub use time;
#[cfg(feature = "url")]
pub use url;
#[cfg(feature = "uuid")]
pub use uuid;

pub use bridge::{deserialize, serialize};
pub use by_serde::Serde;
pub use cases::Case;
pub use cases::Cases;
pub use choose::decode_union;
pub use codec::{decode_with, from_slice, from_str, from_value, to_string, to_value, to_vec};
pub use constant::{ConstValue, Constant};
#[doc(hidden)]
pub use derived::compare_enum_values;
pub use drift_hook::Drift;
pub use extra::Extra;
pub use fault::{DecodeError, DecodeErrorKind, Fault};
pub use foreign::ConversionError;
#[cfg(feature = "rust_decimal")]
pub use foreign::DecimalNumber;
pub use json::tree::Tree;
pub use kinds::Kinds;
pub use literal::Literal;
pub use members::Fields;
pub use mode::DecodeMode;
pub use node::{Node, NodeKind, Nodes};
pub use notes::DriftKind;
pub use nullable::Nullable;
pub use object_writer::ObjectWriter;
pub use patch::patch;
pub use presence::Const;
pub use repair::missing;
pub use scalars::clock::{Date, DateTime, Duration, Time};
pub use scalars::decimal::Decimal;
pub use scalars::floats::Floats;
pub use scalars::number::Number;
pub use scalars::octets::Octets;
pub use scalars::text::{Base64, Base64Url, IpText, Uri, Uuid};
pub use scalars::unix::UnixTime;
pub use traits::FieldVisitor;
pub use traits::Member;
pub use traits::{Decode, Encode, Union};
pub use unknown_value::UnknownValue;
pub use visit::{debug, debug_word, equal};
pub use writer::Writer;
