//! Base URIs: what a relative reference is relative to (OpenAPI 3.1 §4.6, JSON Schema 2020-12 core §8.2.1).
//!
//! A schema with `$id` is a resource of its own: `#/…` and `#anchor` below it are looked for in it, and relative references start from its URI. A file is
//! a resource too, called after its `$self` (3.2), its root's `$id`, or else its path. Documents without any of these have no [`Bases`] at all.

use std::collections::HashMap;

use serde_json::Value;

use super::at::FileId;
use super::map::Map;
use super::uri::{has_scheme, join};

/// A schema or a file that has a URI.
#[derive(Debug)]
pub(super) struct Resource {
    /// Its URI; without a scheme, a path from the folder of the document.
    pub(super) uri: String,
    /// Its file.
    pub(super) file: FileId,
    /// Its place in the file.
    pub(super) path: Vec<String>,
    /// The places of its anchors in the file.
    anchors: HashMap<String, Vec<String>>,
}

/// Every resource of a run.
#[derive(Debug, Default)]
pub(super) struct Bases {
    resources: Vec<Resource>,
    by_uri: HashMap<String, usize>,
    /// The resources of references, by the address of their text: only of those that are not in their file's own.
    scopes: HashMap<usize, usize>,
    /// The resources that files are.
    roots: HashMap<FileId, usize>,
}

impl Bases {
    /// Adds a file that contains its own URI, or that of a schema in it.
    pub(super) fn add(&mut self, file: FileId, path: &str, value: &Value) {
        let own = ["$self", "$id"].into_iter().find_map(|key| value.get(key)?.as_str());
        let uri = own.and_then(|own| resolve(path, without_fragment(own))).unwrap_or_else(|| path.to_owned());
        let root = self.resource(uri, file, Vec::new());
        self.roots.insert(file, root);
        let mut walk = Walk { bases: self, root, path: Vec::new() };
        walk.node(value, root, false);
    }

    /// Returns the index of the resource that a reference is in, if files or schemas have URIs at all.
    pub(super) fn of(&self, reference: &str, file: FileId) -> Option<usize> {
        if self.resources.is_empty() {
            return None;
        }
        self.scopes.get(&reference.as_ptr().addr()).or_else(|| self.roots.get(&file)).copied()
    }

    /// Returns a resource by its number.
    pub(super) fn get(&self, number: usize) -> &Resource {
        &self.resources[number]
    }

    /// Returns the resource that a reference without its fragment names, from another one or from a file that has no URI.
    pub(super) fn named(&self, from: Option<usize>, path: &str, reference: &str) -> Option<usize> {
        if self.resources.is_empty() {
            return None;
        }
        let base = from.map_or(path, |from| self.get(from).uri.as_str());
        self.by_uri.get(&resolve(base, reference)?).copied()
    }

    fn resource(&mut self, uri: String, file: FileId, path: Vec<String>) -> usize {
        let number = self.resources.len();
        self.by_uri.entry(uri.clone()).or_insert(number);
        self.resources.push(Resource { uri, file, path, anchors: HashMap::new() });
        number
    }
}

impl Resource {
    /// Returns the place in the file of the schema with this `$anchor` or `$dynamicAnchor`.
    pub(super) fn anchor(&self, name: &str) -> Option<&[String]> {
        self.anchors.get(name).map(Vec::as_slice)
    }
}

/// A walk through a file for resources, anchors and references.
struct Walk<'b> {
    bases: &'b mut Bases,
    root: usize,
    path: Vec<String>,
}

impl Walk<'_> {
    /// Walks a node. `names`: the keys of an object are names, not keywords.
    fn node(&mut self, value: &Value, resource: usize, names: bool) {
        match value {
            Value::Object(map) => self.object(map, resource, names),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(index.to_string(), item, resource, false);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, map: &Map, resource: usize, names: bool) {
        let resource = if names { resource } else { self.enter(map, resource) };
        for (key, value) in map {
            if !names && holds_values(key) {
                continue;
            }
            if let Value::String(text) = value {
                if !names && matches!(key.as_str(), "$ref" | "defaultMapping") {
                    self.reference(text, resource);
                }
            } else if !names && key == "mapping" {
                let targets = value.as_object().into_iter().flat_map(Map::values).filter_map(Value::as_str);
                targets.for_each(|target| self.reference(target, resource));
            } else {
                self.below(key.clone(), value, resource, !names && holds_names(key));
            }
        }
    }

    fn below(&mut self, token: String, value: &Value, resource: usize, names: bool) {
        if !matches!(value, Value::Object(_) | Value::Array(_)) {
            return;
        }
        self.path.push(token);
        self.node(value, resource, names);
        self.path.pop();
    }

    fn reference(&mut self, text: &str, resource: usize) {
        if resource != self.root && !text.is_empty() {
            self.bases.scopes.insert(text.as_ptr().addr(), resource);
        }
    }

    /// Returns the resource of an object: itself, or the one around it; adds its anchors.
    fn enter(&mut self, map: &Map, resource: usize) -> usize {
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        let mut resource = resource;
        if let Some(id) = text("$id").filter(|_| !self.path.is_empty()) {
            let base = &self.bases.get(resource).uri;
            match (without_fragment(id), resolve(base, without_fragment(id))) {
                ("", _) | (_, None) => {}
                (_, Some(uri)) => resource = self.bases.resource(uri, self.bases.get(resource).file, self.path.clone()),
            }
        }
        for name in ["$anchor", "$dynamicAnchor"].into_iter().filter_map(text) {
            let anchors = &mut self.bases.resources[resource].anchors;
            anchors.entry(name.to_owned()).or_insert_with(|| self.path.clone());
        }
        resource
    }
}

/// Returns true if a text may contain its own URI, or that of a part of it, or use `$dynamicRef`: most documents do not, and their trees need not be
/// examined.
pub(super) fn may_name_itself(text: &str) -> bool {
    let names = ["$id", "$self", "$dynamic"];
    let at_dollar = |(at, _)| text.get(at..).is_some_and(|rest: &str| names.iter().any(|name| rest.starts_with(name)));
    text.match_indices('$').any(at_dollar) || ["\\u0024", "\\x24"].iter().any(|escaped| text.contains(escaped))
}

/// Counts the schemas that each `$dynamicAnchor` names.
pub(super) fn count_dynamic_anchors(value: &Value, counts: &mut HashMap<String, usize>) {
    match value {
        Value::Object(map) => {
            if let Some(name) = map.get("$dynamicAnchor").and_then(Value::as_str) {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
            map.values().for_each(|value| count_dynamic_anchors(value, counts));
        }
        Value::Array(items) => items.iter().for_each(|item| count_dynamic_anchors(item, counts)),
        _ => {}
    }
}

/// Replaces a `$dynamicRef` to the only schema with its `$dynamicAnchor` by the equivalent `$ref` (JSON Schema 2020-12 core §8.2.3.2). If several schemas
/// have the anchor, the target depends on the path of references, and the keyword stays unsupported.
pub(super) fn make_static(value: &mut Value, counts: &HashMap<String, usize>) {
    match value {
        Value::Object(map) => {
            let anchor = map.get("$dynamicRef").and_then(Value::as_str).and_then(|text| Some(text.split_once('#')?.1));
            let is_static = anchor.is_some_and(|anchor| counts.get(anchor).is_none_or(|count| *count == 1));
            if is_static
                && !map.contains_key("$ref")
                && let Some(reference) = map.shift_remove("$dynamicRef")
            {
                map.insert("$ref".to_owned(), reference);
            }
            map.values_mut().for_each(|value| make_static(value, counts));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| make_static(item, counts)),
        _ => {}
    }
}

/// Keywords whose values are data, not schemas.
fn holds_values(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const") || key.starts_with("x-")
}

/// Keywords whose members are called by names that the author chose.
fn holds_names(key: &str) -> bool {
    let of_schemas = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];
    let of_components = ["schemas", "responses", "parameters", "requestBodies", "headers", "callbacks", "pathItems"];
    let others = ["links", "mediaTypes", "securitySchemes", "paths", "webhooks", "content", "encoding"];
    of_schemas.contains(&key) || of_components.contains(&key) || others.contains(&key)
}

/// Returns a URI without its fragment.
pub(super) fn without_fragment(uri: &str) -> &str {
    uri.split_once('#').map_or(uri, |(uri, _)| uri)
}

/// Returns a relative reference, resolved against a base (RFC 3986 §5.2): a URI, or a path from the folder of the document. `None` when it leaves that folder.
pub(super) fn resolve(base: &str, reference: &str) -> Option<String> {
    if reference.is_empty() {
        return Some(base.to_owned());
    }
    if has_scheme(reference) && !reference.starts_with("//") {
        return Some(reference.to_owned());
    }
    if !has_scheme(base) {
        return join(base, reference);
    }
    let (scheme, rest) = base.split_once(':')?;
    if reference.starts_with("//") {
        return Some(format!("{scheme}:{reference}"));
    }
    // An opaque URI, such as a URN, has no path to start from.
    let rest = rest.strip_prefix("//")?;
    let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
    let (authority, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
    let folder = if reference.starts_with('/') { "" } else { &path[..=path.rfind('/').unwrap_or_default()] };
    let (path, query) = reference.split_once('?').map_or((reference, None), |(path, query)| (path, Some(query)));
    let path = without_dots(&format!("{folder}{path}"));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{scheme}://{authority}{path}{query}"))
}

/// Removes dot segments (RFC 3986 §5.2.4) from a path that begins with a slash.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut is_folder = false;
    for segment in path.split('/').skip(1) {
        is_folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}{}", kept.join("/"), if is_folder && !kept.is_empty() { "/" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::resolve;

    /// The examples of RFC 3986 §5.4, as far as they have no fragment.
    #[test]
    fn relative_references_resolve_as_the_rfc_says() {
        let base = "http://a/b/c/d?q";
        for (reference, uri) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("g?y", "http://a/b/c/g?y"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("./../g", "http://a/b/g"),
            ("g/../h", "http://a/b/c/h"),
        ] {
            assert_eq!(resolve(base, reference).as_deref(), Some(uri), "{reference}");
        }
        assert_eq!(resolve("models/pet.yaml", "../a.yaml").as_deref(), Some("a.yaml"));
        assert_eq!(resolve("urn:example:a", "b"), None);
    }
}
