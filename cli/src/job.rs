//! The inputs and outputs of one run.

use std::path::PathBuf;

use specsmith_generator::Setting;
use specsmith_generator::read::{Overrides, Selection};

/// The inputs and outputs of one run.
#[derive(Clone, Debug)]
pub struct Job {
    /// The document.
    pub document: PathBuf,
    /// Overlays, in the order of application.
    pub overlays: Vec<PathBuf>,
    /// The operations to keep.
    pub selection: Selection,
    /// Settings of the document, with the effect of its extensions.
    pub overrides: Overrides,
    /// Allows overlay actions and patterns that match nothing.
    pub allow_unmatched: bool,
    /// Output folder.
    pub out: PathBuf,
    /// Name of the crate; by default the document's title.
    pub name: Option<String>,
    /// The package settings of the output.
    pub setting: Setting,
    /// Makes warnings errors.
    pub strict: bool,
    /// The command that brings the output up to date, for messages: `specsmith generate`, in backquotes.
    pub refresh: String,
}
