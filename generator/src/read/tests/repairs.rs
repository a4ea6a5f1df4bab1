use serde_json::json;

use super::{operation, read_json, run, schema_in};

#[test]
fn wrong_types_in_schemas() {
    let (value, codes) =
        schema_in("3.0.3", json!({"type": "object", "required": true, "properties": {"a": {"required": true}}}));
    assert_eq!(value, json!({"type": "object", "properties": {"a": {}}}));
    assert_eq!(codes, ["wrong-type"]);
    assert_eq!(schema_in("3.0.3", json!({"required": "a", "type": "object"})).0["required"], json!(["a"]));
    assert_eq!(
        schema_in("3.0.3", json!({"properties": null, "type": "object"})),
        (json!({"type": "object"}), vec!["empty-keyword"])
    );
    assert_eq!(schema_in("3.0.3", json!({"nullable": "true", "type": "string"})).0["nullable"], true);
    assert_eq!(schema_in("3.0.3", json!({"allOf": {"type": "string"}})).0, json!({"allOf": [{"type": "string"}]}));
    assert_eq!(schema_in("3.0.3", json!([1])), (json!({}), vec!["wrong-type"]));
}

#[test]
fn parameters() {
    let (value, codes) = operation(json!({"responses": {}, "parameters": [
        {"name": "id", "schema": {"type": "string"}},
        {"name": "q", "in": "Query", "required": "true"},
        {"in": "query", "schema": {}},
        {"name": "q2", "in": "query", "style": "odd", "schema": {}},
        null,
    ]}));
    assert_eq!(value["parameters"][0]["in"], "path");
    assert_eq!(value["parameters"][0]["required"], true);
    assert_eq!(value["parameters"][1]["schema"], json!({"type": "string"}));
    assert_eq!(value["parameters"].as_array().map(Vec::len), Some(3));
    assert!(value.get("x-specsmith-degraded").is_none(), "what nobody could send is not lost");
    for code in ["bad-parameter", "wrong-type", "missing-keyword", "unknown-value", "empty-keyword"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[test]
fn responses() {
    let (value, codes) = operation(
        json!({"responses": {"200 OK": {"description": "a"}, "4xx": "gone", "nonsense": {}, "default": null}}),
    );
    assert_eq!(value["responses"]["200"]["description"], "a");
    assert_eq!(value["responses"]["4XX"]["description"], "gone");
    assert_eq!(codes.iter().filter(|code| **code == "bad-status").count(), 2);
    let (value, codes) = operation(json!({"responses": {"200": {"description": "", "schema": {"type": "string"}}}}));
    assert_eq!(value["responses"]["200"]["content"]["application/json"]["schema"], json!({"type": "string"}));
    assert_eq!(codes, ["other-version"]);
}

#[test]
fn operations_under_what_is_no_method_are_named() {
    let given = json!({"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {
        "gett": {}, "POST": {}, "purge": {"responses": {}}, "odd": {}, "x-get": {"responses": {}},
    }}});
    let (_, problems) = run("a.json", given.to_string().as_bytes());
    let found: Vec<_> = problems.iter().map(|problem| (problem.code.text(), problem.hint.as_str())).collect();
    let other = "OpenAPI 3.2 has methods of other names below `additionalOperations`";
    assert_eq!(
        found,
        [
            ("unknown-method", "did you mean `get`?"),
            ("unknown-method", "did you mean `post`?"),
            ("unknown-method", other),
            ("unknown-keyword", "check the spelling and the indentation, or begin the name with `x-`"),
        ]
    );
}

#[test]
fn the_root() {
    let (value, codes) = read_json(&json!({
        "openapi": "3.0.0", "paths": {"a": {"get": {}}}, "servers": ["https://x"], "tags": ["t"], "security": {"k": []},
        "x-mine": 1, "x-specsmith-degraded": true, "typo": 1,
    }));
    assert_eq!(value["paths"]["/a"]["get"]["responses"], json!({}));
    assert_eq!(value["servers"][0]["url"], "https://x");
    assert_eq!(value["x-mine"], 1);
    assert_eq!(value.get("x-specsmith-degraded"), None);
    for code in ["missing-keyword", "bad-path", "wrong-type", "reserved-extension", "unknown-keyword"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    let (value, _) = read_json(&json!({"openapi": "3.0.0", "info": {"license": {}, "version": 1.5}, "paths": null}));
    assert_eq!(value["info"]["license"]["name"], "");
    assert_eq!(value["info"]["version"], "1.5");
}

#[test]
fn yaml_as_people_write_it() {
    let text = "openapi: 3.1.0\ninfo: {title: t, version: 1.10}\nx-base: &b {a: 2020-01-01, n: 007}\nx-m: {<<: *b, n: 8}\n\
                paths:\n  /a:\n    get:\n      responses:\n        200: {description: yes}\n        200: {description: no}\n\
                components:\n  schemas:\n    S: {type: integer, minimum: -9223372036854776000}\n    E: {type: string, enum: [1.10]}\n";
    let (document, problems) = run("a.yaml", text.as_bytes());
    let document = document.expect("read");
    let value = super::whole_json(&document);
    assert_eq!(value["info"]["version"], "1.10");
    assert_eq!(value["x-m"], json!({"a": "2020-01-01", "n": 8}));
    assert_eq!(value["x-base"]["n"], "007");
    assert_eq!(value["components"]["schemas"]["S"]["minimum"], "-9223372036854776000");
    assert_eq!(value["components"]["schemas"]["E"]["enum"], json!(["1.10"]));
    assert_eq!(value["paths"]["/a"]["get"]["responses"]["200"]["description"], "no");
    let twice = problems.iter().find(|problem| problem.code.text() == "duplicate-key").expect("reported");
    assert_eq!(twice.place.as_ref().map(|place| (place.line, place.column)), Some((10, 9)));
    assert_eq!(twice.other.as_ref().map(|place| (place.line, place.column)), Some((9, 9)));
}

#[test]
fn newer_versions() {
    let text = "openapi: 3.2.0\ninfo: {title: t, version: '1'}\nwebhooks: {new: {post: {responses: {}}}}\npaths:\n  /a:\n\
                \x20   query: {responses: {}}\n    additionalOperations: {COPY: {responses: {}}}\n    get:\n      parameters:\n\
                \x20     - {name: q, in: querystring, content: {application/json: {schema: {}}}}\n      responses:\n        200:\n\
                \x20         content: {application/jsonl: {itemSchema: {type: [string]}}}\n\
                components:\n  securitySchemes: {m: {type: mutualTLS}}\n";
    let (document, problems) = run("a.yaml", text.as_bytes());
    let document = document.expect("read");
    assert!(problems.is_empty(), "{problems:?}");
    assert!(document.webhooks.contains_key("new"));
    let more: Vec<_> =
        document.more_operations.iter().map(|more| (more.method.as_str(), more.pointer.as_str())).collect();
    assert_eq!(more, [("QUERY", "#/paths/~1a/query"), ("COPY", "#/paths/~1a/additionalOperations/COPY")]);
    let value = super::whole_json(&document);
    let get = &value["paths"]["/a"]["get"];
    assert_eq!(get["parameters"][0]["x-specsmith-in"], "querystring");
    assert_eq!(
        get["responses"]["200"]["content"]["application/jsonl"]["x-specsmith-item-schema"],
        json!({"type": "string"})
    );
    assert_eq!(value["components"]["securitySchemes"]["m"]["x-specsmith-mutual-tls"], true);
}
