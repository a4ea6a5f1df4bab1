//! Bytes to [`Document`]: any version of OpenAPI, in the form `openapiv3` models exactly.

pub mod ext;

mod at;
mod bases;
mod census;
mod chains;
mod contents;
mod document;
mod info;
mod inline;
mod json;
mod jsonpath;
mod keys;
mod lengths;
mod locate;
mod media;
mod operation;
mod origin;
mod other_extensions;
mod outside;
mod overlay;
mod overrides;
mod parameter;
mod reader;
mod refs;
mod rename;
mod repair;
mod resolve;
mod resource_rules;
mod response;
mod root;
mod schema;
mod security;
mod selection;
mod setter;
mod setting_forms;
pub(crate) mod settings;
mod shared;
mod sources;
mod swagger2;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod unsupported;
mod values;
mod version;
mod visitor;
mod walk;
mod written;
mod yaml;

use std::collections::BTreeMap;

pub(crate) use census::part_at;
pub use census::{Census, Part};
pub use document::{Callback, Document, MoreOperation, PathItem, SpecVersion, component_key, schema_key};
pub(crate) use jsonpath::{Step, steps};
pub(crate) use keys::closest_of;
pub use locate::{locate, places};
pub use overrides::{Configuration, Overrides};
pub use resource_rules::{ResourceRule, RuleBy};
pub(crate) use selection::Resources;
pub(crate) use selection::{Compiled, Operation as PatternSubject};
pub use selection::{Pattern, Selection};
pub use setter::Setting;
pub(crate) use sources::percent_decode;
pub use sources::{external_files, join as join_path};
pub(crate) use written::{Node, Written, is_silent};

use crate::report::Report;

/// A file the user wrote.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Name as the user gave it, for diagnostics.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Everything that is read.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The document.
    pub spec: Source,
    /// Files beside it that it refers to, by path relative to its folder: `models/pet.yaml`.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Overlay documents, in the order they apply.
    pub overlays: Vec<Source>,
    /// An overlay's action that matches nothing is a note, and one that cannot be applied a warning, instead of an error.
    pub allow_unmatched: bool,
    /// The operations to keep.
    pub selection: Selection,
    /// What the user's configuration says of the document.
    pub overrides: Overrides,
}

impl Input {
    /// A document that stands alone.
    pub fn new(spec: Source) -> Self {
        Self { spec, ..Self::default() }
    }
}

/// Reads a document. `None` only when it is not an OpenAPI document at all; the report then has an error.
///
/// A selection by resource finds nothing here: only [`crate::generate()`] knows the resources.
pub fn read(input: &Input, report: &mut Report) -> Option<Document> {
    read_selected(input, &Resources::new(), report)
}

/// Reads a document whose operations have these resources.
pub(crate) fn read_selected(input: &Input, resources: &Resources, report: &mut Report) -> Option<Document> {
    root::read(input, resources, report)
}

/// The document after overlays and selection.
pub(crate) fn effective(input: &Input, resources: &Resources, report: &mut Report) -> Option<serde_json::Value> {
    Some(root::tree(input, resources, report)?.value)
}
