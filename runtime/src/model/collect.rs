//! From what an argument or setter takes to what a field holds.

use std::collections::BTreeMap;

/// The items, each turned into what the list holds.
#[inline]
pub fn list<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// The pairs, each turned into what the map holds.
#[inline]
pub fn map<T>(pairs: impl IntoIterator<Item = (impl Into<String>, impl Into<T>)>) -> BTreeMap<String, T> {
    pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}
