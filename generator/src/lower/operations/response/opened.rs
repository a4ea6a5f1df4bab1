//! Events whose data is the text of JSON (`contentSchema`), with that JSON in the place of the text.

use serde_json::Value;

use super::super::super::effort::Effort;
use super::super::super::tags::as_declared;
use super::super::media::{MediaKind, MediaType as Media};
use crate::api::Literal;
use crate::read::Document;
use crate::schema::{Discriminator, Schema, SchemaRef};

/// Unions in unions are looked through this deep.
pub(super) const MOST_NESTED: usize = 8;

/// Returns the schema of named events with the JSON in their data in place of its text; `None` if no data is described so.
pub(super) fn events(document: &Document, effort: &Effort, schema: &SchemaRef) -> Option<SchemaRef> {
    let opened = union(document, effort, schema, 0);
    // Half of the events would have their JSON, and half its text.
    opened.filter(|_| !effort.is_out_of_shares()).map(SchemaRef::from)
}

/// Returns a union with its variants opened. A single kind of event is taken by its data alone.
fn union(document: &Document, effort: &Effort, schema: &SchemaRef, depth: usize) -> Option<Schema> {
    let seen = document.schema(schema).filter(|_| depth < MOST_NESTED && effort.share(1))?;
    if seen.alternatives().is_empty() {
        return if depth == 0 { None } else { object(document, effort, schema, depth) };
    }
    let mut copy = seen.clone();
    let mut changed = false;
    let tags = copy.discriminator.clone();
    for member in copy.one_of.iter_mut().chain(&mut copy.any_of) {
        let opened = union(document, effort, member, depth + 1);
        changed |= opened.is_some();
        // A copy is no component, which a mapping could name: it says its tags itself.
        let opened = match &tags {
            Some(tags) => {
                opened.or_else(|| document.schema(member).cloned()).map(|copy| tagged(document, tags, member, copy))
            }
            None => opened,
        };
        if let Some(opened) = opened {
            *member = opened.into();
        }
    }
    copy.discriminator = None;
    changed.then_some(copy)
}

/// Returns an object with the JSON of its data in the place of the text, or of that of a part of its `allOf`.
fn object(document: &Document, effort: &Effort, schema: &SchemaRef, depth: usize) -> Option<Schema> {
    let mut copy = document.schema(schema).filter(|_| depth < MOST_NESTED && effort.share(1))?.clone();
    let mut changed = false;
    if let Some(data) = copy.properties.get("data").and_then(|data| embedded(document, data)) {
        copy.properties.insert("data".to_owned(), data);
        changed = true;
    }
    for part in &mut copy.all_of {
        if let Some(opened) = object(document, effort, part, depth + 1) {
            *part = opened.into();
            changed = true;
        }
    }
    changed.then_some(copy)
}

/// Returns a variant whose tag has the values that a mapping gives the component, else the component's name.
fn tagged(document: &Document, tags: &Discriminator, member: &SchemaRef, mut copy: Schema) -> Schema {
    let SchemaRef::Component(key) = member else { return copy };
    copy.title.get_or_insert_with(|| key.clone());
    let property = &tags.property_name;
    let tag = copy.properties.get(property).and_then(|tag| document.schema(tag));
    if tag.is_some_and(|tag| !tag.values.is_empty()) {
        return copy;
    }
    let mut tag = tag.cloned().unwrap_or_default();
    let mapped = tags.mapping.iter().filter(|(_, target)| *target == key).map(|(value, _)| value.as_str());
    let mut values: Vec<&str> = mapped.collect();
    if values.is_empty() {
        values.push(key);
    }
    for (index, literal) in values.into_iter().map(|value| as_declared(&tag.types, value)).enumerate() {
        let (value, digits) = to_json(literal);
        tag.values.push(value);
        tag.digits.extend(digits.map(|digits| (index, digits)));
    }
    copy.properties.insert(property.clone(), tag.into());
    copy
}

/// Returns a literal as a value of a schema, with its digits if it is an integer beyond 64 bits.
fn to_json(literal: Literal) -> (Value, Option<String>) {
    match literal {
        Literal::Str(text) => (text.into(), None),
        Literal::Bool(value) => (value.into(), None),
        Literal::Float(value) => (value.into(), None),
        Literal::Int(value) => match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => (value.into(), None),
            (_, Ok(value)) => (value.into(), None),
            _ => ((value as f64).into(), Some(value.to_string())),
        },
    }
}

/// Returns the schema of the JSON in a text (`contentMediaType`, `contentSchema`); any JSON, if it has none.
pub(super) fn embedded(document: &Document, schema: &SchemaRef) -> Option<SchemaRef> {
    let schema = document.schema(schema)?;
    let is_json = Media::parse(schema.media_type.as_deref()?).kind() == MediaKind::Json;
    is_json.then(|| schema.content.clone().unwrap_or_else(|| Schema::default().into()))
}
