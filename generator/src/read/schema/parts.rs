//! The keywords of objects, arrays and compositions.

use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value;

use super::SchemaReader;
use super::gather::{Raw, Slot};
use super::nulls::is_null_schema;
use super::sizes::sizes;
use crate::read::at::At;
use crate::read::value_reader::ValueReader;
use crate::report::{Code, Severity};
use crate::schema::{Additional, JsonType, Kind, Schema, SchemaRef};

impl<'d> SchemaReader<'_, 'd> {
    /// Reads the keywords of objects. Returns whether there are any.
    pub(super) fn object_part(&mut self, raw: &Raw<'d>, schema: &mut Schema, at: &At<'_>) -> bool {
        let properties = raw.properties.and_then(|value| self.schemas(value, &at.key("properties")));
        schema.required =
            raw.required.map(|value| required(self.values, value, &at.key("required"))).unwrap_or_default();
        schema.additional =
            raw.additional_properties.and_then(|value| self.additional(value, &at.key("additionalProperties")));
        let (min, max) = ((raw.min_properties, "minProperties"), (raw.max_properties, "maxProperties"));
        let sized = sizes(self.values, min, max, &mut schema.facts, at);
        let any = sized || properties.is_some() || !schema.required.is_empty() || schema.additional.is_some();
        schema.properties = properties.unwrap_or_default();
        if let Some(value) = raw.pattern_properties {
            match self.schemas(value, &at.key("patternProperties")) {
                Some(patterns) => schema.patterns = patterns.into_iter().collect(),
                None => return any,
            }
        }
        if let Some(value) = raw.property_names {
            self.schema(value, &at.key("propertyNames"));
        }
        any
    }

    fn schemas(&mut self, value: &'d Value, at: &At<'_>) -> Option<IndexMap<String, SchemaRef>> {
        let map = self.values.object(value, at)?;
        Some(map.iter().map(|(name, value)| (name.clone(), self.schema(value, &at.key(name)))).collect())
    }

    fn additional(&mut self, value: &'d Value, at: &At<'_>) -> Option<Additional> {
        match value {
            Value::Bool(allowed) => Some(Additional::Any(*allowed)),
            Value::Object(_) => Some(Additional::Schema(self.schema(value, at))),
            Value::String(_) => self.values.flag(value, at).map(Additional::Any),
            other => {
                self.values.wrong(other, "a schema or a boolean", "it was ignored", at);
                None
            }
        }
    }

    /// Reads the keywords of arrays but the sizes. Returns whether there are any.
    pub(super) fn array_part(&mut self, raw: &Raw<'d>, schema: &mut Schema, at: &At<'_>) -> bool {
        let unique = raw.unique_items.and_then(|value| self.values.flag(value, &at.key("uniqueItems")));
        schema.facts.unique_items = unique.unwrap_or_default();
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
            let items = self.values.objects(prefix, &prefix_at);
            let schemas = items.iter().enumerate().map(|(index, item)| self.schema(item, &prefix_at.index(index)));
            schema.prefix = schemas.collect();
        }
        match rest {
            Some(Value::Bool(false)) if prefix.is_some() => schema.closed_items = true,
            rest => schema.items = rest.map(|rest| self.schema(rest, &rest_at)),
        }
        if schema.one_type() == Some(JsonType::Array) {
            move_values(self.values, schema, at);
        }
        unique.is_some() || schema.items.is_some()
    }

    /// Reads the compositions. A member that allows only null is taken out, for it makes the schema nullable. Returns whether there was one.
    pub(super) fn compositions(&mut self, raw: &Raw<'d>, schema: &mut Schema, at: &At<'_>) -> bool {
        let (any_of, any_null) = self.members(raw.any_of, true, &at.key("anyOf"));
        let (one_of, one_null) = self.members(raw.one_of, true, &at.key("oneOf"));
        (schema.any_of, schema.one_of) = (any_of, one_of);
        schema.all_of = self.members(raw.all_of, false, &at.key("allOf")).0;
        if let Some(not) = raw.not {
            self.schema(not, &at.key("not"));
            schema.has_not = true;
        }
        any_null || one_null
    }

    fn members(&mut self, list: Slot<'d>, split_null: bool, at: &At<'_>) -> (Vec<SchemaRef>, bool) {
        let Some(list) = list else { return (Vec::new(), false) };
        let items = self.values.objects(list, at);
        if items.is_empty() && list.is_array() {
            self.values.warn(
                Code::BadConstraint,
                at,
                format!("`{}` has no members; it was ignored", at.name()),
                "list the schemas, or remove the keyword",
            );
        }
        let mut members = Vec::with_capacity(items.len());
        let mut null = false;
        for (index, item) in items.iter().enumerate() {
            if split_null && is_null_schema(self.values, self.references, item, at.file) {
                null = true;
            } else {
                members.push(self.schema(item, &at.index(index)));
            }
        }
        (members, null)
    }
}

fn required<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> Vec<String> {
    if value.is_boolean() {
        values.tally(Code::WrongType, Severity::Warning, "required boolean", at, || {
            (
                "`required` is a boolean where a list of property names belongs; it was ignored".to_owned(),
                "list the name in `required` of the schema that has the property".to_owned(),
            )
        });
        return Vec::new();
    }
    let mut names: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for name in values.texts(value, at) {
        if seen.insert(name.clone()) {
            names.push(name);
        }
    }
    names
}

/// Moves an `enum` of scalars beside `type: array` to the items, for which it was meant.
fn move_values(values: &mut ValueReader<'_>, schema: &mut Schema, at: &At<'_>) {
    let is_scalar = |value: &Value| !value.is_array() && !value.is_object();
    if schema.values.is_empty() || !schema.values.iter().all(is_scalar) {
        return;
    }
    let moved = std::mem::take(&mut schema.values);
    let items = match &mut schema.items {
        Some(SchemaRef::Inline(items)) => Rc::get_mut(items),
        _ => None,
    };
    let fits = |items: &&mut Schema| items.kind == Kind::Typed(JsonType::String) && items.values.is_empty();
    let items = items.filter(fits).filter(|_| moved.iter().all(Value::is_string));
    let is_moved = items.map(|items| items.values = moved).is_some();
    let done = if is_moved { "it was read as the items' `enum`" } else { "it was ignored" };
    values.warn(
        Code::BadEnum,
        &at.key("enum"),
        format!("no array equals any of these values; {done}"),
        "put `enum` into `items`",
    );
}
