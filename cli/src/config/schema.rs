//! The JSON Schema of `specsmith.toml`, for editors.

use serde_json::{Map, Value, json};

use super::keys::{Key, Kind, RUNTIME, RUNTIMES, TOP};

/// Returns the schema as text.
pub fn json_schema() -> String {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "specsmith.toml",
        "description": "The clients that Specsmith generates in a workspace.",
    });
    if let (Value::Object(schema), Value::Object(keys)) = (&mut schema, object(TOP)) {
        schema.extend(keys);
    }
    // Strings and lists only: this cannot fail.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn object(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = keys.iter().map(|key| key.name).filter(|name| *name == "document").collect();
    let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

fn property(key: &Key) -> Value {
    let mut schema = values(key.kind);
    schema["description"] = json!(key.docs);
    schema
}

fn values(kind: Kind) -> Value {
    let inherited = json!({
        "type": "object", "properties": { "workspace": { "const": true } }, "required": ["workspace"], "additionalProperties": false,
    });
    let shared = |kind| json!({ "anyOf": [values(kind), inherited.clone()] });
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::TextOrTexts => json!({ "anyOf": [values(Kind::Text), values(Kind::Texts)] }),
        Kind::SharedText => shared(Kind::Text),
        Kind::SharedTexts => shared(Kind::Texts),
        Kind::SharedFlag => shared(Kind::Flag),
        Kind::Runtime => json!({ "anyOf": [{ "enum": RUNTIMES }, object(RUNTIME)] }),
        Kind::Integer => json!({ "type": "integer" }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::WordOrTable(words, keys) => json!({ "anyOf": [{ "enum": words }, object(keys)] }),
        Kind::Words(words) => json!({ "type": "array", "items": { "enum": words } }),
        Kind::Names => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Kind::NameOrTable(keys) => json!({ "anyOf": [{ "type": "string" }, object(keys)] }),
        Kind::NamesOrTables(keys) => {
            json!({ "type": "object", "additionalProperties": values(Kind::NameOrTable(keys)) })
        }
        Kind::TableOrFalse(keys) => json!({ "anyOf": [{ "const": false }, object(keys)] }),
        Kind::Object => json!({ "type": "object" }),
        Kind::Table(keys) => object(keys),
        Kind::Tables(keys) => json!({ "type": "object", "additionalProperties": object(keys) }),
    }
}
