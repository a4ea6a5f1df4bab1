//! Lists and maps of themselves: `newtype!`.

/// Gives a struct around a value what the value is in JSON, `Deref` to it and `From` of it. Around a list or a map it is made of items or pairs, too.
///
/// ```
/// use specsmith_model::prelude::*;
///
/// #[derive(Clone, Debug, Default, PartialEq)]
/// pub struct Tree(pub BTreeMap<String, Tree>);
///
/// specsmith_model::newtype!(Tree, map Tree);
///
/// let tree = Tree::from([("a", Tree::from([("b", Tree::default())]))]);
/// assert_eq!(specsmith_model::to_string(&tree), r#"{"a":{"b":{}}}"#);
/// assert!(tree["a"].contains_key("b"));
/// ```
// Generic parameters have names that no type of a document can have: types in macros are not hygienic.
#[macro_export]
macro_rules! newtype {
    ($type:ident, list $item:ty) => {
        $crate::newtype_traits!($type, ::std::vec::Vec<$item>);

        impl<__Item: ::core::convert::Into<$item>> ::core::iter::FromIterator<__Item> for $type {
            fn from_iter<__Items: ::core::iter::IntoIterator<Item = __Item>>(items: __Items) -> Self {
                Self($crate::list(items))
            }
        }

        impl<__Item: ::core::convert::Into<$item>> ::core::convert::From<::std::vec::Vec<__Item>> for $type {
            fn from(items: ::std::vec::Vec<__Item>) -> Self {
                Self($crate::list(items))
            }
        }

        impl<__Item: ::core::convert::Into<$item>, const __LEN: usize> ::core::convert::From<[__Item; __LEN]> for $type {
            fn from(items: [__Item; __LEN]) -> Self {
                Self($crate::list(items))
            }
        }
    };
    ($type:ident, map $item:ty) => {
        $crate::newtype_traits!($type, ::std::collections::BTreeMap<::std::string::String, $item>);

        impl<__Key, __Item> ::core::iter::FromIterator<(__Key, __Item)> for $type
        where
            __Key: ::core::convert::Into<::std::string::String>,
            __Item: ::core::convert::Into<$item>,
        {
            fn from_iter<__Items: ::core::iter::IntoIterator<Item = (__Key, __Item)>>(pairs: __Items) -> Self {
                Self($crate::map(pairs))
            }
        }

        $crate::newtype_pairs!($type, $item, ::std::vec::Vec<(__Key, __Item)>);
        $crate::newtype_pairs!($type, $item, ::std::collections::BTreeMap<__Key, __Item>);
        $crate::newtype_pairs!($type, $item, ::std::collections::HashMap<__Key, __Item>);

        impl<__Key, __Item, const __LEN: usize> ::core::convert::From<[(__Key, __Item); __LEN]> for $type
        where
            __Key: ::core::convert::Into<::std::string::String>,
            __Item: ::core::convert::Into<$item>,
        {
            fn from(pairs: [(__Key, __Item); __LEN]) -> Self {
                Self($crate::map(pairs))
            }
        }
    };
    // A tuple is not iterable.
    ($type:ident, ($($item:ty),+ $(,)?)) => {
        $crate::newtype_value!($type, ($($item,)+));

        impl ::core::convert::From<($($item,)+)> for $type {
            fn from(value: ($($item,)+)) -> Self {
                Self(value)
            }
        }
    };
    ($type:ident, $inner:ty) => {
        $crate::newtype_traits!($type, $inner);

        impl ::core::convert::From<$inner> for $type {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }
    };
}

/// `From` of a collection of pairs.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype_pairs {
    ($type:ident, $item:ty, $pairs:ty) => {
        impl<__Key, __Item> ::core::convert::From<$pairs> for $type
        where
            __Key: ::core::convert::Into<::std::string::String>,
            __Item: ::core::convert::Into<$item>,
        {
            fn from(pairs: $pairs) -> Self {
                Self($crate::map(pairs))
            }
        }
    };
}

/// Implements `Decode`, `Encode` and serde's traits of a newtype by those of the value in it, and `From` of the newtype for the value.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype_form {
    ($type:ident, $inner:ty) => {
        impl $crate::Decode for $type {
            const TAKES_NULL: bool = <$inner as $crate::Decode>::TAKES_NULL;
            const EMPTY: ::core::option::Option<&'static str> = <$inner as $crate::Decode>::EMPTY;

            #[inline]
            fn decode(node: $crate::Node<'_>) -> ::core::result::Result<Self, $crate::Fault> {
                <$inner as $crate::Decode>::decode(node).map(Self)
            }

            #[inline]
            fn lenient_default() -> ::core::option::Option<Self> {
                <$inner as $crate::Decode>::lenient_default().map(Self)
            }
        }

        impl $crate::Encode for $type {
            #[inline]
            fn encode(&self, writer: &mut $crate::Writer) {
                writer.value(&self.0);
            }

            fn visit_fields<V: $crate::FieldVisitor>(&self, _: &Self, _: &mut V) {}
        }

        impl ::core::convert::From<$type> for $inner {
            #[inline]
            fn from(value: $type) -> Self {
                value.0
            }
        }

        $crate::model_serde!($type);
    };
}

/// Gives a newtype the written form of what it holds, and `Deref` to it.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype_value {
    ($type:ident, $inner:ty) => {
        $crate::newtype_form!($type, $inner);

        impl ::core::ops::Deref for $type {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl ::core::ops::DerefMut for $type {
            fn deref_mut(&mut self) -> &mut $inner {
                &mut self.0
            }
        }
    };
}

/// Gives a newtype of a list or a map the traits of what it holds.
#[doc(hidden)]
#[macro_export]
macro_rules! newtype_traits {
    ($type:ident, $inner:ty) => {
        $crate::newtype_value!($type, $inner);

        impl ::core::iter::IntoIterator for $type
        where
            $inner: ::core::iter::IntoIterator,
        {
            type Item = <$inner as ::core::iter::IntoIterator>::Item;
            type IntoIter = <$inner as ::core::iter::IntoIterator>::IntoIter;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }
    };
}
