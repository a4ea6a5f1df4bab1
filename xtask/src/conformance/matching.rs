//! Inputs of a prepared call against those of a method.

use specsmith_generator::api::{BodyMedia, Location};
use specsmith_generator::plan::calls::Fixed;

use super::calls::{Body, Parameter};
use super::express::is_literal;
use super::json::Json;
use super::media;

/// Returns the distance of a media type of the model from that of a body: less is better.
pub(super) fn fit(media: &BodyMedia, body: &Body) -> Option<usize> {
    let declared = body.declared.as_deref().unwrap_or(&body.media_type);
    media::fit(&media.media_type, declared).or_else(|| media::fit(&media.media_type, &body.media_type))
}

pub(super) fn is_fixed(fixed: &Fixed<'_>, value: &Json) -> bool {
    is_literal(fixed.value, value)
}

/// Returns true if the parameter is in a location; the whole query is one of its own (3.2 §4.12.1).
pub(super) fn is_in(parameter: &Parameter, location: Location) -> bool {
    let words: &[&str] = match location {
        Location::Path => &["path"],
        Location::Query => &["query", "querystring"],
        Location::Header => &["header"],
        Location::Cookie => &["cookie"],
    };
    words.contains(&parameter.location.as_str())
}
