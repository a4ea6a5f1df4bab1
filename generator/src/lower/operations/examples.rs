//! Examples the author gave, for the docs.

use indexmap::IndexMap;
use openapiv3::{Example, MediaType, ParameterData, ReferenceOr};
use serde_json::Value;

use super::super::Lowering;
use crate::read::Document;

/// Returns the example of a media type: its own, else the first of its list, else its schema's.
pub(super) fn of_media(lowering: &Lowering<'_>, media: &MediaType) -> Option<Value> {
    let document = lowering.document;
    let own = media.example.as_ref().or_else(|| first(document, &media.examples));
    let found = own.or_else(|| document.schema(document.schemas.of(media)?)?.facts.example.as_deref())?;
    lowering.effort.example(found)
}

/// Returns the example of a parameter.
pub(super) fn of_parameter(lowering: &Lowering<'_>, data: &ParameterData) -> Option<Value> {
    lowering.effort.example(data.example.as_ref().or_else(|| first(lowering.document, &data.examples))?)
}

fn first<'d>(document: &'d Document, examples: &'d IndexMap<String, ReferenceOr<Example>>) -> Option<&'d Value> {
    examples.values().find_map(|example| document.example(example)?.value.as_ref())
}
