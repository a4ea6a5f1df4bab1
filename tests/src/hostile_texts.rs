//! A document with text that would be code, or would break a lint, in every position that accepts text.

use serde_json::{Map, Value, json};

/// Markdown in which a doc test would stand if it reached rustdoc as it is, and layouts that clippy and rustdoc have lints for.
pub const TEXTS: &[&str] = &[
    "```\nexample-id\n```\n\npanic!(\"a description became code\");",
    "    panic!(\"indented\");",
    "\tpanic!(\"after a tab\");",
    "Text.\n\n    panic!(\"indented after text\");\n",
    "~~~\na\n~~~\n\npanic!();\n",
    "- a\n\n      panic!(\"in a list\");\n\n-     panic!(\"beside a marker\");",
    "1. a\n   ```rust\n   panic!();\n```\npanic!();\n```",
    "> ```\n> panic!();\n\n>     panic!();",
    "<pre>\n\npanic!();\n\n</pre>\n\n    panic!();",
    "<!--\n```\n-->\npanic!();\n```",
    "```should_panic\nfn main() {}\n```\n```no_run,edition2021\nlet x: u8 = \"\";\n```",
    "```text\nwithout an end\n\n",
    "*/ \" # ! [forbid] ``` panic!() ```",
    "| a | b |\n| --- | --- |\n| ``` | panic!() |\n```\npanic!();\n```",
    "[^1]: ```\n      panic!();\n\n[a]: ```\npanic!();",
    "```ignore\n```\n```\npanic!();\n",
    "#\n```\npanic!();\n```",
    "first\r\n```\r\npanic!();\r\n```\r",
    "&#10;&#10;&#96;&#96;&#96;&#10;panic!();\n\n\u{a0}\u{a0}\u{a0}\u{a0}panic!();",
    "a\n    lazy\n- b\nlazy\n   lazier\n 1. c\n      over\n\n\n* d",
    "[Vec] [`String`] [x](crate::y) [y]: z <T> Option<String> http://a.example/x_y. #hash {braces} | pipe _under_ *star",
    "`no end\n\n``` ` ``",
    "1. a\n2. b\n   continued\n     deep\n10. c\n\n    indented under ten",
    "Text:\n- a\n  - b\n    continued\n   - c\n more\n\n   paragraph in\n\n\n after",
    "A line  \nwith breaks\\\nand\n\n---\nrules\n===\n# Heading #\n## ",
    "<details><summary>a</summary>\n\n- b\n\n</details> <br/> <T> <br> </p> <unclosed",
    "2. two\n\n       code\n3) three\nlazy\n\n\n\n      end",
];

/// The document: each text stands in each position, one text in an operation or a schema.
pub fn document() -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    let mut schemes = Map::new();
    for (index, text) in TEXTS.iter().enumerate() {
        paths.insert(format!("/things-{index}/{{id}}"), operations(index, text));
        schemas.insert(format!("Thing{index}"), schema(text));
        schemas.insert(format!("Word{index}"), words(text));
        schemes.insert(format!("key{index}"), scheme(index, text));
    }
    // Keys are text as well.
    schemas.extend(TEXTS.iter().map(|text| ((*text).to_owned(), json!({"type": "object", "title": text}))));
    let all = TEXTS.join("\n\n");
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": TEXTS[0], "version": TEXTS[0], "summary": TEXTS[0], "description": all, "termsOfService": TEXTS[0],
            "contact": {"name": TEXTS[0], "url": TEXTS[0], "email": TEXTS[0]},
            "license": {"name": TEXTS[0], "identifier": TEXTS[0]},
        },
        "externalDocs": {"description": TEXTS[0], "url": "https://a.example"},
        "tags": TEXTS.iter().map(|text| json!({"name": text, "description": text, "externalDocs": {"description": text, "url": text}})).collect::<Vec<_>>(),
        "servers": TEXTS.iter().enumerate().map(|(index, text)| json!({
            "url": format!("https://{{part{index}}}.example/{index}"),
            "description": text,
            "variables": {format!("part{index}"): {"default": text, "enum": [text, "b"], "description": text}},
        })).collect::<Vec<_>>(),
        "security": [{"key0": []}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": schemes},
    })
}

fn scheme(index: usize, text: &str) -> Value {
    match index % 3 {
        0 => json!({"type": "http", "scheme": "bearer", "bearerFormat": text, "description": text}),
        1 => json!({"type": "apiKey", "in": "query", "name": text, "description": text, "x-specsmith-env": text}),
        _ => json!({"type": "http", "scheme": "basic", "description": text}),
    }
}

fn words(text: &str) -> Value {
    json!({
        "type": "string", "title": text, "description": text, "enum": [text, "a", "b"],
        "x-enum-descriptions": [text, text, text], "example": text, "default": text,
    })
}

fn property(text: &str) -> Value {
    json!({
        "type": "string", "title": text, "description": text, "example": text, "default": text, "pattern": text, "format": text,
        "externalDocs": {"description": text, "url": text}, "deprecated": true,
    })
}

fn schema(text: &str) -> Value {
    json!({
        "type": "object", "title": text, "description": text, "required": ["a", text, "constant"],
        "properties": {
            "a": property(text),
            "b": property(text),
            text: property(text),
            "constant": {"const": text, "description": text},
            "one": {"description": text, "oneOf": [
                {"title": text, "description": text, "type": "string"},
                {"title": text, "description": text, "type": "integer"},
            ]},
        },
        "example": {"a": text, text: text}, "externalDocs": {"description": text, "url": text},
    })
}

fn parameters(text: &str) -> Vec<Value> {
    let one = |name: &str, place: &str, required: bool| {
        json!({
            "name": name, "in": place, "required": required, "description": text, "example": text,
            "schema": {"type": "string", "description": text, "default": text, "pattern": text},
        })
    };
    vec![
        one("id", "path", true),
        one("needed", "query", true),
        one("optional", "query", false),
        one("x-needed", "header", true),
        one("x-optional", "header", false),
        one("cookie", "cookie", false),
        one(text, "query", false),
    ]
}

fn responses(text: &str, schema: &Value) -> Value {
    json!({
        "200": {
            "description": text, "headers": {"x-said": {"description": text, "schema": {"type": "string", "description": text}}},
            "content": {"application/json": {"schema": schema, "example": {"a": text}}},
            "links": {text: {"operationId": "get0", "description": text, "parameters": {"id": text}}},
        },
        "4XX": {"description": text, "content": {"application/json": {"schema": {"type": "object", "description": text}}}},
        "default": {"description": text},
    })
}

fn operations(index: usize, text: &str) -> Value {
    let thing = json!({"$ref": format!("#/components/schemas/Thing{index}")});
    let union = json!({"description": text, "oneOf": [thing, {"type": "string", "description": text}]});
    let bodies = [
        ("application/json", thing.clone()),
        ("application/json", union),
        ("application/octet-stream", json!({"type": "string", "format": "binary", "description": text})),
        ("text/plain", json!({"type": "string", "description": text})),
        (
            "multipart/form-data",
            json!({"type": "object", "description": text, "required": ["file"], "properties": {
                "file": {"type": "string", "format": "binary", "description": text}, "b": property(text),
            }}),
        ),
    ];
    let mut item = json!({
        "summary": text, "description": text, "parameters": [],
        "get": {
            "operationId": format!("get{index}"), "summary": text, "description": text, "tags": [text],
            "externalDocs": {"description": text, "url": text}, "parameters": parameters(text), "responses": responses(text, &thing),
        },
    });
    for (method, (media, body)) in ["post", "put", "patch", "delete", "options"].into_iter().zip(bodies) {
        item[method] = json!({
            "operationId": format!("{method}{index}"), "summary": format!("{method} {text}"), "deprecated": method == "delete",
            "parameters": parameters(text).into_iter().take(2).collect::<Vec<_>>(),
            "requestBody": {"description": text, "required": true, "content": {media: {"schema": body, "example": text}}},
            "responses": responses(text, &json!({"type": "array", "items": thing, "description": text})),
        });
    }
    item
}
