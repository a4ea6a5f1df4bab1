//! Diagnostics that explain a difference, which is then counted already.

use std::collections::BTreeSet;

use crate::pointer::Pointer;
use crate::report::{Code, Effect, Report};

/// The places of diagnostics that count.
#[derive(Default)]
pub(super) struct Excuses {
    losses: BTreeSet<Pointer>,
    slips: BTreeSet<Pointer>,
}

impl Excuses {
    /// Returns those of a report. A choice explains nothing.
    pub(super) fn of(report: &Report) -> Self {
        let mut excuses = Self::default();
        for problem in report.problems() {
            let places = std::iter::once(&problem.pointer).chain(&problem.also).cloned();
            match problem.code.effect() {
                Effect::Loss => excuses.losses.extend(places),
                // Values that do not fit their type are compared by their texts.
                Effect::Slip if problem.code != Code::BadEnum => excuses.slips.extend(places),
                Effect::Slip | Effect::Choice | Effect::Refusal => {}
            }
        }
        excuses
    }

    /// Returns true if there is a diagnostic at a location or at the object around it, or a loss inside it.
    pub(super) fn explain(&self, holder: &Pointer, place: &Pointer) -> bool {
        let inside = Pointer::parse(&format!("{}/", place.as_str()));
        let first = self.losses.range(&inside..).next();
        [holder, place].iter().any(|at| self.losses.contains(at) || self.slips.contains(at))
            || first.is_some_and(|next| next.as_str().starts_with(inside.as_str()))
    }
}
