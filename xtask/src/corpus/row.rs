//! What became of one document.

use std::collections::BTreeMap;

use serde::Serialize;

/// Everything that was learnt of one document.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// Document.
    pub(super) slug: String,
    /// How generating it ended.
    pub(super) outcome: Outcome,
    /// Why, when it was not generated: the first lines of what was printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) why: Option<String>,
    /// Seconds it took.
    pub(super) seconds: f64,
    /// What the report counts: operations, typed, raw, schemas, files, lines, bytes, errors, warnings, notes.
    pub(super) counts: BTreeMap<String, u64>,
    /// Number of diagnostics of each code.
    pub(super) codes: BTreeMap<String, usize>,
    /// Untyped operations that no diagnostic explains.
    pub(super) unexplained: Vec<String>,
    /// How building the crate went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) build: Option<Build>,
    /// How documenting it went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) doc: Option<Build>,
    /// What became of its examples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) examples: Option<Examples>,
}

/// How generating a document ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Outcome {
    /// A crate was written.
    Generated,
    /// The document was refused.
    Refused,
    /// The generator crashed.
    Crashed,
    /// It took too long and was stopped.
    TimedOut,
}

/// How a build went. Warnings count as errors.
#[derive(Debug, Serialize)]
pub(super) struct Build {
    /// Nothing to complain about.
    pub(super) clean: bool,
    /// Seconds it took, dependencies included when they were not built yet.
    pub(super) seconds: f64,
    /// Complaints of the compiler.
    pub(super) rustc: usize,
    /// Complaints of clippy.
    pub(super) clippy: usize,
    /// The first complaints.
    pub(super) messages: Vec<String>,
}

/// What became of the examples.
#[derive(Debug, Default, Serialize)]
pub(super) struct Examples {
    /// Examples that fit their schema.
    pub(super) valid: usize,
    /// Of these, how many came out as they went in.
    pub(super) valid_same: usize,
    /// Examples that do not fit their schema.
    pub(super) invalid: usize,
    /// Of these, how many lenient decoding takes.
    pub(super) invalid_decoded: usize,
    /// Of these, how many strict decoding refuses with a JSON path.
    pub(super) invalid_refused: usize,
    /// Examples whose schema the manifest does not list.
    pub(super) unmapped: usize,
    /// Each valid example that did not come out as it went in.
    pub(super) failures: Vec<Failure>,
    /// Why the examples could not be tried at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) broken: Option<String>,
}

/// An example that did not come out as it went in.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Failure {
    /// Pointer to the example.
    pub(super) at: String,
    /// Pointer to its schema.
    pub(super) schema: String,
    /// The schema's Rust type.
    pub(super) rust: String,
    /// What differs.
    pub(super) why: String,
}

impl Row {
    /// True when a crate was written.
    pub(super) fn generated(&self) -> bool {
        self.outcome == Outcome::Generated
    }

    /// A number of the report.
    pub(super) fn count(&self, name: &str) -> u64 {
        self.counts.get(name).copied().unwrap_or_default()
    }

    /// Notes that the crate cannot even be tried.
    pub(super) fn broken(&mut self, message: String) {
        self.build = Some(Build { clean: false, seconds: 0.0, rustc: 0, clippy: 0, messages: vec![message] });
    }

    /// Generated, every untyped operation explained, and clean in everything that was tried.
    pub(super) fn meets_the_bar(&self) -> bool {
        let clean = |build: &Option<Build>| build.as_ref().is_none_or(|build| build.clean);
        let examples = self.examples.as_ref().is_none_or(|examples| {
            examples.broken.is_none() && examples.valid == examples.valid_same && examples.unmapped == 0
        });
        self.generated() && self.unexplained.is_empty() && clean(&self.build) && clean(&self.doc) && examples
    }
}
