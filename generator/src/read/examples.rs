//! Examples.

use indexmap::IndexMap;
use openapiv3::{Example, ReferenceOr};
use serde_json::Value;

use super::at::At;
use super::found::pure_reference;
use super::map::Map;
use super::references::References;
use super::value_reader::ValueReader;
use super::walk::Section;

/// Members of an example object that have the example.
const VALUE_KEYS: [&str; 4] = ["value", "externalValue", "dataValue", "serializedValue"];

/// Reads `examples`: name to example.
pub(super) fn examples<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> IndexMap<String, ReferenceOr<Example>> {
    match value {
        Value::Object(map) => {
            let examples = map.iter().filter(|(name, _)| !name.starts_with("x-"));
            examples
                .filter_map(|(name, value)| Some((name.clone(), example(values, references, value, &at.key(name))?)))
                .collect()
        }
        // The form that schemas have.
        Value::Array(items) => {
            values.wrong(value, "an object of named examples", "its values were numbered", at);
            let example =
                |value: &Value| ReferenceOr::Item(Example { value: Some(value.clone()), ..Example::default() });
            items.iter().enumerate().map(|(index, value)| ((index + 1).to_string(), example(value))).collect()
        }
        other => {
            values.wrong(other, "an object of named examples", "it was ignored", at);
            IndexMap::new()
        }
    }
}

/// Reads one example. A value that is not an example object is the example itself.
pub(super) fn example<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> Option<ReferenceOr<Example>> {
    if let Some(reference) = pure_reference(value) {
        let reference = references.component_reference(values, Section::Examples, reference, at)?;
        return Some(ReferenceOr::Reference { reference });
    }
    if let Some(reference) = references.home(Section::Examples, value) {
        return Some(ReferenceOr::Reference { reference });
    }
    Some(ReferenceOr::Item(example_here(values, value, at)))
}

pub(super) fn example_here<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Example {
    let has_value = |map: &Map| VALUE_KEYS.iter().any(|key| map.contains_key(*key));
    let describes = |map: &Map| map.keys().all(|key| key.starts_with("x-") || key == "summary" || key == "description");
    match value {
        Value::Object(map) if has_value(map) || describes(map) => example_object(values, map, at),
        _ => {
            values.wrong(value, "an object with `value`", "it was read as the value", at);
            Example { value: Some(value.clone()), ..Example::default() }
        }
    }
}

fn example_object<'d>(values: &mut ValueReader<'d>, map: &'d Map, at: &At<'_>) -> Example {
    let mut example = Example::default();
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "summary" => example.summary = values.text(value, &at),
            "description" => example.description = values.text(value, &at),
            "value" | "dataValue" => example.value = Some(value.clone()),
            "externalValue" => example.external_value = values.text(value, &at),
            // The same value as text.
            "serializedValue" => drop(values.text(value, &at)),
            _ => values.other(&mut example.extensions, "an example", key, value, &at),
        }
    }
    example
}
