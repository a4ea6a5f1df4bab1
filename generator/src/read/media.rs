//! Media types, their encodings, and examples.

use indexmap::IndexMap;
use openapiv3::{Encoding, Example, MediaType, QueryStyle, ReferenceOr};
use serde_json::Value;

use super::at::At;
use super::ext;
use super::reader::{Map, Reader};
use super::walk::Section;

/// Members of an example object that have the example.
const VALUE_KEYS: [&str; 4] = ["value", "externalValue", "dataValue", "serializedValue"];

impl<'d> Reader<'d> {
    /// Reads `content`: media type name to media type.
    pub(super) fn content(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, MediaType> {
        let Some(map) = self.values.object(value, at) else { return IndexMap::new() };
        let members = map.iter().filter(|(name, _)| !name.starts_with("x-"));
        members.map(|(name, value)| (name.trim().to_owned(), self.media_type(value, &at.key(name)))).collect()
    }

    fn media_type(&mut self, value: &'d Value, at: &At<'_>) -> MediaType {
        if let Some(reference) = super::found::reference_of(value) {
            // 3.2: media types are shared, too. The typed model has no such reference, so the place gets a copy.
            let copy = self.inline(Section::MediaTypes, reference, at, |reader, node, at| reader.media_type(node, at));
            return copy.unwrap_or_default();
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
                "examples" => media.examples = self.examples(value, &at),
                "encoding" => media.encoding = self.encodings(value, &at),
                "itemSchema" => {
                    let schema = self.schema_reader().schema(value, &at);
                    self.schemas.place_item(schema, &mut media);
                }
                // Neither the types nor the documentation show them.
                "prefixEncoding" | "itemEncoding" => {}
                "description" => drop(self.values.text(value, &at)),
                _ => self.values.other(&mut media.extensions, "a media type", key, value, &at),
            }
        }
        media
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
                    encoding.content_type = Some(self.texts_joined(value, &at)).filter(|text| !text.is_empty())
                }
                "headers" => encoding.headers = self.headers(value, &at),
                "style" => {
                    encoding.style = self.values.text(value, &at).and_then(|style| self.query_style(&style, &at))
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

    fn texts_joined(&mut self, value: &'d Value, at: &At<'_>) -> String {
        if value.is_string() {
            self.values.text(value, at).unwrap_or_default()
        } else {
            self.values.texts(value, at).join(", ")
        }
    }

    /// Returns a style of the query; others are reported.
    pub(super) fn query_style(&mut self, style: &str, at: &At<'_>) -> Option<QueryStyle> {
        match style {
            "form" => Some(QueryStyle::Form),
            "spaceDelimited" => Some(QueryStyle::SpaceDelimited),
            "pipeDelimited" => Some(QueryStyle::PipeDelimited),
            "deepObject" => Some(QueryStyle::DeepObject),
            _ => {
                self.bad_style(style, at);
                None
            }
        }
    }

    /// Reads `examples`: name to example.
    pub(super) fn examples(&mut self, value: &'d Value, at: &At<'_>) -> IndexMap<String, ReferenceOr<Example>> {
        match value {
            Value::Object(map) => {
                let examples = map.iter().filter(|(name, _)| !name.starts_with("x-"));
                examples.filter_map(|(name, value)| Some((name.clone(), self.example(value, &at.key(name))?))).collect()
            }
            // The form that schemas have.
            Value::Array(items) => {
                self.values.wrong(value, "an object of named examples", "its values were numbered", at);
                let example =
                    |value: &Value| ReferenceOr::Item(Example { value: Some(value.clone()), ..Example::default() });
                items.iter().enumerate().map(|(index, value)| ((index + 1).to_string(), example(value))).collect()
            }
            other => {
                self.values.wrong(other, "an object of named examples", "it was ignored", at);
                IndexMap::new()
            }
        }
    }

    /// Reads one example. A value that is not an example object is the example itself.
    pub(super) fn example(&mut self, value: &'d Value, at: &At<'_>) -> Option<ReferenceOr<Example>> {
        if let Some(reference) = super::found::pure_reference(value) {
            let reference = self.references.component_reference(&mut self.values, Section::Examples, reference, at)?;
            return Some(ReferenceOr::Reference { reference });
        }
        if let Some(reference) = self.references.home(Section::Examples, value) {
            return Some(ReferenceOr::Reference { reference });
        }
        Some(ReferenceOr::Item(self.example_here(value, at)))
    }

    pub(super) fn example_here(&mut self, value: &'d Value, at: &At<'_>) -> Example {
        let has_value = |map: &Map| VALUE_KEYS.iter().any(|key| map.contains_key(*key));
        let describes =
            |map: &Map| map.keys().all(|key| key.starts_with("x-") || key == "summary" || key == "description");
        match value {
            Value::Object(map) if has_value(map) || describes(map) => self.example_object(map, at),
            _ => {
                self.values.wrong(value, "an object with `value`", "it was read as the value", at);
                Example { value: Some(value.clone()), ..Example::default() }
            }
        }
    }

    fn example_object(&mut self, map: &'d Map, at: &At<'_>) -> Example {
        let mut example = Example::default();
        for (key, value) in map {
            let at = at.key(key);
            match key.as_str() {
                "summary" => example.summary = self.values.text(value, &at),
                "description" => example.description = self.values.text(value, &at),
                "value" | "dataValue" => example.value = Some(value.clone()),
                "externalValue" => example.external_value = self.values.text(value, &at),
                // The same value as text.
                "serializedValue" => drop(self.values.text(value, &at)),
                _ => self.values.other(&mut example.extensions, "an example", key, value, &at),
            }
        }
        example
    }
}
