//! Names for several texts at once, independent of their order.
//!
//! A name that two texts could have goes to the one that is spelled so, or else to neither: when a document grows, a
//! name may disappear, but it never comes to mean something else. Only the arrival of a text that is spelled like a name
//! takes that name from another, and never from the value of an enum.

use std::collections::{HashMap, HashSet};

/// Similarity of a text to the plain name made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// It is exactly the name.
    Exact,
    /// It is the name except for capitals, like `userId` and `user_id`.
    Close,
    /// The name lacks a part of it.
    Other,
}

/// A text that needs a name.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The name it has alone.
    pub(super) plain: String,
    /// Similarity of the text to its plain name.
    pub(super) spelling: Spelling,
}

/// Assigns names to claims; `None` where all names of a claim are disputed. `longer` returns the further names of a
/// claim, best first, which depend on its text alone; `is_taken` returns true for names that are no longer free.
pub(super) fn resolve(
    claims: &[Claim],
    longer: impl Fn(usize) -> Vec<String>,
    is_taken: impl Fn(&str) -> bool,
) -> Vec<Option<String>> {
    let mut disputes = Disputes::of(claims, &is_taken);
    disputes.spread(claims, longer);
    // Many claims may come to one name.
    let mut closest: HashMap<&str, Option<usize>> = HashMap::new();
    let mut name = |at: usize| {
        let Some(candidates) = &disputes.candidates[at] else { return Some(claims[at].plain.clone()) };
        let mut own = candidates.iter().filter(|name| !is_taken(name));
        own.find(|name| {
            disputes.claimants(name) == [at]
                || *closest.entry(name.as_str()).or_insert_with(|| disputes.closest(claims, name)) == Some(at)
        })
        .cloned()
    };
    (0..claims.len()).map(&mut name).collect()
}

/// Claims for names that more than one text may have.
struct Disputes {
    /// For each name, the claims that may get it.
    wanted: HashMap<String, Vec<usize>>,
    /// For each claim that is not sure of its plain name, all names that it may get.
    candidates: Vec<Option<Vec<String>>>,
    /// Claims among them that are not examined yet.
    open: Vec<usize>,
    /// Longer names whose plain claimants are among those.
    passed_on: HashSet<String>,
}

impl Disputes {
    fn of(claims: &[Claim], is_taken: impl Fn(&str) -> bool) -> Self {
        let mut wanted: HashMap<String, Vec<usize>> = HashMap::with_capacity(claims.len());
        for (at, claim) in claims.iter().enumerate() {
            wanted.entry(claim.plain.clone()).or_default().push(at);
        }
        let exact =
            |name: &str| wanted[name].iter().filter(|other| claims[**other].spelling == Spelling::Exact).count();
        let loses = |claim: &Claim| {
            let is_first = claim.spelling == Spelling::Exact && exact(&claim.plain) == 1;
            is_taken(&claim.plain) || (wanted[&claim.plain].len() > 1 && !is_first)
        };
        let open = (0..claims.len()).filter(|at| loses(&claims[*at])).collect();
        Self { wanted, candidates: vec![None; claims.len()], open, passed_on: HashSet::new() }
    }

    /// A longer name may be the plain name of another claim, which then has to look for others as well.
    fn spread(&mut self, claims: &[Claim], longer: impl Fn(usize) -> Vec<String>) {
        while let Some(at) = self.open.pop() {
            if self.candidates[at].is_some() {
                continue;
            }
            let mut names = vec![claims[at].plain.clone()];
            for name in longer(at) {
                if names.contains(&name) {
                    continue;
                }
                let others = self.wanted.entry(name.clone()).or_default();
                // Those whose plain name it is are the same each time.
                if self.passed_on.insert(name.clone()) {
                    let plain = others.iter().filter(|other| claims[**other].plain == name);
                    self.open.extend(plain.filter(|other| claims[**other].spelling != Spelling::Exact));
                }
                others.push(at);
                names.push(name);
            }
            self.candidates[at] = Some(names);
        }
    }

    fn claimants(&self, name: &str) -> &[usize] {
        self.wanted.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns the one claim that is close to a name which none is spelled exactly like.
    fn closest(&self, claims: &[Claim], name: &str) -> Option<usize> {
        let claimants = self.claimants(name);
        let is_plain = |at: &usize| claims[*at].plain == name && claims[*at].spelling != Spelling::Exact;
        let mut close = claimants.iter().filter(|at| claims[**at].spelling == Spelling::Close);
        let first = close.next().copied().filter(|_| close.next().is_none());
        first.filter(|_| claimants.iter().all(is_plain))
    }
}
