//! Error responses by status: `errors!`.

/// Makes an enum of the types that an operation's error responses have: a variant for each status, and `Unknown(UntypedResponse)` for all others.
/// `Error::typed` gives it.
///
/// A status is a code (`404`), a range (`4 XX`), or `default`. After `_` come those that are declared without a type, which a range or the default
/// would take otherwise.
///
/// ```
/// use specsmith_runtime::model::prelude::*;
///
/// specsmith_runtime::errors! {
///     /// Error responses.
///     pub enum RoleError {
///         NotFound(Value) = 404,
///         ClientError(String) = 4 XX,
///         Default(Value) = default,
///         _ = 410 | 5 XX,
///     }
/// }
/// ```
#[macro_export]
macro_rules! errors {
    (
        $(#[$attribute:meta])*
        pub enum $type:ident {
            $($variant:ident($body:ty) = $($code:literal)? $($word:ident)?),+
            $(, _ = $($no_code:literal $($no_word:ident)?)|+)? $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $type {
            $(
                #[doc = ::core::concat!(
                    "Status `", $(::core::stringify!($code),)? $(::core::stringify!($word),)? "`."
                )]
                $variant($body),
            )+
            /// A response with a status or a body that the document does not declare, undecoded.
            Unknown($crate::UntypedResponse),
        }

        const _: () = {
            enum At {
                $($variant,)+
            }

            impl $crate::ErrorEnum for $type {
                const TYPED: &'static [$crate::call::StatusSpec] =
                    &[$($crate::status_spec!($($code)? $($word)?)),+];
                $(
                    const UNTYPED: &'static [$crate::call::StatusSpec] =
                        &[$($crate::status_spec!($no_code $($no_word)?)),+];
                )?

                fn decode_case(
                    case: usize,
                    node: $crate::model::Node<'_>,
                ) -> ::core::result::Result<Self, $crate::model::Fault> {
                    match case {
                        $(at if at == At::$variant as usize => node.decode().map(Self::$variant),)+
                        _ => Err($crate::model::Fault::expected(node, "a declared error")),
                    }
                }

                fn unknown(response: $crate::UntypedResponse) -> Self {
                    Self::Unknown(response)
                }
            }
        };
    };
}

/// A status as the runtime's value.
#[doc(hidden)]
#[macro_export]
macro_rules! status_spec {
    (default) => {
        $crate::call::StatusSpec::Default
    };
    ($code:literal) => {
        $crate::call::StatusSpec::Code($code)
    };
    ($digit:literal XX) => {
        $crate::call::StatusSpec::Range($digit)
    };
}
