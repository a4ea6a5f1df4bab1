//! Conversions from the parameter types of arguments and setters to the types of fields.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::net::IpAddr;
use std::time::SystemTime;

use crate::scalars::clock::{Date, DateTime, Duration, Time};
use crate::scalars::decimal::Decimal;
use crate::scalars::number::Number;
use crate::scalars::text::{Base64, Base64Url, IpText, Uri, Uuid};
use crate::scalars::unix::UnixTime;

/// Collects items, each converted into the list's item type.
#[inline]
pub fn list<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// Collects pairs, each converted into the map's types.
#[inline]
pub fn map<T>(pairs: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>) -> BTreeMap<String, T> {
    pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}

/// Conversion into a value that may be null: from `None`, `Some`, the value, or text.
pub trait IntoNullable<T> {
    /// Returns the value; `None` for null.
    fn into_nullable(self) -> Option<T>;
}

impl<T> IntoNullable<T> for T {
    #[inline]
    fn into_nullable(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoNullable<T> for Option<T> {
    #[inline]
    fn into_nullable(self) -> Option<T> {
        self
    }
}

impl<T> IntoNullable<Box<T>> for T {
    #[inline]
    fn into_nullable(self) -> Option<Box<T>> {
        Some(Box::new(self))
    }
}

impl<T, const N: usize> IntoNullable<Vec<T>> for [T; N] {
    #[inline]
    fn into_nullable(self) -> Option<Vec<T>> {
        Some(self.into())
    }
}

/// Conversion into a list that may be null: from `None`, or a collection of items.
pub trait IntoNullableList<T> {
    /// Returns the list; `None` for null.
    fn into_nullable_list(self) -> Option<Vec<T>>;
}

impl<T> IntoNullableList<T> for Option<Vec<T>> {
    #[inline]
    fn into_nullable_list(self) -> Self {
        self
    }
}

impl<T, U: Into<T>> IntoNullableList<T> for Vec<U> {
    #[inline]
    fn into_nullable_list(self) -> Option<Vec<T>> {
        Some(list(self))
    }
}

impl<T, U: Into<T>, const N: usize> IntoNullableList<T> for [U; N] {
    #[inline]
    fn into_nullable_list(self) -> Option<Vec<T>> {
        Some(list(self))
    }
}

impl<T, U: Into<T> + Clone> IntoNullableList<T> for &[U] {
    #[inline]
    fn into_nullable_list(self) -> Option<Vec<T>> {
        Some(list(self.iter().cloned()))
    }
}

/// Conversion into a list that may be null, of items that may be null: from `None`, or a collection of items for [`IntoNullableItem`].
pub trait IntoNullableItems<T> {
    /// Returns the list; `None` for null.
    fn into_nullable_items(self) -> Option<Vec<Option<T>>>;
}

impl<T> IntoNullableItems<T> for Option<Vec<Option<T>>> {
    #[inline]
    fn into_nullable_items(self) -> Self {
        self
    }
}

impl<T, U: IntoNullableItem<T>> IntoNullableItems<T> for Vec<U> {
    #[inline]
    fn into_nullable_items(self) -> Option<Vec<Option<T>>> {
        Some(self.into_iter().map(U::into_nullable_item).collect())
    }
}

impl<T, U: IntoNullableItem<T>, const N: usize> IntoNullableItems<T> for [U; N] {
    #[inline]
    fn into_nullable_items(self) -> Option<Vec<Option<T>>> {
        Some(self.into_iter().map(U::into_nullable_item).collect())
    }
}

impl<T, U: IntoNullableItem<T> + Clone> IntoNullableItems<T> for &[U] {
    #[inline]
    fn into_nullable_items(self) -> Option<Vec<Option<T>>> {
        Some(self.iter().cloned().map(U::into_nullable_item).collect())
    }
}

/// Conversion into a map that may be null: from `None`, or a collection of pairs.
pub trait IntoNullableMap<T> {
    /// Returns the map; `None` for null.
    fn into_nullable_map(self) -> Option<BTreeMap<String, T>>;
}

impl<T> IntoNullableMap<T> for Option<BTreeMap<String, T>> {
    #[inline]
    fn into_nullable_map(self) -> Self {
        self
    }
}

macro_rules! pairs {
    ($([$($param:tt)*] $pairs:ty),* $(,)?) => {$(
        impl<T, K: Into<String>, V: Into<T>, $($param)*> IntoNullableMap<T> for $pairs {
            #[inline]
            fn into_nullable_map(self) -> Option<BTreeMap<String, T>> {
                Some(map(self))
            }
        }
    )*};
}

pairs!([] Vec<(K, V)>, [const N: usize] [(K, V); N], [] BTreeMap<K, V>, [S] HashMap<K, V, S>);

/// Conversion into an item that may be null, in a list or map of texts or scalars: from an option, or from the item's type.
///
/// `None` alone does not say what it is an option of; beside a `Some` it does: `[Some("a"), None]`.
pub trait IntoNullableItem<T> {
    /// Returns the item; `None` for null.
    fn into_nullable_item(self) -> Option<T>;
}

impl<T, U: Into<T>> IntoNullableItem<T> for Option<U> {
    #[inline]
    fn into_nullable_item(self) -> Option<T> {
        self.map(Into::into)
    }
}

macro_rules! items {
    ($([$($param:tt)*] $item:ty),* $(,)?) => {$(
        impl<$($param)* T: From<$item>> IntoNullableItem<T> for $item {
            #[inline]
            fn into_nullable_item(self) -> Option<T> {
                Some(self.into())
            }
        }
    )*};
}

items!(['a,] &'a str, ['a,] &'a String, ['a,] Cow<'a, str>, [] String, [] i32, [] i64, [] f64, [] SystemTime, [] IpAddr);

macro_rules! own_items {
    ($($scalar:ty),*) => {$(
        impl IntoNullableItem<Self> for $scalar {
            #[inline]
            fn into_nullable_item(self) -> Option<Self> {
                Some(self)
            }
        }
    )*};
}

own_items!(DateTime, Date, Time, Duration, Uuid, Uri, IpText, Base64, Base64Url, Decimal, Number, UnixTime);

macro_rules! nullable {
    ($($source:ty => $($scalar:ty),*;)*) => {$($(
        impl IntoNullable<$scalar> for $source {
            #[inline]
            fn into_nullable(self) -> Option<$scalar> {
                Some(self.into())
            }
        }
    )*)*};
}

nullable! {
    &str => String, DateTime, Date, Time, Duration, Uuid, Uri, IpText, Base64, Base64Url, Decimal;
    String => DateTime, Date, Time, Duration, Uuid, Uri, IpText, Base64, Base64Url, Decimal;
    i32 => Number, Decimal, UnixTime;
    i64 => Number, Decimal, UnixTime;
    f64 => Number, Decimal;
    SystemTime => DateTime, Date, UnixTime;
    IpAddr => IpText;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<T>(value: impl IntoNullable<T>) -> Option<T> {
        value.into_nullable()
    }

    fn items(items: impl IntoIterator<Item = impl IntoNullableItem<String>>) -> Vec<Option<String>> {
        items.into_iter().map(IntoNullableItem::into_nullable_item).collect()
    }

    fn text_list(list: impl IntoNullableList<String>) -> Option<Vec<String>> {
        list.into_nullable_list()
    }

    fn text_map(map: impl IntoNullableMap<String>) -> Option<BTreeMap<String, String>> {
        map.into_nullable_map()
    }

    #[test]
    fn nullable_arguments_take_what_a_person_writes() {
        assert_eq!(value::<String>("a"), Some("a".to_owned()));
        assert_eq!(value::<String>(String::from("a")), Some("a".to_owned()));
        assert_eq!(value::<String>(Some("a".into())), Some("a".to_owned()));
        assert_eq!(value::<String>(None), None);
        assert_eq!(value::<i64>(1), Some(1));
        assert_eq!(value::<Vec<f64>>([1.0]), Some(vec![1.0]));
        assert_eq!(value::<Box<i64>>(1), Some(Box::new(1)));
        assert_eq!(value::<DateTime>(SystemTime::UNIX_EPOCH), Some("1970-01-01T00:00:00Z".into()));
    }

    #[test]
    fn items_that_may_be_null_are_text_or_options_of_it() {
        let both = vec![Some("a".to_owned()), None];
        assert_eq!(items([Some("a"), None]), both);
        assert_eq!(items(vec![Some("a".to_owned()), None]), both);
        assert_eq!(items(["a"]), both[..1]);
        assert_eq!(items([String::from("a")]), both[..1]);
    }

    #[test]
    fn lists_that_may_be_null_take_items_that_may_be_null() {
        fn list(list: impl IntoNullableItems<String>) -> Option<Vec<Option<String>>> {
            list.into_nullable_items()
        }
        let both = Some(vec![Some("a".to_owned()), None]);
        let one = Some(vec![Some("a".to_owned())]);
        assert_eq!(list([Some("a"), None]), both);
        assert_eq!(list(vec![Some("a")]), one);
        assert_eq!(list(["a"]), one);
        assert_eq!(list(&["a"][..]), one);
        assert_eq!(list(both.clone()), both);
        assert_eq!(list(None), None);
    }

    #[test]
    fn collections_that_may_be_null_are_made_of_items_and_pairs() {
        let list = Some(vec!["a".to_owned()]);
        assert_eq!(text_list(["a"]), list);
        assert_eq!(text_list(vec![String::from("a")]), list);
        assert_eq!(text_list(&["a"][..]), list);
        assert_eq!(text_list(list.clone()), list);
        assert_eq!(text_list(None), None);

        let map = Some(BTreeMap::from([("k".to_owned(), "v".to_owned())]));
        assert_eq!(text_map([("k", "v")]), map);
        assert_eq!(text_map(vec![("k", "v")]), map);
        assert_eq!(text_map(HashMap::from([("k", "v")])), map);
        assert_eq!(text_map(BTreeMap::from([("k", "v")])), map);
        assert_eq!(text_map(map.clone()), map);
        assert_eq!(text_map(None), None);
    }
}
