//! State that all parts of the reader share: the report, the references, and the extensions.

use std::collections::HashMap;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde_json::Value;

use super::at::{At, FileId};
use super::component::component;
use super::copies::Copies;
use super::document::Callback;
use super::ext;
use super::found::Lost;
use super::origin::Origins;
use super::placed::Schemas;
use super::refs::Refs;
use super::settings;
use super::sources::Sources;
use super::spec_version::SpecVersion;
use super::swagger_media::MediaTypes;
use super::walk::Section;
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report, Severity};

pub(super) use super::map::{Extensions, Map};

/// Builds the typed document from the trees, which it only reads.
pub(super) struct Reader<'d> {
    pub(super) sources: &'d Sources,
    pub(super) version: SpecVersion,
    pub(super) refs: Refs<'d>,
    /// The schemas read so far.
    pub(super) schemas: Schemas,
    pub(super) origins: Origins,
    pub(super) problems: Vec<Problem>,
    /// Problems that are reported once, at their first place, with the others beside.
    tallies: IndexMap<(Code, String), Problem>,
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
            version,
            refs: Refs::survey(sources, version == SpecVersion::Swagger2),
            schemas: Schemas::default(),
            origins: Origins::default(),
            problems: Vec::new(),
            tallies: IndexMap::new(),
            path: String::new(),
            media: MediaTypes::default(),
            lost_parts: Vec::new(),
            received: HashMap::new(),
            copies: Copies::default(),
        }
    }

    /// Returns true for Swagger 2.0.
    pub(super) fn is_swagger(&self) -> bool {
        self.version == SpecVersion::Swagger2
    }

    /// Returns true if schemas are JSON Schema 2020-12 (3.1 and later).
    pub(super) fn is_json_schema(&self) -> bool {
        self.version >= SpecVersion::V3_1
    }

    /// Reports a warning at a place.
    pub(super) fn warn(&mut self, code: Code, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem::warning(code, &at.origin(), message, hint));
    }

    /// Reports something once however often it occurs; `what` tells occurrences of different things apart.
    pub(super) fn tally(
        &mut self,
        code: Code,
        severity: Severity,
        what: &str,
        at: &At<'_>,
        text: impl FnOnce() -> (String, String),
    ) {
        let origin = at.origin();
        match self.tallies.entry((code, what.to_owned())) {
            Entry::Occupied(mut entry) => entry.get_mut().also.push(origin),
            Entry::Vacant(entry) => {
                let (message, hint) = text();
                entry.insert(match severity {
                    Severity::Note => Problem::note(code, &origin, message, hint),
                    Severity::Warning => Problem::warning(code, &origin, message, hint),
                    Severity::Error => Problem::error(code, &origin, message, hint),
                });
            }
        }
    }

    /// Passes all problems to the report.
    pub(super) fn finish(self, report: &mut Report) -> Origins {
        self.problems.into_iter().for_each(|problem| report.add(problem));
        for (_, mut problem) in self.tallies {
            let places = problem.also.len() + 1;
            if places > 1 {
                problem.message.push_str(&format!("; it is so in {places} places, of which this is the first"));
            }
            report.add(problem);
        }
        self.origins
    }

    /// Handles a member that the grammar does not name: an extension is kept unchanged, anything else is reported.
    pub(super) fn other(
        &mut self,
        extensions: &mut Extensions,
        holder: &'static str,
        key: &str,
        value: &Value,
        at: &At<'_>,
    ) {
        if !key.starts_with("x-") {
            self.unknown(holder, key, at);
        } else if ext::is_reserved(key) {
            self.warn(
                Code::ReservedExtension,
                at,
                format!("the extension `{key}` is for internal use; it was ignored"),
                "use another name",
            );
        } else if let Some((message, hint)) = self.setting_fault(key, holder, value) {
            self.warn(Code::BadExtension, at, message, hint);
        } else {
            extensions.insert(key.to_owned(), value.clone());
        }
    }

    /// Returns the problem and the remedy of a setting that cannot be followed.
    fn setting_fault(&self, key: &str, holder: &str, value: &Value) -> Option<(String, String)> {
        if key.starts_with(ext::PREFIX) { settings::fault(key, holder, value) } else { None }
    }

    /// Reports a keyword in a place where it does not belong.
    pub(super) fn unknown(&mut self, holder: &'static str, key: &str, at: &At<'_>) {
        self.tally(Code::UnknownKeyword, Severity::Note, &format!("{holder} {key}"), at, || {
            (
                format!("`{key}` is not a keyword of {holder}; it was ignored"),
                "check the spelling and the indentation, or begin the name with `x-`".to_owned(),
            )
        });
    }

    /// Reports a required keyword that is missing.
    pub(super) fn missing(&mut self, holder: &'static str, key: &'static str, substitute: &str, at: &At<'_>) {
        self.tally(Code::MissingKeyword, Severity::Note, &format!("{holder} {key}"), at, || {
            (
                format!("`{key}` is required in {holder} and missing here; {substitute} stands in"),
                format!("add `{key}`"),
            )
        });
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
        self.warn(code, &at.key("$ref"), message, hint);
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
