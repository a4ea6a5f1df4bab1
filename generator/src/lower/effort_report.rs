//! The diagnostics of a budget that was used up.

use super::context::Lowering;
use crate::api::TypeKind;
use crate::pointer::Pointer;
use crate::report::{Code, Problem};

impl Lowering<'_> {
    /// Reports a used-up budget.
    pub(super) fn report_effort(&mut self) {
        let root = Pointer::root();
        if self.effort.is_out_of_text() {
            let message = "long descriptions are referred to so often that the comments would take more than the code; only the beginning is written where they are repeated";
            self.report(Problem::note(Code::TooLarge, &root, message, "describe what is shared in a few sentences"));
        }
        if self.effort.is_out_of_examples() {
            let message = "large examples are referred to so often that they would take more than the code; some comments go without theirs";
            self.report(Problem::note(Code::TooLarge, &root, message, "give what is shared a small example"));
        }
        if self.effort.is_out_of_shares() {
            let message = "links and media types are shared by so many operations that they would take more than the code; some operations go without theirs";
            let hint = "declare fewer media types and links in what is shared";
            self.report(Problem::warning(Code::TooLarge, &root, message, hint));
        }
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
