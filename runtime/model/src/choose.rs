//! Decoding of unions: choosing the variant of a value.

use crate::cases::{Case, Cases, Decision};
use crate::fault::{Fault, Miss, Reason};
use crate::kinds::Kinds;
use crate::mode::DecodeMode;
use crate::node::{Node, NodeKind};
use crate::rank::{Rank, rank_object, rank_value, tag_text};
use crate::traits::Union;
use crate::weigh::Weighing;

/// Number for no case.
const UNKNOWN: usize = usize::MAX;

/// Decodes a union; the body of `Decode` for every union.
///
/// # Errors
/// If no case takes the node.
#[inline]
pub fn decode_union<T: Union>(node: Node<'_>) -> Result<T, Fault> {
    let Some(_deciding) = node.enter_union() else { return Err(Fault::endless(node)) };
    let mut attempts = Attempts::new(T::CASES, node)?;
    loop {
        match T::decode_case(attempts.case, node) {
            Ok(value) => {
                if attempts.weighing.is_some() && !attempts.weighed() {
                    continue;
                }
                if attempts.odd {
                    attempts.note(std::any::type_name::<T>());
                }
                return Ok(value);
            }
            Err(fault) => attempts.failed(fault)?,
        }
    }
}

/// The cases of a union that are still to be tried with a value.
struct Attempts<'t> {
    node: Node<'t>,
    /// The case to try now.
    case: usize,
    decision: Decision,
    /// True if no case has the tag, so that a case which does not take the value is not an error.
    unheard: bool,
    /// True if there is drift to note: no case takes the value, or the case does not name its tag.
    odd: bool,
    /// The node's own mode, which applies once every case was tried strictly.
    mode: DecodeMode,
    /// The cases being weighed, once none takes the value as it is.
    weighing: Option<Box<Weighing>>,
    /// State for the cases that failed, once one has.
    failures: Option<Box<Failures>>,
    /// The reason why a tag led to no case: the error of a union that keeps no unknown values.
    cause: Option<Fault>,
}

/// The cases that failed, and what comes after them.
#[derive(Default)]
struct Failures {
    /// The cases that are similar to the value, best first.
    order: Vec<usize>,
    /// Errors of the cases tried so far, in their order.
    faults: Vec<Fault>,
}

impl<'t> Attempts<'t> {
    fn new(cases: Cases, node: Node<'t>) -> Result<Self, Fault> {
        let decision = cases.0;
        let mut attempts = Self {
            node,
            case: UNKNOWN,
            decision,
            unheard: false,
            odd: false,
            mode: node.mode(),
            weighing: None,
            failures: None,
            cause: None,
        };
        match decision {
            Decision::Tagged { tag, values, otherwise } => match tagged_case(tag, values, otherwise, node) {
                Ok(Found { case, unheard, hidden }) => {
                    (attempts.case, attempts.unheard, attempts.odd) = (case, unheard, !hidden);
                    // A case for any other tag takes the value only as it is, without repairs.
                    if unheard {
                        node.set_mode(DecodeMode::Strict);
                    }
                }
                Err(fault) if !node.mode().is_strict() => (attempts.odd, attempts.cause) = (true, Some(fault)),
                Err(fault) => return Err(fault),
            },
            Decision::Shaped(cases) => attempts.best(cases)?,
        }
        Ok(attempts)
    }

    /// Chooses the case that is most similar to the value, before decoding.
    fn best(&mut self, cases: &'static [Case]) -> Result<(), Fault> {
        let mut best = None;
        for (number, case) in cases.iter().enumerate() {
            let Ok(rank) = rank(case, self.node) else { continue };
            if best.is_none_or(|best| rank > best) {
                best = Some(rank);
                self.case = number;
            }
        }
        if best.is_none() {
            return self.none_fits(cases);
        }
        self.mark(cases);
        // With repairs nearly any case fits, so the first search is strict.
        if !self.mode.is_strict() {
            self.node.set_mode(DecodeMode::Strict);
        }
        Ok(())
    }

    /// Handles a value that no case takes as it is: unless decoding is strict, each possible case is weighed.
    #[cold]
    fn none_fits(&mut self, cases: &'static [Case]) -> Result<(), Fault> {
        if self.mode.is_strict() || !self.node.exists() {
            return self.give_up(cases);
        }
        self.node.set_mode(self.mode);
        self.weighing = Some(Box::new(Weighing::new(cases, self.node)));
        self.weigh_next();
        Ok(())
    }

    /// Goes on to the next case to weigh, or to the one that is best.
    fn weigh_next(&mut self) {
        let next = self.weighing.as_mut().filter(|_| self.node.spend(1)).and_then(|weighing| weighing.next(self.node));
        self.case = next.unwrap_or(UNKNOWN);
        self.odd = next.is_none();
        if let Decision::Shaped(cases) = self.decision {
            self.mark(cases);
        }
    }

    /// Returns true if the value that was just decoded is that of the best case, and not of one being weighed.
    #[cold]
    fn weighed(&mut self) -> bool {
        if self.case == UNKNOWN {
            return true;
        }
        let Some(weighing) = self.weighing.as_mut().filter(|weighing| !weighing.decided) else { return true };
        weighing.took(self.node);
        self.node.forget();
        self.weigh_next();
        false
    }

    /// Notes a value that no case takes, for those who listen; a tag is no field without a name.
    #[cold]
    fn note(&self, type_name: &'static str) {
        if !self.node.listens() {
            return;
        }
        let tag = match self.decision {
            Decision::Tagged { tag, .. } => Some(tag),
            Decision::Shaped(_) => None,
        };
        if let Some(member) = tag.and_then(|tag| self.node.get(tag)) {
            self.node.names(member);
        }
        if self.case == UNKNOWN || self.unheard {
            self.node.uncased(type_name, tag);
        }
    }

    /// Goes on to the next case to try, now that one failed.
    #[cold]
    fn failed(&mut self, fault: Fault) -> Result<(), Fault> {
        self.node.forget();
        let cases = match self.decision {
            _ if self.case == UNKNOWN => return Err(self.unknown(fault)),
            Decision::Tagged { .. } if self.unheard || !self.mode.is_strict() => {
                self.case = UNKNOWN;
                self.odd = true;
                self.cause = Some(fault);
                return Ok(());
            }
            Decision::Tagged { .. } => return Err(fault),
            Decision::Shaped(cases) => cases,
        };
        if self.weighing.is_some() {
            self.weigh_next();
            return Ok(());
        }
        if !self.node.spend(1) {
            return Err(Fault::endless(self.node));
        }
        let failures = self.failures.get_or_insert_default();
        if failures.order.is_empty() {
            failures.order = order(cases, self.node);
        }
        failures.faults.push(fault);
        match failures.order.get(failures.faults.len()) {
            Some(case) => {
                self.case = *case;
                self.mark(cases);
            }
            None => self.none_fits(cases)?,
        }
        Ok(())
    }

    /// Returns the reason why a closed union does not take the value: what its variant failed with, or that its tag is one that no variant has.
    fn unknown(&mut self, fault: Fault) -> Fault {
        let member = match self.decision {
            Decision::Tagged { tag, .. } => self.node.get(tag),
            Decision::Shaped(_) => None,
        };
        let cause = self.cause.take();
        cause.or_else(|| member.map(|member| Fault::expected(member, "the tag of a variant"))).unwrap_or(fault)
    }

    /// Notes that the value lacks the tag that the union writes with the case.
    fn mark(&self, cases: &'static [Case]) {
        if let Some(tag) = cases.get(self.case).and_then(|case| case.tag) {
            self.node.set_untagged(self.node.get(tag).is_none_or(Node::is_null));
        }
    }

    /// Keeps the value as one that this version does not know, or fails with every reason.
    #[cold]
    fn give_up(&mut self, cases: &'static [Case]) -> Result<(), Fault> {
        self.case = UNKNOWN;
        self.odd = true;
        let misses =
            cases.iter().filter_map(|case| rank(case, self.node).err().map(|why| Reason { case: case.name, why }));
        let (kinds, mut misses): (Vec<_>, Vec<_>) = misses.partition(|reason| matches!(reason.why, Miss::Kind(_)));
        // Every case of the value's JSON type is ruled out by a constant alone: the value is of a case that was added later.
        let newer = !misses.is_empty() && misses.iter().all(|reason| matches!(reason.why, Miss::Constant(_)));
        let Failures { order, faults } = *self.failures.take().unwrap_or_default();
        if !self.mode.is_strict() || (newer && faults.is_empty()) {
            return Ok(());
        }
        if misses.is_empty() && faults.len() == 1 {
            return Err(faults.into_iter().next().unwrap_or_else(|| Fault::endless(self.node)));
        }
        let name = |case: &usize| cases.get(*case).map_or("", |case| case.name);
        let inside = |(case, fault)| Reason { case: name(case), why: Miss::Inside(fault) };
        let mut reasons: Vec<_> = order.iter().zip(faults).map(inside).collect();
        reasons.append(&mut misses);
        // Another JSON type is a useful reason only if all cases have it.
        Err(Fault::no_case(self.node, if reasons.is_empty() { kinds } else { reasons }))
    }
}

/// Returns the cases that are similar to the value, best first.
fn order(cases: &[Case], node: Node<'_>) -> Vec<usize> {
    let mut fit: Vec<_> =
        (0..).zip(cases).filter_map(|(number, case)| Some((rank(case, node).ok()?, number))).collect();
    fit.sort_by(|(rank, _), (other, _)| other.cmp(rank));
    fit.into_iter().map(|(_, number)| number).collect()
}

/// Ranks one case.
fn rank(case: &Case, node: Node<'_>) -> Result<Rank, Miss> {
    match node.kind() {
        NodeKind::Object if case.kinds.meets(Kinds::OBJECT) => rank_object(case, node, |key| Err(Miss::Missing(key))),
        _ => rank_value(case, node),
    }
}

/// Result of looking up a tag.
struct Found {
    /// [`UNKNOWN`] without a case for a tag that no case has.
    case: usize,
    /// True if the tag is one that no case has.
    unheard: bool,
    /// True if the tag is known from the case and therefore not kept.
    hidden: bool,
}

/// Looks up the case of a tag.
fn tagged_case(
    tag: &'static str,
    values: &'static [(&'static str, usize)],
    otherwise: Option<usize>,
    node: Node<'_>,
) -> Result<Found, Fault> {
    if node.kind() != NodeKind::Object {
        return Err(Fault::expected(node, "an object"));
    }
    let member = node.get(tag);
    let text = match (member, otherwise) {
        (None, None) => return Err(Fault::missing(node, tag)),
        (None, Some(case)) => return Ok(Found { case, unheard: false, hidden: false }),
        (Some(member), None) => Some(tag_text(member).ok_or_else(|| Fault::expected(member, "a string"))?),
        (Some(member), Some(_)) => tag_text(member),
    };
    let position = text.and_then(|text| values.iter().position(|(value, _)| *value == text));
    let Some((before, [(_, case), ..])) = position.and_then(|position| values.split_at_checked(position)) else {
        return Ok(Found { case: otherwise.unwrap_or(UNKNOWN), unheard: true, hidden: false });
    };
    // Only the first value of a case is written again from the case alone; another one stays among the extra fields, as does one of
    // the case that needs none.
    let hidden = otherwise != Some(*case)
        && member.is_some_and(|member| member.as_str().is_some())
        && !before.iter().any(|(_, other)| other == case);
    if hidden {
        node.hide_tag(tag);
    }
    Ok(Found { case: *case, unheard: false, hidden })
}
