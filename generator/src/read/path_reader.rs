//! Paths, webhooks and callbacks, and their path items.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::{Operation, Parameter, ReferenceOr};
use serde_json::Value;

use super::at::At;
use super::document::{Callback, Document, MoreOperation, PathItem};
use super::found::reference_of;
use super::info::servers;
use super::keys::closest_of;
use super::map::Map;
use super::object_reader::{ObjectReader, Reason};
use super::swagger_media::BodyPart;
use super::walk::{METHODS, Section, is_method};
use crate::pointer::Pointer;
use crate::report::Code;

/// An operation under a method that `PathItem` has no slot for.
struct More {
    method: String,
    operation: Operation,
    pointer: Pointer,
}

/// A path item, and its parts that it cannot contain.
#[derive(Default)]
struct ReadItem {
    item: PathItem,
    more: Vec<More>,
}

/// Notes the order of the methods, behind those of the path item this one refers to.
fn note_order(item: &mut PathItem, map: &Map) {
    item.order.extend(map.keys().filter(|key| is_method(key)).cloned());
}

/// Returns true for a value that must be an operation although its key is not a method: the key is similar to one, or the value has responses.
fn is_lost_operation(key: &str, value: &Value) -> bool {
    let Value::Object(map) = value else { return false };
    !key.starts_with("x-") && (closest_of(METHODS, key).is_some() || map.contains_key("responses"))
}

/// Reads paths with their operations.
pub(super) struct PathReader<'r, 'd> {
    pub(super) objects: &'r mut ObjectReader<'d>,
    /// The path whose operations are being read, for messages about their parameters.
    path: String,
    /// The callbacks of the operations read so far, by place.
    callbacks: HashMap<Pointer, IndexMap<String, Callback>>,
}

impl<'r, 'd> PathReader<'r, 'd> {
    pub(super) fn new(objects: &'r mut ObjectReader<'d>) -> Self {
        Self { objects, path: String::new(), callbacks: HashMap::new() }
    }

    /// Reads a parameter of the path, or a reference to one.
    pub(super) fn parameter(&mut self, value: &'d Value, at: &At<'_>) -> Result<ReferenceOr<Parameter>, Reason> {
        let Self { objects, path, .. } = self;
        objects.shared(Section::Parameters, value, at, |objects, node, at| objects.parameter(path, node, at))
    }

    /// Keeps the callbacks of the operation at a place.
    pub(super) fn keep_callbacks(&mut self, operation: &At<'_>, callbacks: IndexMap<String, Callback>) {
        if !callbacks.is_empty() {
            self.callbacks.insert(operation.pointer(), callbacks);
        }
    }

    /// Reads the node that a reference names, as a copy at the place of the reference. `None`, and a warning, when there is none.
    pub(super) fn copy<T>(
        &mut self,
        section: Section,
        reference: &'d str,
        at: &At<'_>,
        build: fn(&mut Self, &'d Value, &At<'_>) -> T,
    ) -> Option<T> {
        let found = self.objects.references.begin_copy(&mut self.objects.values, section, reference, at)?;
        let origin = self.objects.references.moved_node(at, &found);
        let built = build(self, found.node, &at.written(&origin, found.file));
        self.objects.references.end_copy();
        Some(built)
    }

    /// Reads a path item. A `$ref` is replaced by a copy, with the members beside it on top.
    fn path_item(&mut self, value: &'d Value, at: &At<'_>) -> ReadItem {
        let mut read = ReadItem::default();
        if value.is_null() {
            return read;
        }
        let Some(map) = self.objects.values.object(value, at) else { return read };
        if let Some(reference) = reference_of(value) {
            read = self.copy(Section::PathItems, reference, at, Self::path_item).unwrap_or_default();
        }
        let (mut parts, mut lost) = (Vec::new(), Vec::new());
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "$ref" => {}
                "summary" => read.item.summary = self.objects.values.text(value, &at),
                "description" => read.item.description = self.objects.values.text(value, &at),
                "servers" => read.item.servers = servers(&mut self.objects.values, value, &at),
                "parameters" => {
                    (read.item.parameters, parts) = self.parameters(value, &mut lost, &at);
                }
                "additionalOperations" => {}
                key if is_method(key) => {}
                key if is_lost_operation(key, value) => self.lost_operation(key, &at),
                _ => self.objects.values.other(&mut read.item.extensions, "a path item", key, value, &at),
            }
        }
        for (key, value) in map {
            let at = at.key(key);
            if is_method(key) {
                self.method(&mut read, key, value, &lost, &parts, &at);
            } else if key == "additionalOperations" {
                self.additional_operations(&mut read, value, &lost, &at);
            }
        }
        note_order(&mut read.item, map);
        read
    }

    /// Reports an operation under a key that is no method: it cannot be called.
    fn lost_operation(&mut self, key: &str, at: &At<'_>) {
        let hint = match closest_of(METHODS, key) {
            Some(method) => format!("did you mean `{method}`?"),
            None => "OpenAPI 3.2 has methods of other names below `additionalOperations`".to_owned(),
        };
        self.objects.values.warn(
            Code::UnknownMethod,
            at,
            format!("`{key}` is no method, so this operation is left out"),
            hint,
        );
    }

    fn method(
        &mut self,
        read: &mut ReadItem,
        method: &str,
        value: &'d Value,
        lost: &[String],
        parts: &[BodyPart<'d>],
        at: &At<'_>,
    ) {
        // `get:` with nothing below it says that there is no operation yet.
        if value.is_null() {
            self.objects.values.wrong(value, "an operation", "it was ignored", at);
            return;
        }
        let Some(operation) = self.operation(value, lost, parts, at) else { return };
        if let Some(operation) = read.item.set(method, operation) {
            let method = method.to_ascii_uppercase();
            read.more.push(More { method, operation, pointer: at.pointer() });
        }
    }

    fn additional_operations(&mut self, read: &mut ReadItem, value: &'d Value, lost: &[String], at: &At<'_>) {
        for (method, value) in self.objects.values.object(value, at).into_iter().flatten() {
            let at = at.key(method);
            if let Some(operation) = self.operation(value, lost, &[], &at) {
                read.more.push(More { method: method.clone(), operation, pointer: at.pointer() });
            }
        }
    }

    /// Reads a callback: expression to path item.
    pub(super) fn callback(&mut self, value: &'d Value, at: &At<'_>) -> Option<Callback> {
        let map = self.objects.values.object(value, at)?;
        let members = map.iter().filter(|(key, _)| !key.starts_with("x-") && *key != "$ref");
        Some(members.map(|(key, value)| (key.clone(), self.received(value, &at.key(key)))).collect())
    }

    /// Reads a path item that the server calls: only the methods of the typed model.
    fn received(&mut self, value: &'d Value, at: &At<'_>) -> PathItem {
        let read = self.path_item(value, at);
        for more in &read.more {
            self.objects.values.warn(
                Code::UnknownValue,
                at,
                format!("the method {} of a webhook or callback was ignored", more.method),
                "use one of the eight methods of OpenAPI 3.0",
            );
        }
        read.item
    }

    /// Reads `webhooks` (3.1).
    pub(super) fn webhooks(mut self, value: &'d Value, at: &At<'_>, document: &mut Document) {
        document.webhooks = self.webhook_items(value, at);
        document.callbacks.extend(self.callbacks);
    }

    fn webhook_items(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, PathItem> {
        let Some(map) = self.objects.values.object(value, at) else { return IndexMap::new() };
        // As for paths, the map does not grow by copies.
        let mut webhooks = IndexMap::new();
        webhooks.reserve_exact(map.len());
        for (name, value) in map.iter().filter(|(key, value)| !key.starts_with("x-") || value.is_object()) {
            webhooks.insert(name.clone(), self.received(value, &at.key(name)));
        }
        webhooks
    }

    /// Reads `paths`.
    pub(super) fn paths(mut self, value: &'d Value, at: &At<'_>, document: &mut Document) {
        let map = self.objects.values.object(value, at);
        // Path items are large: growing by copies would double what they take.
        document.paths.reserve_exact(map.map_or(0, Map::len));
        for (key, value) in map.into_iter().flatten() {
            let item_at = at.key(key);
            if key.starts_with("x-") {
                self.objects.values.other(&mut document.openapi.paths.extensions, "`paths`", key, value, &item_at);
                continue;
            }
            let path = self.path_key(key, &item_at);
            let place = at.key(&path);
            let origin = item_at.origin();
            let place = if path == *key { place } else { place.written(&origin, at.file) };
            if path != *key {
                self.objects.references.moved(&place, &origin);
            }
            self.path.clone_from(&path);
            let read = self.path_item(value, &place);
            document.more_operations.extend(read.more.into_iter().map(|one| MoreOperation {
                path: path.clone(),
                method: one.method,
                operation: one.operation,
                pointer: one.pointer,
            }));
            document.paths.entry(path).or_insert(read.item);
        }
        document.callbacks.extend(self.callbacks);
    }

    fn path_key(&mut self, key: &str, at: &At<'_>) -> String {
        if key.starts_with('/') {
            return key.to_owned();
        }
        self.objects.values.warn(
            Code::BadPath,
            at,
            format!("the path `{key}` does not begin with `/`; one was added"),
            "add the `/`",
        );
        format!("/{key}")
    }
}
