//! Open enums: `string_enum!`, `integer_enum!`, `literal_enum!`. `Decode` keeps an unlisted value in the variant `Unknown`, and `Encode` writes it back.
//!
//! `generator/src/emit/constants.rs` chooses the macro. Enums that are closed by `x-specsmith-open` have no such variant: `closed_enum.rs`.

/// Makes an open set of strings: an enum with a variant for each, and `Unknown(Box<str>)` for all others.
///
/// It is compared, hashed and shown as the text that is sent: `Unknown("asc")` made by hand is `Order::Asc`, whose `Debug` is `"asc"`. One that is not known is
/// shown as `Unknown("new")`.
///
/// ```
/// specsmith_model::string_enum! {
///     /// Which way a list is sorted.
///     pub enum Order {
///         Asc = "asc",
///         Desc = "desc",
///     }
/// }
///
/// assert_eq!(Order::from("desc"), Order::Desc);
/// assert_eq!(Order::from("new").as_str(), "new");
/// ```
#[macro_export]
macro_rules! string_enum {
    (
        $(#[$attribute:meta])*
        pub enum $type:ident { $($(#[doc = $doc:literal])* $variant:ident = $text:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $type {
            $(#[doc = $crate::enum_value_doc!($text $($doc)*)] $variant,)*
            /// A value that this version of the crate does not know.
            Unknown(::std::boxed::Box<str>),
        }

        $crate::string_enum_traits!($type, as_str);
        $crate::string_enum!($type { $($variant = $text),* });
    };
    ($type:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $type {
            /// The values that this version of the crate knows.
            pub const VALUES: &'static [&'static str] = &[$($text),*];

            /// Returns the value that is sent.
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
                Ok(Self::from(text))
            }
        }

        impl $crate::Decode for $type {
            #[inline]
            fn decode(node: $crate::Node<'_>) -> ::core::result::Result<Self, $crate::Fault> {
                let value = match node.text() {
                    Ok(text) => Self::from(text),
                    Err(fault) => return Err(fault),
                };
                if let Self::Unknown(_) = value {
                    node.unlisted(Some(::core::any::type_name::<Self>()));
                }
                Ok(value)
            }

            #[inline]
            fn lenient_default() -> ::core::option::Option<Self> {
                Some(Self::Unknown(::core::default::Default::default()))
            }
        }

        $crate::enum_form!($type, as_str, string);
    };
}

/// Implements traits of a string enum by the value that is sent. Derived implementations go through all variants one by one, and took a thirtieth of the time
/// to check a large API.
#[doc(hidden)]
#[macro_export]
macro_rules! string_enum_traits {
    ($type:ident, $value:ident) => {
        impl ::core::fmt::Debug for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::debug_word(&self.$value(), Self::VALUES, f)
            }
        }

        impl ::core::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                ::core::cmp::PartialEq::eq(&self.$value(), &other.$value())
            }
        }

        impl ::core::cmp::Eq for $type {}

        impl ::core::hash::Hash for $type {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&self.$value(), state);
            }
        }
    };
}

/// Implements `Display`, `Encode` and serde's traits of a set of constants, open or closed, by the value that is sent.
#[doc(hidden)]
#[macro_export]
macro_rules! enum_form {
    ($type:ident, $value:ident, $write:ident) => {
        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.$value(), f)
            }
        }

        impl $crate::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::Writer) {
                writer.$write(self.$value());
            }

            fn visit_fields<V: $crate::FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }

        $crate::model_serde!($type);
    };
}

/// Orders an open set of constants: the known ones as they are listed, then the others by their values.
#[macro_export]
macro_rules! enum_order {
    ($type:ident, $value:ident) => {
        impl ::core::cmp::PartialOrd for $type {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl ::core::cmp::Ord for $type {
            #[inline]
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                $crate::compare_enum_values(&self.$value(), &other.$value(), Self::VALUES)
            }
        }
    };
}

/// Documentation of a value: what was said of it, or the value.
#[doc(hidden)]
#[macro_export]
macro_rules! enum_value_doc {
    ($value:literal) => {
        ::core::concat!("`", $value, "`")
    };
    ($value:literal $($doc:literal)+) => {
        ::core::concat!($($doc, "\n"),+)
    };
}

/// Makes an open set of integers, as [`string_enum!`](crate::string_enum) does of strings; all others are `Unknown(i64)`. One that does
/// not fit fails as any integer does.
#[macro_export]
macro_rules! integer_enum {
    (
        $(#[$attribute:meta])*
        pub enum $type:ident { $($(#[doc = $doc:literal])* $variant:ident = $value:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum $type {
            $(#[doc = $crate::enum_value_doc!($value $($doc)*)] $variant,)*
            /// A value that this version of the crate does not know.
            Unknown(i64),
        }

        $crate::string_enum_traits!($type, as_i64);
        $crate::integer_enum!($type { $($variant = $value),* });
    };
    ($type:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $type {
            /// The values that this version of the crate knows.
            pub const VALUES: &'static [i64] = &[$($value),*];

            /// Returns the value that is sent.
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

        impl $crate::Decode for $type {
            #[inline]
            fn decode(node: $crate::Node<'_>) -> ::core::result::Result<Self, $crate::Fault> {
                let value = Self::from(<i64 as $crate::Decode>::decode(node)?);
                if let Self::Unknown(_) = value {
                    node.unlisted(Some(::core::any::type_name::<Self>()));
                }
                Ok(value)
            }

            #[inline]
            fn lenient_default() -> ::core::option::Option<Self> {
                Some(Self::Unknown(0))
            }
        }

        $crate::enum_form!($type, as_i64, integer);
    };
}

/// Makes an open set of constants of several JSON types, as [`string_enum!`](crate::string_enum) does of strings; all others are `Unknown(Value)`.
#[macro_export]
macro_rules! literal_enum {
    (
        $(#[$attribute:meta])*
        pub enum $type:ident { $($(#[doc = $doc:literal])* $variant:ident = $value:literal),* $(,)? }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $type {
            $(#[doc = $crate::enum_value_doc!($value $($doc)*)] $variant,)*
            /// A value that this version of the crate does not know.
            Unknown($crate::Value),
        }

        $crate::literal_enum!($type { $($variant = $value),* });
    };
    ($type:ident { $($variant:ident = $value:literal),* $(,)? }) => {
        impl $type {
            /// Returns the value that is sent.
            pub fn to_value(&self) -> $crate::Value {
                match self {
                    $(Self::$variant => $crate::Value::from($crate::Literal::from($value)),)*
                    Self::Unknown(value) => ::core::clone::Clone::clone(value),
                }
            }
        }

        impl $crate::Decode for $type {
            #[inline]
            fn decode(node: $crate::Node<'_>) -> ::core::result::Result<Self, $crate::Fault> {
                $(
                    if $crate::Literal::from($value).is(node) {
                        return Ok(Self::$variant);
                    }
                )*
                node.unlisted(Some(::core::any::type_name::<Self>()));
                Ok(Self::Unknown(node.to_value()))
            }
        }

        impl $crate::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::Writer) {
                match self {
                    $(Self::$variant => writer.value(&$crate::Literal::from($value)),)*
                    Self::Unknown(value) => writer.value(value),
                }
            }

            fn visit_fields<V: $crate::FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }

        $crate::model_serde!($type);
    };
}
