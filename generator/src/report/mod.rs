//! Diagnostics: values with a code, a place, a sentence and a hint.

mod code;
mod problem;

use crate::changes::Changes;
use crate::pointer::Pointer;

pub use code::{Code, Effect};
pub use problem::{Place, Problem, Severity};

/// Every diagnostic of a run, in the order of the document's places.
#[derive(Clone, Debug, Default)]
pub struct Report {
    problems: Vec<Problem>,
    /// The changes that overlays made: places are found through it.
    changes: Changes,
    /// The user's configuration, where a wrong value is an error.
    configuration: Option<String>,
}

impl Report {
    /// Returns an empty report.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a problem. An invalid extension is a slip in the document, but an error in the user's configuration, as is a pattern without a match.
    pub fn add(&mut self, mut problem: Problem) {
        let is_slip = problem.code == Code::BadExtension && problem.severity == Severity::Warning;
        if is_slip
            && self.configuration.is_some()
            && self.origin(&problem.pointer).file() == self.configuration.as_deref()
        {
            problem.severity = Severity::Error;
            problem.message = problem.message.replace("; it was ignored", "");
        }
        self.problems.push(problem);
    }

    /// Adds every problem of another report.
    pub fn append(&mut self, mut other: Report) {
        self.problems.append(&mut other.problems);
    }

    /// Returns all problems.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns all problems, to complete their places.
    pub(crate) fn problems_mut(&mut self) -> (&mut Vec<Problem>, &Changes) {
        (&mut self.problems, &self.changes)
    }

    /// Notes what overlays changed, for the places of all problems without one.
    pub(crate) fn set_changes(&mut self, changes: Changes) {
        self.changes = changes;
    }

    /// Sets the user's configuration: invalid settings in it are refused.
    pub(crate) fn set_configuration(&mut self, name: Option<String>) {
        self.configuration = name;
    }

    /// Returns the place that a node of the document was written at, as far as it is known by now.
    pub(crate) fn origin(&self, at: &Pointer) -> Pointer {
        self.changes.origin(at)
    }

    /// Returns an empty report about the same document.
    pub fn emptied(&self) -> Self {
        Self { problems: Vec::new(), changes: self.changes.clone(), configuration: self.configuration.clone() }
    }

    /// Returns true if a problem is an error: the input is refused.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}
