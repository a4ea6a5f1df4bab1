//! The macros that make models of plain structs and enums.

/// Makes a record of a struct that implements [`Model`](crate::model::Model): `Decode`, `Encode`, `serde::Serialize` and
/// `serde::Deserialize`. `model!(Role, extra)` adds `extra()` and `extra_mut()` for the field of that name.
#[macro_export]
macro_rules! model {
    ($type:ident) => {
        impl $crate::model::Decode for $type {
            #[inline]
            fn decode(node: $crate::model::Node<'_>) -> ::core::result::Result<Self, $crate::model::Fault> {
                $crate::model::decode_model(node)
            }
        }

        impl $crate::model::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::model::Writer) {
                $crate::model::encode_model(self, writer);
            }
        }

        $crate::model_serde!($type);
    };
    ($type:ident, extra) => {
        $crate::model!($type);

        impl $type {
            /// Fields that the schema does not name.
            pub fn extra(&self) -> &$crate::model::Extra {
                &self.extra
            }

            /// Fields that the schema does not name, to be changed.
            pub fn extra_mut(&mut self) -> &mut $crate::model::Extra {
                &mut self.extra
            }
        }
    };
}

/// Gives a type that decodes and encodes serde's traits, for any format.
#[doc(hidden)]
#[macro_export]
macro_rules! model_serde {
    ($type:ident) => {
        impl $crate::model::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::model::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::model::serialize(self, serializer)
            }
        }

        impl<'de> $crate::model::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: $crate::model::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::model::deserialize(deserializer)
            }
        }
    };
}

/// Makes a union of an enum that implements [`Union`](crate::model::Union): `Decode`, `Encode`, `serde::Serialize` and `serde::Deserialize`.
#[macro_export]
macro_rules! union {
    ($type:ident) => {
        impl $crate::model::Decode for $type {
            const TAKES_NULL: bool = <Self as $crate::model::Union>::CASES.take_null();

            #[inline]
            fn decode(node: $crate::model::Node<'_>) -> ::core::result::Result<Self, $crate::model::Fault> {
                $crate::model::decode_union(node)
            }
        }

        impl $crate::model::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::model::Writer) {
                $crate::model::Union::encode_case(self, writer);
            }
        }

        $crate::model_serde!($type);
    };
}

/// Makes an open set of strings of an enum whose other variant is `Unknown(Box<str>)`.
#[macro_export]
macro_rules! words {
    ($type:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $type {
            /// The values this version of the crate knows.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// The value as it is sent.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text.into()),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::from(&*text)
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(Self::from(text))
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::model::Decode for $type {
            #[inline]
            fn decode(node: $crate::model::Node<'_>) -> ::core::result::Result<Self, $crate::model::Fault> {
                node.text().map(Self::from)
            }
        }

        impl $crate::model::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::model::Writer) {
                writer.string(self.as_str());
            }
        }

        $crate::model_serde!($type);
    };
}

/// Makes an open set of integers of an enum whose other variant is `Unknown(i64)`.
#[macro_export]
macro_rules! integers {
    ($type:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $type {
            /// The values this version of the crate knows.
            pub const VALUES: &'static [i64] = &[$($value),*];

            /// The value as it is sent.
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => *value,
                }
            }
        }

        impl ::core::convert::From<i64> for $type {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(value),
                }
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl $crate::model::Decode for $type {
            #[inline]
            fn decode(node: $crate::model::Node<'_>) -> ::core::result::Result<Self, $crate::model::Fault> {
                <i64 as $crate::model::Decode>::decode(node).map(Self::from)
            }
        }

        impl $crate::model::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::model::Writer) {
                writer.integer(self.as_i64());
            }
        }

        $crate::model_serde!($type);
    };
}

/// Makes an open set of constants of several JSON types of an enum whose other variant is `Unknown(Value)`.
#[macro_export]
macro_rules! literals {
    ($type:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $type {
            /// The value as it is sent.
            pub fn to_value(&self) -> $crate::model::Value {
                match self {
                    $(Self::$variant => $crate::model::Value::from($crate::model::Literal::from($value)),)*
                    Self::Unknown(value) => ::core::clone::Clone::clone(value),
                }
            }
        }

        impl $crate::model::Decode for $type {
            #[inline]
            fn decode(node: $crate::model::Node<'_>) -> ::core::result::Result<Self, $crate::model::Fault> {
                $(
                    if $crate::model::Literal::from($value).is(node) {
                        return ::core::result::Result::Ok(Self::$variant);
                    }
                )*
                ::core::result::Result::Ok(Self::Unknown(node.to_value()))
            }
        }

        impl $crate::model::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::model::Writer) {
                $crate::model::Encode::encode(&self.to_value(), writer);
            }
        }

        $crate::model_serde!($type);
    };
}
