//! The keywords of texts, objects and arrays.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::{Map, Value};

use super::gather::{Raw, Slot};
use super::keywords::StandardKeywords;
use super::types::Types;
use super::{any, marked};
use crate::read::at::At;
use crate::read::ext;
use crate::read::reader::{Extensions, Reader};
use crate::report::{Code, Severity};

impl<'d> Reader<'d> {
    pub(super) fn strings(
        &mut self,
        raw: &Raw<'d>,
        types: &Types,
        keywords: &mut StandardKeywords,
        extensions: &mut Extensions,
        at: &At<'_>,
    ) {
        keywords.format =
            raw.format.and_then(|value| self.text(value, &at.key("format"))).filter(|format| !format.is_empty());
        if keywords.format.is_none() {
            let encoding = ext::text(extensions, ext::CONTENT_ENCODING).unwrap_or_default().to_ascii_lowercase();
            keywords.format = match (types.format, types.one()) {
                (Some(format), _) => Some(format.to_owned()),
                (None, Some("string")) if encoding == "base64" => Some("byte".to_owned()),
                (None, Some("string")) if encoding == "base64url" => Some(encoding),
                (None, Some("string")) if is_binary(extensions) => Some("binary".to_owned()),
                _ => None,
            };
        }
        keywords.pattern = raw.pattern.and_then(|value| self.text(value, &at.key("pattern")));
        keywords.min_length = self.size(raw.min_length, "minLength", at);
        keywords.max_length = self.size(raw.max_length, "maxLength", at);
    }

    fn size(&mut self, value: Slot<'d>, key: &str, at: &At<'_>) -> Option<usize> {
        value.and_then(|value| self.count(value, &at.key(key)))
    }

    pub(super) fn object_part(
        &mut self,
        raw: &Raw<'d>,
        keywords: &mut StandardKeywords,
        extensions: &mut Extensions,
        at: &At<'_>,
    ) {
        keywords.properties = raw.properties.and_then(|value| self.properties(value, &at.key("properties")));
        keywords.required = raw.required.and_then(|value| self.required(value, &at.key("required")));
        keywords.additional_properties =
            raw.additional_properties.and_then(|value| self.additional(value, &at.key("additionalProperties")));
        keywords.min_properties = self.size(raw.min_properties, "minProperties", at);
        keywords.max_properties = self.size(raw.max_properties, "maxProperties", at);
        if let Some(value) = raw.pattern_properties {
            let at = at.key("patternProperties");
            let Some(map) = self.object(value, &at) else { return };
            let schemas = map.iter().map(|(pattern, value)| (pattern.clone(), self.as_json(value, &at.key(pattern))));
            let schemas: Map<String, Value> = schemas.collect();
            extensions.insert(ext::PATTERN_PROPERTIES.to_owned(), Value::Object(schemas));
        }
        if let Some(value) = raw.property_names {
            let names = self.as_json(value, &at.key("propertyNames"));
            extensions.insert(ext::PROPERTY_NAMES.to_owned(), names);
        }
    }

    fn properties(&mut self, value: &'d Value, at: &At<'_>) -> Option<IndexMap<String, ReferenceOr<Box<Schema>>>> {
        let map = self.object(value, at)?;
        let properties = map.iter().map(|(name, value)| (name.clone(), self.boxed_schema(value, &at.key(name))));
        Some(properties.collect())
    }

    fn required(&mut self, value: &'d Value, at: &At<'_>) -> Option<Vec<String>> {
        if value.is_boolean() {
            self.tally(Code::WrongType, Severity::Warning, "required boolean", at, || {
                (
                    "`required` is a boolean where a list of property names belongs; it was ignored".to_owned(),
                    "list the name in `required` of the schema that has the property".to_owned(),
                )
            });
            return None;
        }
        let mut names: Vec<String> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for name in self.texts(value, at) {
            if seen.insert(name.clone()) {
                names.push(name);
            }
        }
        // An empty list says nothing, and would only keep the schema from its proper variant.
        Some(names).filter(|names| !names.is_empty())
    }

    fn additional(&mut self, value: &'d Value, at: &At<'_>) -> Option<AdditionalProperties> {
        match value {
            Value::Bool(allowed) => Some(AdditionalProperties::Any(*allowed)),
            Value::Object(_) => Some(AdditionalProperties::Schema(Box::new(self.schema(value, at)))),
            Value::String(_) => self.flag(value, at).map(AdditionalProperties::Any),
            other => {
                self.wrong(other, "a schema or a boolean", "it was ignored", at);
                None
            }
        }
    }

    pub(super) fn array_part(
        &mut self,
        raw: &Raw<'d>,
        keywords: &mut StandardKeywords,
        extensions: &mut Extensions,
        at: &At<'_>,
    ) {
        keywords.min_items = self.size(raw.min_items, "minItems", at);
        keywords.max_items = self.size(raw.max_items, "maxItems", at);
        keywords.unique_items = raw.unique_items.and_then(|value| self.flag(value, &at.key("uniqueItems")));
        let items_at = at.key("items");
        let (prefix, prefix_at, rest, rest_at) = match (raw.prefix_items, raw.items) {
            (Some(prefix), rest) => (Some(prefix), at.key("prefixItems"), rest, items_at),
            // Before 2020-12 a list of `items` was the tuple, and `additionalItems` the rest.
            (None, Some(prefix @ Value::Array(_))) => {
                (Some(prefix), items_at, raw.additional_items, at.key("additionalItems"))
            }
            (None, rest) => (None, items_at, rest, items_at),
        };
        if let Some(prefix) = prefix {
            let items = self.objects(prefix, &prefix_at);
            let schemas: Vec<Value> =
                items.iter().enumerate().map(|(index, item)| self.as_json(item, &prefix_at.index(index))).collect();
            if !schemas.is_empty() {
                extensions.insert(ext::PREFIX_ITEMS.to_owned(), Value::Array(schemas));
            }
        }
        match rest {
            None => {}
            Some(Value::Bool(false)) if prefix.is_some() => {
                extensions.insert(ext::CLOSED_ITEMS.to_owned(), Value::Bool(true));
            }
            Some(Value::Bool(false)) => {
                keywords.items = Some(ReferenceOr::Item(Box::new(marked(ext::NEVER, Value::Bool(true)))));
            }
            Some(Value::Bool(true)) => keywords.items = Some(ReferenceOr::Item(Box::new(any()))),
            Some(rest) => keywords.items = Some(self.boxed_schema(rest, &rest_at)),
        }
        if keywords.ty == Some("array") {
            self.move_values(keywords, at);
        }
    }

    /// An `enum` of scalars beside `type: array` was meant for the items.
    fn move_values(&mut self, keywords: &mut StandardKeywords, at: &At<'_>) {
        let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
        let Some(values) = keywords.enumeration.take_if(|values| values.iter().all(is_scalar)) else { return };
        let texts: Vec<Option<String>> = values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
        let moved = match &mut keywords.items {
            Some(ReferenceOr::Item(items)) => match &mut items.schema_kind {
                SchemaKind::Type(Type::String(string)) if string.enumeration.is_empty() && !texts.contains(&None) => {
                    string.enumeration = texts;
                    true
                }
                _ => false,
            },
            _ => false,
        };
        let done = if moved { "it was read as the items' `enum`" } else { "it was ignored" };
        self.warn(
            Code::BadEnum,
            &at.key("enum"),
            format!("no array equals any of these values; {done}"),
            "put `enum` into `items`",
        );
    }

    /// A normalised schema as JSON, for the extensions.
    pub(in crate::read) fn as_json(&mut self, value: &'d Value, at: &At<'_>) -> Value {
        let schema = self.schema(value, at);
        serde_json::to_value(schema).unwrap_or_else(|_| Value::Object(Map::new()))
    }
}

/// True for text that is bytes as they are: `contentMediaType` without `contentEncoding` (OpenAPI 3.1.1 §4.4.4), of no textual type.
fn is_binary(extensions: &Extensions) -> bool {
    !extensions.contains_key(ext::CONTENT_ENCODING)
        && ext::text(extensions, ext::CONTENT_MEDIA_TYPE).is_some_and(crate::read::unsupported::is_bytes)
}
