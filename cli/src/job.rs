//! The inputs and outputs of one run.

use std::path::PathBuf;

use specsmith_generator::Setting;
use specsmith_generator::read::{Overrides, Selection};

/// The inputs and outputs of one run.
#[derive(Clone, Debug)]
pub struct Job {
    /// The document.
    pub document: PathBuf,
    /// Overlays, in the order they apply.
    pub overlays: Vec<PathBuf>,
    /// The operations to keep.
    pub selection: Selection,
    /// Settings of the document, as if it had extensions for them.
    pub overrides: Overrides,
    /// Accepts overlay actions and patterns that match nothing.
    pub allow_unmatched: bool,
    /// Output folder.
    pub out: PathBuf,
    /// Name of the crate, unless the document's title is to give it.
    pub name: Option<String>,
    /// The package settings of the output.
    pub setting: Setting,
    /// Warnings refuse.
    pub strict: bool,
    /// The command that brings the output up to date, as a person would type or describe it.
    pub refresh: String,
}
