//! Unions: `union!`.

/// Makes a union of an enum whose last variant is `Unknown(Value)`: [`Union`](crate::model::Union), `Decode`, `Encode`, `serde::Serialize`,
/// `serde::Deserialize`, and `From` for the types in parentheses.
///
/// ```
/// use specsmith_runtime::model::prelude::*;
///
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum Content {
///     Text(String),
///     Parts(Vec<String>),
///     Unknown(Value),
/// }
///
/// specsmith_runtime::union!(Content {
///     Text(String, &str) => Case::new("Text", Kinds::STRING),
///     Parts(Vec<String>) => Case::new("Parts", Kinds::ARRAY),
/// });
///
/// assert_eq!(specsmith_runtime::model::from_str::<Content>(r#""a""#)?, Content::from("a"));
/// # Ok::<(), specsmith_runtime::model::DecodeError>(())
/// ```
///
/// A union known by a tag has the tag's values in place of cases: `union!(Item, tagged "type" { Message(Message) = "message" | "text", … })`. After
/// `otherwise`, before the braces, comes the variant of a value whose tag is another or not there. After
/// `writes` comes the value that is added to what the variant's own type writes, when that does not hold it. `union!(Item)` makes a union of a type that
/// implements [`Union`](crate::model::Union) itself.
#[macro_export]
macro_rules! union {
    ($type:ident) => {
        $crate::union_traits!($type {
            const TAKES_NULL: bool = <Self as $crate::model::Union>::CASES.take_null();
        });
    };
    ($type:ident { $($variant:ident $(($($from:ty),+))? => $case:expr),+ $(,)? }) => {
        const _: () = {
            enum At {
                $($variant,)+
            }

            impl $crate::model::Union for $type {
                const CASES: $crate::model::Cases = $crate::model::Cases::shaped(&[$($case),+]);

                #[inline]
                fn decode_case(
                    case: usize,
                    node: $crate::model::Node<'_>,
                ) -> ::core::result::Result<Self, $crate::model::Fault> {
                    $(
                        if case == At::$variant as usize {
                            return node.case(Self::$variant);
                        }
                    )+
                    node.case(Self::Unknown)
                }

                #[inline]
                fn encode_case(&self, writer: &mut $crate::model::Writer) {
                    match self {
                        $(Self::$variant(value) => writer.value(value),)+
                        Self::Unknown(value) => writer.value(value),
                    }
                }
            }
        };

        $($($crate::union_from!($type, $variant, $($from),+);)?)+
        $crate::union!($type);
    };
    ($type:ident, tagged $tag:literal $(otherwise $otherwise:ident)? {
        $($variant:ident $(($($from:ty),+))? $(= $($value:literal)|+)? $(writes $written:literal)?),+ $(,)?
    }) => {
        const _: () = {
            enum At {
                $($variant,)+
            }

            impl $crate::model::Union for $type {
                const CASES: $crate::model::Cases =
                    $crate::model::Cases::tagged($tag, &[$($($(($value, At::$variant as usize),)+)?)+])
                        $(.otherwise(At::$otherwise as usize))?;

                #[inline]
                fn decode_case(
                    case: usize,
                    node: $crate::model::Node<'_>,
                ) -> ::core::result::Result<Self, $crate::model::Fault> {
                    $(
                        if case == At::$variant as usize {
                            return node.case(Self::$variant);
                        }
                    )+
                    node.case(Self::Unknown)
                }

                #[inline]
                fn encode_case(&self, writer: &mut $crate::model::Writer) {
                    match self {
                        $(Self::$variant(value) => $crate::union_write!(writer, value, $tag $(, $written)?),)+
                        Self::Unknown(value) => writer.value(value),
                    }
                }
            }
        };

        $($($crate::union_from!($type, $variant, $($from),+);)?)+
        $crate::union_traits!($type {});
    };
}

/// What a union can do by its cases. Known by a tag, it never takes `null`.
#[doc(hidden)]
#[macro_export]
macro_rules! union_traits {
    ($type:ident { $($takes_null:tt)* }) => {
        impl $crate::model::Decode for $type {
            $($takes_null)*

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

/// Makes a variant of each type that becomes its value.
#[doc(hidden)]
#[macro_export]
macro_rules! union_from {
    ($type:ident, $variant:ident, $($from:ty),+) => {
        $(
            impl ::core::convert::From<$from> for $type {
                #[inline]
                fn from(value: $from) -> Self {
                    Self::$variant(::core::convert::Into::into(value))
                }
            }
        )+
    };
}

/// Writes a variant's value, with its tag if it does not hold it.
#[doc(hidden)]
#[macro_export]
macro_rules! union_write {
    ($writer:ident, $value:ident, $tag:literal) => {
        $writer.value($value)
    };
    ($writer:ident, $value:ident, $tag:literal, $written:literal) => {
        $writer.tagged($tag, $written, $value)
    };
}
