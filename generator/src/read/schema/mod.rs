//! Schemas: from any dialect to `openapiv3::Schema`, with `x-specsmith-*` for what 3.0 cannot say.

mod bounds;
mod describe;
mod enums;
mod gather;
mod keywords;
mod nulls;
mod parts;
mod types;

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
use serde_json::Value;

use self::gather::Raw;
use self::keywords::StandardKeywords;
use super::at::At;
use super::ext;
use super::found::Found;
use super::reader::{Map, Reader};
use super::walk::Section;
use crate::report::{Code, Severity};

impl<'d> Reader<'d> {
    /// A schema where a schema or a reference may stand.
    pub(super) fn schema(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<Schema> {
        match self.home(Section::Schemas, value) {
            Some(reference) => ReferenceOr::Reference { reference },
            None => self.schema_here(value, at),
        }
    }

    /// The same, boxed.
    pub(super) fn boxed_schema(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<Box<Schema>> {
        match self.schema(value, at) {
            ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
            ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        }
    }

    /// A component schema. One that only refers to a node elsewhere is built from that node.
    pub(super) fn component_schema(&mut self, key: &str, value: &'d Value, at: &At<'_>) -> ReferenceOr<Schema> {
        match self.adopted(Section::Schemas, key, value, at) {
            Some(found) => self.hoisted_schema(&found, *at),
            None => self.schema_here(value, at),
        }
    }

    /// A schema that was written elsewhere.
    pub(super) fn hoisted_schema(&mut self, found: &Found<'d>, at: At<'_>) -> ReferenceOr<Schema> {
        let origin = self.pointer(found.file, &found.tokens);
        self.moved(&at, &origin);
        self.schema_here(found.node, &at.written(&origin, found.file))
    }

    /// The node that a component is the home of, if that is not the component itself.
    pub(super) fn adopted(&mut self, section: Section, key: &str, value: &'d Value, at: &At<'_>) -> Option<Found<'d>> {
        let reference = super::found::pure_reference(value)?;
        let found = self.refs.chase(section, reference, at.file).ok()?;
        let is_home = self.refs.component(&found).is_none() && self.refs.home_of(section, found.node) == Some(key);
        is_home.then_some(found)
    }

    fn schema_here(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<Schema> {
        let map = match value {
            Value::Object(map) => map,
            Value::Bool(true) => return ReferenceOr::Item(any()),
            Value::Bool(false) => return ReferenceOr::Item(marked(ext::NEVER, Value::Bool(true))),
            other => {
                self.wrong(other, "a schema", "it was read as one that allows any value", at);
                return ReferenceOr::Item(any());
            }
        };
        self.schema_object(map, |_| false, at)
    }

    /// A schema written in an object that may have other members, which `also` names.
    pub(super) fn schema_object(&mut self, map: &'d Map, also: fn(&str) -> bool, at: &At<'_>) -> ReferenceOr<Schema> {
        let mut raw = self.gather(map, also, at);
        match raw.reference {
            None => ReferenceOr::Item(self.item(raw, at)),
            Some(Value::String(reference)) => self.reference(reference, map.len() > 1, raw, at),
            Some(other) => {
                self.wrong(other, "a text", "it was ignored", &at.key("$ref"));
                raw.reference = None;
                ReferenceOr::Item(self.item(raw, at))
            }
        }
    }

    fn reference(&mut self, reference: &'d str, siblings: bool, mut raw: Raw<'d>, at: &At<'_>) -> ReferenceOr<Schema> {
        if siblings && !self.is_json_schema() && raw.keep_annotations() {
            self.tally(Code::RefSibling, Severity::Note, "", at, || {
                (
                    "keywords beside a `$ref` are ignored before OpenAPI 3.1, descriptions and the like excepted"
                        .to_owned(),
                    "put the `$ref` into an `allOf`, with the keywords beside that".to_owned(),
                )
            });
        }
        match self.component_key(Section::Schemas, reference, at) {
            None => {
                let mut schema = self.item(raw, at);
                schema.schema_data.extensions.insert(ext::DANGLING.to_owned(), Value::String(reference.to_owned()));
                ReferenceOr::Item(schema)
            }
            Some(target) => {
                let mut schema = if siblings { self.item(raw, at) } else { any() };
                if schema == any() {
                    return ReferenceOr::Reference { reference: target };
                }
                let target = ReferenceOr::Reference { reference: target };
                schema.schema_kind = beside(target, schema.schema_kind);
                schema.schema_data.extensions.insert(ext::REF.to_owned(), Value::Bool(true));
                ReferenceOr::Item(schema)
            }
        }
    }

    fn item(&mut self, raw: Raw<'d>, at: &At<'_>) -> Schema {
        let mut data = self.describe(&raw, at);
        let mut keywords = StandardKeywords::default();
        let mut types = self.types(&raw, at);
        let values = self.values(&raw, &mut types, at);
        self.as_written(&mut data.default, &types, &at.key("default"));
        self.example_as_written(&raw, &mut data.example, &types, at);
        let composed_null = self.compositions(&raw, &mut keywords, at);
        data.nullable |= types.null || values.null || composed_null;
        if types.only_null() || values.only_null() || (composed_null && says_only_null(&raw, &keywords)) {
            data.extensions.insert(ext::NULL.to_owned(), Value::Bool(true));
            return Schema { schema_data: data, schema_kind: SchemaKind::Any(AnySchema::default()) };
        }
        keywords.ty = types.one();
        if types.names.len() > 1 {
            let names = types.names.iter().map(|name| Value::from(*name)).collect();
            data.extensions.insert(ext::TYPES.to_owned(), names);
        }
        if values.constant {
            data.extensions.insert(ext::CONST.to_owned(), Value::Bool(true));
        }
        if !values.digits.is_empty() {
            data.extensions.insert(ext::DIGITS.to_owned(), Value::Object(values.digits));
        }
        keywords.enumeration = values.list;
        self.strings(&raw, &types, &mut keywords, &mut data.extensions, at);
        self.bounds(&raw, &mut keywords, &mut data.extensions, at);
        self.object_part(&raw, &mut keywords, &mut data.extensions, at);
        self.array_part(&raw, &mut keywords, &mut data.extensions, at);
        self.note_inferred(&raw, &keywords, at);
        if !raw.unsupported.is_empty() {
            let names = raw.unsupported.iter().map(|name| Value::from(*name)).collect();
            data.extensions.insert(ext::UNSUPPORTED.to_owned(), names);
        }
        Schema { schema_data: data, schema_kind: keywords.into_kind() }
    }
}

impl<'d> Reader<'d> {
    /// StandardKeywords of objects and arrays say nothing of other values (JSON Schema Core, section 7.6.1), but are hardly ever written for those.
    fn note_inferred(&mut self, raw: &Raw<'d>, keywords: &StandardKeywords, at: &At<'_>) {
        let composed = keywords.all_of.is_some() || keywords.any_of.is_some() || keywords.one_of.is_some();
        let part = matches!(at.name(), "allOf" | "anyOf" | "oneOf" | "not") || raw.reference.is_some();
        if composed || part || raw.ty.is_some() || keywords.enumeration.is_some() {
            return;
        }
        let requires = raw.required.is_some_and(|required| required.as_array().is_some_and(|keys| !keys.is_empty()));
        let kind = if raw.properties.is_some() || raw.additional_properties.is_some() || requires {
            "an object"
        } else if raw.items.is_some() || raw.prefix_items.is_some() {
            "an array"
        } else {
            return;
        };
        self.tally(Code::InferredType, Severity::Note, kind, at, || {
            (
                format!("a schema without `type` is read as {kind}; a value of another type is kept untyped, or refused by strict reading"),
                "write the `type`".to_owned(),
            )
        });
    }
}

/// A composition whose only member was null leaves nothing behind.
fn says_only_null(raw: &Raw<'_>, keywords: &StandardKeywords) -> bool {
    raw.ty.is_none()
        && raw.enumeration.is_none()
        && raw.properties.is_none()
        && raw.items.is_none()
        && keywords.all_of.is_none()
        && keywords.any_of.is_none()
        && keywords.one_of.is_none()
}

/// The schema that allows any value.
pub(super) fn any() -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Any(AnySchema::default()) }
}

fn marked(name: &str, value: Value) -> Schema {
    let mut schema = any();
    schema.schema_data.extensions.insert(name.to_owned(), value);
    schema
}

/// A reference and what stands beside it: both must hold.
fn beside(target: ReferenceOr<Schema>, kind: SchemaKind) -> SchemaKind {
    match kind {
        SchemaKind::Any(any) if any == AnySchema::default() => SchemaKind::AllOf { all_of: vec![target] },
        SchemaKind::AllOf { mut all_of } => {
            all_of.insert(0, target);
            SchemaKind::AllOf { all_of }
        }
        SchemaKind::Any(mut any) => {
            any.all_of.insert(0, target);
            SchemaKind::Any(any)
        }
        kind => {
            let rest = Schema { schema_data: SchemaData::default(), schema_kind: kind };
            SchemaKind::AllOf { all_of: vec![target, ReferenceOr::Item(rest)] }
        }
    }
}
