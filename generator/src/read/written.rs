//! The document as its author wrote it: the raw nodes, for the audit.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use serde_json::Value;

use super::at::FileId;
use super::document::Document;
use super::found::{Start, address, reference_of};
use super::resolver::Resolver;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use crate::pointer::Pointer;

/// Steps a chain of references may take.
const MAX_HOPS: usize = 64;

/// A node as it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'d> {
    /// Its value.
    pub(crate) value: &'d Value,
    file: FileId,
}

impl<'d> Node<'d> {
    /// Returns a member.
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        Some(self.with(self.value.get(key)?))
    }

    /// Returns the text of a member.
    pub(crate) fn text(self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// Returns true if a member is `true`.
    pub(crate) fn is(self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// Returns the members of an object.
    pub(crate) fn members(self) -> impl Iterator<Item = (&'d str, Self)> {
        self.value.as_object().into_iter().flatten().map(move |(key, value)| (key.as_str(), self.with(value)))
    }

    /// Returns the elements of a list.
    pub(crate) fn elements(self) -> impl Iterator<Item = Self> {
        self.value.as_array().into_iter().flatten().map(move |value| self.with(value))
    }

    /// Returns the address, which is different for every node.
    pub(crate) fn address(self) -> usize {
        address(self.value)
    }

    fn with(self, value: &'d Value) -> Self {
        Self { value, ..self }
    }
}

/// The trees of a run.
pub(crate) struct Written<'d> {
    sources: &'d Sources,
    resolver: Resolver<'d>,
    version: SpecVersion,
    hops: RefCell<HashMap<(Start, &'d str), Option<Node<'d>>>>,
    /// Locations of all objects and lists, computed on first use.
    places: OnceCell<HashMap<usize, Pointer>>,
}

impl Document {
    /// Returns the document as it was written, overlays applied.
    pub(crate) fn written(&self) -> Written<'_> {
        Written {
            sources: &self.sources,
            resolver: Resolver::new(&self.sources, self.version == SpecVersion::Swagger2),
            version: self.version,
            hops: RefCell::default(),
            places: OnceCell::new(),
        }
    }
}

impl<'d> Written<'d> {
    /// Returns true for Swagger 2.0.
    pub(crate) fn is_swagger(&self) -> bool {
        self.version == SpecVersion::Swagger2
    }

    /// Returns true if keywords beside a `$ref` of a schema count (3.1 and later).
    pub(crate) fn is_json_schema(&self) -> bool {
        self.version >= SpecVersion::V3_1
    }

    /// Returns the whole document.
    pub(crate) fn root(&self) -> Node<'d> {
        Node { value: &self.sources.file(FileId::MAIN).value, file: FileId::MAIN }
    }

    /// Returns the node that a node refers to, in one step.
    pub(crate) fn hop(&self, node: Node<'d>) -> Option<Node<'d>> {
        self.named(node, reference_of(node.value)?)
    }

    /// Returns the node that the text of a reference in a node leads to.
    pub(crate) fn named(&self, node: Node<'d>, reference: &'d str) -> Option<Node<'d>> {
        // One text may lead elsewhere below a schema with a URI of its own.
        let key = (self.sources.start(reference, node.file), reference);
        if let Some(known) = self.hops.borrow().get(&key) {
            return *known;
        }
        let found =
            self.resolver.hop(reference, node.file, 0).ok().map(|found| Node { value: found.node, file: found.file });
        self.hops.borrow_mut().insert(key, found);
        found
    }

    /// Returns the node behind all references, also if keywords are beside them.
    pub(crate) fn follow(&self, node: Node<'d>) -> Option<Node<'d>> {
        let mut node = node;
        for _ in 0..MAX_HOPS {
            if reference_of(node.value).is_none() {
                return Some(node);
            }
            node = self.hop(node)?;
        }
        None
    }

    /// Returns the schema at the end of a chain of references: the first that is not only a reference.
    pub(crate) fn end(&self, node: Node<'d>) -> Option<Node<'d>> {
        let mut node = node;
        for _ in 0..MAX_HOPS {
            let speaks = self.is_json_schema() && node.members().any(|(key, _)| !is_silent(key));
            if speaks || reference_of(node.value).is_none() {
                return Some(node);
            }
            node = self.hop(node)?;
        }
        None
    }

    /// Returns the node at a place.
    pub(crate) fn at(&self, place: &Pointer) -> Option<Node<'d>> {
        let file = place.file().map_or(Some(FileId::MAIN), |path| self.sources.at_path(path))?;
        let mut value = &self.sources.file(file).value;
        for token in place.tokens() {
            value = match value {
                Value::Object(map) => map.get(&token)?,
                Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(Node { value, file })
    }

    /// Returns the location of an object or a list.
    pub(crate) fn place(&self, node: Node<'d>) -> Pointer {
        let places = self.places.get_or_init(|| {
            let mut places = HashMap::new();
            for (root, value) in self.sources.roots() {
                note(value, root, &mut places);
            }
            places
        });
        places.get(&node.address()).cloned().unwrap_or_else(Pointer::root)
    }

    /// Returns a scalar as text, as its author spelled it: `key` of an object, or an element of a list.
    pub(crate) fn spelled(&self, holder: Node<'d>, key: &str, value: &Value) -> String {
        match value {
            Value::String(text) => text.clone(),
            value if self.sources.has_spelled(holder.file) => {
                let place = self.place(holder).child(key);
                self.sources.spelled(holder.file, &place).map_or_else(|| value.to_string(), str::to_owned)
            }
            value => value.to_string(),
        }
    }
}

/// Returns true for keywords that do not constrain values.
pub(crate) fn is_silent(key: &str) -> bool {
    matches!(key, "$ref" | "description" | "title" | "example" | "examples" | "summary" | "deprecated" | "$comment")
        || key.starts_with("x-")
}

fn note(value: &Value, at: Pointer, places: &mut HashMap<usize, Pointer>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, child)| {
            if child.is_object() || child.is_array() {
                note(child, at.child(key), places);
            }
        }),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, child)| {
            if child.is_object() || child.is_array() {
                note(child, at.child(index), places);
            }
        }),
        _ => return,
    }
    places.insert(address(value), at);
}
