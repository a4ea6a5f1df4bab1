//! Settings of a document in the user's configuration: extensions that it sets, as if they stood in the document.

use std::collections::HashMap;

use serde_json::Value;

use super::choice::{Pattern, Resources};
use super::configuration::Overrides;
use super::input::Input;
use super::resource_rules;
use super::selection::{self, Compiled, operations};
use super::setter::Setter;
use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::report::Report;

/// Sets the extensions; patterns that match nothing are reported. What is set is found in the configuration from then on.
pub(super) fn apply(
    input: &Input,
    document: &mut Value,
    resources: &Resources,
    changes: &mut Changes,
    report: &mut Report,
) {
    let Overrides { document: of_document, operations: patterns, schemes, types, replace, configuration, .. } =
        &input.overrides;
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
    let schemas = || types.iter().map(|it| ("types", it)).chain(replace.iter().map(|it| ("replace", it)));
    for (table, (key, settings)) in schemas().filter(|(_, (key, _))| !key.text.starts_with("#/")) {
        let set = setter.part(&["/components/schemas", "/definitions"], &key.text, table, settings);
        set.unwrap_or_else(|known| missing(key, "schema", &known));
    }
    for (table, (key, settings)) in schemas().filter(|(_, (key, _))| key.text.starts_with("#/")) {
        if let Err((message, hint)) = setter.inline(&key.text, table, settings) {
            report.add(selection::problem(key, message, hint, input));
        }
    }
    changes.added(setter.sources);
}
