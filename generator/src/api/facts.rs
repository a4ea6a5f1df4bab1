//! Facts of a schema that only its documentation shows.

use std::sync::Arc;

use serde_json::Value;

/// Facts of a schema that change no type and that the docs print, each as a short sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocFacts {
    /// `default`, shared with the copies of these facts.
    pub default: Option<Arc<Value>>,
    /// `minimum` and its exclusiveness, as text of the document.
    pub minimum: Option<(String, bool)>,
    /// `maximum` and its exclusiveness.
    pub maximum: Option<(String, bool)>,
    /// `multipleOf`.
    pub multiple_of: Option<String>,
    /// `minLength`, `minItems` or `minProperties`.
    pub min_size: Option<u64>,
    /// `maxLength`, `maxItems` or `maxProperties`.
    pub max_size: Option<u64>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `format` that changed no type.
    pub format: Option<String>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `example` or the first of `examples`, shared with the copies of these facts.
    pub example: Option<Arc<Value>>,
}

impl DocFacts {
    /// Returns these facts, completed by others.
    #[must_use]
    pub fn or(self, others: &Self) -> Self {
        let (ours, theirs) = (self, others);
        DocFacts {
            default: ours.default.or_else(|| theirs.default.clone()),
            minimum: ours.minimum.or_else(|| theirs.minimum.clone()),
            maximum: ours.maximum.or_else(|| theirs.maximum.clone()),
            multiple_of: ours.multiple_of.or_else(|| theirs.multiple_of.clone()),
            min_size: ours.min_size.or(theirs.min_size),
            max_size: ours.max_size.or(theirs.max_size),
            pattern: ours.pattern.or_else(|| theirs.pattern.clone()),
            format: ours.format.or_else(|| theirs.format.clone()),
            unique_items: ours.unique_items || theirs.unique_items,
            example: ours.example.or_else(|| theirs.example.clone()),
        }
    }
}
