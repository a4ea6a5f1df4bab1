//! Converts YAML with anchors and merge keys to JSON.

use serde_json::{Map, Value};
use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::Source;
use specsmith_generator::report::Place;

use crate::code::{Code, Problem};

/// Parses a text.
///
/// # Errors
///
/// If the text is neither YAML nor JSON.
pub(super) fn parse(source: &Source) -> Result<Value, Box<Problem>> {
    if let Ok(value) = serde_json::from_slice(&source.bytes) {
        return Ok(value);
    }
    let parsed: Result<serde_yaml::Value, serde_yaml::Error> = serde_yaml::from_slice(&source.bytes);
    let merged = parsed.and_then(|mut value| value.apply_merge().map(|()| value));
    match merged {
        Ok(value) if value.is_mapping() => Ok(json(value)),
        Ok(_) => Err(problem(source, "it is no mapping".to_owned(), (1, 1))),
        Err(error) => {
            let at = error.location().map_or((1, 1), |at| (at.line(), at.column()));
            Err(problem(source, error.to_string(), at))
        }
    }
}

fn problem(source: &Source, reason: String, (line, column): (usize, usize)) -> Box<Problem> {
    let message = format!("`{}` cannot be read: {reason}", source.name);
    let problem = Problem::error(Code::BadConfig, &Pointer::root(), message, "correct it, or name another file");
    Box::new(problem.at(Place { file: source.name.clone(), line, column }))
}

fn json(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(flag) => Value::Bool(flag),
        Yaml::Number(number) => serde_json::to_value(number).unwrap_or_default(),
        Yaml::String(text) => Value::String(text),
        Yaml::Sequence(items) => Value::Array(items.into_iter().map(json).collect()),
        Yaml::Mapping(map) => {
            Value::Object(map.into_iter().map(|(key, value)| (name(key), json(value))).collect::<Map<_, _>>())
        }
        Yaml::Tagged(tagged) => json(tagged.value),
    }
}

/// Returns a key as text: `200` and `true` are keys too.
fn name(key: serde_yaml::Value) -> String {
    match json(key) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
