//! What the body of a media type is: its schema decides where the media type leaves it open.

use std::collections::HashMap;

use openapiv3::{MediaType as Declared, ReferenceOr, Schema};

use super::super::view::{View, view};
use super::media::{MediaKind, MediaType};
use crate::read::{Document, ext};

/// Schemas that are looked at to see what one body is: alternatives of alternatives have no other end.
const MOST_LOOKS: usize = 1_000;

/// What a schema says that the content of a body is.
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
    /// Something that only a format like JSON can hold.
    Value,
}

/// What the content of a media type is.
pub(super) fn of(document: &Document, media: &Declared) -> Content {
    if media.extensions.contains_key(ext::ITEM_SCHEMA) {
        return Content::Value;
    }
    media.schema.as_ref().map_or(Content::Undeclared, |schema| of_schema(document, schema))
}

/// What a body under a key of `content` is; never [`MediaKind::Any`].
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

/// What a schema says.
pub(super) fn of_schema(document: &Document, schema: &ReferenceOr<Schema>) -> Content {
    within(document, schema, &mut HashMap::new())
}

/// What a schema says; `known` has what the schemas looked at before say, by address. One that leads back to itself is a value like any other.
fn within(document: &Document, schema: &ReferenceOr<Schema>, known: &mut HashMap<usize, Content>) -> Content {
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

fn of_resolved(document: &Document, resolved: &Schema, known: &mut HashMap<usize, Content>) -> Content {
    let seen = view(&resolved.schema_kind);
    let extensions = &resolved.schema_data.extensions;
    let alternatives = if seen.one_of.is_empty() { seen.any_of } else { seen.one_of };
    match (seen.typ, alternatives, seen.all_of) {
        (Some("string"), _, _) if seen.format.as_deref().is_some_and(is_binary) => Content::Bytes,
        (Some("string"), _, _) => Content::Text,
        (Some("number" | "integer" | "boolean"), _, _) => Content::Number,
        (Some(_), _, _) => Content::Value,
        (None, [], [only]) if says_nothing(&seen) => within(document, only, known),
        (None, [], [_, ..]) => of_all(document, &seen, known),
        (None, [_, ..], []) => of_any(document, alternatives, known),
        _ if holds_bytes(&seen, extensions) => Content::Bytes,
        _ if says_nothing(&seen) && extensions.is_empty() => Content::Anything,
        _ => Content::Value,
    }
}

/// Parts that describe the same: the first that says what it is.
fn of_all(document: &Document, seen: &View<'_>, known: &mut HashMap<usize, Content>) -> Content {
    let mut parts = seen.all_of.iter().map(|part| within(document, part, known));
    parts.find(|part| *part != Content::Anything).unwrap_or(Content::Value)
}

/// Alternatives that are all of one kind; `null` is none of its own.
fn of_any(document: &Document, alternatives: &[ReferenceOr<Schema>], known: &mut HashMap<usize, Content>) -> Content {
    let is_null = |schema: &&ReferenceOr<Schema>| {
        document.schema(schema).is_some_and(|schema| ext::is_set(&schema.schema_data.extensions, ext::NULL))
    };
    let mut kinds = alternatives.iter().filter(|schema| !is_null(schema)).map(|schema| within(document, schema, known));
    match kinds.next() {
        Some(first) if kinds.all(|kind| kind == first) => first,
        _ => Content::Value,
    }
}

fn is_binary(format: &str) -> bool {
    format.eq_ignore_ascii_case("binary")
}

/// A schema without `type` may say that it is bytes, too (OpenAPI 3.1 §4.8.14.3).
fn holds_bytes(seen: &View<'_>, extensions: &indexmap::IndexMap<String, serde_json::Value>) -> bool {
    let media = ext::text(extensions, ext::CONTENT_MEDIA_TYPE).map(|text| MediaType::parse(text).kind());
    let unencoded = media == Some(MediaKind::Binary) && !extensions.contains_key(ext::CONTENT_ENCODING);
    unencoded || seen.format.as_deref().is_some_and(is_binary)
}

fn says_nothing(seen: &View<'_>) -> bool {
    seen.properties.is_none_or(indexmap::IndexMap::is_empty)
        && seen.values.is_empty()
        && seen.items.is_none()
        && seen.additional.is_none()
        && seen.required.is_empty()
        && seen.format.is_none()
        && !seen.not
}
