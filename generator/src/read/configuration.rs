//! The user's configuration for a document.

use std::collections::BTreeMap;

use super::choice::Pattern;
use super::resource_rule::ResourceRule;
use super::setter::Setting;
use crate::report::Place;

/// Extensions to set. Those of an operation win over those in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Of the document itself.
    pub document: Vec<Setting>,
    /// Of operations, by patterns as those of [`super::Selection`], in the order they apply.
    pub operations: Vec<(Pattern, Vec<Setting>)>,
    /// Of security schemes, by their names.
    pub schemes: Vec<(Pattern, Vec<Setting>)>,
    /// Of schemas, by their keys, or by their pointers: `#/components/schemas/Pet/properties/status`.
    pub types: Vec<(Pattern, Vec<Setting>)>,
    /// The user's own types for schemas, by the keys of the schemas or their pointers.
    pub replace: Vec<(Pattern, Vec<Setting>)>,
    /// Resources in front of those that are inferred.
    pub tree: Vec<ResourceRule>,
    /// The extension of operations whose samples call them by their names.
    pub by_example: Option<String>,
    /// The file with this configuration.
    pub configuration: Option<Configuration>,
}

/// A file of settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// Its name, for diagnostics.
    pub name: String,
    /// The places of its keys, by their paths: `types`, `Pet`, `fields`.
    pub places: BTreeMap<Vec<String>, Place>,
}

impl Configuration {
    /// Returns the place of a key, or of the nearest one above it.
    pub(super) fn place(&self, tokens: impl Iterator<Item = String>) -> Option<Place> {
        let mut path: Vec<String> = tokens.collect();
        while !path.is_empty() {
            if let Some(place) = self.places.get(&path) {
                return Some(place.clone());
            }
            path.pop();
        }
        None
    }
}

impl Overrides {
    /// Returns true if a pattern names a resource.
    pub(crate) fn asks_for_resources(&self) -> bool {
        self.operations.iter().any(|(pattern, _)| pattern.is_of_resources())
    }
}
