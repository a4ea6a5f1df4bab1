//! Merges a value into a node, and notes where the nodes come from.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::run::Version;
use crate::pointer::Pointer;

/// A node's kind, as far as it decides what it can be updated with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    List,
    Scalar,
}

impl Kind {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Object(_) => Self::Object,
            Value::Array(_) => Self::List,
            _ => Self::Scalar,
        }
    }

    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::List => "a list",
            Self::Scalar => "a scalar",
        }
    }
}

/// Returns the reason why a selected node cannot be updated with a value, as a sentence.
pub(super) fn refusal(node: &Value, update: &Value, version: Version) -> Option<String> {
    match (Kind::of(node), Kind::of(update)) {
        (Kind::Object, Kind::Object) | (Kind::List, _) => None,
        _ if node.is_null() => None,
        (Kind::Scalar, Kind::Scalar) if version == Version::V1_1 => None,
        (Kind::Scalar, Kind::Scalar) => Some("overlay 1.0 cannot update a scalar; 1.1 can".to_owned()),
        (node, update) => Some(format!("{} cannot be updated with {}", node.noun(), update.noun())),
    }
}

/// Returns the first place where two values do not go together, which Overlay 1.1 refuses; 1.0 replaces the node.
pub(super) fn conflict(node: &Value, update: &Value, at: &Pointer) -> Option<Pointer> {
    if node.is_null() || update.is_null() {
        return None;
    }
    match (node, update) {
        (Value::Object(node), Value::Object(update)) => {
            update.iter().find_map(|(key, update)| conflict(node.get(key)?, update, &at.child(key)))
        }
        (node, update) => (Kind::of(node) != Kind::of(update)).then(|| at.clone()),
    }
}

/// Merges values, and notes for each node that comes where it was written.
pub(super) struct Merge<'m> {
    pub(super) added: &'m mut HashMap<Pointer, Pointer>,
}

impl Merge<'_> {
    /// Updates a selected node: an object gets members, a list grows, a scalar is replaced.
    pub(super) fn update(&mut self, node: &mut Value, update: &Value, at: &Pointer, from: &Pointer) {
        match (node, update) {
            (Value::Array(items), Value::Array(_)) => self.extend(items, update, at, from),
            (Value::Array(items), entry) => {
                self.added.insert(at.child(items.len()), from.clone());
                items.push(entry.clone());
            }
            (node, update) => self.merge(node, update, at, from),
        }
    }

    fn merge(&mut self, node: &mut Value, update: &Value, at: &Pointer, from: &Pointer) {
        match (node, update) {
            (Value::Object(map), Value::Object(update)) => self.members(map, update, at, from),
            (Value::Array(items), Value::Array(_)) => self.extend(items, update, at, from),
            // A key without a value has nothing to merge.
            (Value::Object(_) | Value::Array(_), Value::Null) => {}
            (node, update) => {
                self.added.insert(at.clone(), from.clone());
                *node = update.clone();
            }
        }
    }

    fn extend(&mut self, items: &mut Vec<Value>, update: &Value, at: &Pointer, from: &Pointer) {
        for (index, entry) in update.as_array().into_iter().flatten().enumerate() {
            self.added.insert(at.child(items.len()), from.child(index));
            items.push(entry.clone());
        }
    }

    fn members(&mut self, map: &mut Map<String, Value>, update: &Map<String, Value>, at: &Pointer, from: &Pointer) {
        for (key, value) in update {
            let (at, from) = (at.child(key), from.child(key));
            match map.get_mut(key) {
                Some(known) => self.merge(known, value, &at, &from),
                None => {
                    self.added.insert(at, from);
                    map.insert(key.clone(), value.clone());
                }
            }
        }
    }
}
