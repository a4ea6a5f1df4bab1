//! The elements of a stream: events by their data or as they are on the wire, or JSON values.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::super::super::NameHint;
use super::super::super::effort::Effort;
use super::super::media::{MediaKind, MediaType as Media};
use super::Context;
use super::opened::{self, MOST_NESTED, embedded};
use crate::api::{StreamForm, TypeRef};
use crate::pointer::Pointer;
use crate::read::{Document, Schemas};
use crate::schema::{JsonType, Schema, SchemaRef};

/// The members of an event (WHATWG HTML §9.2.6; OpenAPI 3.2 §4.14.4.1).
const MEMBERS: [&str; 6] = ["data", "event", "id", "retry", "comment", "comments"];

/// The form in which a schema describes an event.
#[derive(Debug)]
enum Shape {
    /// By its data alone.
    Data,
    /// As an object of which only the data is used.
    Wrapped(SchemaRef),
    /// As an object whose members all count.
    Whole,
    /// As text.
    Text,
}

impl<'d> Context<'_, 'd> {
    /// Returns the form of the elements of a body: by `itemSchema` (3.2), else the schema, else the items of the list that it describes.
    pub(super) fn stream(&mut self, name: &str, media: &'d MediaType, hint: &NameHint) -> StreamForm {
        let at = self.found.at.child("content").child(name);
        let events = Media::parse(name).kind() == MediaKind::Events;
        let schemas = &self.lowering.document.schemas;
        let (schema, at) = match schemas.item_of(media) {
            Some(item) => (Some(item), Schemas::item_place(&at)),
            None => (schemas.of(media), at.child("schema")),
        };
        match (schema, events) {
            (schema, false) => self.lines(schema, &at, hint),
            (None, true) => StreamForm::TextEvents,
            (Some(schema), true) => self.events(schema, &at, hint),
        }
    }

    fn lines(&mut self, schema: Option<&SchemaRef>, at: &Pointer, hint: &NameHint) -> StreamForm {
        StreamForm::JsonLines(self.element(schema, at, hint))
    }

    /// Returns the type of an element, of which the schema describes one, or the list of all.
    fn element(&mut self, schema: Option<&SchemaRef>, at: &Pointer, hint: &NameHint) -> TypeRef {
        match self.entries.type_of(self.lowering, schema, at, hint) {
            TypeRef::List(item) => *item,
            ty => ty,
        }
    }

    fn events(&mut self, schema: &SchemaRef, at: &Pointer, hint: &NameHint) -> StreamForm {
        let document = self.lowering.document;
        let shape = shape(document, &self.lowering.effort, schema, 0);
        let opened = match shape {
            Shape::Whole => opened::events(document, &self.lowering.effort, schema),
            _ => None,
        };
        if self.lowering.effort.is_out_of_shares() {
            self.lowering.report_unshared(at, "the data of these events may be any JSON, or the text of it");
        }
        match shape {
            Shape::Text => StreamForm::TextEvents,
            Shape::Data => StreamForm::Events(self.element(Some(schema), at, hint)),
            Shape::Whole => StreamForm::NamedEvents(self.element(Some(opened.as_ref().unwrap_or(schema)), at, hint)),
            Shape::Wrapped(data) => {
                let at = at.child("properties").child("data");
                StreamForm::Events(self.lowering.type_of(&data, &at, hint).into_ref())
            }
        }
    }
}

fn shape(document: &Document, effort: &Effort, schema: &SchemaRef, depth: usize) -> Shape {
    // Each way to a member is one look: layers of unions have more ways than schemas.
    let Some(seen) = document.schema(schema).filter(|_| effort.share(1)) else { return Shape::Data };
    let members = seen.alternatives();
    if !members.is_empty() {
        let wrapped = |member| matches!(shape(document, effort, member, depth + 1), Shape::Whole | Shape::Wrapped(_));
        // Properties beside the members belong to the object, too.
        let beside = has_data(document, seen) && seen.properties.len() > 1;
        // The discriminator says that an event's name is its tag, so that a text of any value names it.
        let is_tag = seen.discriminator.as_ref().is_some_and(|tags| tags.property_name == "event");
        let named =
            |member| wrapped(member) || is_tag && document.schema(member).is_some_and(|seen| has_data(document, seen));
        // Beside events with data, one that is nothing but a name has none.
        let mut has_named = false;
        let mut known = |member| {
            let is_named = named(member);
            has_named |= is_named;
            is_named || is_bare(document, member, is_tag)
        };
        let all = depth < MOST_NESTED && members.iter().all(&mut known) && has_named;
        return if all || beside { Shape::Whole } else { Shape::Data };
    }
    if is_text(seen) && seen.values.is_empty() && embedded(document, schema).is_none() {
        return Shape::Text;
    }
    if !has_data(document, seen) {
        return Shape::Data;
    }
    object(document, seen, matches!(schema, SchemaRef::Inline(_)))
}

fn is_text(schema: &Schema) -> bool {
    schema.one_type() == Some(JsonType::String)
}

/// Returns the properties of an object, with those of its `allOf`.
fn members<'d>(document: &'d Document, schema: &'d Schema) -> IndexMap<&'d str, &'d SchemaRef> {
    let mut members = IndexMap::new();
    add_members(document, schema, &mut HashSet::new(), &mut members, 0);
    members
}

/// Adds the properties of a schema after those of its parts. A part that stands there twice, or within itself, counts once.
fn add_members<'d>(
    document: &'d Document,
    schema: &'d Schema,
    seen: &mut HashSet<*const Schema>,
    members: &mut IndexMap<&'d str, &'d SchemaRef>,
    depth: usize,
) {
    if depth > MOST_NESTED || !seen.insert(std::ptr::from_ref(schema)) {
        return;
    }
    for part in schema.all_of.iter().filter_map(|part| document.schema(part)) {
        add_members(document, part, seen, members, depth + 1);
    }
    members.extend(schema.properties.iter().map(|(name, member)| (name.as_str(), member)));
}

/// Returns true for an object with `data`, and no member that is not of an event.
fn has_data(document: &Document, schema: &Schema) -> bool {
    let members = members(document, schema);
    members.contains_key("data") && members.keys().all(|name| MEMBERS.contains(name))
}

/// Returns true for an event without data: its name, and what else an event may have.
fn is_bare(document: &Document, schema: &SchemaRef, is_tag: bool) -> bool {
    let Some(seen) = document.schema(schema) else { return false };
    let members = members(document, seen);
    let event = members.get("event").and_then(|event| document.schema(event));
    let is_named = event.is_some_and(|event| is_tag || !event.values.is_empty());
    is_named && members.keys().all(|name| *name != "data" && MEMBERS.contains(name))
}

/// Returns the shape of an object with `data`. An object that is inline is not a type that anybody named.
fn object(document: &Document, schema: &Schema, inline: bool) -> Shape {
    let members = members(document, schema);
    let Some(data) = members.get("data").copied() else { return Shape::Data };
    let event = members.get("event").copied();
    let named = event.and_then(|event| document.schema(event)).is_some_and(|event| !event.values.is_empty());
    if let Some(content) = embedded(document, data) {
        return Shape::Wrapped(content);
    }
    match (named, document.schema(data).is_some_and(is_text)) {
        (true, _) => Shape::Whole,
        (false, true) => Shape::Text,
        (false, false) if event.is_none() && (inline || matches!(data, SchemaRef::Component(_))) => {
            Shape::Wrapped(data.clone())
        }
        // With a name that says something, or with data that has no name but that of its place in a type of its own.
        (false, false) => Shape::Whole,
    }
}
