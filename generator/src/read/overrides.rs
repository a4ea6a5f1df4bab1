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
use crate::report::{Code, Problem, Report};

/// Sets the extensions; patterns without a match are reported. The location of a set extension is in the configuration from then on.
pub(super) fn apply(
    input: &Input,
    document: &mut Value,
    resources: &Resources,
    changes: &mut Changes,
    report: &mut Report,
) {
    let Overrides { document: of_document, operations: patterns, schemes, configuration, .. } = &input.overrides;
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
    for (name, settings) in schemes {
        let holders = ["/components/securitySchemes", "/securityDefinitions"];
        if let Err(known) = setter.part(&holders, &name.text, "credentials", settings) {
            report.add(missing(name, "security scheme", &known, input));
        }
    }
    apply_to_schemas(input, &mut setter, report);
    changes.added(setter.sources);
}

/// Sets the extensions of schemas. A setting that two keys set for one schema is reported at the key that wins.
fn apply_to_schemas(input: &Input, setter: &mut Setter<'_>, report: &mut Report) {
    let Overrides { types, replace, .. } = &input.overrides;
    let all = || types.iter().map(|it| ("types", it)).chain(replace.iter().map(|it| ("replace", it)));
    let is_pointer = |key: &Pattern| key.text.starts_with("#/");
    let by_name = all().filter(|(_, (key, _))| !is_pointer(key));
    let by_pointer = all().filter(|(_, (key, _))| is_pointer(key));
    let mut given: HashMap<(Pointer, &str), &Pattern> = HashMap::new();
    for (table, (key, settings)) in by_name.chain(by_pointer) {
        let set = if is_pointer(key) {
            let set = setter.inline(&key.text, table, settings);
            set.map_err(|(message, hint)| selection::problem(key, message, hint, input))
        } else {
            let set = setter.part(&["/components/schemas", "/definitions"], &key.text, table, settings);
            set.map_err(|known| missing(key, "schema", &known, input))
        };
        let at = match set {
            Ok(at) => at,
            Err(problem) => {
                report.add(problem);
                continue;
            }
        };
        for (name, _) in settings {
            let Some(first) = given.insert((at.clone(), name), key) else { continue };
            let message = format!("`{}` and `{}` name one schema: `{name}` of the first is lost", first.text, key.text);
            let hint = "give all settings under one key".to_owned();
            report.add(selection::coded(Code::UnmatchedSetting, key, message, hint, input));
        }
    }
}

/// Returns the problem of a name that no shared part has.
fn missing(name: &Pattern, noun: &str, known: &[String], input: &Input) -> Problem {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    selection::missing(name, noun, &known, input)
}
