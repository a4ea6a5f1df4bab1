//! Examples the author gave, for the docs.

use indexmap::IndexMap;
use openapiv3::{Example, MediaType, ParameterData, ReferenceOr};
use serde_json::Value;

use crate::read::Document;

/// Returns the example of a media type: its own, else the first of its list, else its schema's.
pub(super) fn of_media(document: &Document, media: &MediaType) -> Option<Value> {
    let own = media.example.clone().or_else(|| first(document, &media.examples));
    own.or_else(|| document.schema(document.schemas.of(media)?)?.facts.example.clone())
}

/// Returns the example of a parameter.
pub(super) fn of_parameter(document: &Document, data: &ParameterData) -> Option<Value> {
    data.example.clone().or_else(|| first(document, &data.examples))
}

fn first(document: &Document, examples: &IndexMap<String, ReferenceOr<Example>>) -> Option<Value> {
    examples.values().find_map(|example| document.example(example)?.value.clone())
}
