//! Metadata of a schema: title, description, examples.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use super::enums::as_written;
use super::gather::{Raw, Slot};
use super::types::Types;
use crate::read::at::{At, FileId};
use crate::read::info::external_docs;
use crate::read::map::Extensions;
use crate::read::references::References;
use crate::read::value_reader::ValueReader;
use crate::read::walk::Section;
use crate::report::Code;
use crate::schema::{Discriminator, Schema};

/// Makes a schema with its metadata, `contentSchema` excepted.
pub(super) fn describe<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    raw: &mut Raw<'d>,
    at: &At<'_>,
) -> Schema {
    let mut schema = Schema { extensions: std::mem::take(&mut raw.extensions), ..Schema::default() };
    schema.title = keyword_text(values, raw.title, "title", at);
    schema.description = keyword_text(values, raw.description, "description", at);
    schema.facts.default = raw.default.filter(|value| !value.is_null()).cloned().map(Arc::new);
    let example = raw.example.or_else(|| raw.examples.and_then(first_example)).filter(|value| !value.is_null());
    schema.facts.example = example.cloned().map(Arc::new);
    schema.read_only = marker(values, raw.read_only, "readOnly", at);
    schema.write_only = marker(values, raw.write_only, "writeOnly", at);
    schema.deprecated = marker(values, raw.deprecated, "deprecated", at);
    schema.nullable = marker(values, raw.nullable, "nullable", at);
    if schema.nullable && values.is_json_schema() {
        values.other_version("nullable", "`nullable`", "3.0", &at.key("nullable"));
    }
    if let Some(docs) = raw.external_docs {
        external_docs(values, docs, &at.key("externalDocs"));
    }
    let discriminator =
        raw.discriminator.and_then(|value| discriminator(values, references, value, &at.key("discriminator")));
    schema.discriminator = discriminator.map(Box::new);
    schema.media_type = keyword_text(values, raw.content_media_type, "contentMediaType", at);
    schema.encoding = keyword_text(values, raw.content_encoding, "contentEncoding", at);
    schema
}

/// Sets the example of a string to its author's spelling.
pub(super) fn example_as_written<'d>(
    values: &ValueReader<'d>,
    raw: &Raw<'d>,
    example: &mut Option<Arc<Value>>,
    types: &Types,
    at: &At<'_>,
) {
    match (raw.example, raw.examples) {
        (Some(_), _) => as_written(values, example, types, &at.key("example")),
        (None, Some(Value::Array(_))) => as_written(values, example, types, &at.key("examples").index(0)),
        _ => {}
    }
}

fn marker<'d>(values: &mut ValueReader<'d>, value: Slot<'d>, key: &str, at: &At<'_>) -> bool {
    match value {
        None | Some(Value::Bool(false)) => false,
        Some(value) => values.flag(value, &at.key(key)).unwrap_or(false),
    }
}

pub(super) fn keyword_text<'d>(
    values: &mut ValueReader<'d>,
    value: Slot<'d>,
    key: &str,
    at: &At<'_>,
) -> Option<String> {
    value.and_then(|value| values.text(value, &at.key(key)))
}

fn discriminator<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> Option<Discriminator> {
    let map = match value {
        Value::Object(map) => map,
        Value::String(property) => {
            if !values.is_swagger() {
                values.wrong(value, "an object with `propertyName`", "it was read as the property's name", at);
            }
            return Some(Discriminator { property_name: property.clone(), ..Discriminator::default() });
        }
        other => {
            values.wrong(other, "an object with `propertyName`", "it was ignored", at);
            return None;
        }
    };
    let mut discriminator = Discriminator::default();
    for (key, value) in map {
        let at = at.key(key);
        match key.as_str() {
            "propertyName" => discriminator.property_name = values.text(value, &at).unwrap_or_default(),
            "mapping" => discriminator.mapping = mapping(values, references, value, &at),
            "defaultMapping" => discriminator.default_mapping = mapped(values, references, value, &at),
            _ => values.other(&mut Extensions::new(), "a discriminator", key, value, &at),
        }
    }
    if discriminator.property_name.is_empty() {
        values.warn(
            Code::MissingKeyword,
            at,
            "a discriminator without `propertyName` decides nothing; it was ignored",
            "name the property that tells the members apart",
        );
        return None;
    }
    Some(discriminator)
}

fn mapping<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> IndexMap<String, String> {
    let Some(map) = values.object(value, at) else { return IndexMap::new() };
    let entries =
        map.iter().filter_map(|(tag, target)| Some((tag.clone(), mapped(values, references, target, &at.key(tag))?)));
    entries.collect()
}

/// Returns the component of a mapping's target, which is a reference or the bare name of a component schema.
fn mapped<'d>(
    values: &mut ValueReader<'d>,
    references: &mut References<'d>,
    value: &'d Value,
    at: &At<'_>,
) -> Option<String> {
    let Value::String(target) = value else {
        values.wrong(value, "a reference or a schema's name", "it was ignored", at);
        return None;
    };
    let named = references.section(Section::Schemas).is_some_and(|schemas| schemas.contains_key(target));
    if named && at.file == FileId::MAIN {
        return Some(target.clone());
    }
    match references.key(Section::Schemas, target, at.file) {
        Ok(key) => Some(key),
        Err(_) => {
            values.warn(
                Code::DanglingRef,
                at,
                format!("the mapping leads to `{target}`, which is no schema of the document; it was ignored"),
                "write a reference such as `#/components/schemas/Name`",
            );
            None
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
