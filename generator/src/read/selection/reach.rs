//! Leaves out the shared parts that nothing refers to any more.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value};

use super::super::percent_decode;

/// The place of parts that others refer to, of operations that were left out.
const KEPT: &str = "x-left-out";

/// The sections of `components` that are pruned: credentials are not.
const SECTIONS: [&str; 10] = [
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
];

/// The sections of Swagger 2.0, at the root.
const SWAGGER_SECTIONS: [&str; 3] = ["definitions", "responses", "parameters"];

/// A shared part: its section and its key.
type Part = (String, String);

/// The schemas that extend others through `allOf`, by the keys of those.
pub(in super::super) type Children = HashMap<String, Vec<Part>>;

/// Removes the shared parts that nothing reaches. `whole` is the document before operations were left out of it.
pub(super) fn prune(document: &mut Value, whole: &Value, files: &BTreeMap<String, Vec<u8>>) {
    let mut reach =
        Reach { whole, reached: HashSet::new(), todo: Vec::new(), children: children(whole), kept: Map::new() };
    reach.roots(document);
    for bytes in files.values() {
        reach.of_text(&String::from_utf8_lossy(bytes));
    }
    while let Some(part) = reach.todo.pop() {
        if let Some(value) = reach.part(&part) {
            reach.of_value(value, document);
            reach.family(&part, value);
        }
    }
    let Reach { reached, kept, .. } = reach;
    let is_reached = |section: &str, key: &str| reached.contains(&(section.to_owned(), key.to_owned()));
    for (section, members) in sections(document) {
        members.retain(|key, _| key.starts_with("x-") || is_reached(&section, key));
    }
    if !kept.is_empty() {
        redirect(document, &kept);
        if let Some(root) = document.as_object_mut() {
            root.insert(KEPT.to_owned(), Value::Object(kept));
        }
    }
}

/// Returns the sections of a document that are pruned.
fn sections(document: &mut Value) -> Vec<(String, &mut Map<String, Value>)> {
    let mut found = Vec::new();
    for (key, value) in document.as_object_mut().into_iter().flatten() {
        let Value::Object(members) = value else { continue };
        if key == "components" {
            for (section, members) in members.iter_mut() {
                if let (true, Value::Object(members)) = (SECTIONS.contains(&section.as_str()), members) {
                    found.push((section.clone(), members));
                }
            }
        } else if SWAGGER_SECTIONS.contains(&key.as_str()) {
            found.push((key.clone(), members));
        }
    }
    found
}

struct Reach<'w> {
    whole: &'w Value,
    reached: HashSet<Part>,
    todo: Vec<Part>,
    /// The schemas that extend each schema through `allOf`.
    children: Children,
    /// Parts of operations that were left out, by their pointers.
    kept: Map<String, Value>,
}

impl<'w> Reach<'w> {
    /// Follows everything but the shared parts themselves; schemas that have a name of their own count as well.
    fn roots(&mut self, document: &Value) {
        for (key, value) in document.as_object().into_iter().flatten() {
            if SWAGGER_SECTIONS.contains(&key.as_str()) {
                continue;
            }
            if key != "components" {
                self.of_value(value, document);
                continue;
            }
            for (section, members) in value.as_object().into_iter().flatten() {
                if !SECTIONS.contains(&section.as_str()) {
                    self.of_value(members, document);
                }
            }
        }
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        let named = schemas.into_iter().flatten().filter(|(_, schema)| has_own_name(schema));
        named.for_each(|(key, _)| self.reach("schemas", key));
    }

    fn part(&self, (section, key): &Part) -> Option<&'w Value> {
        let shared = self.whole.get("components").and_then(|components| components.get(section)?.get(key));
        shared.or_else(|| self.whole.get(section)?.get(key))
    }

    fn reach(&mut self, section: &str, key: &str) {
        let part = (section.to_owned(), key.to_owned());
        if self.reached.insert(part.clone()) {
            self.todo.push(part);
        }
    }

    /// Adds the schemas that extend a schema with a discriminator, which represents all of them.
    fn family(&mut self, (section, key): &Part, value: &Value) {
        if value.get("discriminator").is_none() {
            return;
        }
        let mut work = vec![key.clone()];
        let mut seen: HashSet<String> = work.iter().cloned().collect();
        while let Some(parent) = work.pop() {
            for (child_section, child) in self.children.get(&parent).cloned().unwrap_or_default() {
                if child_section == *section && seen.insert(child.clone()) {
                    self.reach(section, &child);
                    work.push(child);
                }
            }
        }
    }

    /// Follows all references in a value.
    fn of_value(&mut self, value: &Value, document: &Value) {
        let mut work = vec![value];
        while let Some(value) = work.pop() {
            if let Value::Object(map) = value {
                for (key, value) in map {
                    match (key.as_str(), value) {
                        ("$ref" | "$dynamicRef" | "operationRef", Value::String(text)) => {
                            self.of_reference(text, document)
                        }
                        ("discriminator", Value::Object(discriminator)) => self.of_mapping(discriminator, document),
                        _ => {}
                    }
                }
                work.extend(map.values());
            } else if let Value::Array(items) = value {
                work.extend(items);
            }
        }
    }

    /// Follows a value of a mapping, which names a schema, or refers to it.
    fn of_mapping(&mut self, discriminator: &Map<String, Value>, document: &Value) {
        let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flatten();
        let targets = mapping.map(|(_, target)| target).chain(discriminator.get("defaultMapping"));
        for target in targets.filter_map(Value::as_str) {
            if target.contains('#') {
                self.of_reference(target, document);
            } else {
                self.reach("schemas", target);
                self.reach("definitions", target);
            }
        }
    }

    fn of_reference(&mut self, text: &str, document: &Value) {
        let Some((file, fragment)) = text.split_once('#') else { return };
        let fragment = percent_decode(fragment);
        let mut tokens = fragment.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
        match (tokens.next().as_deref(), tokens.next(), tokens.next()) {
            (Some("components"), Some(section), Some(key)) => self.reach(&section, &key),
            (Some(section), Some(key), _) if SWAGGER_SECTIONS.contains(&section) => self.reach(section, &key),
            (Some("paths" | "webhooks"), Some(_), _) if file.is_empty() && document.pointer(&fragment).is_none() => {
                self.keep(text, &fragment, document);
            }
            _ => {}
        }
    }

    /// Keeps a part of an operation that was left out.
    fn keep(&mut self, text: &str, fragment: &str, document: &Value) {
        let Some(value) = self.whole.pointer(fragment) else { return };
        if !self.kept.contains_key(text) {
            self.kept.insert(text.to_owned(), value.clone());
            self.of_value(value, document);
        }
    }

    /// Follows the references of a file beside the document, which is not parsed yet.
    fn of_text(&mut self, text: &str) {
        for start in ["#/components/", "#/definitions/", "#/parameters/", "#/responses/"] {
            for (at, _) in text.match_indices(start) {
                let rest = &text[at..];
                let end = rest.find(['"', '\'', '\n', '\r', ' ', ',', '}']).unwrap_or(rest.len());
                self.of_reference(&rest[..end], &Value::Null);
            }
        }
    }
}

/// Returns true for a schema that a reference can mean by an anchor or a URI.
fn has_own_name(schema: &Value) -> bool {
    let mut work = vec![schema];
    while let Some(value) = work.pop() {
        match value {
            Value::Object(map) => {
                if ["$id", "$anchor", "$dynamicAnchor"].iter().any(|key| map.get(*key).is_some_and(Value::is_string)) {
                    return true;
                }
                work.extend(map.values());
            }
            Value::Array(items) => work.extend(items),
            _ => {}
        }
    }
    false
}

/// Returns the schemas that extend others, by the key of the extended one.
pub(in super::super) fn children(document: &Value) -> Children {
    let mut children = Children::new();
    let sections = [("schemas", document.pointer("/components/schemas")), ("definitions", document.get("definitions"))];
    for (section, members) in sections {
        for (key, schema) in members.and_then(Value::as_object).into_iter().flatten() {
            let parents = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
            for parent in parents.filter_map(|part| part.get("$ref")?.as_str()?.rsplit('/').next()) {
                let parent = percent_decode(parent).replace("~1", "/").replace("~0", "~");
                children.entry(parent).or_default().push((section.to_owned(), key.clone()));
            }
        }
    }
    children
}

/// Lets references to kept parts lead to where they are kept.
fn redirect(document: &mut Value, kept: &Map<String, Value>) {
    let mut work = vec![document];
    while let Some(value) = work.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(text)) = map.get_mut("$ref")
                    && kept.contains_key(text.as_str())
                {
                    let key = text.replace('~', "~0").replace('/', "~1").replace('%', "%25");
                    *text = format!("#/{KEPT}/{key}");
                }
                work.extend(map.values_mut());
            }
            Value::Array(items) => work.extend(items),
            _ => {}
        }
    }
}
