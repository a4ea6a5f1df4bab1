//! What generated types use. For generated code; its names may change with the generator.

pub use std::collections::BTreeMap;

pub use bytes::Bytes;

pub use super::{
    Base64, Base64Url, Case, Cases, Const, ConstValue, Date, DateTime, Decimal, Decode, Duration, Encode, Extra, Fault,
    Fields, IntoNullable, IntoNullableItem, IntoNullableItems, IntoNullableList, IntoNullableMap, IpText, Kinds,
    Literal, Node, Nullable, Number, ObjectWriter, Octets, Time, Union, UnixTime, Uri, Uuid, Value, Writer,
};
pub use crate::upload::Upload;
pub use crate::{errors, integers, literals, model, newtype, union, words};
