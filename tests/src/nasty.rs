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
    // names that lints are about
    "add",
    "as_ref",
    "baz",
    "borrow",
    "cmp",
    "deref",
    "div",
    "eq",
    "foo",
    "from_str",
    "hash",
    "index",
    "into_iter",
    "is_empty",
    "len",
    "mul",
    "neg",
    "not",
    "quux",
    "rem",
    "shl",
    "to_string",
    "to_x_mut",
    "as_x",
    "is_x",
    "OAuth",
    "OAuth2",
    "credential",
    "value",
    "user",
    "password",
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
    /// Names of parameters, of a body's properties, of security schemes, server variables, response headers, links and webhooks.
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
            "servers": [self.server()],
            "paths": self.paths(),
            "webhooks": self.webhooks(),
            "components": {"schemas": schemas, "securitySchemes": self.schemes()},
        })
    }

    /// A server whose URL has all variables that can stand in one.
    fn server(&self) -> Value {
        let names: Vec<&String> =
            self.params.iter().filter(|name| !name.is_empty() && !name.contains(['{', '}'])).collect();
        let url: Vec<String> = names.iter().map(|name| format!("{{{name}}}")).collect();
        let variables: Map<String, Value> =
            names.iter().map(|name| ((*name).clone(), json!({"default": "a"}))).collect();
        json!({"url": format!("https://a.example/{}", url.join("/")), "variables": variables})
    }

    fn schemes(&self) -> Map<String, Value> {
        let scheme = |index: usize, name: &String| match index % 3 {
            0 => json!({"type": "http", "scheme": "bearer"}),
            1 => json!({"type": "apiKey", "in": "query", "name": name}),
            _ => json!({"type": "http", "scheme": "basic"}),
        };
        self.params.iter().enumerate().map(|(index, name)| (name.clone(), scheme(index, name))).collect()
    }

    fn webhooks(&self) -> Map<String, Value> {
        let content =
            json!({"application/json": {"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}});
        let hook =
            json!({"post": {"requestBody": {"content": content}, "responses": {"204": {"description": "Taken."}}}});
        self.params.iter().map(|name| (name.clone(), hook.clone())).collect()
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
            let headers: Map<String, Value> =
                params.iter().map(|name| (name.clone(), json!({"schema": {"type": "string"}}))).collect();
            let links: Map<String, Value> =
                params.iter().map(|name| (name.clone(), json!({"operationId": id}))).collect();
            paths.insert(
                format!("/{}", literals.join("/")),
                json!({
                    "get": {"operationId": id, "tags": tags, "parameters": parameters, "responses": {"200": {"description": "It.", "content": content, "headers": headers, "links": links}}},
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
