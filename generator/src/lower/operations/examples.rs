//! Examples the author gave, for the docs.

use indexmap::IndexMap;
use openapiv3::{Example, MediaType, ParameterData, ReferenceOr};
use serde_json::Value;

use super::super::Lowering;
use crate::pointer::Pointer;
use crate::read::Document;

/// Returns the example of a media type: its own, else the first of its list, else its schema's.
pub(super) fn of_media(lowering: &mut Lowering<'_>, media: &MediaType, at: &Pointer) -> Option<Value> {
    let document = lowering.document;
    let own = media.example.as_ref().or_else(|| first(document, &media.examples));
    let found = own.or_else(|| document.schema(document.schemas.of(media)?)?.facts.example.as_deref())?;
    lowering.example(found, at)
}

/// Returns the example of a parameter.
pub(super) fn of_parameter(lowering: &mut Lowering<'_>, data: &ParameterData, at: &Pointer) -> Option<Value> {
    let found = data.example.as_ref().or_else(|| first(lowering.document, &data.examples))?;
    lowering.example(found, at)
}

fn first<'d>(document: &'d Document, examples: &'d IndexMap<String, ReferenceOr<Example>>) -> Option<&'d Value> {
    examples.values().find_map(|example| document.example(example)?.value.as_ref())
}
