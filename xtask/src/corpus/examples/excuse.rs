//! Valid examples that no type can be expected to take: reasons that are read from the document, never from its name.

use std::fs;

use serde_json::Value;
use specsmith_generator::read::{self, Source};
use specsmith_generator::{Input, Setting, effective};

use crate::corpus::documents::Document;

/// References that are followed before one is given up.
const LONGEST: usize = 50;

/// The document, for looking up schemas.
pub(super) struct Schemas(Value);

impl Schemas {
    /// Reads the document. What cannot be read excuses nothing.
    pub(super) fn read(document: &Document) -> Self {
        let name = document.path.to_string_lossy().into_owned();
        let read = fs::read(&document.path).ok().and_then(|bytes| {
            let document = read::Input::new(Source { name, bytes });
            let input = Input { document, name: None, setting: Setting::with_runtime_at("runtime") };
            Some(effective(&input).ok()?.0)
        });
        Self(read.unwrap_or_default())
    }

    /// Returns the schema at a pointer, behind its references.
    fn find(&self, pointer: &str) -> Option<&Value> {
        let mut pointer = pointer.to_owned();
        for _ in 0..LONGEST {
            let found = self.0.pointer(pointer.trim_start_matches('#'))?;
            match found.get("$ref").and_then(Value::as_str) {
                Some(next) => pointer = next.to_owned(),
                None => return Some(found),
            }
        }
        None
    }

    /// Returns the reason why a valid value need not come back unchanged, if there is one.
    pub(super) fn excuse(&self, pointer: &str, value: &str) -> Option<String> {
        let value: Value = serde_json::from_str(value).ok()?;
        let schema = self.find(pointer)?;
        let has = |name: &str| schema.get(name).is_some();
        let typed = ["type", "oneOf", "anyOf", "allOf", "enum", "const", "nullable"].iter().any(|name| has(name));
        if has("properties") && !typed && !value.is_object() {
            return Some(format!(
                "the schema describes an object by its `properties` and leaves out `type`, so {} is valid although nothing describes it",
                kind(&value)
            ));
        }
        None
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r##"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {
        "Loose": {"properties": {"a": {"type": "string"}}}, "Typed": {"type": "object", "properties": {"a": {"type": "string"}}},
        "Maybe": {"type": ["object", "null"], "properties": {"a": {"type": "string"}}}, "Ref": {"$ref": "#/components/schemas/Loose"}}}}"##;

    #[test]
    fn only_a_schema_without_type_excuses_and_only_what_is_no_object() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(&path, DOCUMENT).unwrap();
        let schemas = Schemas::read(&Document { slug: "a".into(), path, examples: folder.path().join("a.jsonl") });
        let excuse = |name: &str, value: &str| schemas.excuse(&format!("#/components/schemas/{name}"), value);
        assert!(excuse("Loose", "null").unwrap().contains("so null is valid"));
        assert!(excuse("Ref", "7").is_some());
        assert_eq!(excuse("Loose", "{}"), None);
        assert_eq!(excuse("Typed", "null"), None);
        assert_eq!(excuse("Maybe", "null"), None);
        assert_eq!(excuse("Missing", "null"), None);
    }
}
