//! The documents that are generated.

use serde_json::{Value, json};

/// The repository's own document, as it is.
pub(crate) const OWN: &[u8] = include_bytes!("../../../spec/openapi.yaml");

/// A document of something of everything, made here: 60 resources of five operations, each with models, enums and unions of its own.
pub(crate) fn large() -> Value {
    let (mut paths, mut schemas) = (json!({}), json!({}));
    for index in 0..60 {
        let name = format!("{}{}", WORDS[index % WORDS.len()], ["", "Draft"][index / WORDS.len() % 2]);
        resource(&name, &mut paths, &mut schemas);
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "A large API", "version": "1.0.0", "description": "# About\n\nMade for a *benchmark*."},
        "servers": [{"url": "https://api.example.com/v1"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    })
}

/// Names of the resources.
const WORDS: [&str; 30] = [
    "Account", "Batch", "Card", "Device", "Event", "File", "Group", "Host", "Invoice", "Job", "Key", "Label",
    "Message", "Network", "Order", "Project", "Quota", "Report", "Session", "Team", "User", "Volume", "Webhook",
    "Zone", "Alert", "Budget", "Charge", "Domain", "Export", "Folder",
];

fn resource(name: &str, paths: &mut Value, schemas: &mut Value) {
    let id = json!({"name": "id", "in": "path", "required": true, "schema": {"type": "string"}});
    let of = |schema: String| json!({"$ref": format!("#/components/schemas/{schema}")});
    let response =
        |schema: Value| json!({"200": {"description": "Done.", "content": {"application/json": {"schema": schema}}}});
    let body = |schema: Value| json!({"required": true, "content": {"application/json": {"schema": schema}}});
    let call = |verb: &str, responses: Value| {
        json!({
            "operationId": format!("{verb}{name}"),
            "summary": format!("Does {verb} with a {name}"),
            "description": format!("Some words on what `{verb}` does, with [a link](https://example.com).\n\n- one\n- two"),
            "responses": responses,
        })
    };
    let mut list = call("list", response(of(format!("{name}List"))));
    list["parameters"] = json!([
        {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100, "default": 20}},
        {"name": "after", "in": "query", "schema": {"type": "string"}},
        {"name": "order", "in": "query", "schema": {"type": "string", "enum": ["asc", "desc"]}},
        {"name": "status", "in": "query", "schema": {"type": "array", "items": of(format!("{name}Status"))}},
    ]);
    let mut create = call("create", response(of(name.to_owned())));
    create["requestBody"] = body(of(format!("Create{name}")));
    let mut update = call("update", response(of(name.to_owned())));
    update["requestBody"] = body(of(format!("Update{name}")));
    let path = format!("/{}s", name.to_lowercase());
    paths[format!("{path}/{{id}}")] = json!({
        "parameters": [id],
        "get": call("retrieve", response(of(name.to_owned()))),
        "patch": update,
        "delete": call("delete", json!({"204": {"description": "Gone."}})),
    });
    paths[path] = json!({"get": list, "post": create});
    models(name, schemas);
}

fn models(name: &str, schemas: &mut Value) {
    let of = |schema: &str| json!({"$ref": format!("#/components/schemas/{name}{schema}")});
    let text = |about: &str| json!({"type": "string", "description": about, "maxLength": 200});
    let change = json!({
        "name": text("What it is called."),
        "note": {"type": ["string", "null"], "description": "For people."},
        "limits": {"type": "object", "additionalProperties": {"type": "integer"}},
        "source": of("Source"),
        "budget": {"type": "object", "required": ["amount"], "properties": {"amount": {"type": "number"}, "currency": text("ISO 4217.")}},
    });
    schemas[format!("{name}Status")] = json!({"type": "string", "enum": ["active", "paused", "closed", "failed"]});
    schemas[format!("Create{name}")] = json!({"type": "object", "required": ["name"], "properties": change});
    schemas[format!("Update{name}")] = json!({"type": "object", "properties": change});
    schemas[format!("{name}Upload")] = json!({"type": "object", "required": ["kind", "url"],
        "properties": {"kind": {"const": "upload"}, "url": {"type": "string", "format": "uri"}, "parts": {"type": "array", "items": {"type": "integer"}}}});
    schemas[format!("{name}Import")] = json!({"type": "object", "required": ["kind", "from"],
        "properties": {"kind": {"const": "import"}, "from": text("Where it came from."), "at": {"type": "string", "format": "date-time"}}});
    schemas[format!("{name}Source")] = json!({"oneOf": [of("Upload"), of("Import")], "discriminator": {"propertyName": "kind",
        "mapping": {"upload": of("Upload")["$ref"], "import": of("Import")["$ref"]}}});
    schemas[format!("{name}Value")] =
        json!({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}]});
    schemas[name] = json!({"description": format!("A {name}, as the server keeps it."), "allOf": [of_plain(&format!("Create{name}")),
    {"type": "object", "required": ["id", "status", "created_at"], "properties": {
        "id": text("Identifier."),
        "object": {"const": name.to_lowercase()},
        "status": of("Status"),
        "created_at": {"type": "integer", "description": "Unix seconds."},
        "value": of("Value"),
        "parent": of_plain(name),
        "tags": {"type": "array", "items": {"type": "string"}},
        "owner": {"anyOf": [of("Import"), {"type": "null"}]},
    }}]});
    schemas[format!("{name}List")] = json!({"type": "object", "required": ["data", "has_more"], "properties": {
        "data": {"type": "array", "items": of_plain(name)}, "has_more": {"type": "boolean"}, "last_id": text("Of this page.")}});
}

fn of_plain(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}
