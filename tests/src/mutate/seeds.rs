//! Documents that mutants are made from: our fixtures, and small slices of the documents of a folder.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use super::tree::parse;
use crate::fixtures as features;

/// Most slices of one document.
const SLICES: usize = 60;
/// Most components that a slice takes along; the references to further ones dangle.
const COMPONENTS: usize = 12;
/// Longest slice, as JSON text in bytes: a mutant has to be cheap.
const LONGEST: usize = 24_000;

/// A sound document.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Its origin.
    pub name: String,
    /// The document.
    pub document: Value,
}

/// Every fixture.
///
/// # Errors
/// When one cannot be read.
pub fn fixtures() -> io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for name in features::names()? {
        let (_, bytes) = features::document(&name)?;
        let document = parse(&bytes).ok_or_else(|| io::Error::other(format!("{name} is neither YAML nor JSON")))?;
        seeds.push(Seed { name, document });
    }
    Ok(seeds)
}

/// Slices of every document of a folder: one path each, with the components it needs.
///
/// # Errors
/// When the folder or a file of it cannot be read.
pub fn slices(folder: &Path) -> io::Result<Vec<Seed>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "json" || end == "yaml" || end == "yml"));
    paths.sort();
    let mut seeds = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // A text that this plain parser refuses is left to the tests of the reader.
        let Some(document) = parse(&fs::read(&path)?) else { continue };
        seeds.extend(slices_of(&name, &document));
    }
    Ok(seeds)
}

fn slices_of(name: &str, document: &Value) -> Vec<Seed> {
    let Some(paths) = document.get("paths").and_then(Value::as_object) else { return Vec::new() };
    let step = paths.len().div_ceil(SLICES).max(1);
    let chosen = paths.iter().step_by(step);
    chosen
        .map(|(path, item)| Seed { name: format!("{name} {path}"), document: slice(document, path, item) })
        .filter(|seed| seed.document.to_string().len() <= LONGEST)
        .collect()
}

/// A document with one path of another.
fn slice(document: &Value, path: &str, item: &Value) -> Value {
    let mut slice = Map::new();
    for key in
        ["openapi", "swagger", "info", "servers", "host", "basePath", "schemes", "consumes", "produces", "security"]
    {
        if let Some(value) = document.get(key) {
            slice.insert(key.to_owned(), value.clone());
        }
    }
    slice.insert("paths".to_owned(), json!({ path: item }));
    let mut slice = Value::Object(slice);
    let schemes = ["/components/securitySchemes", "/securityDefinitions"];
    for scheme in schemes.iter().filter(|at| document.pointer(at).is_some()) {
        insert(&mut slice, document, scheme);
    }
    let mut todo: VecDeque<String> = VecDeque::new();
    let mut seen = BTreeSet::new();
    references(item, &mut todo);
    while let Some(pointer) = todo.pop_front() {
        if seen.len() < COMPONENTS && seen.insert(pointer.clone()) {
            document.pointer(&pointer).into_iter().for_each(|node| references(node, &mut todo));
            insert(&mut slice, document, &pointer);
        }
    }
    slice
}

/// The components a node refers to.
fn references(node: &Value, found: &mut VecDeque<String>) {
    match node {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(members) => {
            if let Some(pointer) = members.get("$ref").and_then(Value::as_str).and_then(|text| text.strip_prefix('#')) {
                let depth = if pointer.starts_with("/components/") { 4 } else { 3 };
                found.push_back(pointer.split('/').take(depth).collect::<Vec<_>>().join("/"));
            }
            members.values().for_each(|member| references(member, found));
        }
        _ => {}
    }
}

/// Copies a node to the same place of another document.
fn insert(slice: &mut Value, document: &Value, pointer: &str) {
    let Some(node) = document.pointer(pointer) else { return };
    let mut place = slice;
    for token in pointer.split('/').skip(1) {
        let key = token.replace("~1", "/").replace("~0", "~");
        let Value::Object(members) = place else { return };
        place = members.entry(key).or_insert_with(|| json!({}));
    }
    *place = node.clone();
}
