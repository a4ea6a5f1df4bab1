//! Setting extensions of a document, from the user's configuration.

use std::collections::HashMap;

use serde_json::Value;

use super::ext::PREFIX;
use super::keys;
use crate::pointer::Pointer;

/// The name of an extension without its prefix, and its value: `retry` and `never`.
pub type Setting = (&'static str, Value);

/// Sets extensions, and notes the location of each in the configuration.
pub(super) struct Setter<'i> {
    /// Name of the configuration.
    pub(super) configuration: Option<&'i str>,
    pub(super) document: &'i mut Value,
    /// For each extension, its place in the configuration.
    pub(super) sources: HashMap<Pointer, Pointer>,
}

impl Setter<'_> {
    /// Sets extensions of the node at a pointer. `keys` lead to them in the configuration.
    pub(super) fn set(&mut self, at: &Pointer, settings: &[Setting], keys: &[&str]) {
        for (name, value) in settings {
            let node = self.document.pointer_mut(&at.as_str()[1..]);
            let Some(map) = node.and_then(Value::as_object_mut) else { return };
            let extension = format!("{PREFIX}{name}");
            map.insert(extension.clone(), value.clone());
            self.source(at.child(extension), keys.iter().copied().chain([*name]));
        }
    }

    /// Notes the keys of the configuration for the extension at a pointer.
    pub(super) fn source<'k>(&mut self, at: Pointer, keys: impl IntoIterator<Item = &'k str>) {
        if let Some(name) = self.configuration {
            self.sources.insert(at, keys.into_iter().fold(Pointer::root_of(name), |at, key| at.child(key)));
        }
    }

    /// Sets extensions of a shared part, and returns its place.
    ///
    /// # Errors
    /// The names of all such parts, when there is none of this name.
    pub(super) fn part(
        &mut self,
        holders: &[&str],
        name: &str,
        table: &str,
        settings: &[Setting],
    ) -> Result<Pointer, Vec<String>> {
        let holder = holders.iter().find(|holder| self.document.pointer(holder).is_some());
        let members = holder.and_then(|holder| Some((holder, self.document.pointer(holder)?.as_object()?)));
        match members {
            Some((holder, members)) if members.contains_key(name) => {
                let at = Pointer::parse(&format!("#{holder}")).child(name);
                self.set(&at, settings, &[table, name]);
                Ok(at)
            }
            members => Err(members.into_iter().flat_map(|(_, members)| members.keys().cloned()).collect()),
        }
    }

    /// Sets extensions of the schema that a pointer leads to, and returns its place.
    ///
    /// # Errors
    /// The problem and the remedy.
    pub(super) fn inline(
        &mut self,
        pointer: &str,
        table: &str,
        settings: &[Setting],
    ) -> Result<Pointer, (String, String)> {
        // One place has one pointer: a `~` may be written as it is.
        let at = Pointer::parse(pointer).tokens().fold(Pointer::root(), |at, token| at.child(token));
        match self.document.pointer(&pointer[1..]) {
            Some(Value::Object(map)) if !map.contains_key("$ref") => {
                self.set(&at, settings, &[table, pointer]);
                Ok(at)
            }
            Some(node) => {
                let target = node.get("$ref").and_then(Value::as_str).unwrap_or("a schema");
                Err((format!("`{pointer}` is no schema with settings of its own"), format!("name `{target}` instead")))
            }
            None => Err((format!("the document has nothing at `{pointer}`"), self.nearest(&at))),
        }
    }

    /// Returns a hint for a pointer that leads nowhere: the first token without a node.
    fn nearest(&self, at: &Pointer) -> String {
        let (mut node, mut way) = (&*self.document, Pointer::root());
        for token in at.tokens() {
            let (next, index) = (node.get(&token), token.parse::<usize>().ok());
            match next.or_else(|| node.get(index?)) {
                Some(next) => (node, way) = (next, way.child(&token)),
                None => {
                    return match keys::closest(node, &token) {
                        Some(close) => format!("did you mean `{}`?", way.child(close)),
                        None => format!("`{way}` is the last part of it that is there"),
                    };
                }
            }
        }
        "write the pointer of a schema".to_owned()
    }
}
