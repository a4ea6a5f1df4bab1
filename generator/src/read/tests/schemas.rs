use serde_json::{Value, json};

use super::{schema, schema_in};

#[test]
fn null_becomes_nullable() {
    assert_eq!(schema(json!({"type": ["string", "null"]})), json!({"nullable": true, "type": "string"}));
    assert_eq!(schema(json!({"type": "null"})), json!({"nullable": true, "null": true}));
    let one = json!({"nullable": true, "anyOf": [{"type": "string"}]});
    for only_null in
        [json!({"type": "null"}), json!({"const": null}), json!({"enum": [null]}), json!({"type": ["null"]})]
    {
        assert_eq!(schema(json!({"anyOf": [{"type": "string"}, only_null]})), one);
    }
    assert_eq!(schema(json!({"oneOf": [{"type": "null"}]})), json!({"nullable": true, "null": true}));
    let values = schema(json!({"type": "string", "enum": ["a", null]}));
    assert_eq!(values, json!({"nullable": true, "type": "string", "enum": ["a"]}));
    assert_eq!(schema(json!({"const": null})), json!({"nullable": true, "null": true}));
}

/// To a string, the digits of a JSON number are a text.
#[test]
fn numbers_of_strings_keep_their_text_in_json() {
    let document = r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {"A":
        {"type": "string", "enum": [1.0, 1.10, 1.1, 2], "default": 1.10, "x-large": 1e400}}}}"#;
    let (document, _) = super::run("a.json", document.as_bytes());
    let document = super::whole_json(&document.expect("a document"));
    assert_eq!(
        document["components"]["schemas"]["A"],
        json!({"type": "string", "enum": ["1.0", "1.10", "1.1", "2"], "default": "1.10", "x-large": "1e400"})
    );
}

#[test]
fn types() {
    assert_eq!(schema(json!({"type": ["string"]})), json!({"type": "string"}));
    assert_eq!(schema(json!({"type": ["string", "integer"]})), json!({"type": ["string", "integer"]}));
    assert_eq!(schema(json!({"type": ["integer", "number"]})), json!({"type": ["integer", "number"]}));
    assert_eq!(schema_in("3.0.0", json!({"type": "any"})), (json!({}), vec!["unknown-value"]));
    let file = schema_in("3.0.0", json!({"type": "file"}));
    assert_eq!(file, (json!({"type": "string", "format": "binary"}), vec!["unknown-value"]));
    assert_eq!(schema_in("3.0.0", json!({"type": "String"})).0, json!({"type": "string"}));
}

#[test]
fn constants_and_enums() {
    let constant = json!({"type": "string", "enum": ["a"], "const": true});
    assert_eq!(schema(json!({"type": "string", "const": "a"})), constant);
    for bad in [json!("a"), json!([]), json!({"a": 1})] {
        let (value, codes) = schema_in("3.1.0", json!({"type": "string", "enum": bad}));
        assert_eq!(value, json!({"type": "string"}));
        assert_eq!(codes.len(), 1);
    }
    let twice = schema_in("3.1.0", json!({"type": "string", "enum": ["a", "b", "a"]}));
    assert_eq!(twice, (json!({"type": "string", "enum": ["a", "b"]}), vec!["bad-enum"]));
    let numbers = schema_in("3.1.0", json!({"type": "string", "enum": [1, true]}));
    assert_eq!(numbers, (json!({"type": "string", "enum": ["1", "true"]}), vec!["bad-enum"]));
    assert_eq!(schema(json!({"type": "integer", "enum": ["1", "2"]})), json!({"type": "integer", "enum": [1, 2]}));
    assert_eq!(schema(json!({"type": "integer", "enum": ["a"]})), json!({"type": "string", "enum": ["a"]}));
    let moved = schema(json!({"type": "array", "items": {"type": "string"}, "enum": ["a"]}));
    assert_eq!(moved["items"]["enum"], json!(["a"]));
}

#[test]
fn bounds() {
    let exclusive = schema(json!({"type": "integer", "exclusiveMinimum": 1, "maximum": 9}));
    assert_eq!(exclusive, json!({"type": "integer", "exclusiveMinimum": true, "minimum": "1", "maximum": "9"}));
    let tighter = schema(json!({"type": "integer", "exclusiveMinimum": 1, "minimum": 5}));
    assert_eq!(tighter, json!({"type": "integer", "minimum": "5"}));
    let huge: Value = serde_json::from_str("{\"type\": \"integer\", \"minimum\": -9223372036854776000}").expect("json");
    assert_eq!(schema(huge), json!({"type": "integer", "minimum": "-9223372036854776000"}));
    assert_eq!(schema(json!({"type": "integer", "maximum": 0.5})), json!({"type": "integer", "maximum": "0.5"}));
    assert_eq!(schema(json!({"type": "number", "maximum": "7"})), json!({"type": "number", "maximum": "7"}));
    assert_eq!(
        schema(json!({"type": "string", "maxLength": -1, "minLength": 1.0})),
        json!({"type": "string", "minSize": 1})
    );
}

#[test]
fn arrays_and_tuples() {
    let pair = json!({"type": "array", "prefixItems": [{"type": "string"}, {}], "closedItems": true});
    assert_eq!(schema(json!({"type": "array", "prefixItems": [{"type": "string"}, true], "items": false})), pair);
    assert_eq!(schema(json!({"type": "array", "items": [{"type": "string"}, {}], "additionalItems": false})), pair);
    assert_eq!(schema(json!({"type": "array", "items": true})), json!({"type": "array", "items": {}}));
    let none = schema(json!({"type": "array", "items": false}));
    assert_eq!(none, json!({"type": "array", "items": {"never": true}}));
}

#[test]
fn what_3_0_has_no_keyword_for() {
    assert_eq!(schema(json!(true)), json!({}));
    assert_eq!(schema(json!(false)), json!({"never": true}));
    let patterns = schema(json!({"type": "object", "patternProperties": {"^x": {"type": ["string"]}}}));
    assert_eq!(patterns["patternProperties"], json!({"^x": {"type": "string"}}));
    let unsupported = schema(json!({"if": {}, "then": {}, "unevaluatedProperties": false}));
    assert_eq!(unsupported["unsupported"], json!(["if", "then", "unevaluatedProperties"]));
    let base64 = schema(json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}));
    assert_eq!(base64["format"], "byte");
    assert_eq!(base64["contentMediaType"], "image/png");
    assert_eq!(schema(json!({"examples": [1, 2]})), json!({"example": 1}));
}

#[test]
fn references_with_siblings() {
    let reference = "#/components/schemas/Other";
    let described = json!({"description": "d", "allOf": [{"$ref": reference}], "$ref": true});
    for version in ["3.0.3", "3.1.0"] {
        assert_eq!(schema_in(version, json!({"$ref": reference, "description": "d"})).0, described);
        assert_eq!(schema_in(version, json!({"$ref": reference})).0, json!({"$ref": reference}));
    }
    let ignored = schema_in("3.0.3", json!({"$ref": reference, "maxLength": 3}));
    assert_eq!(ignored, (json!({"$ref": reference}), vec!["ref-sibling"]));
}

#[test]
fn discriminators() {
    let mapping = json!({"a": "#/components/schemas/Other", "b": "Other", "c": "Lost"});
    let (value, codes) = schema_in("3.0.3", json!({"discriminator": {"propertyName": "t", "mapping": mapping}}));
    assert_eq!(value["discriminator"], json!({"propertyName": "t", "mapping": {"a": "Other", "b": "Other"}}));
    assert_eq!(codes, ["dangling-ref"]);
}
