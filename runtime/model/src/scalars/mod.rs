//! Scalars with a format. Each keeps its original text, parses it on request, and compares by its meaning.

pub mod base64;
pub(crate) mod clock;
#[cfg(test)]
mod clock_tests;
pub(crate) mod decimal;
pub(crate) mod floats;
pub(crate) mod length;
pub(crate) mod meaning;
pub(crate) mod number;
pub(crate) mod octets;
pub(crate) mod text;
pub(crate) mod unix;

/// A scalar that is a string: what all of them can do.
macro_rules! text_scalar {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        #[derive(Clone, Default)]
        pub struct $name(Box<str>);

        impl $name {
            /// Returns the original text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Returns the text itself.
            pub fn into_string(self) -> String {
                self.0.into()
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl From<&String> for $name {
            fn from(text: &String) -> Self {
                Self(text.as_str().into())
            }
        }

        impl From<$name> for String {
            fn from(scalar: $name) -> Self {
                scalar.into_string()
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                *self == **other
            }
        }

        impl $crate::Decode for $name {
            fn decode(node: $crate::Node<'_>) -> Result<Self, $crate::Fault> {
                node.text().map(Self::from)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, writer: &mut $crate::Writer) {
                writer.string(&self.0);
            }

            fn visit_fields<V: $crate::FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }

        $crate::model_serde!($name);
    };
}

use text_scalar;
