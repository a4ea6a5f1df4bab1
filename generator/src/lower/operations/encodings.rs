//! Encoding of each property of a form or multipart body (Encoding Object, OpenAPI 3.1.1 §4.8.15).

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{Encoding, Header, MediaType, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use super::styles::query_style;
use crate::api::{PartEncoding, PartType, Style};
use crate::read::{Document, ext};
use crate::schema::{Schema, SchemaRef};

/// Returns the encodings of a form's properties.
pub(super) fn of_form(document: &Document, encoding: &IndexMap<String, Encoding>) -> Vec<PartEncoding> {
    encoding.iter().map(|(property, encoding)| declared(document, property, encoding)).collect()
}

/// Returns the encodings of a multipart body's properties: those declared, and the content types that follow from the schemas.
pub(super) fn of_multipart(document: &Document, media: &MediaType) -> Vec<PartEncoding> {
    let mut found = of_form(document, &media.encoding);
    if let Some(schema) = document.schemas.of(media) {
        add_properties(document, schema, &mut found);
    }
    found
}

/// Returns the encoding of the elements of a multipart body that is a list: they have no names.
pub(super) fn of_elements(document: &Document, media: &MediaType) -> Vec<PartEncoding> {
    let schema = document.schemas.of(media).and_then(|schema| document.schema(schema));
    let item = schema.and_then(|schema| schema.items.as_ref());
    item.and_then(|item| implied(document, "", item)).into_iter().collect()
}

fn declared(document: &Document, property: &str, encoding: &Encoding) -> PartEncoding {
    PartEncoding {
        property: property.to_owned(),
        content_type: encoding.content_type.clone(),
        type_of: PartType::Values,
        headers: encoding.headers.iter().filter_map(|(name, header)| constant(document, name, header)).collect(),
        style: style(encoding),
        allow_reserved: encoding.allow_reserved,
    }
}

/// Returns a header of a part that has one value only. `Content-Type` is declared by other means.
fn constant(document: &Document, name: &str, header: &ReferenceOr<Header>) -> Option<(String, String)> {
    let ReferenceOr::Item(Header { format: ParameterSchemaOrContent::Schema(schema), .. }) = header else {
        return None;
    };
    let SchemaRef::Inline(schema) = document.schemas.at(schema)? else { return None };
    match schema.values.as_slice() {
        [Value::String(text)] if !name.eq_ignore_ascii_case("content-type") => Some((name.to_owned(), text.clone())),
        [value @ (Value::Number(_) | Value::Bool(_))] => Some((name.to_owned(), value.to_string())),
        _ => None,
    }
}

/// Adds the content types that follow from the properties of a schema and of its parts. Each schema is looked at once.
fn add_properties(document: &Document, schema: &SchemaRef, found: &mut Vec<PartEncoding>) {
    let (mut seen, mut work) = (HashSet::new(), vec![schema]);
    while let Some(schema) = work.pop() {
        let Some(schema) = document.schema(schema).filter(|schema| seen.insert(std::ptr::from_ref::<Schema>(schema)))
        else {
            continue;
        };
        for (name, property) in &schema.properties {
            add_property(document, name, property, found);
        }
        work.extend(schema.all_of.iter().rev());
    }
}

fn add_property(document: &Document, name: &str, property: &SchemaRef, found: &mut Vec<PartEncoding>) {
    let known = found.iter_mut().find(|known| known.property == name);
    match (known, implied(document, name, property)) {
        (Some(known), Some(implied)) if known.content_type.is_none() && known.style.is_none() => {
            known.content_type = implied.content_type;
            known.type_of = implied.type_of;
        }
        (None, Some(implied)) => found.push(implied),
        _ => {}
    }
}

/// Returns the content type of a part by its schema: `contentMediaType`, and `application/octet-stream` for encoded bytes.
fn implied(document: &Document, property: &str, schema: &SchemaRef) -> Option<PartEncoding> {
    let schema = document.schema(schema)?;
    let schema = schema.items.as_ref().map_or(Some(schema), |items| document.schema(items))?;
    let (media, type_of) = match (schema.media_type.as_deref(), schema.facts.format.as_deref()) {
        (Some(media), Some("binary")) => (media, PartType::Files),
        (Some(media), _) => (media, PartType::Text),
        (None, Some("byte" | "base64" | "base64url")) => ("application/octet-stream", PartType::Text),
        (None, _) => return None,
    };
    Some(PartEncoding {
        property: property.to_owned(),
        content_type: Some(media.to_owned()),
        type_of,
        headers: Vec::new(),
        style: None,
        allow_reserved: false,
    })
}

/// Returns style and explode, if either is given (OpenAPI 3.1 §4.8.15.1): `form` by default, and exploded where it is `form`.
fn style(encoding: &Encoding) -> Option<(Style, bool)> {
    let given = match ext::is_tab_delimited(encoding) {
        true => Some(Style::TabDelimited),
        false => encoding.style.as_ref().map(query_style),
    };
    match (given, ext::explode(encoding)) {
        (None, None) if encoding.allow_reserved => Some((Style::Form, true)),
        (None, None) => None,
        (given, explode) => {
            let style = given.unwrap_or(Style::Form);
            Some((style, explode.unwrap_or(matches!(style, Style::Form | Style::DeepObject))))
        }
    }
}
