//! What generated types use. For generated code; its names may change with the generator.

pub use crate::model::Value;
pub use crate::model::cases::Case;
pub use crate::model::cases::Cases;
pub use crate::model::collect::{IntoNullable, IntoNullableItem, IntoNullableItems, IntoNullableList, IntoNullableMap};
pub use crate::model::constant::ConstValue;
pub use crate::model::extra::Extra;
pub use crate::model::fault::Fault;
pub use crate::model::kinds::Kinds;
pub use crate::model::literal::Literal;
pub use crate::model::members::Fields;
pub use crate::model::node::Node;
pub use crate::model::nullable::Nullable;
pub use crate::model::object_writer::ObjectWriter;
pub use crate::model::presence::Const;
pub use crate::model::scalars::clock::{Date, DateTime, Duration, Time};
pub use crate::model::scalars::decimal::Decimal;
pub use crate::model::scalars::number::Number;
pub use crate::model::scalars::octets::Octets;
pub use crate::model::scalars::text::{Base64, Base64Url, IpText, Uri, Uuid};
pub use crate::model::scalars::unix::UnixTime;
pub use crate::model::traits::{Decode, Encode, Union};
pub use crate::model::writer::Writer;
pub use crate::transport::upload::Upload;
pub use crate::{errors, integer_enum, literal_enum, model, newtype, nullable_union, string_enum, union};
pub use bytes::Bytes;
pub use std::collections::BTreeMap;
