//! Diagnostics that explain a difference: what they tell is counted already.

use std::collections::BTreeSet;

use crate::pointer::Pointer;
use crate::report::{Effect, Report, effect};

/// The places of losses and of slips.
pub(super) struct Excuses(BTreeSet<Pointer>);

impl Excuses {
    /// Those of a report. A choice explains nothing.
    pub(super) fn of(report: &Report) -> Self {
        let counted = report.problems().iter().filter(|problem| effect(problem) != Effect::Choice);
        Self(counted.flat_map(|problem| std::iter::once(&problem.pointer).chain(&problem.also)).cloned().collect())
    }

    /// True when a diagnostic stands at a place, inside it, or at the object that holds it.
    pub(super) fn explain(&self, holder: &Pointer, place: &Pointer) -> bool {
        let inside = Pointer::parse(&format!("{}/", place.as_str()));
        self.0.contains(holder)
            || self.0.contains(place)
            || self.0.range(&inside..).next().is_some_and(|next| next.as_str().starts_with(inside.as_str()))
    }
}
