//! The keywords of texts, and the sizes of texts, arrays and objects.

use super::describe::keyword_text;
use super::gather::{Raw, Slot};
use crate::api::DocFacts;
use crate::read::at::At;
use crate::read::value_reader::ValueReader;
use crate::schema::{JsonType, Schema};

/// A keyword and its name.
type Named<'d> = (Slot<'d>, &'static str);

/// Reads the keywords of texts; `implied` is the format that the type's name implies. Returns whether any but the format is given.
pub(super) fn strings<'d>(
    values: &mut ValueReader<'d>,
    raw: &Raw<'d>,
    implied: Option<&str>,
    schema: &mut Schema,
    at: &At<'_>,
) -> bool {
    let format = keyword_text(values, raw.format, "format", at).filter(|format| !format.is_empty());
    schema.facts.format = format.or_else(|| {
        let encoding = schema.encoding.as_deref().unwrap_or_default().to_ascii_lowercase();
        match (implied, schema.one_type()) {
            (Some(format), _) => Some(format.to_owned()),
            (None, Some(JsonType::String)) if encoding == "base64" => Some("byte".to_owned()),
            (None, Some(JsonType::String)) if encoding == "base64url" => Some(encoding),
            (None, Some(JsonType::String)) if is_binary(schema) => Some("binary".to_owned()),
            (None, None) if is_binary(schema) && is_untyped(raw, schema) => Some("binary".to_owned()),
            _ => None,
        }
    });
    schema.facts.pattern = keyword_text(values, raw.pattern, "pattern", at);
    let sized = sizes(values, (raw.min_length, "minLength"), (raw.max_length, "maxLength"), &mut schema.facts, at);
    sized || schema.facts.pattern.is_some()
}

/// Reads the bounds of a size, of which a schema has one only. Returns whether there are any.
pub(super) fn sizes<'d>(
    values: &mut ValueReader<'d>,
    min: Named<'d>,
    max: Named<'d>,
    facts: &mut DocFacts,
    at: &At<'_>,
) -> bool {
    let mut size = |(value, key): Named<'d>| value.and_then(|value| values.count(value, &at.key(key)));
    let (min, max) = (size(min), size(max));
    let as_size = |size: usize| u64::try_from(size).ok();
    facts.min_size = facts.min_size.or(min.and_then(as_size));
    facts.max_size = facts.max_size.or(max.and_then(as_size));
    min.is_some() || max.is_some()
}

/// Returns true for text that is bytes as they are: `contentMediaType` without `contentEncoding` (OpenAPI 3.1.1 §4.4.4), of no textual type.
fn is_binary(schema: &Schema) -> bool {
    schema.encoding.is_none() && schema.media_type.as_deref().is_some_and(crate::read::unsupported::is_bytes)
}

/// Returns true for a schema that says nothing of its values but their media type: bytes have no type of JSON (OpenAPI 3.1.1 §4.4.4).
fn is_untyped(raw: &Raw<'_>, schema: &Schema) -> bool {
    let keywords = [raw.reference.is_some(), raw.properties.is_some(), raw.additional_properties.is_some()];
    let rest = [raw.items.is_some(), raw.prefix_items.is_some(), schema.is_composed(), !schema.values.is_empty()];
    schema.types.is_empty() && !keywords.into_iter().chain(rest).any(|is_there| is_there)
}
