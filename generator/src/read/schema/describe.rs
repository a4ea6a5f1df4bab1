//! Metadata of a schema: title, description, examples.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use super::gather::{Raw, Slot};
use super::types::Types;
use crate::read::at::{At, FileId};
use crate::read::reader::{Extensions, Reader};
use crate::read::walk::Section;
use crate::report::Code;
use crate::schema::{Discriminator, Schema};

impl<'d> Reader<'d> {
    /// Makes a schema with its metadata.
    pub(super) fn describe(&mut self, raw: &mut Raw<'d>, at: &At<'_>) -> Schema {
        let mut schema = Schema { extensions: std::mem::take(&mut raw.extensions), ..Schema::default() };
        schema.title = self.keyword_text(raw.title, "title", at);
        schema.description = self.keyword_text(raw.description, "description", at);
        schema.facts.default = raw.default.filter(|value| !value.is_null()).cloned().map(Arc::new);
        let example = raw.example.or_else(|| raw.examples.and_then(first_example)).filter(|value| !value.is_null());
        schema.facts.example = example.cloned().map(Arc::new);
        schema.read_only = self.marker(raw.read_only, "readOnly", at);
        schema.write_only = self.marker(raw.write_only, "writeOnly", at);
        schema.deprecated = self.marker(raw.deprecated, "deprecated", at);
        schema.nullable = self.marker(raw.nullable, "nullable", at);
        if schema.nullable && self.values.is_json_schema() {
            self.values.other_version("nullable", "`nullable`", "3.0", &at.key("nullable"));
        }
        if let Some(docs) = raw.external_docs {
            self.external_docs(docs, &at.key("externalDocs"));
        }
        let discriminator = raw.discriminator.and_then(|value| self.discriminator(value, &at.key("discriminator")));
        schema.discriminator = discriminator.map(Box::new);
        schema.media_type = self.keyword_text(raw.content_media_type, "contentMediaType", at);
        schema.encoding = self.keyword_text(raw.content_encoding, "contentEncoding", at);
        schema.content = raw.content_schema.map(|content| self.schema(content, &at.key("contentSchema")));
        schema
    }

    /// Sets the example of a string to its author's spelling.
    pub(super) fn example_as_written(
        &self,
        raw: &Raw<'d>,
        example: &mut Option<Arc<Value>>,
        types: &Types,
        at: &At<'_>,
    ) {
        match (raw.example, raw.examples) {
            (Some(_), _) => self.as_written(example, types, &at.key("example")),
            (None, Some(Value::Array(_))) => self.as_written(example, types, &at.key("examples").index(0)),
            _ => {}
        }
    }

    fn marker(&mut self, value: Slot<'d>, key: &str, at: &At<'_>) -> bool {
        match value {
            None | Some(Value::Bool(false)) => false,
            Some(value) => self.values.flag(value, &at.key(key)).unwrap_or(false),
        }
    }

    pub(super) fn keyword_text(&mut self, value: Slot<'d>, key: &str, at: &At<'_>) -> Option<String> {
        value.and_then(|value| self.values.text(value, &at.key(key)))
    }

    fn discriminator(&mut self, value: &'d Value, at: &At<'_>) -> Option<Discriminator> {
        let map = match value {
            Value::Object(map) => map,
            Value::String(property) => {
                if !self.values.is_swagger() {
                    self.values.wrong(value, "an object with `propertyName`", "it was read as the property's name", at);
                }
                return Some(Discriminator { property_name: property.clone(), ..Discriminator::default() });
            }
            other => {
                self.values.wrong(other, "an object with `propertyName`", "it was ignored", at);
                return None;
            }
        };
        let mut discriminator = Discriminator::default();
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "propertyName" => discriminator.property_name = self.values.text(value, &at).unwrap_or_default(),
                "mapping" => discriminator.mapping = self.mapping(value, &at),
                "defaultMapping" => discriminator.default_mapping = self.mapped(value, &at),
                _ => self.values.other(&mut Extensions::new(), "a discriminator", key, value, &at),
            }
        }
        if discriminator.property_name.is_empty() {
            self.values.warn(
                Code::MissingKeyword,
                at,
                "a discriminator without `propertyName` decides nothing; it was ignored",
                "name the property that tells the members apart",
            );
            return None;
        }
        Some(discriminator)
    }

    fn mapping(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, String> {
        let Some(map) = self.values.object(value, at) else { return IndexMap::new() };
        let entries = map.iter().filter_map(|(tag, target)| Some((tag.clone(), self.mapped(target, &at.key(tag))?)));
        entries.collect()
    }

    /// Returns the component of a mapping's target, which is a reference or the bare name of a component schema.
    fn mapped(&mut self, value: &'d Value, at: &At<'_>) -> Option<String> {
        let Value::String(target) = value else {
            self.values.wrong(value, "a reference or a schema's name", "it was ignored", at);
            return None;
        };
        let named = self.references.section(Section::Schemas).is_some_and(|schemas| schemas.contains_key(target));
        if named && at.file == FileId::MAIN {
            return Some(target.clone());
        }
        match self.references.key(Section::Schemas, target, at.file) {
            Ok(key) => Some(key),
            Err(_) => {
                self.values.warn(
                    Code::DanglingRef,
                    at,
                    format!("the mapping leads to `{target}`, which is no schema of the document; it was ignored"),
                    "write a reference such as `#/components/schemas/Name`",
                );
                None
            }
        }
    }
}

/// Returns the first of a schema's `examples`; in the form that media types have, its value.
fn first_example(examples: &Value) -> Option<&Value> {
    match examples {
        Value::Array(items) => items.first(),
        Value::Object(map) => map.values().next().map(|example| example.get("value").unwrap_or(example)),
        _ => None,
    }
}
