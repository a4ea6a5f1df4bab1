//! State that all parts of the reader share: the values and their problems, and the references.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use serde_json::Value;

use super::at::At;
use super::document::Callback;
use super::origin::Origins;
use super::placed::Schemas;
use super::references::References;
use super::schema::SchemaReader;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use super::swagger_media::MediaTypes;
use super::value_reader::ValueReader;
use crate::pointer::Pointer;
use crate::report::Report;

pub(super) use super::map::{Extensions, Map};

/// Builds the typed document from the trees, which it only reads.
pub(super) struct Reader<'d> {
    pub(super) sources: &'d Sources,
    pub(super) values: ValueReader<'d>,
    pub(super) references: References<'d>,
    /// The schemas read so far.
    pub(super) schemas: Schemas,
    /// The path whose operations are being read, for messages about their parameters.
    pub(super) path: String,
    /// Swagger's media types that count where none are given.
    pub(super) media: MediaTypes,
    /// Losses of the operation that is being read: one clause each.
    pub(super) lost_parts: Vec<String>,
    /// The callbacks of the operations read so far, by place.
    pub(super) received: HashMap<Pointer, IndexMap<String, Callback>>,
}

impl<'d> Reader<'d> {
    pub(super) fn new(sources: &'d Sources, version: SpecVersion) -> Self {
        Self {
            sources,
            values: ValueReader::new(sources, version),
            references: References::new(sources, version == SpecVersion::Swagger2),
            schemas: Schemas::default(),
            path: String::new(),
            media: MediaTypes::default(),
            lost_parts: Vec::new(),
            received: HashMap::new(),
        }
    }

    /// Returns the reader of schemas.
    pub(super) fn schema_reader(&mut self) -> SchemaReader<'_, 'd> {
        SchemaReader::new(&mut self.values, &mut self.references)
    }

    /// Reads a schema or a reference, for an object of `openapiv3`.
    pub(super) fn placed_schema<T>(&mut self, value: &'d Value, at: &At<'_>) -> ReferenceOr<T> {
        let schema = self.schema_reader().schema(value, at);
        self.schemas.place(schema)
    }

    /// Passes all problems to the report.
    pub(super) fn finish(self, report: &mut Report) -> Origins {
        self.values.finish(report);
        self.references.finish()
    }
}
