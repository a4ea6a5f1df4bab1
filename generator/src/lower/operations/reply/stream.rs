//! What the elements of a stream are: events by their data or as they are on the wire, JSON values.

use openapiv3::{MediaType, ReferenceOr, Schema, SchemaKind, Type};

use super::super::super::NameHint;
use super::super::super::view::{View, view};
use super::super::media::{MediaKind, MediaType as Media};
use super::Context;
use crate::api::{StreamForm, TypeRef};
use crate::pointer::Pointer;
use crate::read::{Document, ext};

/// The members of an event (WHATWG HTML §9.2.6; OpenAPI 3.2 §4.14.4.1).
const MEMBERS: [&str; 6] = ["data", "event", "id", "retry", "comment", "comments"];
/// Unions in unions are looked through this deep.
const MOST_NESTED: usize = 8;

/// How a schema describes an event.
#[derive(Debug)]
enum Shape {
    /// By its data alone.
    Data,
    /// As an object, of which the data is all that says something.
    Wrapped(Box<ReferenceOr<Schema>>),
    /// As an object whose members all count.
    Whole,
    /// As text.
    Text,
}

impl<'d> Context<'_, 'd> {
    /// What the elements of a body are: by `itemSchema` (3.2), else the schema, else the items of the list it describes.
    pub(super) fn stream(&mut self, name: &str, media: &'d MediaType, hint: &NameHint) -> StreamForm {
        let at = self.found.at.child("content").child(name);
        let events = Media::parse(name).kind() == MediaKind::Events;
        let item = media.extensions.get(ext::ITEM_SCHEMA).and_then(|item| serde_json::from_value(item.clone()).ok());
        if let Some(item) = item {
            let at = at.child(ext::ITEM_SCHEMA);
            return if events { self.events(&item, &at, hint) } else { self.lines(Some(&item), &at, hint) };
        }
        let at = at.child("schema");
        match (&media.schema, events) {
            (schema, false) => self.lines(schema.as_ref(), &at, hint),
            (None, true) => StreamForm::TextEvents,
            (Some(schema), true) => self.events(schema, &at, hint),
        }
    }

    fn lines(&mut self, schema: Option<&ReferenceOr<Schema>>, at: &Pointer, hint: &NameHint) -> StreamForm {
        StreamForm::JsonLines(match self.entries.type_of(self.lowering, schema, at, hint) {
            TypeRef::List(item) => *item,
            ty => ty,
        })
    }

    fn events(&mut self, schema: &ReferenceOr<Schema>, at: &Pointer, hint: &NameHint) -> StreamForm {
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

fn shape(document: &Document, schema: &ReferenceOr<Schema>, depth: usize) -> Shape {
    let Some(resolved) = document.schema(schema) else { return Shape::Data };
    let seen = view(&resolved.schema_kind);
    let members = if seen.one_of.is_empty() { seen.any_of } else { seen.one_of };
    if !members.is_empty() {
        let wrapped = |member| matches!(shape(document, member, depth + 1), Shape::Whole | Shape::Wrapped(_));
        // What stands beside the members is of the object, too.
        let beside = has_data(&seen) && seen.properties.is_some_and(|properties| properties.len() > 1);
        let all = depth < MOST_NESTED && members.iter().all(wrapped);
        return if all || beside { Shape::Whole } else { Shape::Data };
    }
    if seen.typ == Some("string") && seen.values.is_empty() && embedded(document, schema).is_none() {
        return Shape::Text;
    }
    if !has_data(&seen) {
        return Shape::Data;
    }
    let inline = matches!(schema, ReferenceOr::Item(_));
    object(document, &seen, inline)
}

/// True for an object with `data`, and no member that is not of an event.
fn has_data(seen: &View<'_>) -> bool {
    seen.properties.is_some_and(|properties| {
        properties.contains_key("data") && properties.keys().all(|name| MEMBERS.contains(&name.as_str()))
    })
}

/// The shape of an object with `data`. An object that is inline is not a type that anybody named.
fn object(document: &Document, seen: &View<'_>, inline: bool) -> Shape {
    let property = |name: &str| Some(seen.properties?.get(name)?.clone().unbox());
    let Some(data) = property("data") else { return Shape::Data };
    let named = property("event").is_some_and(|event| {
        let event = document.schema(&event);
        event.is_some_and(|event| {
            !view(&event.schema_kind).values.is_empty() || event.schema_data.extensions.contains_key(ext::CONST)
        })
    });
    if let Some(content) = embedded(document, &data) {
        return Shape::Wrapped(Box::new(content));
    }
    let is_text = document.schema(&data).is_some_and(|data| view(&data.schema_kind).typ == Some("string"));
    match (named, is_text) {
        (true, _) => Shape::Whole,
        (false, true) => Shape::Text,
        (false, false) if property("event").is_none() && (inline || matches!(data, ReferenceOr::Reference { .. })) => {
            Shape::Wrapped(Box::new(data))
        }
        // With a name that says something, or with data that has no name but that of its place in a type of its own.
        (false, false) => Shape::Whole,
    }
}

/// The schema of named events with the JSON that their data holds in the place of its text; `None` where no data is described so.
fn opened(document: &Document, schema: &ReferenceOr<Schema>, depth: usize) -> Option<ReferenceOr<Schema>> {
    let resolved = document.schema(schema).filter(|_| depth < MOST_NESTED)?;
    let seen = view(&resolved.schema_kind);
    let mut copy = resolved.clone();
    if let SchemaKind::OneOf { one_of: members } | SchemaKind::AnyOf { any_of: members } = &mut copy.schema_kind {
        let mut changed = false;
        for member in members {
            if let Some(opened) = opened(document, member, depth + 1) {
                *member = opened;
                changed = true;
            }
        }
        return changed.then_some(ReferenceOr::Item(copy));
    }
    // A single kind of event is taken by its data alone.
    if !has_data(&seen) || depth == 0 {
        return None;
    }
    let data = embedded(document, &seen.properties?.get("data")?.clone().unbox())?;
    let properties = match &mut copy.schema_kind {
        SchemaKind::Type(Type::Object(object)) => &mut object.properties,
        SchemaKind::Any(any) => &mut any.properties,
        _ => return None,
    };
    let data = match data {
        ReferenceOr::Item(item) => ReferenceOr::Item(Box::new(item)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    };
    properties.insert("data".to_owned(), data);
    Some(ReferenceOr::Item(copy))
}

/// The schema of the JSON that a text holds (`contentMediaType`, `contentSchema`); any JSON, if it has none.
fn embedded(document: &Document, schema: &ReferenceOr<Schema>) -> Option<ReferenceOr<Schema>> {
    let extensions = &document.schema(schema)?.schema_data.extensions;
    let media_type = ext::text(extensions, ext::CONTENT_MEDIA_TYPE)?;
    if Media::parse(media_type).kind() != MediaKind::Json {
        return None;
    }
    let content = extensions.get(ext::CONTENT_SCHEMA).and_then(|content| serde_json::from_value(content.clone()).ok());
    Some(content.unwrap_or_else(|| {
        ReferenceOr::Item(Schema {
            schema_data: openapiv3::SchemaData::default(),
            schema_kind: openapiv3::SchemaKind::Any(openapiv3::AnySchema::default()),
        })
    }))
}
