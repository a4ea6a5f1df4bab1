//! Media types and their encodings.

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, QueryStyle};
use serde_json::Value;

use super::at::At;
use super::examples::examples;
use super::ext;
use super::found::reference_of;
use super::object_reader::ObjectReader;
use super::parameter::bad_style;
use super::value_reader::ValueReader;
use super::walk::Section;

impl<'d> ObjectReader<'d> {
    /// Reads `content`: media type name to media type.
    pub(super) fn content(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, MediaType> {
        let Some(map) = self.values.object(value, at) else { return IndexMap::new() };
        let members = map.iter().filter(|(name, _)| !name.starts_with("x-"));
        members.map(|(name, value)| (name.trim().to_owned(), self.media_type(value, &at.key(name)))).collect()
    }

    fn media_type(&mut self, value: &'d Value, at: &At<'_>) -> MediaType {
        if let Some(reference) = reference_of(value) {
            // 3.2: media types are shared, too. The typed model has no such reference, so the place gets a copy.
            return self.media_type_copy(reference, at).unwrap_or_default();
        }
        let mut media = MediaType::default();
        // `application/json: {}` and no value at all say the same.
        if value.is_null() {
            return media;
        }
        let Some(map) = self.values.object(value, at) else { return media };
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "schema" => media.schema = Some(self.placed_schema(value, &at)),
                "example" => media.example = Some(value.clone()).filter(|value| !value.is_null()),
                "examples" => media.examples = examples(&mut self.values, &mut self.references, value, &at),
                "encoding" => media.encoding = self.encodings(value, &at),
                "itemSchema" => {
                    self.item_schema(value, &mut media, &at);
                }
                // Neither the types nor the documentation show them.
                "prefixEncoding" | "itemEncoding" => {}
                "description" => drop(self.values.text(value, &at)),
                _ => self.values.other(&mut media.extensions, "a media type", key, value, &at),
            }
        }
        media
    }

    /// Reads the media type that a reference names, as a copy at the place of the reference.
    fn media_type_copy(&mut self, reference: &'d str, at: &At<'_>) -> Option<MediaType> {
        let found = self.references.begin_copy(&mut self.values, Section::MediaTypes, reference, at)?;
        let origin = self.references.moved_node(at, &found);
        let media = self.media_type(found.node, &at.written(&origin, found.file));
        self.references.end_copy();
        Some(media)
    }

    fn encodings(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, Encoding> {
        let Some(map) = self.values.object(value, at) else { return IndexMap::new() };
        map.iter().filter_map(|(name, value)| Some((name.clone(), self.encoding(value, &at.key(name))?))).collect()
    }

    fn encoding(&mut self, value: &'d Value, at: &At<'_>) -> Option<Encoding> {
        let map = self.values.object(value, at)?;
        let mut encoding = Encoding::default();
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                // 3.1 allows several, separated by commas; a list is a slip.
                "contentType" => {
                    encoding.content_type =
                        Some(texts_joined(&mut self.values, value, &at)).filter(|text| !text.is_empty())
                }
                "headers" => encoding.headers = self.headers(value, &at),
                "style" => {
                    encoding.style =
                        self.values.text(value, &at).and_then(|style| query_style(&mut self.values, &style, &at))
                }
                "explode" => {
                    if let Some(explode) = self.values.flag(value, &at) {
                        encoding.explode = explode;
                        encoding.extensions.insert(ext::EXPLODE.to_owned(), Value::Bool(explode));
                    }
                }
                "allowReserved" => encoding.allow_reserved = self.values.flag(value, &at).unwrap_or_default(),
                _ => self.values.other(&mut encoding.extensions, "an encoding", key, value, &at),
            }
        }
        Some(encoding)
    }
}

fn texts_joined<'d>(values: &mut ValueReader<'d>, value: &'d Value, at: &At<'_>) -> String {
    if value.is_string() { values.text(value, at).unwrap_or_default() } else { values.texts(value, at).join(", ") }
}

/// Returns a style of the query; others are reported.
pub(super) fn query_style(values: &mut ValueReader<'_>, style: &str, at: &At<'_>) -> Option<QueryStyle> {
    match style {
        "form" => Some(QueryStyle::Form),
        "spaceDelimited" => Some(QueryStyle::SpaceDelimited),
        "pipeDelimited" => Some(QueryStyle::PipeDelimited),
        "deepObject" => Some(QueryStyle::DeepObject),
        _ => {
            bad_style(values, style, at);
            None
        }
    }
}
