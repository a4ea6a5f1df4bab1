//! Documents of several renamed copies of one, to see whether cost is linear.

use serde_json::{Map, Value, json};

/// The sections whose entries are named, from the root, but for security schemes, which all copies share.
const SECTIONS: [&[&str]; 11] = [
    &["components", "schemas"],
    &["components", "responses"],
    &["components", "parameters"],
    &["components", "examples"],
    &["components", "requestBodies"],
    &["components", "headers"],
    &["components", "links"],
    &["components", "callbacks"],
    &["definitions"],
    &["parameters"],
    &["responses"],
];

/// A document of `count` copies of another. In each, everything that has a name has one of its own: paths by their first segment, operations,
/// components, tags, webhooks and resources. One copy is renamed as well, so that it is the measure of more.
pub(crate) fn copies(document: &Value, count: usize) -> Value {
    let mut all = Value::Null;
    for index in 0..count {
        let copy = Copy { mark: mark(index) }.of(document);
        if all.is_null() { all = copy } else { merge(&mut all, copy) }
    }
    all
}

/// Letters for a number: a digit in a name would be a word of its own.
fn mark(index: usize) -> String {
    let letter = char::from(b'a' + (index % 26) as u8);
    if index < 26 { format!("copy{letter}") } else { mark(index / 26 - 1) + &letter.to_string() }
}

/// Adds the named parts of a copy.
fn merge(all: &mut Value, copy: Value) {
    for path in SECTIONS.into_iter().chain([["paths"].as_slice(), &["webhooks"]]) {
        let pointer: String = path.iter().map(|part| format!("/{part}")).collect();
        let (Some(Value::Object(into)), Some(Value::Object(from))) =
            (all.pointer_mut(&pointer), copy.pointer(&pointer))
        else {
            continue;
        };
        into.extend(from.clone());
    }
    if let (Some(Value::Array(into)), Some(Value::Array(from))) = (all.get_mut("tags"), copy.get("tags")) {
        into.extend(from.clone());
    }
}

/// Renames what belongs to one copy.
struct Copy {
    mark: String,
}

impl Copy {
    fn of(&self, document: &Value) -> Value {
        let mut copy = self.walk(document);
        for path in SECTIONS {
            let pointer: String = path.iter().map(|part| format!("/{part}")).collect();
            self.keys(copy.pointer_mut(&pointer), |name| self.name(name));
        }
        self.keys(copy.get_mut("paths"), |path| self.path(path));
        self.keys(copy.get_mut("webhooks"), |name| self.name(name));
        for tag in copy.get_mut("tags").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(Value::String(name)) = tag.get_mut("name") {
                *name = self.name(name);
            }
        }
        copy
    }

    fn keys(&self, map: Option<&mut Value>, rename: impl Fn(&str) -> String) {
        if let Some(Value::Object(map)) = map {
            *map = std::mem::take(map).into_iter().map(|(key, value)| (rename(&key), value)).collect();
        }
    }

    fn walk(&self, value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                Value::Object(map.iter().map(|(key, value)| (key.clone(), self.member(key, value))).collect())
            }
            Value::Array(items) => items.iter().map(|item| self.walk(item)).collect(),
            value => value.clone(),
        }
    }

    fn member(&self, key: &str, value: &Value) -> Value {
        match (key, value) {
            ("$ref" | "operationRef", Value::String(target)) => json!(self.reference(target)),
            ("operationId", Value::String(id)) => json!(self.name(id)),
            ("x-specsmith-resource", Value::String(place)) => json!(self.first(place, '.')),
            ("tags", Value::Array(tags)) if tags.iter().all(Value::is_string) => {
                tags.iter().filter_map(Value::as_str).map(|tag| self.name(tag)).collect()
            }
            ("mapping", Value::Object(cases)) => {
                Value::Object(cases.iter().map(|(tag, to)| self.case(tag, to)).collect())
            }
            (_, value) => self.walk(value),
        }
    }

    /// A case of a discriminator's mapping: a reference, or the name of a schema.
    fn case(&self, tag: &str, to: &Value) -> (String, Value) {
        let to = match to {
            Value::String(to) if to.starts_with('#') => json!(self.reference(to)),
            Value::String(name) => json!(self.name(name)),
            other => self.walk(other),
        };
        (tag.to_owned(), to)
    }

    fn name(&self, name: &str) -> String {
        format!("{name}_{}", self.mark)
    }

    fn path(&self, path: &str) -> String {
        match path.strip_prefix('/') {
            Some(rest) if !rest.starts_with('{') && !rest.is_empty() => format!("/{}", self.first(rest, '/')),
            _ => format!("/{}{path}", self.mark),
        }
    }

    fn first(&self, text: &str, separator: char) -> String {
        let end = text.find(separator).unwrap_or(text.len());
        format!("{}_{}{}", &text[..end], self.mark, &text[end..])
    }

    fn reference(&self, target: &str) -> String {
        let Some(rest) = target.strip_prefix("#/") else { return target.to_owned() };
        let mut parts: Vec<String> = rest.split('/').map(str::to_owned).collect();
        let section =
            SECTIONS.into_iter().find(|section| parts.len() > section.len() && parts.starts_with(&owned(section)));
        if let Some(section) = section {
            parts[section.len()] = self.name(&parts[section.len()]);
        } else if parts[0] == "paths" && parts.len() > 1 {
            let path = parts[1].replace("~1", "/").replace("~0", "~");
            parts[1] = self.path(&path).replace('~', "~0").replace('/', "~1");
        }
        format!("#/{}", parts.join("/"))
    }
}

fn owned(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}

/// Checks the copies, since the harness of benchmarks has no tests.
pub(crate) fn check() {
    let document = json!({
        "paths": {"/pets/{id}": {"get": {"operationId": "get", "tags": ["pets"], "schema": {"$ref": "#/components/schemas/Pet"}}}},
        "components": {"schemas": {"Pet": {"discriminator": {"mapping": {"cat": "Cat"}}}}, "securitySchemes": {"key": {}}},
        "tags": [{"name": "pets"}],
    });
    let both = copies(&document, 2);
    let names = |pointer: &str| -> Vec<String> {
        both.pointer(pointer).and_then(Value::as_object).map(Map::keys).into_iter().flatten().cloned().collect()
    };
    assert_eq!(names("/paths"), ["/pets_copya/{id}", "/pets_copyb/{id}"]);
    assert_eq!(names("/components/schemas"), ["Pet_copya", "Pet_copyb"]);
    assert_eq!(names("/components/securitySchemes"), ["key"]);
    assert_eq!(both["tags"], json!([{"name": "pets_copya"}, {"name": "pets_copyb"}]));
    let get = &both["paths"]["/pets_copyb/{id}"]["get"];
    assert_eq!(get["schema"]["$ref"], "#/components/schemas/Pet_copyb");
    assert_eq!((&get["operationId"], &get["tags"][0]), (&json!("get_copyb"), &json!("pets_copyb")));
    assert_eq!(both["components"]["schemas"]["Pet_copya"]["discriminator"]["mapping"]["cat"], "Cat_copya");
}
