//! Types that have another name than their schemas: `x-specsmith-name` on a shared schema.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::selection;
use super::settings::NAME;
use crate::changes::Changes;
use crate::naming::{Scope, TypeName, is_reserved};
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// The places of shared schemas, as keys and as the start of references.
const SECTIONS: [(&[&str], &str); 2] =
    [(&["components", "schemas"], "#/components/schemas/"), (&["definitions"], "#/definitions/")];

/// Renames the schemas with such a setting and all references to them, and returns their old locations by the new ones. `has_files`: other files may refer to
/// the old names, which stay.
pub(super) fn apply(
    document: &mut Value,
    has_files: bool,
    changes: &mut Changes,
    report: &mut Report,
) -> HashMap<Pointer, Pointer> {
    let mut all = HashMap::new();
    for (keys, start) in SECTIONS {
        let section =
            keys.iter().try_fold(&mut *document, |node, key| node.get_mut(key)).and_then(Value::as_object_mut);
        let Some(section) = section else { continue };
        if !section.values().any(|schema| schema.get(NAME).is_some()) {
            continue;
        }
        let at = keys.iter().fold(Pointer::root(), |at, key| at.child(key));
        let names = names(section, &at, report);
        rename(section, &names, start, has_files);
        let moved: HashMap<Pointer, Pointer> = names.iter().map(|(old, new)| (at.child(new), at.child(old))).collect();
        all.extend(moved.clone());
        changes.moved(moved);
        let names = Names { names: &names, start };
        names.refer(document);
        if start == SECTIONS[0].1 {
            names.keep_tags(document);
        }
    }
    all
}

/// Returns the names that schemas request, by their keys; impossible ones are reported.
fn names(section: &mut Map<String, Value>, at: &Pointer, report: &mut Report) -> HashMap<String, String> {
    let mut names = HashMap::new();
    let keys: Vec<String> = section.keys().cloned().collect();
    for key in keys {
        let name = section.get_mut(&key).and_then(Value::as_object_mut).and_then(|schema| schema.shift_remove(NAME));
        let Some(name) = name else { continue };
        let at = at.child(&key).child(NAME);
        let fault = match name.as_str() {
            None => Some("is no text".to_owned()),
            Some(name) if !name.chars().all(|c| c.is_alphanumeric() || c == '_') || name.is_empty() => {
                Some(format!("`{name}` is no name of a type"))
            }
            Some(name) if name == key => continue,
            Some(name) if section.contains_key(name) || names.values().any(|known| known == name) => {
                Some(format!("`{name}` is another schema's name"))
            }
            Some(name) => {
                if is_reserved::<TypeName>(name) {
                    let own: TypeName = Scope::new().claim(name);
                    let message = format!("the name `{name}` is taken here; it is `{}`", own.as_str());
                    report.add(Problem::warning(Code::BadExtension, &at, message, "choose another name"));
                }
                names.insert(key, name.to_owned());
                None
            }
        };
        if let Some(fault) = fault {
            let message = format!("`{NAME}` was ignored: {fault}");
            report.add(Problem::warning(
                Code::BadExtension,
                &at,
                message,
                "give it a name of its own, such as `Order`",
            ));
        }
    }
    names
}

fn rename(section: &mut Map<String, Value>, names: &HashMap<String, String>, start: &str, has_files: bool) {
    let mut renamed = Map::new();
    for (key, schema) in std::mem::take(section) {
        match names.get(&key) {
            None => drop(renamed.insert(key, schema)),
            Some(name) => {
                renamed.insert(name.clone(), schema);
                if has_files {
                    renamed.insert(key, json!({ "$ref": format!("{start}{name}") }));
                }
            }
        }
    }
    *section = renamed;
}

struct Names<'n> {
    names: &'n HashMap<String, String>,
    start: &'static str,
}

impl Names<'_> {
    /// Returns a reference to a schema that has another name now.
    fn renamed(&self, reference: &str) -> Option<String> {
        let rest = reference.strip_prefix(self.start)?;
        let (key, below) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let key = super::percent_decode(key).replace("~1", "/").replace("~0", "~");
        Some(format!("{}{}{below}", self.start, self.names.get(&key)?))
    }

    /// Lets all references lead to the new names.
    fn refer(&self, document: &mut Value) {
        let mut work = vec![document];
        while let Some(value) = work.pop() {
            match value {
                Value::Object(map) => {
                    if let Some(Value::String(text)) = map.get_mut("$ref")
                        && let Some(renamed) = self.renamed(text)
                    {
                        *text = renamed;
                    }
                    if let Some(Value::Object(discriminator)) = map.get_mut("discriminator") {
                        self.refer_mapping(discriminator);
                    }
                    work.extend(map.values_mut());
                }
                Value::Array(items) => work.extend(items),
                _ => {}
            }
        }
    }

    fn refer_mapping(&self, discriminator: &mut Map<String, Value>) {
        let (mut mapping, mut others) = (Vec::new(), Vec::new());
        for (key, value) in discriminator.iter_mut() {
            match (key.as_str(), value) {
                ("mapping", Value::Object(map)) => mapping.extend(map.values_mut()),
                ("defaultMapping", value) => others.push(value),
                _ => {}
            }
        }
        for target in mapping.into_iter().chain(others) {
            let Value::String(text) = target else { continue };
            let bare = self.names.get(text.as_str()).map(|name| format!("{}{name}", self.start));
            if let Some(renamed) = self.renamed(text).or(bare) {
                *text = renamed;
            }
        }
    }

    /// Keeps the values of discriminators, which are names of schemas unless a mapping has others, as the old names.
    fn keep_tags(&self, document: &mut Value) {
        let children = selection::children(document);
        let section = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
        for (key, schema) in section.into_iter().flatten() {
            let family = descendants(key, &children);
            if let (false, Some(Value::Object(discriminator))) = (family.is_empty(), schema.get_mut("discriminator")) {
                let members: Vec<String> =
                    family.iter().chain([key]).map(|member| format!("{}{member}", self.start)).collect();
                self.map_tags(discriminator, &members);
            }
        }
        let mut work = vec![document];
        while let Some(value) = work.pop() {
            match value {
                Value::Object(map) => {
                    let unions = ["oneOf", "anyOf"].iter().filter_map(|key| map.get(*key)?.as_array()).flatten();
                    let members: Vec<String> =
                        unions.filter_map(|member| member.get("$ref")?.as_str().map(str::to_owned)).collect();
                    if let Some(Value::Object(discriminator)) = map.get_mut("discriminator") {
                        self.map_tags(discriminator, &members);
                    }
                    work.extend(map.values_mut());
                }
                Value::Array(items) => work.extend(items),
                _ => {}
            }
        }
    }

    fn map_tags(&self, discriminator: &mut Map<String, Value>, members: &[String]) {
        let is_mapped = |reference: &Value| {
            let mapping = discriminator.get("mapping").and_then(Value::as_object);
            mapping.is_some_and(|mapping| mapping.values().any(|target| target == reference))
        };
        let tags = self.names.iter().map(|(old, new)| (old.clone(), format!("{}{new}", self.start)));
        let tags = tags.filter(|(_, reference)| members.contains(reference));
        let mut tags: Vec<(String, Value)> = tags.map(|(old, reference)| (old, Value::String(reference))).collect();
        tags.retain(|(_, reference)| !is_mapped(reference));
        tags.sort_by(|a, b| a.0.cmp(&b.0));
        if tags.is_empty() {
            return;
        }
        let mapping = discriminator.entry("mapping").or_insert_with(|| json!({}));
        if let Some(mapping) = mapping.as_object_mut() {
            mapping.extend(tags);
        }
    }
}

/// Returns the schemas that extend another, directly or not.
fn descendants(key: &str, children: &selection::Children) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut work = vec![key.to_owned()];
    while let Some(parent) = work.pop() {
        for (_, child) in children.get(&parent).into_iter().flatten() {
            if child != key && !found.contains(child) {
                found.push(child.clone());
                work.push(child.clone());
            }
        }
    }
    found
}
