//! The macros that make models of plain structs and enums.

pub(crate) mod newtype;
pub(crate) mod record;
pub(crate) mod union;
pub(crate) mod words;

/// Gives a type that decodes and encodes serde's traits, for any format. Without the feature `serde` it gives nothing: for a large API that is a sixth of
/// what there is to compile.
#[cfg(feature = "serde")]
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

#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! model_serde {
    ($type:ident) => {};
}
