//! A first reader for sound 3.0 and 3.1 documents: to be replaced.

use indexmap::IndexMap;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Document, Input, SpecVersion, ext, origin::Origins, text};
use crate::pointer::Pointer;
use crate::report::{Problem, Report};

pub(super) fn read(input: &Input, report: &mut Report) -> Option<Document> {
    let mut root = text::parse(&input.spec, report)?.value;
    let version_text = root.get("openapi").and_then(Value::as_str).unwrap_or("3.0.0").to_owned();
    let version = match &version_text {
        text if text.starts_with("3.1") => SpecVersion::V3_1,
        text if text.starts_with("3.2") => SpecVersion::V3_2,
        _ => SpecVersion::V3_0,
    };
    rewrite(&mut root);
    let webhooks = root.get("webhooks").cloned().unwrap_or_else(|| json!({}));
    let webhooks: IndexMap<String, openapiv3::PathItem> = serde_json::from_value(webhooks).unwrap_or_default();
    match serde_json::from_value(root) {
        Ok(openapi) => Some(Document {
            openapi,
            version,
            version_text,
            sha256: format!("{:x}", Sha256::digest(&input.spec.bytes)),
            webhooks,
            more_operations: Vec::new(),
            origins: Origins::default(),
        }),
        Err(error) => {
            report.add(Problem::error("draft", &Pointer::root(), error.to_string(), ""));
            None
        }
    }
}

fn rewrite(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        Value::Object(map) => {
            map.values_mut().for_each(rewrite);
            for key in ["anyOf", "oneOf"] {
                if let Some(Value::Array(items)) = map.get_mut(key) {
                    let before = items.len();
                    items.retain(|item| item.get(ext::NULL).is_none());
                    if items.len() < before {
                        map.insert("nullable".to_owned(), json!(true));
                    }
                }
            }
            if let Some(Value::Array(types)) = map.get("type").cloned() {
                let rest: Vec<_> = types.iter().filter(|ty| **ty != "null").cloned().collect();
                if rest.len() < types.len() {
                    map.insert("nullable".to_owned(), json!(true));
                }
                map.remove("type");
                if let [one] = rest.as_slice() {
                    map.insert("type".to_owned(), one.clone());
                } else {
                    map.insert(ext::TYPES.to_owned(), json!(rest));
                }
            }
            if map.get("type") == Some(&json!("null")) {
                map.remove("type");
                map.insert("nullable".to_owned(), json!(true));
                map.insert(ext::NULL.to_owned(), json!(true));
            }
            if map.get("$ref").is_some_and(Value::is_string) && map.len() > 1 {
                let reference = map.remove("$ref");
                map.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
                map.insert(ext::REF.to_owned(), json!(true));
            }
            if let Some(value) = map.get("const").filter(|value| !value.is_object()).cloned() {
                map.remove("const");
                map.insert("enum".to_owned(), json!([value]));
                map.insert(ext::CONST.to_owned(), json!(true));
            }
            for (key, plain) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
                if let Some(value) = map.get(key).filter(|value| value.is_number()).cloned() {
                    map.insert(plain.to_owned(), value);
                    map.insert(key.to_owned(), json!(true));
                }
            }
            for key in ["minimum", "maximum"] {
                if map.get("type") == Some(&json!("integer")) && map.get(key).is_some_and(|value| !value.is_i64()) {
                    map.remove(key);
                }
            }
        }
        _ => {}
    }
}
