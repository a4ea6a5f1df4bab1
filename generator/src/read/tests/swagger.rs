use serde_json::{Value, json};

use super::{read_json, run};
use crate::pointer::Pointer;

fn document() -> Value {
    json!({
        "swagger": "2.0", "info": {"title": "t", "version": "1"}, "host": "x.com", "basePath": "/v1/", "schemes": ["http", "https"],
        "consumes": ["application/json", "application/xml"],
        "definitions": {"Pet": {"type": "object", "discriminator": "kind", "properties": {"a": {"type": "string", "x-nullable": true}}}},
        "parameters": {"Limit": {"name": "limit", "in": "query", "type": "integer"}, "Body": {"name": "b", "in": "body", "schema": {"$ref": "#/definitions/Pet"}}},
        "responses": {"Bad": {"description": "bad", "schema": {"$ref": "#/definitions/Pet"}}},
        "securityDefinitions": {"o": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "a", "tokenUrl": "b", "scopes": {"r": "read"}}, "b": {"type": "basic"}},
        "paths": {
            "/p": {
                "get": {
                    "parameters": [{"$ref": "#/parameters/Limit"}, {"name": "ids", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "tsv"}],
                    "responses": {"200": {"description": "", "schema": {"type": "file"}}, "400": {"$ref": "#/responses/Bad"}},
                },
                "post": {"parameters": [{"$ref": "#/parameters/Body"}], "responses": {"200": {"description": "", "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}}, "examples": {"application/json": []}}}},
                "put": {"parameters": [{"name": "f", "in": "formData", "type": "file", "required": true}, {"name": "t", "in": "formData", "type": "string"}], "responses": {}},
            },
        },
    })
}

#[test]
fn a_whole_document() {
    let (value, codes) = read_json(&document());
    assert_eq!(codes, ["not-represented"], "the flow of the security scheme");
    assert_eq!(value["servers"], json!([{"url": "https://x.com/v1"}, {"url": "http://x.com/v1"}]));
    let pet = &value["components"]["schemas"]["Pet"];
    assert_eq!(pet["discriminator"]["propertyName"], "kind");
    assert_eq!(pet["properties"]["a"]["nullable"], true);
    let get = &value["paths"]["/p"]["get"];
    assert_eq!(get["parameters"][0], json!({"$ref": "#/components/parameters/Limit"}));
    assert_eq!(get["parameters"][1]["x-specsmith-style-beyond"], "tabDelimited");
    assert_eq!(get["parameters"][1]["explode"], false);
    assert_eq!(
        get["responses"]["200"]["content"]["application/octet-stream"]["schema"],
        json!({"type": "string", "format": "binary"})
    );
    assert_eq!(get["responses"]["400"], json!({"$ref": "#/components/responses/Bad"}));
    let post = &value["paths"]["/p"]["post"];
    assert_eq!(
        post["requestBody"]["content"]["application/json"]["schema"],
        json!({"$ref": "#/components/schemas/Pet"})
    );
    assert!(post["requestBody"]["content"]["application/xml"].is_object());
    assert_eq!(post["responses"]["200"]["content"]["application/json"]["example"], json!([]));
    let form = &value["paths"]["/p"]["put"]["requestBody"]["content"]["multipart/form-data"]["schema"];
    assert_eq!(form["required"], json!(["f"]));
    assert_eq!(form["properties"]["f"], json!({"type": "string", "format": "binary"}));
    assert_eq!(value["components"]["securitySchemes"]["b"]["scheme"], "basic");
    assert!(value["components"]["securitySchemes"]["o"]["flows"]["authorizationCode"].is_object());
}

#[test]
fn places_are_those_of_the_users_document() {
    let (read, _) = run("a.json", document().to_string().as_bytes());
    let read = read.expect("read");
    for (now, then) in [
        ("#/components/schemas/Pet/properties/a", "#/definitions/Pet/properties/a"),
        ("#/components/parameters/Limit/schema", "#/parameters/Limit"),
        ("#/paths/~1p/get/parameters/1/schema/items", "#/paths/~1p/get/parameters/1/items"),
        ("#/paths/~1p/post/requestBody/content/application~1json/schema", "#/parameters/Body/schema"),
        ("#/paths/~1p/post/responses/200/content/application~1json/schema", "#/paths/~1p/post/responses/200/schema"),
        (
            "#/paths/~1p/put/requestBody/content/multipart~1form-data/schema/properties/f",
            "#/paths/~1p/put/parameters/0",
        ),
        ("#/paths/~1p/get", "#/paths/~1p/get"),
    ] {
        assert_eq!(read.origin(&Pointer::parse(now)).as_str(), then);
    }
}
