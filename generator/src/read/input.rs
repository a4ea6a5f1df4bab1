//! Everything that is read.

use std::collections::BTreeMap;

use super::choice::Selection;
use super::configuration::Overrides;

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
    /// True if an overlay's action that matches nothing is a note, and one that cannot be applied a warning, instead of an error.
    pub allow_unmatched: bool,
    /// The operations to keep.
    pub selection: Selection,
    /// The settings of the user's configuration for the document.
    pub overrides: Overrides,
}

impl Input {
    /// Makes the input for a document without overlays and other files.
    pub fn new(spec: Source) -> Self {
        Self { spec, ..Self::default() }
    }
}
