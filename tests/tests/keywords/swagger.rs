//! The keywords that only Swagger 2.0 has.

use serde_json::{Value, json};

use super::fate::{Fate, Row};
use Fate::{Documented, Nothing, Reported, Used};

/// A document with one of everything.
pub(crate) fn base() -> Value {
    json!({
        "swagger": "2.0",
        "host": "api.example.com",
        "info": {"title": "Keywords", "version": "1"},
        "paths": {"/things/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": true, "type": "string"}],
            "get": {
                "parameters": [{"name": "filter", "in": "query", "type": "array", "items": {"type": "string"}}],
                "responses": {"200": {"description": "", "schema": {"$ref": "#/definitions/Holder"}}},
            },
            "post": {
                "parameters": [{"name": "body", "in": "body", "schema": {"$ref": "#/definitions/Holder"}}],
                "responses": {"200": {"description": ""}},
            },
            "put": {
                "consumes": ["multipart/form-data"],
                "parameters": [{"name": "file", "in": "formData", "type": "file"}, {"name": "n", "in": "formData", "type": "integer"}],
                "responses": {"200": {"description": ""}},
            },
        }},
        "definitions": {
            "Holder": {"type": "object", "properties": {"field": {"type": "string"}}},
            "Base": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
            "Leaf": {"allOf": [{"$ref": "#/definitions/Base"}, {"type": "object", "properties": {"n": {"type": "integer"}}}]},
        },
        "securityDefinitions": {
            "key": {"type": "apiKey", "in": "header", "name": "x-key"},
            "login": {"type": "oauth2", "flow": "application", "tokenUrl": "https://example.com/token", "scopes": {}},
        },
    })
}

fn without_host() -> Value {
    let mut base = base();
    base.as_object_mut().expect("an object").remove("host");
    base
}

const GET: &str = "/paths/~1things~1{id}/get";
const QUERY: &str = "/paths/~1things~1{id}/get/parameters/0";

fn row(at: &'static str, key: &'static str, value: Value, fate: Fate) -> Row {
    Row { version: "2.0", at, holder: None, key, value, fate }
}

pub(crate) fn rows() -> Vec<Row> {
    vec![
        Row { holder: Some(without_host()), ..row("", "host", json!("api.example.com"), Used) },
        row("", "basePath", json!("/v1"), Used),
        row("", "schemes", json!(["http"]), Used),
        row("", "consumes", json!(["application/x-www-form-urlencoded"]), Used),
        row("", "produces", json!(["text/plain"]), Used),
        row(
            "",
            "parameters",
            json!({"p": {"name": "p", "in": "query", "type": "string"}}),
            Nothing("a reference finds it"),
        ),
        row("", "responses", json!({"r": {"description": ""}}), Nothing("a reference finds it")),
        row("", "security", json!([{"key": []}]), Used),
        row("", "externalDocs", json!({"url": "https://example.com/docs"}), Reported),
        row(GET, "produces", json!(["text/plain"]), Used),
        row("/paths/~1things~1{id}/post", "consumes", json!(["application/x-www-form-urlencoded"]), Used),
        row(GET, "schemes", json!(["http"]), Used),
        row(QUERY, "collectionFormat", json!("pipes"), Used),
        row(QUERY, "collectionFormat", json!("tsv"), Used),
        row(QUERY, "allowEmptyValue", json!(true), Nothing("an empty text can always be sent")),
        row(QUERY, "maxItems", json!(3), Documented),
        row(QUERY, "default", json!(["a"]), Documented),
        row("/paths/~1things~1{id}/get/responses/200", "headers", json!({"x-left": {"type": "integer"}}), Used),
        row(
            "/paths/~1things~1{id}/get/responses/200",
            "examples",
            json!({"application/json": {"field": "an example"}}),
            Documented,
        ),
        row("/definitions/Base", "discriminator", json!("kind"), Used),
        row("/definitions/Holder/properties/field", "readOnly", json!(true), Used),
        row("/definitions/Holder/properties/field", "x-nullable", json!(true), Used),
        row(
            "/definitions/Holder/properties/field",
            "xml",
            json!({"name": "f"}),
            Nothing("a body in XML is text, and reported where it has structure"),
        ),
        row("/securityDefinitions/key", "description", json!("From the console"), Documented),
        row("/securityDefinitions", "basic", json!({"type": "basic"}), Used),
    ]
}
