//! Results for one document.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::found::Examples;

/// Everything that was learnt of one document.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// Document.
    pub(super) slug: String,
    /// Outcome of generating it.
    pub(super) outcome: Outcome,
    /// The first lines of the output, if it was not generated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) why: Option<String>,
    /// Seconds it took.
    pub(super) seconds: f64,
    /// Most memory it took, in MiB; 0 where the system does not tell.
    pub(super) peak_mb: u64,
    /// Counts of the report: operations, typed, raw, schemas, files, lines, bytes, errors, warnings, notes.
    pub(super) counts: BTreeMap<String, u64>,
    /// Number of diagnostics of each code.
    pub(super) codes: BTreeMap<String, usize>,
    /// Share of it that is represented exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fidelity: Option<Fidelity>,
    /// Untyped operations that no diagnostic explains.
    pub(super) unexplained: Vec<String>,
    /// Result of building the crate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) build: Option<Build>,
    /// Result of documenting it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) doc: Option<Build>,
    /// Results of its examples.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) examples: Option<Examples>,
}

/// Outcome of generating a document.
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

/// Share of a document that is represented exactly. The losses are in the document's report.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Fidelity {
    pub(super) operations: Share,
    pub(super) parameters: Share,
    pub(super) bodies: Share,
    pub(super) responses: Share,
    pub(super) keywords: Share,
    pub(super) others: Share,
}

impl Fidelity {
    fn parts(&self) -> [Share; 6] {
        [self.operations, self.parameters, self.bodies, self.responses, self.keywords, self.others]
    }

    /// Everything together.
    pub(super) fn overall(&self) -> Share {
        let add = |sum: Share, part: Share| Share { exact: sum.exact + part.exact, total: sum.total + part.total };
        self.parts().into_iter().fold(Share::default(), add)
    }

    /// Two documents together.
    pub(super) fn and(&self, other: &Self) -> Self {
        let add = |a: Share, b: Share| Share { exact: a.exact + b.exact, total: a.total + b.total };
        Self {
            operations: add(self.operations, other.operations),
            parameters: add(self.parameters, other.parameters),
            bodies: add(self.bodies, other.bodies),
            responses: add(self.responses, other.responses),
            keywords: add(self.keywords, other.keywords),
            others: add(self.others, other.others),
        }
    }
}

/// Of how many parts how many are represented exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Share {
    pub(super) exact: usize,
    pub(super) total: usize,
}

impl Share {
    /// In percent, rounded down to one place, so that 100.0 means all.
    pub(super) fn percent(self) -> String {
        let share = if self.total == 0 { 100.0 } else { self.exact as f64 * 100.0 / self.total as f64 };
        format!("{:.1}", (share * 10.0).floor() / 10.0)
    }

    /// Those that are not.
    pub(super) fn lost(self) -> usize {
        self.total.saturating_sub(self.exact)
    }
}

/// Result of a build. Warnings count as errors.
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

impl Row {
    /// Returns true if a crate was written.
    pub(super) fn generated(&self) -> bool {
        self.outcome == Outcome::Generated
    }

    /// Returns a number of the report.
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
        let examples = self.examples.as_ref().is_none_or(Examples::meets_the_bar);
        self.generated() && self.unexplained.is_empty() && clean(&self.build) && clean(&self.doc) && examples
    }
}
