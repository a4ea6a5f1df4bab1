//! Bytes to [`Document`]: any version of OpenAPI in one form, that of `openapiv3` with schemas of our own.
//!
//! `root` parses the text, changes the tree as overlays and settings say, and lets these passes read it, each with state of its own; one uses those
//! above it in the list:
//!
//! | pass | state |
//! | --- | --- |
//! | `ValueReader` | the problems found: it reads values of a known JSON type |
//! | `References` | what references name, where nodes were written, and the budget for copies |
//! | `SchemaReader` | none: schemas with those inside them |
//! | `ObjectReader` | the schemas kept so far: parameters, headers, media types, responses and bodies |
//! | `PathReader` | the path being read, and the callbacks found: path items and operations |
//! | `census` | what was counted |

pub mod ext;
mod found;

mod at;
mod bases;
mod budgets;
mod census;
mod chains;
mod choice;
mod collection_format;
mod component;
mod components;
mod configuration;
mod contents;
mod copies;
mod counts;
mod document;
mod examples;
mod info;
mod input;
mod json;
mod jsonpath;
mod keys;
mod lengths;
mod locate;
mod map;
mod media;
mod object_reader;
mod operation;
mod origin;
mod other_extensions;
mod outside;
mod overlay;
mod overrides;
mod parameter;
mod path_reader;
mod placed;
mod position;
mod problems;
mod references;
mod refs;
mod rename;
mod resolver;
mod resource_rule;
mod resource_rules;
mod response;
mod root;
mod schema;
mod security;
mod selection;
mod setter;
mod setting_forms;
mod setting_takes;
mod setting_words;
pub(crate) mod settings;
mod sources;
mod spec_version;
mod status;
mod swagger2;
mod swagger_media;
mod swagger_response;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod unsupported;
mod uri;
mod value;
mod value_reader;
mod values;
mod version;
mod visitor;
mod walk;
mod written;
mod yaml;

pub use census::Part;
pub(crate) use census::part_at;
pub(crate) use choice::Resources;
pub use choice::{Pattern, Selection};
pub use component::{component_key, schema_key};
pub use configuration::{Configuration, Overrides};
pub use counts::Census;
pub use document::{Callback, Document, MoreOperation, PathItem};
pub use input::{Input, Source};
pub(crate) use jsonpath::{Step, steps};
pub use keys::closest_of;
pub use locate::{locate, places};
pub use placed::Schemas;
pub use resource_rule::{ResourceRule, RuleBy};
pub(crate) use selection::{Compiled, Operation as PatternSubject};
pub use setter::Setting;
pub use sources::external_files;
pub use spec_version::SpecVersion;
pub use uri::join as join_path;
pub(crate) use uri::percent_decode;
pub(crate) use written::{Node, Written, is_silent};

use crate::report::Report;

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

/// Returns the document after overlays and selection.
pub(crate) fn effective(input: &Input, resources: &Resources, report: &mut Report) -> Option<serde_json::Value> {
    Some(root::tree(input, resources, report)?.value)
}
