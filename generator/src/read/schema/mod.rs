//! Schemas: from any dialect to [`Schema`].

mod bounds;
mod describe;
mod enums;
mod families;
mod gather;
mod nulls;
mod parts;
mod sizes;
mod types;

use serde_json::Value;

use self::bounds::bounds;
use self::describe::{describe, example_as_written};
use self::enums::{allowed, as_written};
use self::families::Families;
use self::gather::{Raw, gather};
use self::sizes::{sizes, strings};
use self::types::types;
use super::at::At;
use super::found::Found;
use super::map::Map;
use super::references::References;
use super::value_reader::ValueReader;
use super::walk::Section;
use crate::api::DocFacts;
use crate::report::{Code, Severity};
use crate::schema::{JsonType, Kind, Schema, SchemaRef};

/// Reads schemas, each with those inside it.
pub(super) struct SchemaReader<'r, 'd> {
    values: &'r mut ValueReader<'d>,
    references: &'r mut References<'d>,
}

impl<'r, 'd> SchemaReader<'r, 'd> {
    pub(super) fn new(values: &'r mut ValueReader<'d>, references: &'r mut References<'d>) -> Self {
        Self { values, references }
    }

    /// Reads a schema or a reference.
    pub(super) fn schema(&mut self, value: &'d Value, at: &At<'_>) -> SchemaRef {
        match self.references.home_key(Section::Schemas, value) {
            Some(key) => SchemaRef::Component(key.to_owned()),
            None => self.here(value, at),
        }
    }

    /// Reads a component schema. One that only refers to a node elsewhere is built from that node.
    pub(super) fn component(&mut self, key: &str, value: &'d Value, at: &At<'_>) -> SchemaRef {
        match self.references.adopted(Section::Schemas, key, value, at) {
            Some(found) => self.hoisted(&found, *at),
            None => self.here(value, at),
        }
    }

    /// Reads a schema that was written elsewhere.
    pub(super) fn hoisted(&mut self, found: &Found<'d>, at: At<'_>) -> SchemaRef {
        let origin = self.references.moved_node(&at, found);
        self.here(found.node, &at.written(&origin, found.file))
    }

    fn here(&mut self, value: &'d Value, at: &At<'_>) -> SchemaRef {
        match value {
            Value::Object(map) => self.object(map, |_| false, at),
            Value::Bool(true) => Schema::default().into(),
            Value::Bool(false) => Schema::of_kind(Kind::Never).into(),
            other => {
                self.values.wrong(other, "a schema", "it was read as one that allows any value", at);
                Schema::default().into()
            }
        }
    }

    /// Reads a schema written in an object that may have other members, which `also` names.
    pub(super) fn object(&mut self, map: &'d Map, also: fn(&str) -> bool, at: &At<'_>) -> SchemaRef {
        let mut raw = gather(self.values, map, also, at);
        match raw.reference {
            None => self.item(raw, at).into(),
            Some(Value::String(reference)) => self.reference(reference, map.len() > 1, raw, at),
            Some(other) => {
                self.values.wrong(other, "a text", "it was ignored", &at.key("$ref"));
                raw.reference = None;
                self.item(raw, at).into()
            }
        }
    }

    fn reference(&mut self, reference: &'d str, siblings: bool, mut raw: Raw<'d>, at: &At<'_>) -> SchemaRef {
        if siblings && !self.values.is_json_schema() && raw.keep_annotations() {
            self.values.tally(Code::RefSibling, Severity::Note, "", at, || {
                (
                    "keywords beside a `$ref` are ignored before OpenAPI 3.1, descriptions and the like excepted"
                        .to_owned(),
                    "put the `$ref` into an `allOf`, with the keywords beside that".to_owned(),
                )
            });
        }
        let target = self.references.component_key(self.values, Section::Schemas, reference, at);
        let mut schema = if siblings || target.is_none() { self.item(raw, at) } else { Schema::default() };
        match target {
            None => {
                schema.kind = Kind::Dangling;
                schema.into()
            }
            Some(key) if schema == Schema::default() => SchemaRef::Component(key),
            Some(key) => beside(SchemaRef::Component(key), schema).into(),
        }
    }

    fn item(&mut self, mut raw: Raw<'d>, at: &At<'_>) -> Schema {
        let mut schema = describe(self.values, self.references, &mut raw, at);
        schema.content = raw.content_schema.map(|content| self.schema(content, &at.key("contentSchema")));
        let mut types = types(self.values, &raw, at);
        let allowed = allowed(self.values, &raw, &mut types, at);
        as_written(self.values, &mut schema.facts.default, &types, &at.key("default"));
        example_as_written(self.values, &raw, &mut schema.facts.example, &types, at);
        let composed_null = self.compositions(&raw, &mut schema, at);
        schema.nullable |= types.null || allowed.null || composed_null;
        if types.only_null() || allowed.only_null() || (composed_null && is_empty_without_null(&raw, &schema)) {
            let (one_of, any_of, all_of) = Default::default();
            return Schema { kind: Kind::Null, one_of, any_of, all_of, has_not: false, ..schema };
        }
        schema.types = types.names;
        (schema.values, schema.digits, schema.constant) = (allowed.list, allowed.digits, allowed.constant);
        let has = Families {
            text: strings(self.values, &raw, types.format, &mut schema, at),
            array: sizes(self.values, (raw.min_items, "minItems"), (raw.max_items, "maxItems"), &mut schema.facts, at),
            number: bounds(self.values, &raw, &mut schema, at),
            object: self.object_part(&raw, &mut schema, at),
        };
        let array = self.array_part(&raw, &mut schema, at) || has.array;
        self.note_inferred(&raw, &schema, at);
        schema.unsupported = raw.unsupported.into_iter().map(str::to_owned).collect();
        schema.kind = Families { array, ..has }.kind(&schema);
        if schema.kind == Kind::Typed(JsonType::Number) {
            schema.values.iter_mut().for_each(|value| *value = Value::from(value.as_f64()));
        }
        schema
    }

    /// Notes an inferred type: keywords of objects and arrays do not constrain other values (JSON Schema Core, section 7.6.1), but are rarely written for
    /// those.
    fn note_inferred(&mut self, raw: &Raw<'d>, schema: &Schema, at: &At<'_>) {
        let part = matches!(at.name(), "allOf" | "anyOf" | "oneOf" | "not") || raw.reference.is_some();
        if schema.is_composed() || part || raw.ty.is_some() || !schema.values.is_empty() {
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
        self.values.tally(Code::InferredType, Severity::Note, kind, at, || {
            (
                format!("a schema without `type` is read as {kind}; a value of another type is kept untyped, or refused by strict reading"),
                "write the `type`".to_owned(),
            )
        });
    }
}

/// Returns true if nothing is left of a composition whose only member was null.
fn is_empty_without_null(raw: &Raw<'_>, schema: &Schema) -> bool {
    raw.ty.is_none()
        && raw.enumeration.is_none()
        && raw.properties.is_none()
        && raw.items.is_none()
        && !schema.is_composed()
}

/// Combines a reference with the keywords beside it: both must hold.
fn beside(target: SchemaRef, mut schema: Schema) -> Schema {
    let kind = match schema.kind {
        Kind::Bare | Kind::AllOf => Kind::AllOf,
        Kind::Mixed => Kind::Mixed,
        // Keywords that constrain values become a part like the target; annotations stay.
        kind => {
            let facts = std::mem::take(&mut schema.facts);
            schema.facts = DocFacts { default: facts.default, example: facts.example, ..DocFacts::default() };
            let part = Schema {
                kind,
                facts: DocFacts { default: None, example: None, ..facts },
                types: std::mem::take(&mut schema.types),
                values: std::mem::take(&mut schema.values),
                digits: std::mem::take(&mut schema.digits),
                properties: std::mem::take(&mut schema.properties),
                required: std::mem::take(&mut schema.required),
                additional: schema.additional.take(),
                items: schema.items.take(),
                one_of: std::mem::take(&mut schema.one_of),
                any_of: std::mem::take(&mut schema.any_of),
                has_not: std::mem::take(&mut schema.has_not),
                ..Schema::default()
            };
            schema.all_of.push(part.into());
            Kind::AllOf
        }
    };
    schema.all_of.insert(0, target);
    Schema { kind, is_ref: true, ..schema }
}
