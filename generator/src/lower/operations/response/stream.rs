//! The elements of a stream: events by their data or as they are on the wire, or JSON values.

use openapiv3::MediaType;

use super::super::super::NameHint;
use super::super::media::{MediaKind, MediaType as Media};
use super::Context;
use crate::api::{StreamForm, TypeRef};
use crate::pointer::Pointer;
use crate::read::{Document, Schemas};
use crate::schema::{JsonType, Kind, Schema, SchemaRef};

/// The members of an event (WHATWG HTML §9.2.6; OpenAPI 3.2 §4.14.4.1).
const MEMBERS: [&str; 6] = ["data", "event", "id", "retry", "comment", "comments"];
/// Unions in unions are looked through this deep.
const MOST_NESTED: usize = 8;

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
        StreamForm::JsonLines(match self.entries.type_of(self.lowering, schema, at, hint) {
            TypeRef::List(item) => *item,
            ty => ty,
        })
    }

    fn events(&mut self, schema: &SchemaRef, at: &Pointer, hint: &NameHint) -> StreamForm {
        let document = self.lowering.document;
        let opened = opened(document, schema, 0);
        let schema = opened.as_ref().unwrap_or(schema);
        let whole = |context: &mut Self| match context.entries.type_of(context.lowering, Some(schema), at, hint) {
            TypeRef::List(item) => *item,
            ty => ty,
        };
        match shape(document, schema, 0) {
            Shape::Text => StreamForm::TextEvents,
            Shape::Data => StreamForm::Events(whole(self)),
            Shape::Whole => StreamForm::NamedEvents(whole(self)),
            Shape::Wrapped(data) => {
                let at = at.child("properties").child("data");
                StreamForm::Events(self.lowering.type_of(&data, &at, hint).into_ref())
            }
        }
    }
}

fn shape(document: &Document, schema: &SchemaRef, depth: usize) -> Shape {
    let Some(seen) = document.schema(schema) else { return Shape::Data };
    let members = seen.alternatives();
    if !members.is_empty() {
        let wrapped = |member| matches!(shape(document, member, depth + 1), Shape::Whole | Shape::Wrapped(_));
        // Properties beside the members belong to the object, too.
        let beside = has_data(seen) && seen.properties.len() > 1;
        let all = depth < MOST_NESTED && members.iter().all(wrapped);
        return if all || beside { Shape::Whole } else { Shape::Data };
    }
    if is_text(seen) && seen.values.is_empty() && embedded(document, schema).is_none() {
        return Shape::Text;
    }
    if !has_data(seen) {
        return Shape::Data;
    }
    object(document, seen, matches!(schema, SchemaRef::Inline(_)))
}

fn is_text(schema: &Schema) -> bool {
    schema.one_type() == Some(JsonType::String)
}

/// Returns true for an object with `data`, and no member that is not of an event.
fn has_data(schema: &Schema) -> bool {
    let mut names = schema.properties.keys();
    schema.properties.contains_key("data") && names.all(|name| MEMBERS.contains(&name.as_str()))
}

/// Returns the shape of an object with `data`. An object that is inline is not a type that anybody named.
fn object(document: &Document, schema: &Schema, inline: bool) -> Shape {
    let Some(data) = schema.properties.get("data") else { return Shape::Data };
    let event = schema.properties.get("event");
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

/// Returns the schema of named events with the JSON in their data in place of its text; `None` if no data is described so.
fn opened(document: &Document, schema: &SchemaRef, depth: usize) -> Option<SchemaRef> {
    let mut copy = document.schema(schema).filter(|_| depth < MOST_NESTED)?.clone();
    if matches!(copy.kind, Kind::OneOf | Kind::AnyOf) {
        let mut changed = false;
        for member in copy.one_of.iter_mut().chain(&mut copy.any_of) {
            if let Some(opened) = opened(document, member, depth + 1) {
                *member = opened;
                changed = true;
            }
        }
        return changed.then(|| copy.into());
    }
    // A single kind of event is taken by its data alone.
    if !has_data(&copy) || depth == 0 {
        return None;
    }
    let data = embedded(document, copy.properties.get("data")?)?;
    copy.properties.insert("data".to_owned(), data);
    Some(copy.into())
}

/// Returns the schema of the JSON in a text (`contentMediaType`, `contentSchema`); any JSON, if it has none.
fn embedded(document: &Document, schema: &SchemaRef) -> Option<SchemaRef> {
    let schema = document.schema(schema)?;
    let is_json = Media::parse(schema.media_type.as_deref()?).kind() == MediaKind::Json;
    is_json.then(|| schema.content.clone().unwrap_or_else(|| Schema::default().into()))
}
