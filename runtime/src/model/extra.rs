//! What a schema does not name, kept.

use serde_json::Map;

use super::Value;
use super::respelled::Respelled;

/// Fields that an object had besides those its schema names. One pointer, empty until needed.
///
/// They are written back with the object, so that reading, changing one field and writing loses nothing.
#[derive(Clone, Debug, Default)]
pub struct Extra(Option<Box<Kept>>);

#[derive(Clone, Debug, Default)]
struct Kept {
    fields: Map<String, Value>,
    /// Named fields that were null, where absent and null are one in the struct. Sorted.
    nulls: Vec<&'static str>,
    /// Numbers of the object, extra or not, that their types would write otherwise than they came.
    numbers: Vec<Respelled>,
    /// The object came without the tag that its union writes.
    untagged: bool,
}

impl Kept {
    fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.nulls.is_empty() && self.numbers.is_empty() && !self.untagged
    }
}

/// By the fields and the nulls: how a number was spelled is not what it is.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(other)) => one.fields == other.fields && one.nulls == other.nulls,
            (Some(kept), None) | (None, Some(kept)) => kept.fields.is_empty() && kept.nulls.is_empty(),
        }
    }
}

impl Extra {
    /// No fields.
    pub const fn new() -> Self {
        Self(None)
    }

    /// The field with this key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.fields()?.get(key)
    }

    /// Sets a field; gives the value it had. The key of a field that the type names is not written.
    pub fn insert(&mut self, key: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.0.get_or_insert_default().fields.insert(key.into(), value.into())
    }

    /// Removes a field; gives the value it had.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let kept = self.0.as_mut()?;
        let value = kept.fields.remove(key);
        if kept.is_empty() {
            self.0 = None;
        }
        value
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.fields().map_or(0, Map::len)
    }

    /// True when there is no field.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The fields by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields().into_iter().flatten().map(|(key, value)| (key.as_str(), value))
    }

    pub(crate) fn fields(&self) -> Option<&Map<String, Value>> {
        self.0.as_ref().map(|kept| &kept.fields)
    }

    /// Remembers that the object came without the tag that its union writes.
    pub(crate) fn set_untagged(&mut self) {
        self.0.get_or_insert_default().untagged = true;
    }

    pub(crate) fn is_untagged(&self) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.untagged)
    }

    pub(crate) fn remember(&mut self, mut nulls: Vec<&'static str>) {
        if !nulls.is_empty() {
            nulls.sort_unstable();
            self.0.get_or_insert_default().nulls = nulls;
        }
    }

    pub(crate) fn remember_numbers(&mut self, numbers: Vec<Respelled>) {
        if !numbers.is_empty() {
            self.0.get_or_insert_default().numbers = numbers;
        }
    }

    pub(crate) fn numbers(&self) -> &[Respelled] {
        self.0.as_ref().map_or(&[], |kept| &kept.numbers)
    }

    pub(crate) fn remembers_null(&self, name: &str) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.nulls.contains(&name))
    }
}

impl<K: Into<String>, V: Into<Value>> Extend<(K, V)> for Extra {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, fields: I) {
        for (key, value) in fields {
            self.insert(key, value);
        }
    }
}
