//! Path items, operations and callbacks.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{Operation, Parameter, ReferenceOr};
use serde_json::Value;

use super::at::At;
use super::document::{Callback, Document, PathItem};
use super::ext;
use super::found::reference_of;
use super::info::{external_docs, servers};
use super::keys::closest_of;
use super::reader::{Map, Reader};
use super::security::requirements;
use super::swagger_media::BodyPart;
use super::walk::{METHODS, Section, is_method};
use crate::pointer::Pointer;
use crate::report::Code;

/// An operation under a method that `PathItem` has no slot for.
pub(super) struct More {
    pub(super) method: String,
    pub(super) operation: Operation,
    pub(super) pointer: Pointer,
}

/// A path item, and its parts that it cannot contain.
#[derive(Default)]
pub(super) struct ReadItem {
    pub(super) item: PathItem,
    pub(super) more: Vec<More>,
}

/// Notes the order of the methods, behind those of the path item this one refers to.
fn note_order(item: &mut PathItem, map: &Map) {
    item.order.extend(map.keys().filter(|key| is_method(key)).cloned());
}

/// Returns true for a parameter, not a reference to one, that has no name.
fn is_unnamed(node: &Value) -> bool {
    let unnamed = |name: Option<&Value>| {
        name.is_none_or(|name| name.is_null() || name.as_str().is_some_and(|name| name.trim().is_empty()))
    };
    reference_of(node).is_none() && node.as_object().is_some_and(|map| unnamed(map.get("name")))
}

/// Returns true for a value that must be an operation although its key is not a method: the key is similar to one, or the value has responses.
fn is_lost_operation(key: &str, value: &Value) -> bool {
    let Value::Object(map) = value else { return false };
    !key.starts_with("x-") && (closest_of(METHODS, key).is_some() || map.contains_key("responses"))
}

impl<'d> Reader<'d> {
    /// Reads a path item. A `$ref` is replaced by a copy, with the members beside it on top.
    pub(super) fn path_item(&mut self, value: &'d Value, at: &At<'_>) -> ReadItem {
        let mut read = ReadItem::default();
        if value.is_null() {
            return read;
        }
        let Some(map) = self.values.object(value, at) else { return read };
        if let Some(reference) = reference_of(value) {
            let copy = self.inline(Section::PathItems, reference, at, |reader, node, at| reader.path_item(node, at));
            read = copy.unwrap_or_default();
        }
        let outer = std::mem::take(&mut self.lost_parts);
        let mut parts = Vec::new();
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "$ref" => {}
                "summary" => read.item.summary = self.values.text(value, &at),
                "description" => read.item.description = self.values.text(value, &at),
                "servers" => read.item.servers = servers(&mut self.values, value, &at),
                "parameters" => {
                    (read.item.parameters, parts) = self.parameters(value, &at);
                }
                "additionalOperations" => {}
                key if is_method(key) => {}
                key if is_lost_operation(key, value) => self.lost_operation(key, &at),
                _ => self.values.other(&mut read.item.extensions, "a path item", key, value, &at),
            }
        }
        let lost = std::mem::take(&mut self.lost_parts);
        for (key, value) in map {
            let at = at.key(key);
            if is_method(key) {
                self.method(&mut read, key, value, &lost, &parts, &at);
            } else if key == "additionalOperations" {
                self.additional_operations(&mut read, value, &lost, &at);
            }
        }
        note_order(&mut read.item, map);
        self.lost_parts = outer;
        read
    }

    /// Reports an operation under a key that is no method: it cannot be called.
    fn lost_operation(&mut self, key: &str, at: &At<'_>) {
        let hint = match closest_of(METHODS, key) {
            Some(method) => format!("did you mean `{method}`?"),
            None => "OpenAPI 3.2 has methods of other names below `additionalOperations`".to_owned(),
        };
        self.values.warn(Code::UnknownMethod, at, format!("`{key}` is no method, so this operation is left out"), hint);
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
            self.values.wrong(value, "an operation", "it was ignored", at);
            return;
        }
        let Some(operation) = self.operation(value, lost, parts, at) else { return };
        if let Some(operation) = read.item.set(method, operation) {
            let method = method.to_ascii_uppercase();
            read.more.push(More { method, operation, pointer: at.pointer() });
        }
    }

    fn additional_operations(&mut self, read: &mut ReadItem, value: &'d Value, lost: &[String], at: &At<'_>) {
        for (method, value) in self.values.object(value, at).into_iter().flatten() {
            let at = at.key(method);
            if let Some(operation) = self.operation(value, lost, &[], &at) {
                read.more.push(More { method: method.clone(), operation, pointer: at.pointer() });
            }
        }
    }

    /// Reads one operation. `lost` is what its path item has lost.
    fn operation(
        &mut self,
        value: &'d Value,
        lost: &[String],
        parts: &[BodyPart<'d>],
        at: &At<'_>,
    ) -> Option<Operation> {
        let map = self.values.object(value, at)?;
        let outer = std::mem::replace(&mut self.lost_parts, lost.to_vec());
        let mut operation = Operation::default();
        let produces = self.enter_operation(map, at);
        let mut parts = parts.to_vec();
        let place = at;
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "parameters" => {
                    let (parameters, own) = self.parameters(value, &at);
                    operation.parameters = parameters;
                    parts.extend(own);
                }
                "requestBody" => {
                    operation.request_body = self.shared(Section::RequestBodies, value, &at, Self::request_body);
                }
                "responses" => operation.responses = self.responses(value, &at),
                "callbacks" => {
                    let found = self.callbacks(value, &at);
                    if !found.is_empty() {
                        self.received.insert(place.pointer(), found);
                    }
                }
                _ => self.operation_member(&mut operation, key, value, &at),
            }
        }
        if self.values.is_swagger() {
            self.swagger_body(&mut operation, map, &parts, at);
        }
        self.leave_operation(produces);
        let lost_parts = std::mem::replace(&mut self.lost_parts, outer);
        if !lost_parts.is_empty() {
            let reason = format!("the operation has lost {}", lost_parts.join("; "));
            operation.extensions.insert(ext::DEGRADED.to_owned(), Value::String(reason));
        }
        Some(operation)
    }

    fn operation_member(&mut self, operation: &mut Operation, key: &str, value: &'d Value, at: &At<'_>) {
        match key {
            "tags" => operation.tags = self.values.texts(value, at),
            "summary" => operation.summary = self.values.text(value, at),
            "description" => operation.description = self.values.text(value, at),
            "externalDocs" => operation.external_docs = external_docs(&mut self.values, value, at),
            "operationId" => operation.operation_id = self.values.text(value, at).filter(|id| !id.trim().is_empty()),
            "deprecated" => operation.deprecated = self.values.flag(value, at).unwrap_or_default(),
            "security" => operation.security = requirements(&mut self.values, &mut self.references, value, at),
            "servers" => operation.servers = servers(&mut self.values, value, at),
            "consumes" | "produces" | "schemes" if self.values.is_swagger() => {}
            _ => self.values.other(&mut operation.extensions, "an operation", key, value, at),
        }
    }

    /// Reads a list of parameters; Swagger's body and form parameters are returned separately.
    fn parameters(&mut self, value: &'d Value, at: &At<'_>) -> (Vec<ReferenceOr<Parameter>>, Vec<BodyPart<'d>>) {
        let mut parameters = Vec::new();
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        for (index, item) in self.values.objects(value, at).iter().enumerate() {
            let at = at.index(index);
            if item.is_null() {
                self.values.wrong(item, "a parameter", "it was ignored", &at);
                continue;
            }
            let target = match reference_of(item) {
                Some(reference) => self.references.chase(Section::Parameters, reference, at.file).ok(),
                None => None,
            };
            let node = target.as_ref().map_or(item, |found| found.node);
            let is_body =
                self.values.is_swagger() && matches!(node.get("in").and_then(Value::as_str), Some("body" | "formData"));
            if is_unnamed(node) && !is_body {
                // Nobody could send it, so the operation has lost nothing that it needs. A component says so where it stands.
                if target.is_none() {
                    self.unnamed_parameter(&at);
                }
                continue;
            }
            let identity = (node.get("in").and_then(Value::as_str), node.get("name").and_then(Value::as_str));
            if identity.1.is_some() && !seen.insert(identity) {
                self.values.warn(
                    Code::BadParameter,
                    &at,
                    format!("the parameter `{}` is listed twice; the first counts", identity.1.unwrap_or_default()),
                    "remove one of the two",
                );
                continue;
            }
            if is_body {
                let (origin, file) = match &target {
                    Some(found) => (self.references.pointer(&found), found.file),
                    None => (at.origin(), at.file),
                };
                parts.push(BodyPart { node, origin, file });
                continue;
            }
            parameters.extend(self.shared(Section::Parameters, item, &at, Self::parameter));
        }
        (parameters, parts)
    }

    fn callbacks(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, Callback> {
        let mut callbacks = IndexMap::new();
        for (name, value) in self.values.object(value, at).into_iter().flatten() {
            if name.starts_with("x-") && !value.is_object() {
                continue;
            }
            let at = at.key(name);
            let callback = match reference_of(value) {
                Some(reference) => {
                    let copy =
                        self.inline(Section::Callbacks, reference, &at, |reader, node, at| reader.callback(node, at));
                    copy.flatten()
                }
                None => self.callback(value, &at),
            };
            callbacks.extend(callback.map(|callback| (name.clone(), callback)));
        }
        callbacks
    }

    /// Reads a callback: expression to path item.
    pub(super) fn callback(&mut self, value: &'d Value, at: &At<'_>) -> Option<Callback> {
        let map = self.values.object(value, at)?;
        let members = map.iter().filter(|(key, _)| !key.starts_with("x-") && *key != "$ref");
        Some(members.map(|(key, value)| (key.clone(), self.received(value, &at.key(key)))).collect())
    }

    /// Reads a path item that the server calls: only the methods of the typed model.
    fn received(&mut self, value: &'d Value, at: &At<'_>) -> PathItem {
        let read = self.path_item(value, at);
        for more in &read.more {
            self.values.warn(
                Code::UnknownValue,
                at,
                format!("the method {} of a webhook or callback was ignored", more.method),
                "use one of the eight methods of OpenAPI 3.0",
            );
        }
        read.item
    }

    /// Reads `webhooks` (3.1).
    pub(super) fn webhooks(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, PathItem> {
        let Some(map) = self.values.object(value, at) else { return IndexMap::new() };
        // As for paths, the map does not grow by copies.
        let mut webhooks = IndexMap::new();
        webhooks.reserve_exact(map.len());
        for (name, value) in map.iter().filter(|(key, value)| !key.starts_with("x-") || value.is_object()) {
            webhooks.insert(name.clone(), self.received(value, &at.key(name)));
        }
        webhooks
    }

    /// Reads `paths`.
    pub(super) fn paths(&mut self, value: &'d Value, at: &At<'_>, document: &mut Document) {
        let map = self.values.object(value, at);
        // Path items are large: growing by copies would double what they take.
        document.paths.reserve_exact(map.map_or(0, Map::len));
        for (key, value) in map.into_iter().flatten() {
            let item_at = at.key(key);
            if key.starts_with("x-") {
                self.values.other(&mut document.openapi.paths.extensions, "`paths`", key, value, &item_at);
                continue;
            }
            let path = self.path_key(key, &item_at);
            let place = at.key(&path);
            let origin = item_at.origin();
            let place = if path == *key { place } else { place.written(&origin, at.file) };
            if path != *key {
                self.references.moved(&place, &origin);
            }
            self.path.clone_from(&path);
            let read = self.path_item(value, &place);
            document.more_operations.extend(read.more.into_iter().map(|one| super::MoreOperation {
                path: path.clone(),
                method: one.method,
                operation: one.operation,
                pointer: one.pointer,
            }));
            document.paths.entry(path).or_insert(read.item);
        }
        self.path.clear();
    }

    fn path_key(&mut self, key: &str, at: &At<'_>) -> String {
        if key.starts_with('/') {
            return key.to_owned();
        }
        self.values.warn(
            Code::BadPath,
            at,
            format!("the path `{key}` does not begin with `/`; one was added"),
            "add the `/`",
        );
        format!("/{key}")
    }
}

/// Returns the members of an object, by key.
pub(super) fn member<'d>(map: &'d Map, key: &str) -> Option<&'d Value> {
    map.get(key).filter(|value| !value.is_null())
}
