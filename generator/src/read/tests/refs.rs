use serde_json::{Value, json};

use super::{read_json, run};
use crate::pointer::Pointer;

fn document(paths: Value, schemas: Value) -> Value {
    json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths, "components": {"schemas": schemas}})
}

#[test]
fn nodes_elsewhere_become_components() {
    let text = document(
        json!({}),
        json!({
            "A": {"type": "object", "properties": {"b": {"type": "string"}}, "$defs": {"D": {"type": "integer"}}},
            "B": {"type": "array", "items": {"$ref": "#/components/schemas/A/properties/b"}},
            "C": {"type": "array", "items": {"$ref": "#/components/schemas/A/$defs/D"}},
        }),
    );
    let (value, codes) = read_json(&text);
    let schemas = &value["components"]["schemas"];
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(schemas["B"]["items"], json!({"$ref": "#/components/schemas/A_b"}));
    assert_eq!(schemas["A"]["properties"]["b"], json!({"$ref": "#/components/schemas/A_b"}));
    assert_eq!(schemas["A_b"], json!({"type": "string"}));
    assert_eq!(schemas["C"]["items"], json!({"$ref": "#/components/schemas/A_D"}));
    let (document, _) = run("a.json", text.to_string().as_bytes());
    let origin = document.expect("read").origin(&Pointer::parse("#/components/schemas/A_b/x"));
    assert_eq!(origin.as_str(), "#/components/schemas/A/properties/b/x");
}

#[test]
fn escapes_are_undone() {
    let schemas = json!({"a/b c": {"type": "string"}, "R": {"type": "array", "items": {"$ref": "#/components/schemas/a~1b%20c"}}});
    let (value, codes) = read_json(&document(json!({}), schemas));
    assert!(codes.is_empty());
    assert_eq!(value["components"]["schemas"]["R"]["items"]["$ref"], "#/components/schemas/a/b c");
}

#[test]
fn aliases_are_kept_and_cycles_are_not() {
    let schemas = json!({
        "A": {"$ref": "#/components/schemas/B"}, "B": {"type": "string"},
        "X": {"$ref": "#/components/schemas/Y"}, "Y": {"$ref": "#/components/schemas/X"},
    });
    let (value, codes) = read_json(&document(json!({}), schemas));
    assert_eq!(value["components"]["schemas"]["A"], json!({"$ref": "#/components/schemas/B"}));
    assert_eq!(value["components"]["schemas"]["X"], json!({"dangling": true}));
    assert_eq!(codes, ["cyclic-ref", "cyclic-ref"]);
}

#[test]
fn dangling_parts_degrade_the_operation() {
    let operation = json!({
        "parameters": [{"$ref": "#/components/parameters/Lost"}],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pte"}}}}},
    });
    let text = document(json!({"/a": {"get": operation}}), json!({"Pet": {}}));
    let (value, codes) = read_json(&text);
    let get = &value["paths"]["/a"]["get"];
    assert!(get["x-specsmith-degraded"].as_str().is_some_and(|reason| reason.contains("Lost")), "{get}");
    let schema = &get["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(*schema, json!({"dangling": true}));
    assert_eq!(codes, ["dangling-ref", "dangling-ref"]);
}

#[test]
fn path_items_and_callbacks_are_copied() {
    let text = json!({
        "openapi": "3.1.0", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"$ref": "#/components/pathItems/P"}, "/loop": {"$ref": "#/paths/~1loop"}},
        "components": {"pathItems": {"P": {"get": {"responses": {}, "callbacks": {"c": {"{$url}": {"$ref": "#/components/pathItems/P"}}}}}}},
    });
    let (value, codes) = read_json(&text);
    assert!(value["paths"]["/a"]["get"].is_object());
    assert_eq!(codes, ["cyclic-ref", "cyclic-ref"]);
    let (document, _) = run("a.json", text.to_string().as_bytes());
    let origin = document.expect("read").origin(&Pointer::parse("#/paths/~1a/get"));
    assert_eq!(origin.as_str(), "#/components/pathItems/P/get");
}

#[test]
fn anchors_name_schemas() {
    let schemas = json!({"A": {"type": "object", "properties": {"n": {"$anchor": "n", "type": "string"}}}, "B": {"type": "array", "items": {"$ref": "#n"}}});
    let (value, codes) = read_json(&document(json!({}), schemas));
    assert!(codes.is_empty(), "{codes:?}");
    assert_eq!(value["components"]["schemas"]["B"]["items"]["$ref"], "#/components/schemas/A_n");
}
