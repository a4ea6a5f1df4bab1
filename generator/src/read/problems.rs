//! The problems found while a document is read.

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::at::At;
use crate::report::{Code, Problem, Report, Severity};

/// The problems found so far.
#[derive(Default)]
pub(super) struct Problems {
    reported: Vec<Problem>,
    /// Problems that are reported once, at their first place, with the others beside.
    tallies: IndexMap<(Code, String), Problem>,
}

impl Problems {
    /// Reports a warning at a place.
    pub(super) fn warn(&mut self, code: Code, at: &At<'_>, message: impl Into<String>, hint: impl Into<String>) {
        self.reported.push(Problem::warning(code, &at.origin(), message, hint));
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
    pub(super) fn finish(self, report: &mut Report) {
        self.reported.into_iter().for_each(|problem| report.add(problem));
        for (_, mut problem) in self.tallies {
            let places = problem.also.len() + 1;
            if places > 1 {
                problem.message.push_str(&format!("; it is so in {places} places, of which this is the first"));
            }
            report.add(problem);
        }
    }
}
