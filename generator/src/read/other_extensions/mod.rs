//! Extensions of Speakeasy and Fern for names, resources, pages and retries are translated into ours. Existing ones of ours win.

mod pages;
mod said;
mod translate;

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Map, Value};

use self::said::{Said, Setting};
use self::translate::{Spot, translate};
use super::ext;
use super::walk::{Kind, Shape, shape};
use crate::changes::Changes;
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// Prefixes of their names.
const PREFIXES: [&str; 2] = ["x-fern-", "x-speakeasy-"];

/// Sets our extensions from theirs.
pub(super) fn apply<'b>(
    mut sources: impl Iterator<Item = &'b [u8]>,
    document: &mut Value,
    changes: &mut Changes,
    report: &mut Report,
) {
    if !sources.any(may_have_some) {
        return;
    }
    let mut walk = Walk { root: document, path: Vec::new(), found: Found::default() };
    walk.node(Kind::Root, document, None);
    let Found { wishes, notes } = walk.found;
    for (at, (message, hint)) in notes {
        report.add(Problem::note(Code::OtherExtension, &changes.origin(&at), message, hint));
    }
    let mut sources = HashMap::new();
    for wish in wishes {
        wish.set(document, &mut sources);
    }
    changes.added(sources);
}

/// Returns false if a file has no such extension: a search of bytes, which costs next to nothing.
fn may_have_some(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or(true, |text| PREFIXES.iter().any(|prefix| text.contains(prefix)))
}

/// A setting of ours that an extension requests.
struct Wish {
    /// The object to set it on.
    at: Pointer,
    name: &'static str,
    /// The key in the setting's object, where it is one of many.
    key: Option<String>,
    value: Value,
    /// The extension.
    source: Pointer,
}

impl Wish {
    /// Sets it, unless it is set.
    fn set(self, document: &mut Value, sources: &mut HashMap<Pointer, Pointer>) {
        let Some(map) = document.pointer_mut(&self.at.as_str()[1..]).and_then(Value::as_object_mut) else { return };
        let at = self.at.child(self.name);
        let (map, key, at) = match self.key {
            None => (map, self.name.to_owned(), at),
            Some(key) => {
                let entries = map.entry(self.name).or_insert_with(|| Map::new().into());
                let Some(entries) = entries.as_object_mut() else { return };
                let at = at.child(&key);
                (entries, key, at)
            }
        };
        if !map.contains_key(&key) {
            map.insert(key, self.value);
            sources.insert(at, self.source);
        }
    }
}

/// Content of the extensions.
#[derive(Default)]
struct Found {
    wishes: Vec<Wish>,
    /// Parts of extensions that are not followed: location, message and hint.
    notes: Vec<(Pointer, (String, String))>,
}

/// A walk through the document, by the grammar of its objects.
struct Walk<'d> {
    root: &'d Value,
    path: Vec<Cow<'d, str>>,
    found: Found,
}

impl<'d> Walk<'d> {
    /// Looks at an object and all below it. `property` is its name, where it is the schema of one.
    fn node(&mut self, kind: Kind, value: &'d Value, property: Option<&'d str>) {
        let Value::Object(map) = value else { return };
        for (key, child) in map {
            self.path.push(key.into());
            if PREFIXES.iter().any(|prefix| key.starts_with(prefix)) {
                let spot = Spot { kind, map, property, root: self.root };
                self.extension(&translate(&spot, key, child));
            } else {
                self.below(kind, key, child);
            }
            self.path.pop();
        }
    }

    fn below(&mut self, kind: Kind, key: &'d str, child: &'d Value) {
        match (shape(kind, key), child) {
            (None, _) => {}
            (Some(Shape::Map(below)), Value::Object(members)) => {
                let is_property = kind == Kind::Schema && key == "properties";
                for (name, member) in members {
                    self.path.push(name.into());
                    self.node(below, member, is_property.then_some(name));
                    self.path.pop();
                }
            }
            (Some(Shape::Many(below)), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push(index.to_string().into());
                    self.node(below, item, None);
                    self.path.pop();
                }
            }
            (Some(Shape::One(below) | Shape::Many(below)), child) => self.node(below, child, None),
            (Some(Shape::Map(_)), _) => {}
        }
    }

    /// Notes the content of the extension at the end of the path.
    fn extension(&mut self, said: &[Said]) {
        let source = pointer(&self.path);
        let holder = &self.path[..self.path.len() - 1];
        for said in said {
            match said {
                Said::Set(Setting { name, key, value }) => {
                    // A property's name is said by the schema that has it.
                    let above = if *name == ext::FIELDS { 2 } else { 0 };
                    let at = pointer(&holder[..holder.len().saturating_sub(above)]);
                    let (key, value, source) = (key.clone(), value.clone(), source.clone());
                    self.found.wishes.push(Wish { at, name, key, value, source });
                }
                Said::Note(message, hint) => self.found.notes.push((source.clone(), (message.clone(), hint.clone()))),
            }
        }
    }
}

fn pointer(path: &[Cow<'_, str>]) -> Pointer {
    path.iter().fold(Pointer::root(), |at, token| at.child(token))
}
