//! Settings of a document in the user's configuration: extensions that it sets, as if they stood in the document.

use serde_json::Value;

use super::resource_rules::{self, ResourceRule};
use super::selection::{self, Compiled, Resources, operations};
use super::{Input, Pattern, ext};
use crate::report::Report;

/// Extensions to set. Those of an operation win over those in the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Of the document itself.
    pub document: Vec<Setting>,
    /// Of operations, by patterns as those of [`super::Selection`], in the order they apply.
    pub operations: Vec<(Pattern, Vec<Setting>)>,
    /// Of security schemes, by their names.
    pub schemes: Vec<(Pattern, Vec<Setting>)>,
    /// Names of types, by the keys of their schemas.
    pub types: Vec<(Pattern, String)>,
    /// Resources in front of those that are inferred.
    pub tree: Vec<ResourceRule>,
}

/// The name of an extension without its prefix, and its value: `retry` and `never`.
pub type Setting = (&'static str, Value);

impl Overrides {
    /// True when a pattern names a resource.
    pub(crate) fn asks_for_resources(&self) -> bool {
        self.operations.iter().any(|(pattern, _)| pattern.is_of_resources())
    }
}

/// Sets the extensions; patterns that match nothing are reported.
pub(super) fn apply(input: &Input, document: &mut Value, resources: &Resources, report: &mut Report) {
    let Overrides { document: of_document, operations: patterns, schemes, types, tree: _ } = &input.overrides;
    set(document, of_document);
    resource_rules::apply(input, document, resources, report);
    let known = if patterns.is_empty() { Vec::new() } else { operations(document, resources) };
    for (pattern, settings) in patterns {
        let compiled = Compiled::new(&pattern.text);
        let matches = |operation: &&selection::Operation| compiled.as_ref().is_some_and(|it| it.matches(operation));
        let pointers: Vec<String> = known.iter().filter(matches).filter_map(|it| it.pointer.clone()).collect();
        if pointers.is_empty() {
            report.add(selection::unmatched(pattern, &known, selection::FORMS, input));
        }
        for pointer in pointers {
            document.pointer_mut(&pointer).into_iter().for_each(|operation| set(operation, settings));
        }
    }
    let holders = ["/components/securitySchemes", "/securityDefinitions"];
    for (name, settings) in schemes {
        member(input, document, &holders, name, "security scheme", settings, report);
    }
    let holders = ["/components/schemas", "/definitions"];
    for (key, name) in types {
        let named = [("name", Value::from(name.as_str()))];
        member(input, document, &holders, key, "schema", &named, report);
    }
}

/// Sets extensions of a shared part.
fn member(
    input: &Input,
    document: &mut Value,
    holders: &[&str],
    name: &Pattern,
    noun: &str,
    settings: &[Setting],
    report: &mut Report,
) {
    let Some(holder) = holders.iter().find(|holder| document.pointer(holder).is_some()) else {
        return report.add(selection::missing(name, noun, &[], input));
    };
    let Some(members) = document.pointer_mut(holder).and_then(Value::as_object_mut) else { return };
    if let Some(part) = members.get_mut(&name.text) {
        return set(part, settings);
    }
    let names: Vec<&str> = members.keys().map(String::as_str).collect();
    report.add(selection::missing(name, noun, &names, input));
}

fn set(node: &mut Value, settings: &[Setting]) {
    let Some(map) = node.as_object_mut() else { return };
    for (name, value) in settings {
        map.insert(format!("{}{name}", ext::PREFIX), value.clone());
    }
}
