//! The diagnostics of a budget that was used up, each at the place of what was left out.

use serde_json::Value;

use super::context::Lowering;
use crate::api::{Docs, TypeKind};
use crate::pointer::Pointer;
use crate::report::{Code, Problem};

impl Lowering<'_> {
    /// Returns a description; its beginning, with a diagnostic at its place, when the budget is used up.
    pub(super) fn docs(&mut self, text: &str, at: impl FnOnce(&Self) -> Pointer) -> Docs {
        self.effort.docs(text).unwrap_or_else(|cut| {
            let message = "long descriptions are referred to so often that the comments would take more than the code; only the beginning of this one is written";
            let at = at(self);
            self.report(Problem::note(Code::TooLarge, &at, message, "describe what is shared in a few sentences"));
            cut
        })
    }

    /// Returns a copy of an example; `None`, with a diagnostic at its place, when the budget is used up.
    pub(super) fn example(&mut self, example: &Value, at: &Pointer) -> Option<Value> {
        let copy = self.effort.example(example);
        if copy.is_none() {
            let message = "large examples are referred to so often that they would take more than the code; some comments go without this one";
            self.report(Problem::note(Code::TooLarge, at, message, "give what is shared a small example"));
        }
        copy
    }

    /// Takes what an operation has of a shared part from the budget. When there is not so much left, it is reported at its place, with what is lost.
    pub(super) fn share(&mut self, count: usize, at: &Pointer, lost: &str) -> bool {
        let is_left = self.effort.share(count);
        if !is_left {
            self.report_unshared(at, lost);
        }
        is_left
    }

    /// Reports a shared part that not every operation has whole.
    pub(super) fn report_unshared(&mut self, at: &Pointer, lost: &str) {
        let message = format!("what operations share would take more than the code, so that in some of them {lost}");
        let hint = "declare less in what is shared: fewer media types, encodings, links or variants";
        self.report(Problem::warning(Code::TooLarge, at, message, hint));
    }

    /// Reports that not all schemas were compared.
    pub(super) fn report_effort(&mut self) {
        if !self.effort.is_out_of_looks() {
            return;
        }
        let union = self.types.iter().find(|def| matches!(def.kind, TypeKind::Union(_))).or(self.types.first());
        let at = union.map_or_else(Pointer::root, |def| def.origin.clone());
        self.report(Problem::warning(
            Code::TooLarge,
            &at,
            "the schemas refer to each other in too many ways to compare all of them; some unions are decided by shape, and some equal types are told apart",
            "describe fewer variants, or variants that do not contain each other",
        ));
    }
}
