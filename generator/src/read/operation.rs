//! Operations.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{Operation, Parameter, ReferenceOr, Responses};
use serde_json::Value;

use super::at::At;
use super::document::Callback;
use super::ext;
use super::found::reference_of;
use super::info::{external_docs, servers};
use super::map::Map;
use super::object_reader::{ObjectReader, Reason};
use super::parameter::warn_of_no_name;
use super::path_reader::PathReader;
use super::security::requirements;
use super::status::{Status, status};
use super::swagger_media::{BodyPart, MediaTypes};
use super::swagger2;
use super::walk::Section;
use crate::report::Code;

/// Returns true for a parameter, not a reference to one, that has no name.
fn is_unnamed(node: &Value) -> bool {
    let unnamed = |name: Option<&Value>| {
        name.is_none_or(|name| name.is_null() || name.as_str().is_some_and(|name| name.trim().is_empty()))
    };
    reference_of(node).is_none() && node.as_object().is_some_and(|map| unnamed(map.get("name")))
}

/// Returns a part of an operation, or adds a clause to the parts that the operation has lost, without which it cannot be typed.
fn kept<T>(part: Result<T, Reason>, section: Section, lost: &mut Vec<String>) -> Option<T> {
    part.inspect_err(|reason| lost.push(format!("a {}: {reason}", section.noun()))).ok()
}

impl<'d> PathReader<'_, 'd> {
    /// Reads one operation. `lost` is what its path item has lost.
    pub(super) fn operation(
        &mut self,
        value: &'d Value,
        lost: &[String],
        parts: &[BodyPart<'d>],
        at: &At<'_>,
    ) -> Option<Operation> {
        let map = self.objects.values.object(value, at)?;
        let mut lost = lost.to_vec();
        let mut operation = Operation::default();
        let outer = self.objects.values.is_swagger().then(|| self.replace_media(map, at));
        let mut parts = parts.to_vec();
        let place = at;
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "parameters" => {
                    let (parameters, own) = self.parameters(value, &mut lost, &at);
                    operation.parameters = parameters;
                    parts.extend(own);
                }
                "requestBody" => {
                    let body = self.objects.shared(Section::RequestBodies, value, &at, ObjectReader::request_body);
                    operation.request_body = kept(body, Section::RequestBodies, &mut lost);
                }
                "responses" => operation.responses = self.responses(value, &mut lost, &at),
                "callbacks" => {
                    let callbacks = self.callbacks_of(value, &at);
                    self.keep_callbacks(place, callbacks);
                }
                _ => self.operation_member(&mut operation, key, value, &at),
            }
        }
        if self.objects.values.is_swagger() {
            self.swagger_parts(&mut operation, map, &parts, at);
        }
        if let Some(media) = outer {
            self.objects.replace_media(media);
        }
        if !lost.is_empty() {
            let reason = format!("the operation has lost {}", lost.join("; "));
            operation.extensions.insert(ext::DEGRADED.to_owned(), Value::String(reason));
        }
        Some(operation)
    }

    /// Switches to an operation's own media types of Swagger; returns the former ones.
    fn replace_media(&mut self, map: &Map, at: &At<'_>) -> MediaTypes {
        let own = self.objects.media().clone().of_operation(&mut self.objects.values, map, at);
        self.objects.replace_media(own)
    }

    /// Reads the body of an operation of Swagger, from its parameters, and its own schemes.
    fn swagger_parts(&mut self, operation: &mut Operation, map: &'d Map, parts: &[BodyPart<'d>], at: &At<'_>) {
        if !parts.is_empty() {
            operation.request_body = swagger2::request_body(self.objects, parts, &at.key("requestBody"));
        }
        if let Some(schemes) = map.get("schemes") {
            let at = at.key("schemes");
            let (values, root) = (&mut self.objects.values, self.objects.references.root().as_object());
            operation.servers =
                root.map(|root| swagger2::operation_servers(values, root, schemes, &at)).unwrap_or_default();
        }
    }

    fn operation_member(&mut self, operation: &mut Operation, key: &str, value: &'d Value, at: &At<'_>) {
        match key {
            "tags" => operation.tags = self.objects.values.texts(value, at),
            "summary" => operation.summary = self.objects.values.text(value, at),
            "description" => operation.description = self.objects.values.text(value, at),
            "externalDocs" => operation.external_docs = external_docs(&mut self.objects.values, value, at),
            "operationId" => {
                operation.operation_id = self.objects.values.text(value, at).filter(|id| !id.trim().is_empty())
            }
            "deprecated" => operation.deprecated = self.objects.values.flag(value, at).unwrap_or_default(),
            "security" => {
                operation.security = requirements(&mut self.objects.values, &mut self.objects.references, value, at)
            }
            "servers" => operation.servers = servers(&mut self.objects.values, value, at),
            "consumes" | "produces" | "schemes" if self.objects.values.is_swagger() => {}
            _ => self.objects.values.other(&mut operation.extensions, "an operation", key, value, at),
        }
    }

    /// Reads a list of parameters; Swagger's body and form parameters are returned separately.
    pub(super) fn parameters(
        &mut self,
        value: &'d Value,
        lost: &mut Vec<String>,
        at: &At<'_>,
    ) -> (Vec<ReferenceOr<Parameter>>, Vec<BodyPart<'d>>) {
        let mut parameters = Vec::new();
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        for (index, item) in self.objects.values.objects(value, at).iter().enumerate() {
            let at = at.index(index);
            if item.is_null() {
                self.objects.values.wrong(item, "a parameter", "it was ignored", &at);
                continue;
            }
            let target = match reference_of(item) {
                Some(reference) => self.objects.references.chase(Section::Parameters, reference, at.file).ok(),
                None => None,
            };
            let node = target.as_ref().map_or(item, |found| found.node);
            let is_body = self.objects.values.is_swagger()
                && matches!(node.get("in").and_then(Value::as_str), Some("body" | "formData"));
            if is_unnamed(node) && !is_body {
                // Nobody could send it, so the operation has lost nothing that it needs. A component says so where it stands.
                if target.is_none() {
                    warn_of_no_name(&mut self.objects.values, &at);
                }
                continue;
            }
            let identity = (node.get("in").and_then(Value::as_str), node.get("name").and_then(Value::as_str));
            if identity.1.is_some() && !seen.insert(identity) {
                self.objects.values.warn(
                    Code::BadParameter,
                    &at,
                    format!("the parameter `{}` is listed twice; the first counts", identity.1.unwrap_or_default()),
                    "remove one of the two",
                );
                continue;
            }
            if is_body {
                let (origin, file) = match &target {
                    Some(found) => (self.objects.references.pointer(found), found.file),
                    None => (at.origin(), at.file),
                };
                parts.push(BodyPart { node, origin, file });
                continue;
            }
            let parameter = self.parameter(item, &at);
            parameters.extend(kept(parameter, Section::Parameters, lost));
        }
        (parameters, parts)
    }

    fn callbacks_of(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, Callback> {
        let mut callbacks = IndexMap::new();
        for (name, value) in self.objects.values.object(value, at).into_iter().flatten() {
            if name.starts_with("x-") && !value.is_object() {
                continue;
            }
            let at = at.key(name);
            let callback = match reference_of(value) {
                Some(reference) => self.copy(Section::Callbacks, reference, &at, Self::callback).flatten(),
                None => self.callback(value, &at),
            };
            callbacks.extend(callback.map(|callback| (name.clone(), callback)));
        }
        callbacks
    }

    /// Reads `responses` of an operation.
    fn responses(&mut self, value: &'d Value, lost: &mut Vec<String>, at: &At<'_>) -> Responses {
        let mut responses = Responses::default();
        let Some(map) = self.objects.values.object(value, at) else { return responses };
        for (key, value) in map {
            let at = at.key(key);
            if key.starts_with("x-") {
                self.objects.values.other(&mut responses.extensions, "`responses`", key, value, &at);
                continue;
            }
            let Some(status) = status(&mut self.objects.values, key, &at) else { continue };
            let response = self.objects.shared(Section::Responses, value, &at, ObjectReader::response);
            let Some(response) = kept(response, Section::Responses, lost) else { continue };
            match status {
                Status::Default => responses.default = Some(response),
                Status::Code(status) => {
                    responses.responses.insert(status, response);
                }
            }
        }
        responses
    }
}
