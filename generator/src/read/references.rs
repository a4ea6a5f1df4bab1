//! References: what each one names, which nodes stand at another place than they were written at, and which are being copied.

use serde_json::Value;

use super::at::{At, FileId};
use super::component::component;
use super::contents::Contents;
use super::copies::Copies;
use super::found::{Found, Lost, pure_reference};
use super::map::Map;
use super::origin::Origins;
use super::refs::{Hoist, Refs};
use super::sources::Sources;
use super::value_reader::ValueReader;
use super::walk::Section;
use crate::pointer::Pointer;
use crate::report::Code;

/// Resolves the references of a document.
pub(super) struct References<'d> {
    sources: &'d Sources,
    refs: Refs<'d>,
    origins: Origins,
    copies: Copies,
}

impl<'d> References<'d> {
    pub(super) fn new(sources: &'d Sources, is_swagger: bool) -> Self {
        let refs = Refs::survey(sources, is_swagger);
        Self { sources, refs, origins: Origins::default(), copies: Copies::default() }
    }

    /// Returns the root of the document, as written.
    pub(super) fn root(&self) -> &'d Value {
        &self.sources.file(FileId::MAIN).value
    }

    /// Returns the members of a section of the document, as written.
    pub(super) fn section(&self, section: Section) -> Option<&'d Map> {
        self.refs.section(section)
    }

    /// Returns the first node on the chain that is a component or is not only a reference. Fails if the chain has no end.
    pub(super) fn chase(&self, section: Section, reference: &'d str, file: FileId) -> Result<Found<'d>, Lost> {
        self.refs.chase(section, reference, file)
    }

    /// Returns the key of the component that a reference names, and reports nothing.
    pub(super) fn key(&mut self, section: Section, reference: &'d str, file: FileId) -> Result<String, Lost> {
        self.refs.component_key(section, reference, file)
    }

    /// Returns the reference to the component that a reference names; a warning when there is none.
    pub(super) fn component_reference(
        &mut self,
        values: &mut ValueReader<'d>,
        section: Section,
        reference: &'d str,
        at: &At<'_>,
    ) -> Option<String> {
        self.component_key(values, section, reference, at).map(|key| component(section, &key))
    }

    /// Returns the key of the component that a reference names; a warning when there is none.
    pub(super) fn component_key(
        &mut self,
        values: &mut ValueReader<'d>,
        section: Section,
        reference: &'d str,
        at: &At<'_>,
    ) -> Option<String> {
        let key = self.key(section, reference, at.file);
        key.inspect_err(|lost| warn_of_lost(values, section, reference, lost, at)).ok()
    }

    /// Returns the reference to use instead of a node that is shared although it is written in place.
    pub(super) fn home(&self, section: Section, node: &Value) -> Option<String> {
        self.home_key(section, node).map(|key| component(section, key))
    }

    /// Returns the key of a node that is shared although it is written in place.
    pub(super) fn home_key(&self, section: Section, node: &Value) -> Option<&str> {
        self.refs.home_of(section, node)
    }

    /// Returns the node that a component is the home of, if that is not the component itself.
    pub(super) fn adopted(&self, section: Section, key: &str, value: &'d Value, at: &At<'_>) -> Option<Found<'d>> {
        let reference = pure_reference(value)?;
        let found = self.chase(section, reference, at.file).ok()?;
        let is_home = self.refs.component(&found).is_none() && self.home_key(section, found.node) == Some(key);
        is_home.then_some(found)
    }

    /// Returns the next node that waits to become a component.
    pub(super) fn next_hoist(&mut self) -> Option<Hoist<'d>> {
        self.refs.next_hoist()
    }

    /// Begins the copy of the node that a reference names, to the place of the reference. `None`, and a warning, when there is none, or when copies
    /// repeat too much.
    pub(super) fn begin_copy(
        &mut self,
        values: &mut ValueReader<'d>,
        section: Section,
        reference: &'d str,
        at: &At<'_>,
    ) -> Option<Found<'d>> {
        let found = match self.chase(section, reference, at.file) {
            Ok(found) if !self.copies.is_open(found.node) => found,
            lost => {
                warn_of_lost(values, section, reference, &lost.err().unwrap_or(Lost::Cyclic), at);
                return None;
            }
        };
        if !self.copies.open(found.node) {
            let message = format!("`{reference}` repeats too much: copies within copies end here");
            values.warn(Code::CyclicRef, &at.key("$ref"), message, "refer to schemas rather than to path items");
            return None;
        }
        Some(found)
    }

    /// Ends the copy that was begun last.
    pub(super) fn end_copy(&mut self) {
        self.copies.close();
    }

    /// Notes that an operation has a form parameter; returns true if another one has it as well.
    pub(super) fn is_taken(&mut self, node: &Value) -> bool {
        self.copies.is_taken(node)
    }

    /// Takes a number of nodes from the budget for copies. Returns false if it has fewer.
    pub(super) fn spend(&mut self, nodes: usize) -> bool {
        self.copies.spend(nodes)
    }

    /// Notes that the node at `at` was written at `origin`.
    pub(super) fn moved(&mut self, at: &At<'_>, origin: &Pointer) {
        self.origins.moved(at.pointer(), origin.clone());
    }

    /// Notes that a node is now at `at`, and returns the place it was written at.
    pub(super) fn moved_node(&mut self, at: &At<'_>, found: &Found<'_>) -> Pointer {
        let origin = self.pointer(found);
        self.moved(at, &origin);
        origin
    }

    /// Returns the place a node was written at.
    pub(super) fn pointer(&self, found: &Found<'_>) -> Pointer {
        self.sources.pointer(found.file, found.tokens.iter().cloned())
    }

    /// Returns the texts of the document whose content has a place in the crate.
    pub(super) fn contents(&self, root: &'d Value) -> Contents {
        Contents::of(&self.refs, root)
    }

    /// Returns the places that nodes were written at.
    pub(super) fn finish(self) -> Origins {
        self.origins
    }
}

/// Reports a reference that names nothing.
fn warn_of_lost(values: &mut ValueReader<'_>, section: Section, reference: &str, lost: &Lost, at: &At<'_>) {
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
    values.warn(code, &at.key("$ref"), message, hint);
}
