//! The objects of OpenAPI 3.0 to 3.2.

use serde_json::{Value, json};

use super::fate::{Fate, Row};
use Fate::{Documented, Nothing, Reported, Used};

/// A document with one of everything, each with as few keywords as it can have.
pub(crate) fn base(version: &str) -> Value {
    json!({
        "openapi": version,
        "info": {"title": "Keywords", "version": "1"},
        "servers": [{"url": "https://{host}.example.com", "variables": {"host": {"default": "api"}}}],
        "paths": {"/things/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "get": {
                "parameters": [
                    {"name": "filter", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                    {"name": "x-trace", "in": "header", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}}},
                    "404": {"description": "", "headers": {"x-left": {"schema": {"type": "integer"}}}},
                },
            },
            "post": {
                "operationId": "makeThing",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Holder"}}}},
                "responses": {"200": {"description": "", "links": {"next": {"operationId": "makeThing"}}}},
                "callbacks": {"done": {"{$request.body#/url}": {"post": {"responses": {"200": {"description": ""}}}}}},
            },
            "put": {
                "requestBody": {"content": {"multipart/form-data": {
                    "schema": {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}, "tags": {"type": "array", "items": {"type": "string"}}}},
                    "encoding": {"tags": {}},
                }}},
                "responses": {"204": {"description": ""}},
            },
            "patch": {
                "requestBody": {"content": {"application/x-www-form-urlencoded": {
                    "schema": {"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}},
                    "encoding": {"tags": {}},
                }}},
                "responses": {"204": {"description": ""}},
            },
        }},
        "components": {
            "schemas": {
                "Holder": {"type": "object", "required": ["field"], "properties": {"field": {"type": "string"}}},
                "Other": {"type": "object", "properties": {"name": {"type": "string"}}},
                "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "name": {"type": "string"}}},
                "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "name": {"type": "string"}}},
            },
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "x-key"},
                "token": {"type": "http", "scheme": "bearer"},
                "login": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "https://example.com/token", "scopes": {}}}},
                "connect": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/.well-known"},
            },
        },
        "tags": [{"name": "things"}],
    })
}

const ITEM: &str = "/paths/~1things~1{id}";
const GET: &str = "/paths/~1things~1{id}/get";
const QUERY: &str = "/paths/~1things~1{id}/get/parameters/0";
const RESPONSE: &str = "/paths/~1things~1{id}/get/responses/200";
const JSON_RESPONSE: &str = "/paths/~1things~1{id}/get/responses/200/content/application~1json";
const HEADER: &str = "/paths/~1things~1{id}/get/responses/404/headers/x-left";
const LINK: &str = "/paths/~1things~1{id}/post/responses/200/links/next";
const BODY: &str = "/paths/~1things~1{id}/post/requestBody";
const PART: &str = "/paths/~1things~1{id}/put/requestBody/content/multipart~1form-data/encoding/tags";
const FIELD: &str = "/paths/~1things~1{id}/patch/requestBody/content/application~1x-www-form-urlencoded/encoding/tags";
const FLOW: &str = "/components/securitySchemes/login/flows/clientCredentials";

fn row(at: &'static str, key: &'static str, value: Value, fate: Fate) -> Row {
    Row { version: "3.1.0", at, holder: None, key, value, fate }
}

/// A keyword that OpenAPI 3.2 brought.
fn new(at: &'static str, key: &'static str, value: Value, fate: Fate) -> Row {
    Row { version: "3.2.0", ..row(at, key, value, fate) }
}

pub(crate) fn rows() -> Vec<Row> {
    let mut rows = root();
    rows.extend(operations());
    rows.extend(parameters());
    rows.extend(responses());
    rows.extend(bodies());
    rows.extend(security());
    rows
}

fn root() -> Vec<Row> {
    let docs = || json!({"url": "https://example.com/docs", "description": "More"});
    let hook = || json!({"ping": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"n": {"type": "integer"}}}}}}, "responses": {}}}});
    vec![
        row(
            "",
            "jsonSchemaDialect",
            json!("https://json-schema.org/draft/2020-12/schema"),
            Nothing("it is about the document, not about the API"),
        ),
        row("", "webhooks", hook(), Used),
        row("", "security", json!([{"key": []}]), Used),
        row("", "externalDocs", docs(), Reported),
        new(
            "",
            "$self",
            json!("https://example.com/openapi.json"),
            Nothing("it is about the document, not about the API"),
        ),
        row("/info", "summary", json!("A summary of the whole"), Documented),
        row("/info", "description", json!("What it is."), Documented),
        row(
            "/info",
            "termsOfService",
            json!("https://example.com/terms"),
            Nothing("it is for people who choose an API, not for those who call it"),
        ),
        row(
            "/info",
            "contact",
            json!({"name": "Someone", "url": "https://example.com"}),
            Nothing("it is for people who choose an API, not for those who call it"),
        ),
        row("/info", "license", json!({"name": "MIT"}), Documented),
        row("/servers/0", "description", json!("The main one"), Documented),
        new("/servers/0", "name", json!("main"), Nothing("it names one of several servers, and here is one")),
        row("/servers/0/variables/host", "enum", json!(["api", "eu"]), Used),
        row("/servers/0/variables/host", "description", json!("Where it stands"), Documented),
        row("/tags/0", "description", json!("Things of all kinds"), Documented),
        row(
            "/tags/0",
            "externalDocs",
            docs(),
            Nothing("it is for people who choose an API, not for those who call it"),
        ),
        new("/tags/0", "summary", json!("Things"), Documented),
        new("/tags/0", "parent", json!("all"), Nothing("it arranges a menu")),
        new("/tags/0", "kind", json!("nav"), Nothing("it arranges a menu")),
    ]
}

fn operations() -> Vec<Row> {
    let operation = || json!({"responses": {"204": {"description": ""}}});
    let docs = || json!({"url": "https://example.com/docs", "description": "More"});
    vec![
        row(ITEM, "summary", json!("A thing"), Documented),
        row(ITEM, "description", json!("All about a thing."), Documented),
        row(ITEM, "servers", json!([{"url": "https://things.example.com"}]), Used),
        row(ITEM, "delete", operation(), Used),
        row(ITEM, "options", operation(), Used),
        row(ITEM, "head", operation(), Used),
        row(ITEM, "trace", operation(), Used),
        new(ITEM, "query", operation(), Used),
        new(ITEM, "additionalOperations", json!({"LINK": operation()}), Used),
        row(
            GET,
            "tags",
            json!(["things"]),
            Nothing("a tag without a description says nothing; with one it is the resource's documentation"),
        ),
        row(GET, "summary", json!("Gets it"), Documented),
        row(GET, "description", json!("Gets it at once."), Documented),
        row(GET, "externalDocs", docs(), Documented),
        row(GET, "operationId", json!("fetchThing"), Used),
        row(GET, "deprecated", json!(true), Used),
        row(GET, "security", json!([{"key": []}]), Used),
        row(GET, "servers", json!([{"url": "https://things.example.com"}]), Used),
        row(GET, "requestBody", json!({"content": {"application/json": {"schema": {"type": "object"}}}}), Used),
        row(
            GET,
            "callbacks",
            json!({"done": {"{$url}": {"post": {"requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"n": {"type": "integer"}}}}}}, "responses": {}}}}}),
            Used,
        ),
        row(GET, "x-vendor", json!(true), Nothing("extensions of vendors are theirs")),
        row(GET, "unheardOf", json!(true), Reported),
    ]
}

fn parameters() -> Vec<Row> {
    vec![
        row(QUERY, "description", json!("What to look for"), Documented),
        row(QUERY, "required", json!(true), Used),
        row(QUERY, "deprecated", json!(true), Used),
        row(QUERY, "allowEmptyValue", json!(true), Nothing("an empty text can always be sent")),
        row(QUERY, "style", json!("pipeDelimited"), Used),
        row(QUERY, "explode", json!(false), Used),
        row(QUERY, "allowReserved", json!(true), Used),
        row(QUERY, "example", json!(["a"]), Documented),
        row(QUERY, "examples", json!({"one": {"value": ["a"]}}), Documented),
        Row {
            holder: Some(json!({"name": "q", "in": "query"})),
            ..row(QUERY, "content", json!({"application/json": {"schema": {"type": "object"}}}), Used)
        },
        row("/paths/~1things~1{id}/get/parameters/1", "style", json!("simple"), Nothing("the default, spelled out")),
        new("/paths/~1things~1{id}/get/parameters/1", "allowReserved", json!(true), Used),
    ]
}

fn responses() -> Vec<Row> {
    vec![
        row(
            RESPONSE,
            "headers",
            json!({"x-left": {"description": "how many are left", "schema": {"type": "integer"}}}),
            Documented,
        ),
        row(RESPONSE, "links", json!({"next": {"operationId": "makeThing"}}), Documented),
        new(RESPONSE, "summary", json!("A thing"), Reported),
        row(HEADER, "description", json!("how many are left"), Documented),
        row(HEADER, "required", json!(true), Nothing("a server may leave it out all the same")),
        row(HEADER, "deprecated", json!(true), Documented),
        row(HEADER, "explode", json!(true), Nothing("it makes a difference for objects only, which are given as text")),
        row(HEADER, "example", json!(5), Nothing("the name and type of a getter say as much")),
        row(HEADER, "examples", json!({"one": {"value": 5}}), Nothing("the name and type of a getter say as much")),
        row(LINK, "parameters", json!({"id": "$response.body#/id"}), Documented),
        row(LINK, "requestBody", json!("$response.body"), Documented),
        row(LINK, "description", json!("the next one"), Documented),
        row(
            LINK,
            "server",
            json!({"url": "https://example.com"}),
            Nothing("the operation that it leads to has a server of its own"),
        ),
        row(JSON_RESPONSE, "example", json!({"field": "an example"}), Documented),
        row(JSON_RESPONSE, "examples", json!({"one": {"value": {"field": "an example"}}}), Documented),
        new(JSON_RESPONSE, "description", json!("As JSON"), Reported),
        Row {
            holder: Some(json!({"text/event-stream": {}})),
            ..new("/paths/~1things~1{id}/get/responses/200/content", "text/plain", json!({}), Used)
        },
        Row {
            holder: Some(json!({})),
            ..new(
                "/paths/~1things~1{id}/get/responses/200/content",
                "application/jsonl",
                json!({"itemSchema": {"$ref": "#/components/schemas/Other"}}),
                Used,
            )
        },
    ]
}

fn bodies() -> Vec<Row> {
    vec![
        row(BODY, "description", json!("The thing to make"), Documented),
        row(BODY, "required", json!(true), Nothing("the schema requires properties, so the body is required anyway")),
        Row {
            holder: Some(
                json!({"content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}}),
            ),
            ..row(BODY, "required", json!(true), Used)
        },
        row(
            "/paths/~1things~1{id}/post/requestBody/content/application~1json",
            "example",
            json!({"field": "made"}),
            Documented,
        ),
        row(
            "/paths/~1things~1{id}/post/requestBody/content",
            "text/plain",
            json!({"schema": {"type": "string"}}),
            Used,
        ),
        row(PART, "contentType", json!("application/json"), Used),
        row(PART, "headers", json!({"x-part": {"schema": {"type": "string"}}}), Reported),
        row(FIELD, "style", json!("pipeDelimited"), Used),
        row(FIELD, "explode", json!(false), Used),
        row(FIELD, "allowReserved", json!(true), Used),
        new(
            "/paths/~1things~1{id}/put/requestBody/content/multipart~1form-data",
            "prefixEncoding",
            json!([{"contentType": "text/plain"}]),
            Reported,
        ),
        new(
            "/paths/~1things~1{id}/put/requestBody/content/multipart~1form-data",
            "itemEncoding",
            json!({"contentType": "text/plain"}),
            Reported,
        ),
    ]
}

fn security() -> Vec<Row> {
    vec![
        row("/components/securitySchemes/key", "description", json!("From the console"), Documented),
        row("/components/securitySchemes/token", "bearerFormat", json!("JWT"), Nothing("whoever has the token knows")),
        row("/components/securitySchemes", "cert", json!({"type": "mutualTLS"}), Used),
        new("/components/securitySchemes/key", "deprecated", json!(true), Reported),
        new(
            "/components/securitySchemes/login",
            "oauth2MetadataUrl",
            json!("https://example.com/meta"),
            Nothing("the flows are reported as a whole"),
        ),
        row(FLOW, "refreshUrl", json!("https://example.com/refresh"), Nothing("the flows are reported as a whole")),
        row(
            "/components/securitySchemes/login/flows",
            "authorizationCode",
            json!({"authorizationUrl": "https://example.com/a", "tokenUrl": "https://example.com/t", "scopes": {"read": "to read"}}),
            Nothing("the flows are reported as a whole"),
        ),
        new(
            "/components/securitySchemes/login/flows",
            "deviceAuthorization",
            json!({"deviceAuthorizationUrl": "https://example.com/d", "tokenUrl": "https://example.com/t", "scopes": {}}),
            Nothing("the flows are reported as a whole"),
        ),
    ]
}
