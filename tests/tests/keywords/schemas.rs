//! The keywords of schemas: JSON Schema 2020-12, what older drafts and OpenAPI 3.0 have instead, and OpenAPI's own.

use serde_json::{Value, json};

use super::fate::{Fate, Row};
use Fate::{Documented, Nothing, Reported, Used};

const AT: &str = "/components/schemas/Holder/properties/field";

fn row(key: &'static str, holder: Value, value: Value, fate: Fate) -> Row {
    Row { version: "3.1.0", at: AT, holder: Some(holder), key, value, fate }
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = core();
    rows.extend(applicators());
    rows.extend(assertions());
    rows.extend(annotations());
    rows.extend(older());
    rows
}

/// The core vocabulary (2020-12 §8).
fn core() -> Vec<Row> {
    let text = || json!({"type": "string"});
    vec![
        row("$ref", json!({}), json!("#/components/schemas/Other"), Used),
        row(
            "$defs",
            text(),
            json!({"D": {"type": "integer"}}),
            Nothing("a reference finds it; by itself it is no part of a value"),
        ),
        row(
            "$schema",
            text(),
            json!("https://json-schema.org/draft/2020-12/schema"),
            Nothing("it is about the schema, not about values"),
        ),
        row(
            "$id",
            text(),
            json!("https://example.com/field"),
            Nothing("a reference finds it; by itself it is no part of a value"),
        ),
        row("$anchor", text(), json!("field"), Nothing("a reference finds it; by itself it is no part of a value")),
        row(
            "$dynamicAnchor",
            text(),
            json!("field"),
            Nothing("a reference finds it; by itself it is no part of a value"),
        ),
        row("$comment", text(), json!("for authors of schemas"), Nothing("it is about the schema, not about values")),
        row(
            "$vocabulary",
            text(),
            json!({"https://example.com/v": true}),
            Nothing("it is about the schema, not about values"),
        ),
        row("$dynamicRef", json!({}), json!("#field"), Reported),
        row("$dynamicRef", text(), json!("#field"), Used),
    ]
}

/// The applicator vocabulary (2020-12 §10) and `unevaluated*` (§11).
fn applicators() -> Vec<Row> {
    let (text, object, list) = (
        || json!({"type": "string"}),
        || json!({"type": "object", "properties": {"a": {}}}),
        || json!({"type": "array"}),
    );
    let other = || json!({"$ref": "#/components/schemas/Other"});
    vec![
        row("allOf", json!({}), json!([other()]), Used),
        row("anyOf", json!({}), json!([other(), {"type": "integer"}]), Used),
        row("oneOf", json!({}), json!([other(), {"type": "integer"}]), Used),
        row("not", text(), json!({"const": "x"}), Reported),
        row("not", json!({}), json!({"type": "string"}), Reported),
        row("if", object(), json!({"required": ["a"]}), Reported),
        row("then", object(), json!({"required": ["b"]}), Reported),
        row("else", object(), json!({"required": ["c"]}), Reported),
        row("dependentSchemas", object(), json!({"a": {"required": ["b"]}}), Reported),
        row("properties", json!({"type": "object"}), json!({"a": {"type": "string"}}), Used),
        row("patternProperties", object(), json!({"^x-": {"type": "string"}}), Used),
        row("patternProperties", json!({"type": "object"}), json!({"^x-": {"type": "string"}}), Used),
        row("additionalProperties", object(), json!(false), Used),
        row("additionalProperties", object(), json!({"type": "string"}), Used),
        row("propertyNames", object(), json!({"pattern": "^[a-z]+$"}), Reported),
        row(
            "propertyNames",
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
            json!({"enum": ["a", "b"]}),
            Reported,
        ),
        row("items", list(), json!({"type": "string"}), Used),
        row("prefixItems", list(), json!([{"type": "string"}, {"type": "integer"}]), Reported),
        row(
            "prefixItems",
            json!({"type": "array", "items": false}),
            json!([{"type": "string"}, {"type": "integer"}]),
            Used,
        ),
        row("contains", json!({"type": "array", "items": {"type": "string"}}), json!({"const": "x"}), Reported),
        row("unevaluatedProperties", object(), json!(false), Reported),
        row("unevaluatedItems", list(), json!(false), Reported),
    ]
}

/// The validation vocabulary (2020-12, Validation §6).
fn assertions() -> Vec<Row> {
    let (text, number, object, list) = (
        || json!({"type": "string"}),
        || json!({"type": "integer"}),
        || json!({"type": "object", "properties": {"a": {}}}),
        || json!({"type": "array", "items": {}}),
    );
    vec![
        row("type", json!({}), json!("string"), Used),
        row("type", json!({}), json!(["string", "null"]), Used),
        row("enum", text(), json!(["a", "b"]), Used),
        row("const", text(), json!("a"), Used),
        row("multipleOf", number(), json!(5), Documented),
        row("maximum", number(), json!(10), Documented),
        row("exclusiveMaximum", number(), json!(10), Documented),
        row("minimum", number(), json!(1), Documented),
        row("exclusiveMinimum", number(), json!(1), Documented),
        row("maxLength", text(), json!(10), Documented),
        row("minLength", text(), json!(1), Documented),
        row("pattern", text(), json!("^a"), Documented),
        row("maxItems", list(), json!(10), Documented),
        row("minItems", list(), json!(1), Documented),
        row("uniqueItems", list(), json!(true), Documented),
        row("maxContains", list(), json!(2), Reported),
        row("minContains", list(), json!(2), Reported),
        row("maxProperties", object(), json!(10), Documented),
        row("minProperties", object(), json!(1), Documented),
        row("required", object(), json!(["a"]), Used),
        row("required", object(), json!(["b"]), Reported),
        row("dependentRequired", object(), json!({"a": ["b"]}), Reported),
    ]
}

/// Format, content and meta-data (2020-12, Validation §7 to §9), and OpenAPI's own keywords.
fn annotations() -> Vec<Row> {
    let text = || json!({"type": "string"});
    let union = || json!({"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]});
    vec![
        row("format", text(), json!("date-time"), Used),
        row("format", text(), json!("hostname"), Documented),
        row("contentEncoding", text(), json!("base64"), Used),
        row("contentEncoding", text(), json!("quoted-printable"), Reported),
        row("contentMediaType", text(), json!("image/png"), Used),
        row("contentMediaType", text(), json!("text/html"), Reported),
        row(
            "contentSchema",
            json!({"type": "string", "contentMediaType": "application/json"}),
            json!({"type": "object"}),
            Reported,
        ),
        row("title", text(), json!("A title of its own"), Nothing("it names a type; a field has its name")),
        row("title", json!({"type": "object", "properties": {"a": {}}}), json!("A type of its own"), Documented),
        row("description", text(), json!("What it is."), Documented),
        row("default", text(), json!("standard"), Documented),
        row("deprecated", text(), json!(true), Documented),
        row("readOnly", text(), json!(true), Used),
        row("writeOnly", text(), json!(true), Used),
        row("examples", text(), json!(["an example"]), Documented),
        row("example", text(), json!("an example"), Documented),
        row("externalDocs", text(), json!({"url": "https://example.com/docs"}), Reported),
        row("xml", text(), json!({"name": "f"}), Nothing("a body in XML is text, and reported where it has structure")),
        row("discriminator", union(), json!({"propertyName": "kind"}), Used),
        row(
            "discriminator",
            union(),
            json!({"propertyName": "kind", "mapping": {"tabby": "#/components/schemas/Cat"}}),
            Used,
        ),
        Row {
            version: "3.2.0",
            ..row("discriminator", union(), json!({"propertyName": "kind", "defaultMapping": "Dog"}), Used)
        },
    ]
}

/// Keywords of OpenAPI 3.0 and older drafts.
fn older() -> Vec<Row> {
    let old = |key, holder, value, fate| Row { version: "3.0.3", ..row(key, holder, value, fate) };
    let number = || json!({"type": "integer", "maximum": 10, "minimum": 1});
    let object = || json!({"type": "object", "properties": {"a": {}}});
    vec![
        old("nullable", json!({"type": "string"}), json!(true), Used),
        old("exclusiveMaximum", number(), json!(true), Documented),
        old("exclusiveMinimum", number(), json!(true), Documented),
        old("not", json!({"type": "string"}), json!({"enum": ["x"]}), Reported),
        row("nullable", json!({"type": "string"}), json!(true), Used),
        row(
            "definitions",
            json!({"type": "string"}),
            json!({"D": {"type": "integer"}}),
            Nothing("a reference finds it; by itself it is no part of a value"),
        ),
        row(
            "id",
            json!({"type": "string"}),
            json!("field"),
            Nothing("a reference finds it; by itself it is no part of a value"),
        ),
        row("dependencies", object(), json!({"a": ["b"]}), Reported),
        row(
            "additionalItems",
            json!({"type": "array", "items": [{"type": "string"}, {"type": "string"}]}),
            json!(false),
            Used,
        ),
        row("$recursiveRef", json!({}), json!("#"), Reported),
        row(
            "$recursiveAnchor",
            json!({"type": "string"}),
            json!(true),
            Nothing("a reference finds it; by itself it is no part of a value"),
        ),
        row("unheardOf", json!({"type": "string"}), json!(true), Reported),
        row("x-vendor", json!({"type": "string"}), json!(true), Nothing("extensions of vendors are theirs")),
    ]
}
