//! State that all parts of the reader share: the values and their problems, and the references.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Value;

use super::at::{At, FileId};
use super::component::component;
use super::copies::Copies;
use super::document::Callback;
use super::found::Lost;
use super::origin::Origins;
use super::placed::Schemas;
use super::refs::Refs;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use super::swagger_media::MediaTypes;
use super::value_reader::ValueReader;
use super::walk::Section;
use crate::pointer::Pointer;
use crate::report::{Code, Report};

pub(super) use super::map::{Extensions, Map};

/// Builds the typed document from the trees, which it only reads.
pub(super) struct Reader<'d> {
    pub(super) sources: &'d Sources,
    pub(super) values: ValueReader<'d>,
    pub(super) refs: Refs<'d>,
    /// The schemas read so far.
    pub(super) schemas: Schemas,
    pub(super) origins: Origins,
    /// The path whose operations are being read, for messages about their parameters.
    pub(super) path: String,
    /// Swagger's media types that count where none are given.
    pub(super) media: MediaTypes,
    /// Losses of the operation that is being read: one clause each.
    pub(super) lost_parts: Vec<String>,
    /// The callbacks of the operations read so far, by place.
    pub(super) received: HashMap<Pointer, IndexMap<String, Callback>>,
    /// Copies of what references name.
    pub(super) copies: Copies,
}

impl<'d> Reader<'d> {
    pub(super) fn new(sources: &'d Sources, version: SpecVersion) -> Self {
        Self {
            sources,
            values: ValueReader::new(sources, version),
            refs: Refs::survey(sources, version == SpecVersion::Swagger2),
            schemas: Schemas::default(),
            origins: Origins::default(),
            path: String::new(),
            media: MediaTypes::default(),
            lost_parts: Vec::new(),
            received: HashMap::new(),
            copies: Copies::default(),
        }
    }

    /// Passes all problems to the report.
    pub(super) fn finish(self, report: &mut Report) -> Origins {
        self.values.finish(report);
        self.origins
    }

    /// Returns the reference to the component that a reference names; a warning when there is none.
    pub(super) fn component_reference(&mut self, section: Section, reference: &'d str, at: &At<'_>) -> Option<String> {
        self.component_key(section, reference, at).map(|key| component(section, &key))
    }

    /// Returns the key of the component that a reference names; a warning when there is none.
    pub(super) fn component_key(&mut self, section: Section, reference: &'d str, at: &At<'_>) -> Option<String> {
        match self.refs.component_key(section, reference, at.file) {
            Ok(key) => Some(key),
            Err(lost) => {
                self.lost(section, reference, &lost, at);
                None
            }
        }
    }

    /// Returns the reference to use instead of a node that is shared although it is written in place.
    pub(super) fn home(&self, section: Section, node: &Value) -> Option<String> {
        self.refs.home_of(section, node).map(|key| component(section, key))
    }

    /// Reports a reference that names nothing.
    pub(super) fn lost(&mut self, section: Section, reference: &str, lost: &Lost, at: &At<'_>) {
        let noun = section.noun();
        let (message, hint) = match lost {
            Lost::Network => (
                format!("`{reference}` is on the network, where the generator never goes"),
                "save the file beside the document and refer to it with a relative path".to_owned(),
            ),
            Lost::NoFile(path) => (
                format!("the file `{path}` that this refers to was not given, or could not be read"),
                "put it beside the document, in the same folder or below it".to_owned(),
            ),
            Lost::NoNode(Some(close)) => (format!("`{reference}` does not exist"), format!("did you mean `{close}`?")),
            Lost::NoNode(None) => {
                (format!("`{reference}` does not exist"), format!("define the {noun}, or correct the reference"))
            }
            Lost::Wrong(other) => {
                (format!("`{reference}` is a {other}; a {noun} belongs here"), format!("refer to a {noun}"))
            }
            Lost::Cyclic => (
                format!("`{reference}` only leads back to itself"),
                "break the chain: one of its members must say something".to_owned(),
            ),
            Lost::Long => (
                format!("`{reference}` leads through more references than are followed"),
                "refer to the node itself".to_owned(),
            ),
        };
        let code = match lost {
            Lost::Cyclic => Code::CyclicRef,
            Lost::Long => Code::TooDeep,
            _ => Code::DanglingRef,
        };
        self.values.warn(code, &at.key("$ref"), message, hint);
    }

    /// Notes that the node at `at` was written at `origin`.
    pub(super) fn moved(&mut self, at: &At<'_>, origin: &Pointer) {
        self.origins.moved(at.pointer(), origin.clone());
    }

    /// Returns the pointer of a found node.
    pub(super) fn pointer(&self, file: FileId, tokens: &[String]) -> Pointer {
        self.sources.pointer(file, tokens.iter().cloned())
    }
}
