//! The operations of a document that was parsed and not yet read.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::read::choice::Resources;

/// The keys of a path item that are methods.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The key of a path item for other methods (3.2).
const MORE: &str = "additionalOperations";

/// The keys of webhooks.
const WEBHOOKS: [&str; 2] = ["webhooks", "x-webhooks"];

/// An operation, as patterns see it.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its path; the name of a webhook, which no pattern of paths matches.
    pub(crate) path: String,
    /// Its method; `None` for a path item in another file, which is kept or left out whole.
    pub(crate) method: Option<String>,
    /// Its `operationId`.
    pub(crate) id: Option<String>,
    /// Its tags.
    pub(crate) tags: Vec<String>,
    /// Its resource, where it is known.
    pub(crate) resource: Option<String>,
    /// Its place in the document; `None` in another file.
    pub(crate) pointer: Option<String>,
}

/// Returns all operations, those of webhooks too.
pub(in super::super) fn operations(document: &Value, resources: &Resources) -> Vec<Operation> {
    let mut found = Vec::new();
    for key in ["paths"].into_iter().chain(WEBHOOKS) {
        for (path, item) in document.get(key).and_then(Value::as_object).into_iter().flatten() {
            found.extend(of_item(document, (key, path), item, resources));
        }
    }
    found
}

fn of_item(document: &Value, (section, path): (&str, &str), item: &Value, resources: &Resources) -> Vec<Operation> {
    let operation = |method: Option<String>, value: &Value| {
        let texts = |value: &Value| {
            value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let key = |method: &String| (path.to_owned(), method.clone());
        Operation {
            path: path.to_owned(),
            id: value.get("operationId").and_then(Value::as_str).map(str::to_owned),
            tags: value.get("tags").map(texts).unwrap_or_default(),
            pointer: method.as_ref().and_then(|method| pointer(document, section, path, method)),
            resource: method.as_ref().and_then(|method| resources.get(&key(method)).cloned()),
            method,
        }
    };
    match whole(document, item) {
        Some(map) => methods(&map).map(|(method, value)| operation(Some(method), value)).collect(),
        None if item.get("$ref").is_some() => vec![operation(None, item)],
        None => Vec::new(),
    }
}

/// Returns the place of an operation, in the path item that a reference leads to where it is one.
fn pointer(document: &Value, section: &str, path: &str, method: &str) -> Option<String> {
    let escape = |token: &str| token.replace('~', "~0").replace('/', "~1");
    let mut item = format!("/{section}/{}", escape(path));
    for _ in 0..16 {
        for key in [method.to_lowercase(), format!("{MORE}/{}", escape(method))] {
            let pointer = format!("{item}/{key}");
            if document.pointer(&pointer).is_some() {
                return Some(pointer);
            }
        }
        let reference = document.pointer(&item)?.get("$ref")?.as_str()?.strip_prefix('#')?;
        item = super::super::percent_decode(reference).to_string();
    }
    None
}

/// Returns the methods of a path item.
fn methods(item: &Map<String, Value>) -> impl Iterator<Item = (String, &Value)> {
    let usual = item.iter().filter(|(key, _)| METHODS.contains(&key.as_str()));
    let more = item.get(MORE).and_then(Value::as_object).into_iter().flatten();
    usual.map(|(key, value)| (key.to_uppercase(), value)).chain(more.map(|(key, value)| (key.clone(), value)))
}

/// Returns a path item with the targets of its references. `None` for one that is in another file, or is invalid.
fn whole(document: &Value, item: &Value) -> Option<Map<String, Value>> {
    let mut map = item.as_object()?.clone();
    for _ in 0..16 {
        let Some(reference) = map.shift_remove("$ref") else { return Some(map) };
        let target = document.pointer(&super::super::percent_decode(reference.as_str()?.strip_prefix('#')?))?;
        for (key, value) in target.as_object()? {
            if !map.contains_key(key) {
                map.insert(key.clone(), value.clone());
            }
        }
    }
    None
}

/// Removes operations, and the links that lead to them.
pub(super) fn remove(document: &mut Value, kept: &[&Operation], left_out: &[&Operation]) {
    let name = |operation: &&Operation| (operation.path.clone(), operation.method.clone());
    let gone: HashSet<(String, Option<String>)> = left_out.iter().map(name).collect();
    for key in ["paths"].into_iter().chain(WEBHOOKS) {
        let Some(items) = document.get(key).and_then(Value::as_object) else { continue };
        let items: Vec<(String, Option<Value>)> =
            items.iter().map(|(path, item)| (path.clone(), thinned(document, path, item, &gone))).collect();
        let Some(map) = document.get_mut(key).and_then(Value::as_object_mut) else { continue };
        for (path, item) in items {
            match item {
                Some(item) => drop(map.insert(path, item)),
                None => drop(map.shift_remove(&path)),
            }
        }
    }
    let ids =
        |operations: &[&Operation]| -> HashSet<String> { operations.iter().filter_map(|it| it.id.clone()).collect() };
    let (kept, mut gone) = (ids(kept), ids(left_out));
    gone.retain(|id| !kept.contains(id));
    unlink(document, &gone);
}

/// Returns a path item without the operations that are gone. `None` when none is left.
fn thinned(document: &Value, path: &str, item: &Value, gone: &HashSet<(String, Option<String>)>) -> Option<Value> {
    let is_gone = |method: Option<String>| gone.contains(&(path.to_owned(), method));
    let Some(mut map) = whole(document, item) else { return (!is_gone(None)).then(|| item.clone()) };
    let all: Vec<String> = methods(&map).map(|(method, _)| method).collect();
    let left = all.iter().filter(|method| !is_gone(Some((*method).clone()))).count();
    if left == all.len() {
        return Some(item.clone());
    }
    map.retain(|key, _| !(METHODS.contains(&key.as_str()) && is_gone(Some(key.to_uppercase()))));
    if let Some(more) = map.get_mut(MORE).and_then(Value::as_object_mut) {
        more.retain(|method, _| !is_gone(Some(method.clone())));
    }
    (left > 0).then_some(Value::Object(map))
}

/// Removes links to operations that are gone.
fn unlink(document: &mut Value, gone: &HashSet<String>) {
    let mut work = vec![document];
    while let Some(value) = work.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::Object(links)) = map.get_mut("links") {
                    let id = |link: &Value| link.get("operationId").and_then(Value::as_str).map(str::to_owned);
                    links.retain(|_, link| id(link).is_none_or(|id| !gone.contains(&id)));
                }
                work.extend(map.values_mut());
            }
            Value::Array(items) => work.extend(items),
            _ => {}
        }
    }
}
