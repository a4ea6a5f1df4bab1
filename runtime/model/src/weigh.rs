//! Choice of the variant that is most similar to a value that none takes as it is.

use crate::cases::Case;
use crate::kinds::Kinds;
use crate::node::{Node, NodeKind};
use crate::rank::{Rank, rank_object, rank_value};

/// The variants that a value may be of, tried one after the other. Of those with the most in common with the value, the one with the fewest misfits wins,
/// and is tried once more.
pub(crate) struct Weighing {
    cases: &'static [Case],
    /// Variants still to be tried, the last one first.
    left: Vec<(usize, Rank)>,
    /// The one being tried, and how many misfits were counted before.
    trying: Option<(usize, Rank, u32)>,
    best: Option<Best>,
    /// True if the variant being tried is taken if possible: it is the winner, or no other has as much in common with the value.
    pub(crate) decided: bool,
}

struct Best {
    case: usize,
    rank: Rank,
    misfits: u32,
    /// True if another variant fits as well.
    tied: bool,
}

impl Weighing {
    /// Selects the variants without a wrong constant that allow all keys; if several of these are objects, those that have something in common with the value.
    pub(crate) fn new(cases: &'static [Case], node: Node<'_>) -> Self {
        let object = node.kind() == NodeKind::Object;
        let several = cases.iter().filter(|case| case.kinds.meets(Kinds::OBJECT)).count() > 1;
        let rank = |case: &Case| match object && case.kinds.meets(Kinds::OBJECT) {
            true => rank_object(case, node, |_| Ok(()))
                .ok()
                .filter(|(constants, _, known)| !several || constants + known > 0),
            false => rank_value(case, node).ok(),
        };
        let ranked = cases.iter().enumerate().rev();
        let mut left: Vec<_> = ranked.filter_map(|(number, case)| Some((number, rank(case)?))).collect();
        left.sort_by_key(|(_, rank)| *rank);
        Self { cases, left, trying: None, best: None, decided: false }
    }

    /// Goes on to the next variant; after the last one that may win, to the winner. `None` when there is none.
    pub(crate) fn next(&mut self, node: Node<'_>) -> Option<usize> {
        let ahead = self.best.as_ref().map(|best| best.rank);
        let may_win = |(_, rank): &(usize, Rank)| ahead.is_none_or(|ahead| *rank >= ahead);
        let next = if self.left.last().is_some_and(may_win) { self.left.pop() } else { None };
        let Some((case, rank)) = next else {
            self.decided = true;
            return self.best.take().filter(|best| !best.tied).map(|best| best.case);
        };
        self.decided = ahead.is_none() && self.left.last().is_none_or(|(_, other)| *other != rank);
        self.trying = Some((case, rank, node.misfits()));
        Some(case)
    }

    /// Records that the variant being tried takes the value, with the misfits counted since.
    pub(crate) fn took(&mut self, node: Node<'_>) {
        let Some((case, rank, before)) = self.trying.take() else { return };
        let misfits = node.misfits().saturating_sub(before);
        let Some(best) = &mut self.best else {
            self.best = Some(Best { case, rank, misfits, tied: false });
            return;
        };
        if (rank, best.misfits) > (best.rank, misfits) {
            *best = Best { case, rank, misfits, tied: false };
        } else if (rank, misfits) == (best.rank, best.misfits) && misfits > 0 {
            best.tied |= !alike(self.cases, best.case, case);
        }
    }
}

/// Returns true if two variants have the same keys, so that the first one is as good as the other.
fn alike(cases: &[Case], one: usize, other: usize) -> bool {
    let keys = |case: usize| cases.get(case).map(|case| (case.required, case.known));
    keys(one) == keys(other) && keys(one).is_some_and(|(_, known)| !known.is_empty())
}
