//! Documents that are large, or made to be expensive, each at a size that the caller chooses: the same document for the same size.

use serde_json::{Map, Value, json};

/// A kind of document.
#[derive(Clone, Copy, Debug)]
pub struct Large {
    /// Name of the kind, after the part that is large.
    pub name: &'static str,
    /// The document at a size.
    pub document: fn(usize) -> Value,
}

/// Documents whose size is a number of layers, each of which refers twice to the next.
pub const LAYERED: [Large; 15] = [
    Large { name: "oneOf", document: |size| layered(size, |next, _| json!({"oneOf": [next, next]})) },
    Large { name: "anyOf", document: |size| layered(size, |next, _| json!({"anyOf": [next, next]})) },
    Large { name: "allOf", document: |size| layered(size, |next, _| json!({"allOf": [next, next]})) },
    Large {
        name: "items",
        document: |size| layered(size, |next, _| json!({"type": "array", "items": {"oneOf": [next, next]}})),
    },
    Large {
        name: "prefixItems",
        document: |size| layered(size, |next, _| json!({"type": "array", "prefixItems": [next, next], "items": false})),
    },
    Large {
        name: "properties",
        document: |size| {
            layered(
                size,
                |next, _| json!({"type": "object", "required": ["a", "b"], "properties": {"a": next, "b": next}}),
            )
        },
    },
    Large {
        name: "not",
        document: |size| layered(size, |next, _| json!({"not": {"anyOf": [next, next]}, "allOf": [next]})),
    },
    Large {
        name: "null beside",
        document: |size| layered(size, |next, _| json!({"anyOf": [next, next, {"type": "null"}]})),
    },
    Large {
        name: "discriminator",
        document: |size| {
            layered(size, |next, _| {
                let to = &next["$ref"];
                json!({"oneOf": [next, next], "discriminator": {"propertyName": "t", "mapping": {"a": to, "b": to}}})
            })
        },
    },
    Large {
        name: "siblings",
        document: |size| layered(size, |next, _| json!({"$ref": next["$ref"], "allOf": [next], "description": "d"})),
    },
    Large {
        name: "allOf and properties",
        document: |size| {
            layered(size, |next, layer| json!({"allOf": [{"properties": {format!("p{layer}"): next}}, next, next]}))
        },
    },
    Large {
        name: "unions in allOf",
        document: |size| layered(size, |next, _| json!({"allOf": [{"oneOf": [next, next]}, {"anyOf": [next, next]}]})),
    },
    Large {
        name: "properties beside",
        document: |size| {
            layered(
                size,
                |next, layer| json!({"type": "object", "properties": {format!("k{layer}"): {"type": "string"}}, "oneOf": [next, next]}),
            )
        },
    },
    Large { name: "pointers through references", document: pointers },
    Large { name: "unions of each other", document: unions },
];

/// Documents whose size is a number of equal parts.
pub const LONG: [Large; 27] = [
    Large { name: "values of an enum", document: |size| of_schema(json!({"enum": numbered(size, "value")})) },
    Large { name: "values that are called alike", document: |size| of_schema(json!({"enum": alike(size)})) },
    Large { name: "media types", document: media_types },
    Large {
        name: "missing files",
        document: |size| schemas(size, |index| json!({"$ref": format!("missing{index}.yaml#/A")})),
    },
    Large {
        name: "missing schemas",
        document: |size| schemas(size, |index| json!({"$ref": format!("#/components/schemas/X{index}")})),
    },
    Large {
        name: "equal schemas",
        document: |size| schemas(size, |_| json!({"type": "object", "properties": {"a": {"type": "string"}}})),
    },
    Large { name: "paths", document: |size| paths(size, |index| format!("/a{index}")) },
    Large {
        name: "nested paths",
        document: |size| paths(size, |index| format!("/a{}/b{}/{{id}}", index % 10, index / 10)),
    },
    Large { name: "chain of references", document: |size| chain(size, |next| json!({"$ref": next})) },
    Large { name: "chain of allOf", document: |size| chain(size, |next| json!({"allOf": [{"$ref": next}]})) },
    Large {
        name: "chain of unions",
        document: |size| chain(size, |next| json!({"oneOf": [{"$ref": next}, {"type": "integer"}]})),
    },
    Large {
        name: "chain of nullable unions",
        document: |size| chain(size, |next| json!({"oneOf": [{"$ref": next}, {"type": "null"}]})),
    },
    Large { name: "segments of a path", document: |size| paths(1, |_| format!("/{}", numbered(size, "s").join("/"))) },
    Large {
        name: "properties",
        document: |size| {
            of_schema(json!({"type": "object", "properties": members(size, |_| json!({"type": "string"}))}))
        },
    },
    Large {
        name: "required properties",
        document: |size| {
            let properties = members(size, |_| json!({"type": "string"}));
            of_schema(json!({"type": "object", "required": numbered(size, "m"), "properties": properties}))
        },
    },
    Large { name: "parameters", document: parameters },
    Large { name: "members of allOf", document: |size| of_schema(json!({"allOf": variants(size)})) },
    Large { name: "variants", document: |size| of_schema(json!({"oneOf": variants(size)})) },
    Large {
        name: "constants",
        document: |size| {
            of_schema(
                json!({"oneOf": numbered(size, "c").iter().map(|text| json!({"const": text})).collect::<Vec<_>>()}),
            )
        },
    },
    Large { name: "mapping", document: mapping },
    Large { name: "members by mapping", document: members_by_mapping },
    Large { name: "members by their tags", document: members_by_tag },
    Large { name: "callbacks", document: callbacks },
    Large { name: "webhooks", document: webhooks },
    Large {
        name: "methods that 3.0 does not know",
        document: |size| {
            let operation = json!({"responses": {"200": {"description": "ok"}}});
            let paths = (0..size).map(|index| (format!("/a{index}"), json!({"query": operation})));
            let mut document = document(paths.collect::<Map<_, _>>().into(), json!({}));
            document["openapi"] = "3.2.0".into();
            document
        },
    },
    Large { name: "servers", document: servers },
    Large { name: "types that contain each other", document: cycle },
];

/// Documents that are refused whole.
pub fn too_deep(levels: usize) -> String {
    let (open, close) = ("[".repeat(levels), "]".repeat(levels));
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{}}, "x-deep": {open}{close}}}"#
    )
}

fn document(paths: Value, schemas: Value) -> Value {
    json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths, "components": {"schemas": schemas}})
}

/// A document with an operation that sends and returns the schema `S0`.
fn used(schemas: Value) -> Value {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}});
    let operation = json!({
        "operationId": "put-it",
        "requestBody": {"required": true, "content": content},
        "responses": {"200": {"description": "ok", "content": content}},
    });
    document(json!({"/it": {"put": operation}}), schemas)
}

fn of_schema(schema: Value) -> Value {
    used(json!({"S0": schema}))
}

fn layered(layers: usize, layer: fn(&Value, usize) -> Value) -> Value {
    let mut schemas = Map::new();
    for index in 0..layers {
        let next = json!({"$ref": format!("#/components/schemas/S{}", index + 1)});
        schemas.insert(format!("S{index}"), layer(&next, index));
    }
    schemas.insert(
        format!("S{layers}"),
        json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}),
    );
    used(schemas.into())
}

/// Each layer's pointer leads through the reference of the next, twice.
fn pointers(layers: usize) -> Value {
    let mut nodes = Map::new();
    for index in 0..layers {
        let next = index + 1;
        nodes.insert(format!("A{index}"), json!({"$ref": format!("#/x-nodes/B{index}/n{index}")}));
        let inner = json!({"$ref": format!("#/x-nodes/A{next}/n{next}")});
        nodes.insert(
            format!("B{index}"),
            json!({"$ref": format!("#/x-nodes/A{next}"), format!("n{index}"): {format!("n{index}"): inner}}),
        );
    }
    nodes.insert(format!("A{layers}"), json!({"type": "string", format!("n{layers}"): {"type": "string"}}));
    let mut document = used(json!({"S0": {"$ref": "#/x-nodes/A0/n0"}}));
    document["x-nodes"] = nodes.into();
    document
}

/// A union whose mapping names each member, which no constant tells.
fn members_by_mapping(size: usize) -> Value {
    let member = json!({"type": "object", "required": ["t"], "properties": {"t": {"type": "string"}}});
    let mut schemas: Map<String, Value> = (1..=size).map(|index| (format!("S{index}"), member.clone())).collect();
    let to = |index: usize| format!("#/components/schemas/S{index}");
    let mapping: Map<String, Value> = (1..=size).map(|index| (format!("m{index}"), to(index).into())).collect();
    let members: Vec<Value> = (1..=size).map(|index| json!({"$ref": to(index)})).collect();
    let told = json!({"propertyName": "t", "mapping": mapping});
    schemas.insert("S0".to_owned(), json!({"oneOf": members, "discriminator": told}));
    used(schemas.into())
}

/// A union whose members each have a constant tag.
fn members_by_tag(size: usize) -> Value {
    let member =
        |index| json!({"type": "object", "required": ["t"], "properties": {"t": {"const": format!("t{index}")}}});
    let mut schemas: Map<String, Value> = (1..=size).map(|index| (format!("S{index}"), member(index))).collect();
    let members: Vec<Value> =
        (1..=size).map(|index| json!({"$ref": format!("#/components/schemas/S{index}")})).collect();
    schemas.insert("S0".to_owned(), json!({"oneOf": members, "discriminator": {"propertyName": "t"}}));
    used(schemas.into())
}

/// An operation that the server may answer by so many requests.
fn callbacks(size: usize) -> Value {
    let callbacks: Map<String, Value> =
        (0..size).map(|index| (format!("c{index}"), json!({"{$url}": {"post": received()}}))).collect();
    let operation = json!({"operationId": "a", "callbacks": callbacks, "responses": {"200": {"description": "ok"}}});
    document(json!({"/a": {"post": operation}}), json!({}))
}

fn webhooks(size: usize) -> Value {
    let mut document = document(json!({}), json!({}));
    let webhooks = (0..size).map(|index| (format!("w{index}"), json!({"post": received()})));
    document["webhooks"] = webhooks.collect::<Map<_, _>>().into();
    document
}

/// An operation that the server calls.
fn received() -> Value {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    json!({
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": "ok"}},
    })
}

fn numbered(size: usize, word: &str) -> Vec<String> {
    (0..size).map(|index| format!("{word}{index}")).collect()
}

/// Texts that differ in symbols alone.
fn alike(size: usize) -> Vec<String> {
    let symbols = ["-", "_", ".", " "];
    let text = |index: usize| (0..8).map(|place| symbols[(index >> (2 * place)) % 4]).collect::<String>();
    (0..size).map(|index| format!("a{}b", text(index))).collect()
}

fn members(size: usize, member: fn(usize) -> Value) -> Map<String, Value> {
    (0..size).map(|index| (format!("m{index}"), member(index))).collect()
}

fn schemas(size: usize, schema: fn(usize) -> Value) -> Value {
    let schemas: Map<String, Value> = (0..size).map(|index| (format!("S{index}"), schema(index))).collect();
    document(json!({}), schemas.into())
}

fn paths(size: usize, path: impl Fn(usize) -> String) -> Value {
    let item = || json!({"get": {"responses": {"204": {"description": "ok"}}}});
    let paths: Map<String, Value> = (0..size).map(|index| (path(index), item())).collect();
    document(paths.into(), json!({}))
}

fn chain(size: usize, link: fn(String) -> Value) -> Value {
    let mut schemas = Map::new();
    for index in 0..size {
        schemas.insert(format!("S{index}"), link(format!("#/components/schemas/S{}", index + 1)));
    }
    schemas.insert(format!("S{size}"), json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    used(schemas.into())
}

fn media_types(size: usize) -> Value {
    let media = |index| (format!("application/vnd.m{index}"), json!({"schema": {"type": "string"}}));
    let content: Map<String, Value> = (0..size).map(media).collect();
    document(json!({"/a": {"get": {"responses": {"200": {"description": "ok", "content": content}}}}}), json!({}))
}

fn parameters(size: usize) -> Value {
    let parameter = |name| json!({"name": name, "in": "query", "schema": {"type": "string"}});
    let parameters: Vec<Value> = numbered(size, "p").into_iter().map(parameter).collect();
    document(json!({"/a": {"get": {"parameters": parameters, "responses": {"204": {"description": "ok"}}}}}), json!({}))
}

fn variants(size: usize) -> Vec<Value> {
    let variant =
        |name: String| json!({"type": "object", "required": [name], "properties": {name: {"type": "string"}}});
    numbered(size, "v").into_iter().map(variant).collect()
}

fn mapping(size: usize) -> Value {
    let target = |index: usize| json!(format!("#/components/schemas/{}", ["A", "B"][index % 2]));
    let mapping = members(size, |_| Value::Null)
        .keys()
        .enumerate()
        .map(|(index, key)| (key.clone(), target(index)))
        .collect::<Map<_, _>>();
    let variant = json!({"type": "object", "required": ["t"], "properties": {"t": {"type": "string"}}});
    let members = json!([{"$ref": "#/components/schemas/A"}, {"$ref": "#/components/schemas/B"}]);
    used(
        json!({"S0": {"oneOf": members, "discriminator": {"propertyName": "t", "mapping": mapping}}, "A": variant, "B": variant}),
    )
}

fn servers(size: usize) -> Value {
    let mut document = paths(1, |_| "/a".to_owned());
    let server = |name| json!({"url": format!("https://{name}.example.com")});
    document["servers"] = numbered(size, "h").into_iter().map(server).collect();
    document
}

fn cycle(size: usize) -> Value {
    let mut schemas = Map::new();
    for index in 0..size {
        let to = |other: usize| json!({"$ref": format!("#/components/schemas/S{}", other % size)});
        let properties = json!({"a": to(index * 7 + 1), "b": to(index * 13 + 5)});
        schemas.insert(format!("S{index}"), json!({"type": "object", "required": ["a"], "properties": properties}));
    }
    used(schemas.into())
}

/// Each union offers all the others.
fn unions(size: usize) -> Value {
    let schema = |own: usize| {
        let others = (0..size).filter(|other| *other != own);
        json!({"anyOf": others.map(|other| json!({"$ref": format!("#/components/schemas/S{other}")})).collect::<Vec<_>>()})
    };
    used((0..size).map(|index| (format!("S{index}"), schema(index))).collect::<Map<_, _>>().into())
}
