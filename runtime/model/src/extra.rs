//! Values that a record keeps beside its fields: members that its schema does not name, and the original form of named ones.

use serde_json::Map;

use crate::Value;
use crate::empty::{is_empty, is_empty_tuple};
use crate::spelling::Respelled;

/// Fields of an object that its schema does not name. One pointer, empty until needed.
///
/// They are written back with the object, so that decoding it, changing one field and encoding it loses nothing. They also remember the required fields that
/// were absent or null when the object was decoded.
#[derive(Clone, Debug, Default)]
pub struct Extra(Option<Box<Kept>>);

#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// Members that the schema does not name, and values that did not fit their field.
    pub(crate) fields: Map<String, Value>,
    /// Named fields that do not tell by themselves how they came. Sorted.
    pub(crate) named: Vec<(&'static str, Came)>,
    /// Numbers of the object, extra or not, that their types would write otherwise than they came.
    pub(crate) numbers: Vec<Respelled>,
    /// True if the object came without the tag that its union writes.
    pub(crate) untagged: bool,
    /// A value of another type that came in place of the object.
    pub(crate) instead: Option<Value>,
}

/// By the fields and how named ones came: how a number was spelled is not what it is.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => {
                one.fields == other.fields && one.named == other.named && one.instead == other.instead
            }
            (Some(kept), None) | (None, Some(kept)) => {
                kept.fields.is_empty() && kept.named.is_empty() && kept.instead.is_none()
            }
        }
    }
}

/// Original form of a named field, if its value alone does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Came {
    /// The field is required, but was absent.
    Absent,
    /// The field is required and may not be null, but was null.
    Null,
    /// The field is required, but its value did not fit; the value is among the extra fields.
    Unfit,
    /// The field may be absent, but was null.
    OptionalNull,
    /// One of the above, with an empty value that is an array of empty values.
    Tuple,
    /// One of the above, with this JSON of its empty value.
    Written(&'static str),
}

impl Came {
    /// Returns true if a required field has its empty value for that.
    pub(crate) fn is_missing(self) -> bool {
        matches!(self, Self::Absent | Self::Null | Self::Unfit)
    }
}

impl Kept {
    fn is_empty(&self) -> bool {
        let nothing = self.fields.is_empty() && self.named.is_empty() && self.numbers.is_empty();
        nothing && !self.untagged && self.instead.is_none()
    }

    /// Returns the original form of a field.
    pub(crate) fn came(&self, name: &str) -> Option<Came> {
        self.named.iter().find(|(known, _)| *known == name).map(|(_, came)| *came)
    }

    /// Returns the way that a field came if it still has its empty value, which is written as `json`.
    pub(crate) fn came_empty(&self, name: &str, json: &str) -> Option<Came> {
        let is_other = |came: &Came| match came {
            Came::Tuple => is_empty_tuple(json),
            Came::Written(empty) => *empty == json,
            _ => false,
        };
        let other = || self.named.iter().any(|(known, came)| *known == name && is_other(came));
        self.came(name).filter(|_| is_empty(json) || other())
    }
}

impl Extra {
    /// Makes an empty set of fields.
    pub const fn new() -> Self {
        Self(None)
    }

    /// Returns the field with this key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields()?.get(key)
    }

    /// Sets a field, and returns its former value. A key that the type names is not written.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.get_or_insert_default().fields.insert(key.into(), value.into())
    }

    /// Removes a field, and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let kept = self.0.as_mut()?;
        let value = kept.fields.remove(key);
        self.tidy();
        value
    }

    /// Returns the number of fields.
    pub fn len(&self) -> usize {
        self.fields().map_or(0, Map::len)
    }

    /// Returns true if there is no field.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the fields by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
    }

    /// Returns the value that came in place of the object: `null`, a text, a list. The record then has the empty value of each field, and is written as that
    /// value as long as the fields stay empty.
    pub fn instead(&self) -> Option<&Value> {
        self.kept()?.instead.as_ref()
    }

    /// Marks a named field as present that was absent, null or of another type when the object was decoded, so that it is written with the value it has.
    pub fn mark_present(&mut self, key: &str) {
        let Some(kept) = self.0.as_mut() else { return };
        if kept.came(key) == Some(Came::Unfit) {
            kept.fields.remove(key);
        }
        kept.named.retain(|(known, _)| *known != key);
        self.tidy();
    }

    /// Remembers that the object came without the tag that its union writes.
    pub(crate) fn set_untagged(&mut self) {
        self.0.get_or_insert_default().untagged = true;
    }

    /// Remembers what came where the object was expected.
    pub(crate) fn set_instead(&mut self, value: Value) {
        self.0.get_or_insert_default().instead = Some(value);
    }

    fn fields(&self) -> Option<&Map<String, Value>> {
        self.kept().map(|kept| &kept.fields)
    }

    #[inline]
    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.0.as_deref()
    }

    pub(crate) fn remember(&mut self, mut named: Vec<(&'static str, Came)>) {
        if !named.is_empty() {
            named.sort_unstable();
            self.0.get_or_insert_default().named = named;
        }
    }

    pub(crate) fn remember_numbers(&mut self, numbers: Vec<Respelled>) {
        if !numbers.is_empty() {
            self.0.get_or_insert_default().numbers = numbers;
        }
    }

    pub(crate) fn remembers_null(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.came(name) == Some(Came::OptionalNull))
    }

    fn tidy(&mut self) {
        if self.0.as_ref().is_some_and(|kept| kept.is_empty()) {
            self.0 = None;
        }
    }
}

impl<K: Into<String>, V: Into<Value>> Extend<(K, V)> for Extra {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, fields: I) {
        for (key, value) in fields {
            self.insert(key, value);
        }
    }
}
