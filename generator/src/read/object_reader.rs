//! Objects that may be references to `components`, or copies of what references name.

use openapiv3::{MediaType, ReferenceOr};
use serde_json::Value;

use super::at::At;
use super::found::{Found, reference_of};
use super::origin::Origins;
use super::placed::Schemas;
use super::references::References;
use super::schema::SchemaReader;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use super::swagger_media::MediaTypes;
use super::value_reader::ValueReader;
use super::walk::Section;
use crate::report::{Code, Report, Severity};
use crate::schema::SchemaRef;

/// The reason that an object is lost, which has been reported.
pub(super) type Reason = String;

/// Reads the objects that operations and components share: parameters, headers, media types, responses and request bodies.
pub(super) struct ObjectReader<'d> {
    pub(super) values: ValueReader<'d>,
    pub(super) references: References<'d>,
    /// The schemas read so far.
    schemas: Schemas,
    /// Swagger's media types that count where none are given.
    media: MediaTypes,
}

impl<'d> ObjectReader<'d> {
    pub(super) fn new(sources: &'d Sources, version: SpecVersion) -> Self {
        Self {
            values: ValueReader::new(sources, version),
            references: References::new(sources, version == SpecVersion::Swagger2),
            schemas: Schemas::default(),
            media: MediaTypes::default(),
        }
    }

    /// Passes all problems to the report, and returns the schemas and the places that nodes were written at.
    pub(super) fn finish(self, report: &mut Report) -> (Schemas, Origins) {
        self.values.finish(report);
        (self.schemas, self.references.finish())
    }

    /// Returns Swagger's media types that count where none are given.
    pub(super) fn media(&self) -> &MediaTypes {
        &self.media
    }

    /// Replaces Swagger's media types; returns the former ones.
    pub(super) fn replace_media(&mut self, media: MediaTypes) -> MediaTypes {
        std::mem::replace(&mut self.media, media)
    }

    /// Returns the reader of schemas.
    pub(super) fn schema_reader(&mut self) -> SchemaReader<'_, 'd> {
        SchemaReader::new(&mut self.values, &mut self.references)
    }

    /// Keeps a schema of `components`.
    pub(super) fn keep_component(&mut self, name: String, schema: SchemaRef) {
        self.schemas.components.insert(name, schema);
    }

    /// Keeps a schema, and returns its placeholder in an object of `openapiv3`.
    pub(super) fn place<T>(&mut self, schema: SchemaRef) -> ReferenceOr<T> {
        self.schemas.place(schema)
    }

    /// Reads a schema or a reference, for an object of `openapiv3`.
    pub(super) fn placed_schema<T>(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<T> {
        let schema = self.schema_reader().schema(value, at);
        self.place(schema)
    }

    /// Reads `itemSchema` of a media type.
    pub(super) fn item_schema(&mut self, value: &'d Value, media: &mut MediaType, at: &At<'_>) {
        let schema = self.schema_reader().schema(value, at);
        self.schemas.place_item(schema, media);
    }

    /// Reads an object or a reference to one.
    pub(super) fn shared<T>(
        &mut self,
        section: Section,
        value: &'d Value,
        at: &At<'_>,
        build: impl FnOnce(&mut Self, &'d Value, &At<'_>) -> Option<T>,
    ) -> Result<ReferenceOr<T>, Reason> {
        if let Some(reference) = reference_of(value) {
            return self.refer(section, reference, value, at);
        }
        if let Some(reference) = self.references.home(section, value) {
            return Ok(ReferenceOr::Reference { reference });
        }
        build(self, value, at).map(ReferenceOr::Item).ok_or_else(|| "cannot be used".to_owned())
    }

    fn refer<T>(
        &mut self,
        section: Section,
        reference: &'d str,
        value: &'d Value,
        at: &At<'_>,
    ) -> Result<ReferenceOr<T>, Reason> {
        let siblings =
            value.as_object().is_some_and(|map| map.keys().any(|key| key != "$ref" && !key.starts_with("x-")));
        if siblings {
            self.values.tally(Code::RefSibling, Severity::Note, section.noun(), at, || {
                (
                    format!("what stands beside the `$ref` to a {} was ignored", section.noun()),
                    "say it where the object is defined".to_owned(),
                )
            });
        }
        match self.references.component_reference(&mut self.values, section, reference, at) {
            Some(reference) => Ok(ReferenceOr::Reference { reference }),
            None => Err(format!("`{reference}` does not exist")),
        }
    }

    /// Reads a member of `components`.
    pub(super) fn component_object<T>(
        &mut self,
        section: Section,
        key: &str,
        value: &'d Value,
        at: &At<'_>,
        build: impl FnOnce(&mut Self, &'d Value, &At<'_>) -> Option<T>,
    ) -> Option<ReferenceOr<T>> {
        if let Some(found) = self.references.adopted(section, key, value, at) {
            return self.hoisted(&found, *at, build).map(ReferenceOr::Item);
        }
        if let Some(reference) = reference_of(value) {
            return self.refer(section, reference, value, at).ok();
        }
        build(self, value, at).map(ReferenceOr::Item)
    }

    /// Reads an object that was written elsewhere.
    fn hoisted<T>(
        &mut self,
        found: &Found<'d>,
        at: At<'_>,
        build: impl FnOnce(&mut Self, &'d Value, &At<'_>) -> Option<T>,
    ) -> Option<T> {
        let origin = self.references.moved_node(&at, found);
        build(self, found.node, &at.written(&origin, found.file))
    }
}
