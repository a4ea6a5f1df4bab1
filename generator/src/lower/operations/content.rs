//! Kind of a body: its schema decides where the media type leaves it open.

use std::collections::HashMap;

use openapiv3::MediaType as Declared;

use super::media::{MediaKind, MediaType};
use crate::read::Document;
use crate::schema::{JsonType, Kind, Schema, SchemaRef};

/// Maximum number of schemas that are examined for one body, since unions of unions may be endless.
const MOST_LOOKS: usize = 1_000;

/// Content of a body, from its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// There is no schema.
    Undeclared,
    /// A schema that allows everything.
    Anything,
    /// Bytes: `format: binary`, or `contentMediaType` without `contentEncoding`.
    Bytes,
    /// A string.
    Text,
    /// A number or a boolean.
    Number,
    /// A value that needs a format such as JSON.
    Value,
}

/// Returns the content of a media type.
pub(super) fn of(document: &Document, media: &Declared) -> Content {
    if document.schemas.item_of(media).is_some() {
        return Content::Value;
    }
    document.schemas.of(media).map_or(Content::Undeclared, |schema| of_schema(document, schema))
}

/// Returns the kind of a body under a key of `content`; never [`MediaKind::Any`].
pub(super) fn kind(document: &Document, key: &str, media: &Declared) -> MediaKind {
    match (MediaType::parse(key).kind(), of(document, media)) {
        (MediaKind::Form, _) => MediaKind::Form,
        (MediaKind::Multipart, _) => MediaKind::Multipart,
        (MediaKind::Events, _) => MediaKind::Events,
        (_, Content::Bytes) => MediaKind::Binary,
        (MediaKind::Any, Content::Undeclared) => MediaKind::Binary,
        (MediaKind::Any | MediaKind::JsonLines, Content::Text) => MediaKind::Text,
        (MediaKind::Any, _) => MediaKind::Json,
        (kind, _) => kind,
    }
}

/// Returns the content that a schema describes.
pub(super) fn of_schema(document: &Document, schema: &SchemaRef) -> Content {
    within(document, schema, &mut HashMap::new())
}

/// Returns the content that a schema describes; `known` has the results for the schemas examined before, by address. A schema that leads back to itself is a
/// value like any other.
fn within(document: &Document, schema: &SchemaRef, known: &mut HashMap<usize, Content>) -> Content {
    let Some(resolved) = document.schema(schema) else { return Content::Value };
    let address = std::ptr::from_ref(resolved).addr();
    if let Some(found) = known.get(&address) {
        return *found;
    }
    if known.len() >= MOST_LOOKS {
        return Content::Value;
    }
    known.insert(address, Content::Value);
    let found = of_resolved(document, resolved, known);
    known.insert(address, found);
    found
}

fn of_resolved(document: &Document, schema: &Schema, known: &mut HashMap<usize, Content>) -> Content {
    let alternatives = schema.alternatives();
    match (schema.one_type(), alternatives, schema.all_of.as_slice()) {
        (Some(JsonType::String), _, _) if is_binary(schema) => Content::Bytes,
        (Some(JsonType::String), _, _) => Content::Text,
        (Some(JsonType::Number | JsonType::Integer | JsonType::Boolean), _, _) => Content::Number,
        (Some(_), _, _) => Content::Value,
        (None, [], [only]) if says_nothing(schema) => within(document, only, known),
        (None, [], [_, ..]) => of_all(document, schema, known),
        (None, [_, ..], []) => of_any(document, alternatives, known),
        _ if holds_bytes(schema) => Content::Bytes,
        _ if says_nothing(schema) && schema.is_plain() => Content::Anything,
        _ => Content::Value,
    }
}

/// Returns the content of the first part that determines it; all parts describe the same value.
fn of_all(document: &Document, schema: &Schema, known: &mut HashMap<usize, Content>) -> Content {
    let mut parts = schema.all_of.iter().map(|part| within(document, part, known));
    parts.find(|part| *part != Content::Anything).unwrap_or(Content::Value)
}

/// Alternatives that are all of one kind; `null` is none of its own.
fn of_any(document: &Document, alternatives: &[SchemaRef], known: &mut HashMap<usize, Content>) -> Content {
    let is_null = |schema: &&SchemaRef| document.schema(schema).is_some_and(|schema| schema.kind == Kind::Null);
    let mut kinds = alternatives.iter().filter(|schema| !is_null(schema)).map(|schema| within(document, schema, known));
    match kinds.next() {
        Some(first) if kinds.all(|kind| kind == first) => first,
        _ => Content::Value,
    }
}

fn is_binary(schema: &Schema) -> bool {
    schema.facts.format.as_deref().is_some_and(|format| format.eq_ignore_ascii_case("binary"))
}

/// Returns true if a schema, also one without `type`, describes bytes (OpenAPI 3.1 §4.8.14.3).
fn holds_bytes(schema: &Schema) -> bool {
    let media = schema.media_type.as_deref().map(|text| MediaType::parse(text).kind());
    is_binary(schema) || (media == Some(MediaKind::Binary) && schema.encoding.is_none())
}

fn says_nothing(schema: &Schema) -> bool {
    schema.properties.is_empty()
        && schema.values.is_empty()
        && schema.items.is_none()
        && schema.additional.is_none()
        && schema.required.is_empty()
        && schema.facts.format.is_none()
        && !schema.has_not
}
