//! The JSON Schema of a type, as an API takes it in a request.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;

use crate::model::Value;
use crate::request::call::Call;

/// The longest name of a schema.
const LONGEST_NAME: usize = 64;

/// Returns the schema of a type in the strict form: every object lists all its members as required and no others, and a choice is `anyOf`.
pub(super) fn of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.meta_schema = None);
    let mut schema = Value::from(settings.into_generator().into_root_schema_for::<T>());
    tighten(&mut schema);
    schema
}

fn tighten(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(tighten),
        Value::Object(members) => {
            // Members beside a reference only describe it, and strict readers refuse them.
            if members.get("$ref").is_some_and(Value::is_string) {
                members.retain(|key, _| key == "$ref" || key == "$defs");
            }
            if let Some(choices) = members.remove("oneOf") {
                members.insert("anyOf".to_owned(), choices);
            }
            // Formats of Rust's numbers are known to nobody else.
            let is_number = |kind: &Value| {
                let is = |kind: &Value| matches!(kind.as_str(), Some("integer" | "number"));
                is(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(is))
            };
            if members.get("type").is_some_and(is_number) {
                members.remove("format");
            }
            if members.get("default").is_some_and(Value::is_null) {
                members.remove("default");
            }
            if let Some(names) = members
                .get("properties")
                .and_then(Value::as_object)
                .map(|properties| properties.keys().map(|name| Value::from(name.as_str())).collect::<Vec<Value>>())
            {
                members.insert("required".to_owned(), Value::Array(names));
                members.insert("additionalProperties".to_owned(), Value::Bool(false));
            }
            for (key, member) in members.iter_mut() {
                match (key.as_str(), member) {
                    // Their members are names, not keywords.
                    ("properties" | "$defs", Value::Object(named)) => named.values_mut().for_each(tighten),
                    ("enum" | "const" | "default" | "examples" | "required", _) => {}
                    (_, member) => tighten(member),
                }
            }
        }
        _ => {}
    }
}

/// Returns the form with its places filled.
pub(super) fn form(template: &str, name: &str, schema: Value) -> Value {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' };
    let name: String = name.chars().take(LONGEST_NAME).map(allowed).collect();
    let mut form: Value = serde_json::from_str(template).unwrap_or_default();
    fill(&mut form, &name, &schema);
    form
}

fn fill(form: &mut Value, name: &str, schema: &Value) {
    match form {
        Value::String(text) if text == "$name" => *form = Value::from(name),
        Value::String(text) if text == "$schema" => *form = schema.clone(),
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, name, schema)),
        Value::Object(members) => members.values_mut().for_each(|member| fill(member, name, schema)),
        _ => {}
    }
}

/// Puts a form into the body at dotted names; what else is set there stays.
pub(super) fn put(call: &mut Call, to: &'static str, form: Value) {
    let (name, rest) = to.split_once('.').unwrap_or((to, ""));
    let mut member: Value =
        call.parts.field_json(name).and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default();
    let mut at = &mut member;
    for name in rest.split('.').filter(|name| !name.is_empty()) {
        if !at.is_object() {
            *at = Value::Object(Default::default());
        }
        let Value::Object(members) = at else { return };
        at = members.entry(name).or_insert(Value::Null);
    }
    *at = form;
    call.parts.replace_field(name, member.to_string());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema counts")]
    struct Recipe {
        title: String,
        minutes: Option<u32>,
        steps: Vec<Step>,
        kind: Kind,
    }

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema counts")]
    struct Step {
        text: String,
    }

    #[derive(JsonSchema)]
    #[allow(dead_code, reason = "only its schema counts")]
    enum Kind {
        Soup,
        Other(String),
    }

    #[test]
    fn schemas_are_strict() {
        let schema = of::<Recipe>();
        let mut required: Vec<&str> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        required.sort_unstable();
        assert_eq!(required, ["kind", "minutes", "steps", "title"]);
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(schema["properties"]["minutes"], json!({"type": ["integer", "null"], "minimum": 0}));
        let step = &schema["$defs"]["Step"];
        assert_eq!((&step["required"], &step["additionalProperties"]), (&json!(["text"]), &json!(false)));
        assert!(schema["$defs"]["Kind"].get("anyOf").is_some(), "{schema}");
        assert!(!schema.to_string().contains("oneOf"));
    }

    #[test]
    fn a_form_has_the_name_and_the_schema() {
        let template = r#"{"type":"json_schema","strict":true,"name":"$name","schema":"$schema"}"#;
        let expected = json!({"type": "json_schema", "strict": true, "name": "A_B_", "schema": {"type": "null"}});
        assert_eq!(form(template, "A<B>", json!({"type": "null"})), expected);
    }
}
