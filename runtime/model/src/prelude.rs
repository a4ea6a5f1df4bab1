//! Items that generated types use. For generated code; the names may change with the generator.

pub use crate::Value;
pub use crate::cases::Case;
pub use crate::cases::Cases;
pub use crate::collect::{IntoNullable, IntoNullableItem, IntoNullableItems, IntoNullableList, IntoNullableMap};
pub use crate::constant::ConstValue;
pub use crate::extra::Extra;
pub use crate::fault::Fault;
pub use crate::kinds::Kinds;
pub use crate::literal::Literal;
pub use crate::members::Fields;
pub use crate::node::Node;
pub use crate::nullable::Nullable;
pub use crate::object_writer::ObjectWriter;
pub use crate::presence::Const;
pub use crate::scalars::clock::{Date, DateTime, Duration, Time};
pub use crate::scalars::decimal::Decimal;
pub use crate::scalars::floats::Floats;
pub use crate::scalars::number::Number;
pub use crate::scalars::octets::Octets;
pub use crate::scalars::text::{Base64, Base64Url, IpText, Uri, Uuid};
pub use crate::scalars::unix::UnixTime;
pub use crate::traits::{Decode, Encode, Union};
pub use crate::writer::Writer;
pub use crate::{
    closed_integer_enum, closed_literal_enum, closed_string_enum, enum_order, integer_enum, literal_enum, model,
    newtype, nullable_union, object, scalar_newtype, string_enum, union,
};
pub use bytes::Bytes;
pub use std::collections::BTreeMap;
