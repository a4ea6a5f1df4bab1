//! Strings that go wrong somewhere, and a document that makes names of them.

use serde_json::{Map, Value, json};

/// Strings that go wrong somewhere: keywords, names of the preludes and of the runtime, symbols, digits, letters of other scripts.
pub const NASTY: &[&str] = &[
    "",
    " ",
    "_",
    "__",
    "self",
    "Self",
    "SELF",
    "super",
    "crate",
    "type",
    "Type",
    "async",
    "dyn",
    "gen",
    "try",
    "union",
    "macro_rules",
    "r#type",
    "1st",
    "2xx",
    "42",
    "+1",
    "-1",
    "1",
    "+",
    "-",
    "<=",
    "a.b",
    "a/b",
    "a b",
    "a-b",
    "a_b",
    "aB",
    "AB",
    "ab",
    "Ab",
    "a..b",
    "a~1b",
    "%2F",
    "{id}",
    "größe",
    "Größe",
    "日本",
    "日本語",
    "é",
    "e\u{301}",
    "😀",
    "ß",
    "ſ",
    "\u{202e}evil",
    "\u{0}",
    "a\nb",
    "\"quoted\"",
    "/* x */",
    "*/",
    "Option",
    "Vec",
    "String",
    "Box",
    "Result",
    "Some",
    "None",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "Drop",
    "From",
    "Client",
    "ClientBuilder",
    "Error",
    "Page",
    "Response",
    "Value",
    "Call",
    "Operation",
    "Param",
    "Json",
    "Raw",
    "Empty",
    "Text",
    "Several",
    "Handle",
    "Events",
    "Secret",
    "Upload",
    "Nullable",
    "Extra",
    "Model",
    "types",
    "resources",
    "client",
    "prelude",
    "specsmith_runtime",
    "std",
    "core",
    "new",
    "clone",
    "extra",
    "extra_mut",
    "send",
    "header",
    "query",
    "body",
    "body_field",
    "timeout",
    "stream",
    "next",
    "call",
    "decode",
    "encode",
    "default",
    "from",
    "into",
    "unknown",
    "Unknown",
    "as_str",
    "drop",
    "List",
    "Update",
    "list",
    "mod",
    "mod.rs",
    "lib",
    "con",
    "aux",
];

/// A document that uses strings wherever a name is made of one.
#[derive(Clone, Debug)]
pub struct Names {
    /// Keys of component schemas.
    pub schemas: Vec<String>,
    /// Keys of their properties.
    pub properties: Vec<String>,
    /// Values of enums.
    pub values: Vec<String>,
    /// Names of parameters, and of a body's properties.
    pub params: Vec<String>,
    /// Segments of paths.
    pub segments: Vec<String>,
    /// Operation ids.
    pub ids: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
}

impl Names {
    /// Everything nasty at once, each string in every role.
    pub fn all() -> Self {
        let all: Vec<String> = NASTY.iter().map(|text| (*text).to_owned()).collect();
        Self {
            schemas: all.clone(),
            properties: all.clone(),
            values: all.clone(),
            params: all.clone(),
            segments: all.clone(),
            ids: all.clone(),
            tags: all,
        }
    }

    /// The document.
    pub fn document(&self) -> Value {
        let mut schemas = Map::new();
        for (index, name) in self.schemas.iter().enumerate() {
            // The first of each kind has all strings, the others some.
            let most = if index < 3 { usize::MAX } else { 6 };
            let properties = window(&self.properties, index, most);
            let schema = match index % 3 {
                0 => json!({"type": "object", "properties": object(&properties, "string"), "required": properties}),
                1 => json!({"type": "string", "enum": window(&self.values, index, most)}),
                _ => json!({"oneOf": [
                    {"type": "object", "properties": object(&properties, "integer")},
                    {"type": "string"},
                    {"type": "array", "items": {}},
                ]}),
            };
            schemas.insert(name.clone(), schema);
        }
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Names", "version": "1"},
            "tags": self.tags.iter().map(|tag| json!({"name": tag})).collect::<Vec<_>>(),
            "paths": self.paths(),
            "components": {"schemas": schemas},
        })
    }

    fn paths(&self) -> Map<String, Value> {
        let mut paths = Map::new();
        for (index, id) in self.ids.iter().enumerate() {
            let segments = window(&self.segments, index, 1 + index % 3);
            let literals: Vec<String> = segments.iter().map(|text| text.replace(['/', '{', '}'], "")).collect();
            let params = window(&self.params, index, 6);
            let in_query = params.iter().map(|name| json!({"name": name, "in": "query", "schema": {"type": "string", "enum": window(&self.values, index, 3)}}));
            let in_header = params
                .iter()
                .take(2)
                .map(|name| json!({"name": name, "in": "header", "required": true, "schema": {"type": "string"}}));
            let parameters: Vec<Value> = in_query.chain(in_header).collect();
            let schema = json!({"type": "object", "properties": object(&params, "integer")});
            let content = json!({"application/json": {"schema": schema}});
            let tags = window(&self.tags, index, 2);
            paths.insert(
                format!("/{}", literals.join("/")),
                json!({
                    "get": {"operationId": id, "tags": tags, "parameters": parameters, "responses": {"200": {"description": "It.", "content": content}}},
                    "post": {"operationId": id, "requestBody": {"content": content}, "responses": {"204": {"description": "Done."}}},
                }),
            );
        }
        paths
    }
}

/// Some of a list, from a place on, around its end.
fn window(all: &[String], from: usize, most: usize) -> Vec<String> {
    all.iter().cycle().skip(from).take(most.min(all.len())).cloned().collect()
}

fn object(names: &[String], ty: &str) -> Map<String, Value> {
    names.iter().map(|name| (name.clone(), json!({"type": ty}))).collect()
}
