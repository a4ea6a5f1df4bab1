//! Scalars with types of their own: `scalar_newtype!`.

/// Makes a struct around a scalar a scalar of its own: the same JSON, `From` and `Display` of what it holds, and for a text whatever a text is made of.
/// It has no `Deref`: a function that takes the id of a user is not given that of an order.
///
/// ```
/// use specsmith_model::prelude::*;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct UserId(pub String);
///
/// specsmith_model::scalar_newtype!(UserId, text String);
///
/// let id = UserId::from("u1");
/// assert_eq!((id.as_str(), id.to_string()), ("u1", "u1".to_owned()));
/// assert_eq!(specsmith_model::to_string(&id), r#""u1""#);
/// ```
#[macro_export]
macro_rules! scalar_newtype {
    ($type:ident, text String) => {
        $crate::scalar_newtype_text!($type);
        $crate::scalar_newtype!($type, String);
    };
    ($type:ident, text $inner:ty) => {
        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self(text.into())
            }
        }

        impl $crate::IntoNullable<$type> for ::std::string::String {
            #[inline]
            fn into_nullable(self) -> ::core::option::Option<$type> {
                ::core::option::Option::Some(self.into())
            }
        }

        $crate::scalar_newtype_text!($type);
        $crate::scalar_newtype!($type, $inner);
    };
    ($type:ident, $inner:ty) => {
        impl $type {
            /// Returns the value.
            #[inline]
            pub fn into_inner(self) -> $inner {
                self.0
            }
        }

        impl ::core::convert::From<$inner> for $type {
            #[inline]
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl $crate::IntoNullable<$type> for $inner {
            #[inline]
            fn into_nullable(self) -> ::core::option::Option<$type> {
                ::core::option::Option::Some($type(self))
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.0, f)
            }
        }

        $crate::newtype_form!($type, $inner);
    };
}

/// The conversions and comparisons of a newtype of a text.
#[doc(hidden)]
#[macro_export]
macro_rules! scalar_newtype_text {
    ($type:ident) => {
        impl $type {
            /// Returns the text.
            #[inline]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl ::core::convert::From<&::std::string::String> for $type {
            #[inline]
            fn from(text: &::std::string::String) -> Self {
                Self(text.into())
            }
        }

        impl ::core::convert::From<&$type> for $type {
            #[inline]
            fn from(value: &$type) -> Self {
                ::core::clone::Clone::clone(value)
            }
        }

        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                Ok(Self(text.into()))
            }
        }

        impl ::core::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::cmp::PartialEq<str> for $type {
            fn eq(&self, other: &str) -> bool {
                self.0 == *other
            }
        }

        impl ::core::cmp::PartialEq<&str> for $type {
            fn eq(&self, other: &&str) -> bool {
                self.0 == **other
            }
        }

        impl $crate::IntoNullable<$type> for &str {
            #[inline]
            fn into_nullable(self) -> ::core::option::Option<$type> {
                ::core::option::Option::Some(self.into())
            }
        }
    };
}
