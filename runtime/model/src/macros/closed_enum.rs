//! Closed enums: `closed_string_enum!`, `closed_integer_enum!`, `closed_literal_enum!`.

/// Makes a closed set of strings: an enum with a variant for each, and none for others. A `match` needs no wildcard.
///
/// A value that it does not know is not read: see [`DecodeMode`](crate::DecodeMode) for what a record does with a field that does not fit. Where the enum is
/// required, the record is not read either, since no variant stands for nothing.
///
/// ```
/// specsmith_model::closed_string_enum! {
///     /// Which way a list is sorted.
///     pub enum Order {
///         Asc = "asc",
///         Desc = "desc",
///     }
/// }
///
/// assert_eq!("desc".parse(), Ok(Order::Desc));
/// assert_eq!(Order::Asc.as_str(), "asc");
/// assert_eq!(Order::try_from("up").unwrap_err().to_string(), "`up` is no value of `Order`");
/// ```
#[macro_export]
macro_rules! closed_string_enum {
    (
        $(#[$attribute:meta])*
        pub enum $type:ident { $($(#[doc = $doc:literal])* $variant:ident = $text:literal),* $(,)? }
    ) => {
        $crate::closed_enum_type!($(#[$attribute])* $type { $($(#[doc = $doc])* $variant = $text),* });

        impl $type {
            /// All values as they are sent.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// Returns the value that is sent.
            #[inline]
            pub const fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl ::core::convert::TryFrom<&str> for $type {
            type Error = $crate::UnknownValue;

            fn try_from(text: &str) -> ::core::result::Result<Self, $crate::UnknownValue> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    _ => Err($crate::UnknownValue::new::<Self>(text)),
                }
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = $crate::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, $crate::UnknownValue> {
                Self::try_from(text)
            }
        }

        impl $crate::Decode for $type {
            fn decode(node: $crate::Node<'_>) -> ::core::result::Result<Self, $crate::Fault> {
                match node.text()? {
                    $($text => Ok(Self::$variant),)*
                    _ => Err($crate::Fault::expected(
                        node,
                        ::core::concat!("one of" $(, " `", $text, "`")*),
                    )),
                }
            }
        }

        $crate::enum_form!($type, as_str, string);
    };
}

/// Makes a closed set of integers, as [`closed_string_enum!`](crate::closed_string_enum) does of strings.
#[macro_export]
macro_rules! closed_integer_enum {
    (
        $(#[$attribute:meta])*
        pub enum $type:ident { $($(#[doc = $doc:literal])* $variant:ident = $value:literal),* $(,)? }
    ) => {
        $crate::closed_enum_type!($(#[$attribute])* $type { $($(#[doc = $doc])* $variant = $value),* });

        impl $type {
            /// All values as they are sent.
            pub const VALUES: &'static [i64] = &[$($value),*];

            /// Returns the value that is sent.
            #[inline]
            pub const fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }

        impl ::core::convert::TryFrom<i64> for $type {
            type Error = $crate::UnknownValue;

            fn try_from(value: i64) -> ::core::result::Result<Self, $crate::UnknownValue> {
                match value {
                    $($value => Ok(Self::$variant),)*
                    _ => Err($crate::UnknownValue::new::<Self>(value)),
                }
            }
        }

        impl $crate::Decode for $type {
            fn decode(node: $crate::Node<'_>) -> ::core::result::Result<Self, $crate::Fault> {
                match <i64 as $crate::Decode>::decode(node)? {
                    $($value => Ok(Self::$variant),)*
                    _ => Err($crate::Fault::expected(
                        node,
                        ::core::concat!("one of" $(, " `", $value, "`")*),
                    )),
                }
            }
        }

        $crate::enum_form!($type, as_i64, integer);
    };
}

/// Makes a closed set of constants of several JSON types, as [`closed_string_enum!`](crate::closed_string_enum) does of strings.
#[macro_export]
macro_rules! closed_literal_enum {
    (
        $(#[$attribute:meta])*
        pub enum $type:ident { $($(#[doc = $doc:literal])* $variant:ident = $value:literal),* $(,)? }
    ) => {
        $crate::closed_enum_type!($(#[$attribute])* $type { $($(#[doc = $doc])* $variant = $value),* });

        impl $type {
            /// Returns the value that is sent.
            pub fn to_value(&self) -> $crate::Value {
                match self {
                    $(Self::$variant => $crate::Value::from($crate::Literal::from($value)),)*
                }
            }
        }

        impl $crate::Decode for $type {
            fn decode(node: $crate::Node<'_>) -> ::core::result::Result<Self, $crate::Fault> {
                $(
                    if $crate::Literal::from($value).is(node) {
                        return Ok(Self::$variant);
                    }
                )*
                Err($crate::Fault::expected(
                    node,
                    ::core::concat!("one of" $(, " `", $value, "`")*),
                ))
            }
        }

        impl $crate::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::Writer) {
                match self {
                    $(Self::$variant => writer.value(&$crate::Literal::from($value)),)*
                }
            }

            fn visit_fields<V: $crate::FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }

        $crate::model_serde!($type);
    };
}

/// The enum of a closed set.
#[doc(hidden)]
#[macro_export]
macro_rules! closed_enum_type {
    ($(#[$attribute:meta])* $type:ident { $($(#[doc = $doc:literal])* $variant:ident = $value:literal),* }) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $type {
            $(#[doc = $crate::enum_value_doc!($value $($doc)*)] $variant,)*
        }

        impl $type {
            /// All variants, as the API lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}
