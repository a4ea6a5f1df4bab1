//! Settings of a document in the user's configuration: extensions that it sets, as if they stood in the document.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::resource_rules::{self, ResourceRule};
use super::selection::{self, Compiled, Resources, operations};
use super::setter::{Setter, Setting};
use super::{Input, Pattern};
use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::report::{Place, Report};

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
    /// Resources in front of those that are inferred.
    pub tree: Vec<ResourceRule>,
    /// The file that says all this.
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
    /// The place of a key, or of the nearest one above it.
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
    /// True when a pattern names a resource.
    pub(crate) fn asks_for_resources(&self) -> bool {
        self.operations.iter().any(|(pattern, _)| pattern.is_of_resources())
    }
}

/// Sets the extensions; patterns that match nothing are reported. What is set is found in the configuration from then on.
pub(super) fn apply(
    input: &Input,
    document: &mut Value,
    resources: &Resources,
    changes: &mut Changes,
    report: &mut Report,
) {
    let Overrides { document: of_document, operations: patterns, schemes, types, configuration, .. } = &input.overrides;
    let configuration = configuration.as_ref().map(|it| it.name.as_str());
    let mut setter = Setter { configuration, document, sources: HashMap::new() };
    setter.set(&Pointer::root(), of_document, &[]);
    resource_rules::apply(input, &mut setter, resources, report);
    let known = if patterns.is_empty() { Vec::new() } else { operations(setter.document, resources) };
    for (pattern, settings) in patterns {
        let compiled = Compiled::new(&pattern.text);
        let matches = |operation: &&selection::Operation| compiled.as_ref().is_some_and(|it| it.matches(operation));
        let pointers: Vec<String> = known.iter().filter(matches).filter_map(|it| it.pointer.clone()).collect();
        if pointers.is_empty() {
            report.add(selection::unmatched(pattern, &known, selection::FORMS, input));
        }
        for pointer in pointers {
            setter.set(&Pointer::parse(&format!("#{pointer}")), settings, &["operations", &pattern.text]);
        }
    }
    let mut missing = |name: &Pattern, noun: &str, known: &[String]| {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        report.add(selection::missing(name, noun, &known, input));
    };
    for (name, settings) in schemes {
        let holders = ["/components/securitySchemes", "/securityDefinitions"];
        let set = setter.part(&holders, &name.text, "credentials", settings);
        set.unwrap_or_else(|known| missing(name, "security scheme", &known));
    }
    for (key, settings) in types.iter().filter(|(key, _)| !key.text.starts_with("#/")) {
        let set = setter.part(&["/components/schemas", "/definitions"], &key.text, "types", settings);
        set.unwrap_or_else(|known| missing(key, "schema", &known));
    }
    for (key, settings) in types.iter().filter(|(key, _)| key.text.starts_with("#/")) {
        if let Err((message, hint)) = setter.inline(&key.text, settings) {
            report.add(selection::problem(key, message, hint, input));
        }
    }
    changes.added(setter.sources);
}
