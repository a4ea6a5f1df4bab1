//! References to types.

use super::{Foreign, Literal, OwnTypeId};

/// Index of a [`super::TypeDef`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A reference to a type, in a field, a parameter or a response.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeRef {
    /// A named type of this API.
    Named(TypeId),
    /// `Box<T>`: put in by `resolve` where a type would contain itself, never by `lower`.
    Boxed(Box<TypeRef>),
    /// `Vec<T>`.
    List(Box<TypeRef>),
    /// `BTreeMap<String, T>`.
    Map(Box<TypeRef>),
    /// `(A, B, …)`: `prefixItems` of a fixed length, two to six.
    Tuple(Vec<TypeRef>),
    /// `Option<T>` that is written as `null` when empty. Never directly around another `Nullable`.
    Nullable(Box<TypeRef>),
    /// A scalar of the runtime or of std.
    Scalar(Scalar),
    /// A value the schema fixes. A string becomes the runtime's `Const`, a number or boolean its `ConstValue`.
    Const(Literal),
    /// Any JSON value.
    Json,
}

/// Scalars; each is one Rust type whose decode keeps text it cannot parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `String`
    String,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u64`
    U64,
    /// An integer of the type that its bounds or its format ask for: only where settings ask for the smallest
    Bounded(BoundedInteger),
    /// `i128`, for bounds beyond 64 bits
    I128,
    /// `f64`
    F64,
    /// `Number`: an integer or any other number
    Number,
    /// `DateTime` (RFC 3339 text)
    DateTime,
    /// `Date` (RFC 3339 full-date)
    Date,
    /// `Time` (RFC 3339 full-time)
    Time,
    /// `Duration` (ISO 8601 text)
    Duration,
    /// `Uuid`
    Uuid,
    /// `Uri`
    Uri,
    /// `IpAddr` text
    Ip,
    /// `Base64` text
    Base64,
    /// `Decimal` text
    Decimal,
    /// `UnixTime`: a number of seconds
    UnixTime,
    /// `Base64Url` text
    Base64Url,
    /// `Floats`: a list of numbers that may come as Base64 text
    Floats,
    /// `Octets`: bytes as Base64 text
    Binary,
    /// A type that the user has for a schema.
    Own(OwnTypeId),
    /// A type of another crate that replaces one of the other scalars.
    Foreign(Foreign),
    /// `Upload`: a file of a multipart body. Made from [`Scalar::Binary`] by `resolve`, never by `lower`.
    File,
}

impl Scalar {
    /// Returns true for a type that needs no import.
    pub fn is_std(self) -> bool {
        self == Self::String || self.is_primitive()
    }

    /// Returns true for `bool`, `f64` and Rust's integers.
    pub fn is_primitive(self) -> bool {
        matches!(self, Self::Bool | Self::I32 | Self::Bounded(_) | Self::I64 | Self::U64 | Self::I128 | Self::F64)
    }
}

impl Foreign {
    /// Returns the type that replaces a scalar, by the word of the user's settings; `None` if the scalar stays. `is_number`: the schema's type is `number`.
    pub fn of(scalar: Scalar, word: &str, is_number: bool) -> Option<Self> {
        Some(match (scalar, word) {
            (Scalar::DateTime, "jiff") => Self::JiffTimestamp,
            (Scalar::DateTime, "chrono") => Self::ChronoUtc,
            (Scalar::DateTime, "chrono-offset") => Self::ChronoOffset,
            (Scalar::DateTime, "time") => Self::TimeDateTime,
            (Scalar::Date, "jiff") => Self::JiffDate,
            (Scalar::Date, "chrono") => Self::ChronoDate,
            (Scalar::Date, "time") => Self::TimeDate,
            (Scalar::Time, "jiff") => Self::JiffTime,
            (Scalar::Time, "chrono") => Self::ChronoTime,
            (Scalar::Time, "time") => Self::TimeTime,
            (Scalar::Duration, "jiff") => Self::JiffDuration,
            (Scalar::Duration, "chrono") => Self::ChronoDuration,
            (Scalar::Duration, "time") => Self::TimeDuration,
            (Scalar::Uuid, "uuid") => Self::Uuid,
            (Scalar::Uri, "url") => Self::Url,
            (Scalar::Decimal, "rust_decimal") if is_number => Self::DecimalNumber,
            (Scalar::Decimal, "rust_decimal") => Self::Decimal,
            (Scalar::Ip, "std") => Self::IpAddr,
            _ => return None,
        })
    }

    /// Returns the scalar that it replaces.
    pub fn scalar(self) -> Scalar {
        match self {
            Self::JiffTimestamp | Self::ChronoUtc | Self::ChronoOffset | Self::TimeDateTime => Scalar::DateTime,
            Self::JiffDate | Self::ChronoDate | Self::TimeDate => Scalar::Date,
            Self::JiffTime | Self::ChronoTime | Self::TimeTime => Scalar::Time,
            Self::JiffDuration | Self::ChronoDuration | Self::TimeDuration => Scalar::Duration,
            Self::Uuid => Scalar::Uuid,
            Self::Url => Scalar::Uri,
            Self::Decimal | Self::DecimalNumber => Scalar::Decimal,
            Self::IpAddr => Scalar::Ip,
        }
    }
}

/// The types that integers have by their bounds or formats where settings ask for the smallest, and `i64` otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoundedInteger {
    /// `u8`
    U8,
    /// `i8`
    I8,
    /// `u16`
    U16,
    /// `i16`
    I16,
    /// `u32`
    U32,
    /// `i32`
    I32,
    /// `u64`
    U64,
}

impl BoundedInteger {
    /// Returns its Rust name.
    pub fn name(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::I8 => "i8",
            Self::U16 => "u16",
            Self::I16 => "i16",
            Self::U32 => "u32",
            Self::I32 => "i32",
            Self::U64 => "u64",
        }
    }

    /// Returns its least and its greatest value.
    pub fn range(self) -> (i128, i128) {
        match self {
            Self::U8 => (0, i128::from(u8::MAX)),
            Self::I8 => (i128::from(i8::MIN), i128::from(i8::MAX)),
            Self::U16 => (0, i128::from(u16::MAX)),
            Self::I16 => (i128::from(i16::MIN), i128::from(i16::MAX)),
            Self::U32 => (0, i128::from(u32::MAX)),
            Self::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            Self::U64 => (0, i128::from(u64::MAX)),
        }
    }

    /// Returns its size in bytes.
    pub fn size(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 => 4,
            Self::U64 => 8,
        }
    }
}

/// The presence of a field or parameter, each of them one Rust type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// `T`
    Required,
    /// `Option<T>`, `None` is written as `null`
    RequiredNullable,
    /// `Option<T>`, `None` is not written
    Optional,
    /// In a record that distinguishes null by type ([`super::Record::tells_null`]), `Nullable<T>`: absent, null or a value. In others, `Option<T>`, and the
    /// extra fields remember an explicit null.
    OptionalNullable,
}

impl Presence {
    /// Returns the presence of a field that the schema requires or not, and may be null or not.
    pub fn of(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Returns true if the key must be on the wire.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    /// Returns true if `null` is a value of its own.
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }
}
