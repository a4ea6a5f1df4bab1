//! `type`: one, several, null among them, or a name the specification does not know.

use serde_json::Value;

use super::gather::Raw;
use crate::read::at::At;
use crate::read::value::found;
use crate::read::value_reader::ValueReader;
use crate::report::{Code, Severity};
use crate::schema::JsonType;

/// Value of `type`.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Types {
    /// The types other than null, each once.
    pub(super) names: Vec<JsonType>,
    /// True if null is among them.
    pub(super) null: bool,
    /// A format that the name itself implies: `type: file` is a binary string.
    pub(super) format: Option<&'static str>,
}

impl Types {
    /// Returns the type, when it is exactly one.
    pub(super) fn one(&self) -> Option<JsonType> {
        if let [one] = self.names.as_slice() { Some(*one) } else { None }
    }

    /// Returns true for null and nothing else.
    pub(super) fn only_null(&self) -> bool {
        self.null && self.names.is_empty()
    }

    fn add(&mut self, name: &str) {
        match JsonType::parse(name) {
            None => self.null = true,
            Some(known) if self.names.contains(&known) => {}
            Some(new) => self.names.push(new),
        }
    }
}

/// Returns the name as the specification has it.
fn known(name: &str) -> Option<&'static str> {
    if name == "null" { Some("null") } else { JsonType::parse(name).map(JsonType::name) }
}

/// Guesses the type and format that a name outside the specification most likely means.
fn guess(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match name {
        "str" | "text" | "char" | "email" | "enum" => ("string", None),
        "int" => ("integer", None),
        "long" | "int64" => ("integer", Some("int64")),
        "int32" | "short" => ("integer", Some("int32")),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "decimal" | "numeric" => ("number", None),
        "bool" => ("boolean", None),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "uuid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "file" | "binary" => ("string", Some("binary")),
        "map" | "dict" | "dictionary" | "hash" => ("object", None),
        "list" => ("array", None),
        "nil" | "none" => ("null", None),
        _ => return None,
    })
}

pub(super) fn types<'d>(values: &mut ValueReader<'d>, raw: &Raw<'d>, at: &At<'_>) -> Types {
    let mut types = Types::default();
    let Some(value) = raw.ty else { return types };
    let at = at.key("type");
    match value {
        Value::String(name) => one_type(values, name, &mut types, &at),
        Value::Array(names) => {
            for (index, name) in names.iter().enumerate() {
                match name {
                    Value::String(name) => one_type(values, name, &mut types, &at.index(index)),
                    Value::Null => types.add("null"),
                    other => bad_type(values, found(other), &at.index(index)),
                }
            }
            if !values.is_json_schema() && names.len() > 1 {
                values.other_version("type", "a list of types", "3.1", &at);
            }
        }
        // YAML reads an unquoted `null` so.
        Value::Null if values.is_json_schema() => types.add("null"),
        other => values.wrong(other, "a type's name", "it was ignored", &at),
    }
    types
}

fn one_type(values: &mut ValueReader<'_>, name: &str, types: &mut Types, at: &At<'_>) {
    if let Some(name) = known(name) {
        return types.add(name);
    }
    let lower = name.trim().to_lowercase();
    let guess = known(&lower).map(|name| (name, None)).or_else(|| guess(&lower));
    match guess {
        Some((ty, format)) => {
            if !(values.is_swagger() && name == "file") {
                let meant = format.map_or(ty.to_owned(), |format| format!("{ty}` with `format: {format}"));
                values.tally(Code::UnknownValue, Severity::Warning, &format!("type {name}"), at, || {
                    (format!("`{name}` is no type; it was read as `{meant}`"), format!("write `type: {ty}`"))
                });
            }
            types.add(ty);
            types.format = format;
        }
        None => bad_type(values, &format!("`{name}`"), at),
    }
}

fn bad_type(values: &mut ValueReader<'_>, name: &str, at: &At<'_>) {
    values.tally(Code::UnknownValue, Severity::Warning, &format!("type {name}"), at, || {
        (
            format!("{name} is no type; it was ignored, so any value is allowed"),
            "use string, number, integer, boolean, object or array, or leave `type` out".to_owned(),
        )
    });
}
