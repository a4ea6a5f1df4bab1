//! Unions: `union!`.

/// Makes a union of an enum whose last variant is `Unknown(Value)`: [`Union`](crate::Union), `Decode`, `Encode`, `serde::Serialize`,
/// `serde::Deserialize`, and `From` for the types in parentheses.
///
/// ```
/// use specsmith_model::prelude::*;
///
/// #[derive(Clone, Debug, PartialEq)]
/// #[non_exhaustive]
/// pub enum Content {
///     Text(String),
///     Parts(Vec<String>),
///     Unknown(Value),
/// }
///
/// specsmith_model::union!(Content {
///     Text(String, &str) => Case::new("Text", Kinds::STRING),
///     Parts(Vec<String>) => Case::new("Parts", Kinds::ARRAY),
/// });
///
/// assert_eq!(specsmith_model::from_str::<Content>(r#""a""#)?, Content::from("a"));
/// # Ok::<(), specsmith_model::DecodeError>(())
/// ```
///
/// A union known by a tag has the tag's values in place of cases: `union!(Item, tagged "type" { Message(Message) = "message" | "text", … })`. They are
/// texts, or numbers and booleans as the tag is declared. After
/// `otherwise`, before the braces, comes the variant of a value whose tag is another or not there. After
/// `writes` comes the value that is added to what the variant's own type writes, when that does not say one of the variant's values itself. `corrects` stands
/// behind a variant whose type always writes the tag: should that say another variant's, the first of its own is written in its place. A
/// union known by its cases may have a tag too: `Message(Message) tag "type" = "message" | "text" writes "message" => Case::new(…)`.
///
/// A type in brackets is that of the items of a variant that is a list: `Parts[String] => …` is made of a list of anything that becomes a `String`. Of
/// several such variants each says which types the items of a list have: `Parts lists(String: &str) => …`.
///
/// `union!(Item closed { … })` and `union!(Item closed, tagged … { … })` make a closed union, whose enum has no `Unknown`: a value that no variant takes is
/// not read.
///
/// `union!(Item)` makes a union of a type that implements [`Union`](crate::Union) itself.
#[macro_export]
macro_rules! union {
    ($type:ident) => {
        $crate::union_traits!($type {
            const TAKES_NULL: bool = <Self as $crate::Union>::CASES.take_null();
        });
    };
    ($type:ident closed $($table:tt)*) => {
        $crate::union_table!($type [] $($table)*);
    };
    ($type:ident $($table:tt)*) => {
        $crate::union_table!($type [Unknown] $($table)*);
    };
}

/// The traits of a union by its table. In brackets stands the variant of values that no other takes; a closed union has none.
#[doc(hidden)]
#[macro_export]
macro_rules! union_table {
    ($type:ident [$($unknown:ident)?] {
        $($variant:ident $(($($from:ty),* $(; $inner:ty => $($through:ty),+)?))? $([$item:ty])? $(lists($list:ty $(: $($listed:ty),+)?))?
            $(tag $tag:literal = $($value:literal)|+ $($how:ident $($written:literal)?)?)?
            => $case:expr),+ $(,)?
    }) => {
        const _: () = {
            enum At {
                $($variant,)+
            }

            impl $crate::Union for $type {
                const CASES: $crate::Cases = $crate::Cases::shaped(&[$($case $(.tag($tag))?),+]);

                #[inline]
                fn decode_case(
                    case: usize,
                    node: $crate::Node<'_>,
                ) -> ::core::result::Result<Self, $crate::Fault> {
                    $(
                        if case == At::$variant as usize {
                            return node.case(Self::$variant);
                        }
                    )+
                    $crate::union_rest!(node $($unknown)?)
                }

                #[inline]
                fn encode_case(&self, writer: &mut $crate::Writer) {
                    match self {
                        $(Self::$variant(value) => $crate::union_write!(
                            writer, value $(, $tag = $($value)|+ $($how $($written)?)?)?
                        ),)+
                        $(Self::$unknown(value) => writer.value(value),)?
                    }
                }
            }
        };

        $($($crate::union_from!($type, $variant, $($from),*; $($inner => $($through),+)?);)?)+
        $($($crate::union_from_list!($type, $variant, $item);)?)+
        $($($crate::union_from_lists!($type, $variant, $list, $list $($(, $listed)+)?);)?)+
        $crate::union!($type);
    };
    ($type:ident [$($unknown:ident)?], tagged $tag:literal $(otherwise $otherwise:ident)? {
        $($variant:ident $(($($from:ty),* $(; $inner:ty => $($through:ty),+)?))?
            $(= $($value:literal)|+ $($how:ident $($written:literal)?)?)?),+
        $(,)?
    }) => {
        const _: () = {
            enum At {
                $($variant,)+
            }

            impl $crate::Union for $type {
                const CASES: $crate::Cases =
                    $crate::Cases::tagged($tag, &[$($($((::core::concat!($value), At::$variant as usize),)+)?)+])
                        $(.otherwise(At::$otherwise as usize))?;

                #[inline]
                fn decode_case(
                    case: usize,
                    node: $crate::Node<'_>,
                ) -> ::core::result::Result<Self, $crate::Fault> {
                    $(
                        if case == At::$variant as usize {
                            return node.case(Self::$variant);
                        }
                    )+
                    $crate::union_rest!(node $($unknown)?)
                }

                #[inline]
                fn encode_case(&self, writer: &mut $crate::Writer) {
                    match self {
                        $(Self::$variant(value) => $crate::union_write!(
                            writer, value $(, $tag = $($value)|+ $($how $($written)?)?)?
                        ),)+
                        $(Self::$unknown(value) => writer.value(value),)?
                    }
                }
            }
        };

        $($($crate::union_from!($type, $variant, $($from),*; $($inner => $($through),+)?);)?)+
        $crate::union_traits!($type {});
    };
}

/// A value that no variant takes.
#[doc(hidden)]
#[macro_export]
macro_rules! union_rest {
    ($node:ident) => {
        ::core::result::Result::Err($crate::Fault::no_variant($node))
    };
    ($node:ident $unknown:ident) => {
        $node.case(Self::$unknown)
    };
}

/// Implements traits of a union by its cases. A union with a tag never takes `null`.
#[doc(hidden)]
#[macro_export]
macro_rules! union_traits {
    ($type:ident { $($takes_null:tt)* }) => {
        impl $crate::Decode for $type {
            $($takes_null)*

            #[inline]
            fn decode(node: $crate::Node<'_>) -> ::core::result::Result<Self, $crate::Fault> {
                $crate::decode_union(node)
            }
        }

        impl $crate::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::Writer) {
                $crate::Union::encode_case(self, writer);
            }

            fn visit_fields<V: $crate::FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }

        $crate::model_serde!($type);
    };
}

/// Makes a variant of each type that becomes its value, or the union in its box.
#[doc(hidden)]
#[macro_export]
macro_rules! union_from {
    ($type:ident, $variant:ident, $($from:ty),*; $($inner:ty => $($through:ty),+)?) => {
        $(
            impl ::core::convert::From<$from> for $type {
                #[inline]
                fn from(value: $from) -> Self {
                    Self::$variant(::core::convert::Into::into(value))
                }
            }
        )*
        $($(
            impl ::core::convert::From<$through> for $type {
                #[inline]
                fn from(value: $through) -> Self {
                    Self::$variant(::std::boxed::Box::new(<$inner as ::core::convert::From<$through>>::from(value)))
                }
            }
        )+)?
    };
}

/// Makes a variant of a list of anything that becomes its items.
#[doc(hidden)]
#[macro_export]
macro_rules! union_from_list {
    ($type:ident, $variant:ident, $item:ty) => {
        impl<__Item: ::core::convert::Into<$item>> ::core::convert::From<::std::vec::Vec<__Item>> for $type {
            #[inline]
            fn from(items: ::std::vec::Vec<__Item>) -> Self {
                Self::$variant(::core::convert::Into::into($crate::list::<$item>(items)))
            }
        }

        impl<__Item: ::core::convert::Into<$item>, const __LEN: usize> ::core::convert::From<[__Item; __LEN]>
            for $type
        {
            #[inline]
            fn from(items: [__Item; __LEN]) -> Self {
                Self::$variant(::core::convert::Into::into($crate::list::<$item>(items)))
            }
        }
    };
}

/// Makes a variant of a list of each of some types.
#[doc(hidden)]
#[macro_export]
macro_rules! union_from_lists {
    ($type:ident, $variant:ident, $item:ty, $($source:ty),+) => {
        $(
            impl ::core::convert::From<::std::vec::Vec<$source>> for $type {
                #[inline]
                fn from(items: ::std::vec::Vec<$source>) -> Self {
                    Self::$variant(::core::convert::Into::into($crate::list::<$item>(items)))
                }
            }

            impl<const __LEN: usize> ::core::convert::From<[$source; __LEN]> for $type {
                #[inline]
                fn from(items: [$source; __LEN]) -> Self {
                    Self::$variant(::core::convert::Into::into($crate::list::<$item>(items)))
                }
            }
        )+
    };
}

/// Lets an argument that takes a union or null take what the union is made of.
#[doc(hidden)]
#[macro_export]
macro_rules! nullable_union {
    ($type:ident: $($from:ty),+) => {
        $(
            impl $crate::IntoNullable<$type> for $from {
                #[inline]
                fn into_nullable(self) -> ::core::option::Option<$type> {
                    ::core::option::Option::Some(::core::convert::Into::into(self))
                }
            }
        )+
    };
}

/// Writes a variant's value, with its tag.
#[doc(hidden)]
#[macro_export]
macro_rules! union_write {
    ($writer:ident, $value:ident) => {
        $writer.value($value)
    };
    ($writer:ident, $value:ident, $tag:literal = $($values:literal)|+) => {
        $writer.value($value)
    };
    ($writer:ident, $value:ident, $tag:literal = $($values:literal)|+ corrects) => {
        $writer.corrected($tag, &[$(::core::concat!($values)),+], $value)
    };
    ($writer:ident, $value:ident, $tag:literal = $($values:literal)|+ writes $written:literal) => {
        $writer.tagged(
            $tag,
            $crate::Literal::from($written),
            &[$(::core::concat!($values)),+],
            $value,
        )
    };
}
