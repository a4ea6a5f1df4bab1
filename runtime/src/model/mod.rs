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

pub(crate) mod attachments;
pub(crate) mod bridge;
pub(crate) mod cases;
pub(crate) mod choose;
pub(crate) mod codec;
pub(crate) mod collect;
pub(crate) mod constant;
pub(crate) mod decode;
pub(crate) mod decode_state;
pub(crate) mod drift;
pub(crate) mod drift_hook;
pub(crate) mod empty;
pub(crate) mod extra;
pub(crate) mod fault;
pub(crate) mod fields;
pub(crate) mod impls;
pub(crate) mod kinds;
pub(crate) mod lenient;
pub(crate) mod literal;
pub(crate) mod macros;
pub(crate) mod members;
pub(crate) mod mode;
pub(crate) mod node;
pub(crate) mod notes;
pub(crate) mod nullable;
pub(crate) mod object_writer;
pub(crate) mod patch;
pub mod prelude;
pub(crate) mod presence;
pub(crate) mod rank;
pub(crate) mod record_writer;
pub(crate) mod repair;
pub(crate) mod respelled;
pub(crate) mod scalars;
pub(crate) mod spelling;
pub(crate) mod tags;
pub(crate) mod traits;
pub(crate) mod value;
pub(crate) mod visit;
pub(crate) mod weigh;
pub(crate) mod writer;

#[doc(hidden)]
pub use crate::model::collect::{
    IntoNullable, IntoNullableItem, IntoNullableItems, IntoNullableList, IntoNullableMap, list, map,
};
#[doc(hidden)]
pub use serde;
/// Any JSON value.
pub use serde_json::Value;

pub use crate::json::tree::Tree;
pub use crate::model::bridge::{deserialize, serialize};
pub use crate::model::cases::Case;
pub use crate::model::cases::Cases;
pub use crate::model::choose::decode_union;
pub use crate::model::codec::{decode_with, from_slice, from_str, from_value, to_string, to_value, to_vec};
pub use crate::model::constant::{ConstValue, Constant};
pub use crate::model::extra::Extra;
pub use crate::model::fault::{DecodeError, DecodeErrorKind, Fault};
pub use crate::model::kinds::Kinds;
pub use crate::model::literal::Literal;
pub use crate::model::members::Fields;
pub use crate::model::mode::DecodeMode;
pub use crate::model::node::{Node, NodeKind, Nodes};
pub use crate::model::notes::DriftKind;
pub use crate::model::nullable::Nullable;
pub use crate::model::object_writer::ObjectWriter;
pub use crate::model::patch::patch;
pub use crate::model::presence::Const;
pub use crate::model::repair::missing;
pub use crate::model::scalars::clock::{Date, DateTime, Duration, Time};
pub use crate::model::scalars::decimal::Decimal;
pub use crate::model::scalars::number::Number;
pub use crate::model::scalars::octets::Octets;
pub use crate::model::scalars::text::{Base64, Base64Url, IpText, Uri, Uuid};
pub use crate::model::scalars::unix::UnixTime;
pub use crate::model::traits::FieldVisitor;
pub use crate::model::traits::Member;
pub use crate::model::traits::{Decode, Encode, Union};
pub use crate::model::visit::{debug, debug_word, equal};
pub use crate::model::writer::Writer;
