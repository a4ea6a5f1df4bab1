//! Decides which schemas admit `null`: for all schemas that one leads to at once, so that each is examined once.

use std::collections::HashMap;

use super::context::Lowering;
use super::node::{Core, NodeId, Special};

/// A schema on which the results for others depend.
#[derive(Default)]
struct Step {
    /// True if a schema admits null.
    found: bool,
    /// Parts of its `allOf` that constrain values and do not admit null, as far as known.
    missing: usize,
    /// The schemas that depend on it, and whether it is a part of them: all parts must admit null, but one variant of a union is enough.
    used_by: Vec<(usize, Use)>,
}

/// Role of a schema in one that depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    Variant,
    Part,
    /// A part that narrows nothing: none of the others wait for it.
    SilentPart,
}

impl Lowering<'_> {
    /// Returns true if a schema admits `null`. One that only leads back to itself does not.
    pub(super) fn nullable(&mut self, node: NodeId) -> bool {
        let node = self.nodes.resolve(node);
        if let Some(found) = self.nullable.get(&node) {
            return *found;
        }
        let mut order = vec![node];
        let mut places = HashMap::from([(node, 0)]);
        let mut steps = vec![Step::default()];
        let mut known = Vec::new();
        let mut next = 0;
        while let Some(node) = order.get(next).copied() {
            if let Some(found) = self.nullable.get(&node) {
                known.extend(found.then_some(next));
                next += 1;
                continue;
            }
            let keywords = self.nodes.keywords(node);
            if keywords.nullable || keywords.core.special == Some(Special::Null) {
                known.push(next);
            }
            let variants = keywords.core.unions.iter().flat_map(|group| &group.members);
            let parts = keywords.all_of.iter();
            let uses = variants.map(|node| (*node, false)).chain(parts.map(|node| (*node, true)));
            for (other, is_part) in uses {
                let other = self.nodes.resolve(other);
                let place = *places.entry(other).or_insert_with(|| {
                    order.push(other);
                    steps.push(Step::default());
                    order.len() - 1
                });
                let how = match is_part {
                    false => Use::Variant,
                    true if self.is_silent(other) => Use::SilentPart,
                    true => Use::Part,
                };
                steps[next].missing += usize::from(how == Use::Part);
                steps[place].used_by.push((next, how));
            }
            next += 1;
        }
        spread(&mut steps, known);
        for (node, step) in order.iter().zip(&steps) {
            self.nullable.insert(*node, step.found);
        }
        steps[0].found
    }

    /// Returns true for an inline schema that constrains nothing, or only the keys of an object: null is not an object (JSON Schema 2020-12 §6.5.3).
    fn is_silent(&self, node: NodeId) -> bool {
        let keywords = self.nodes.keywords(node);
        let asks = || Core { required: keywords.core.required.clone(), ..Core::default() } == keywords.core;
        keywords.all_of.is_empty() && (keywords.core.is_any() || asks())
    }
}

/// Propagates the known results until nothing new follows. All parts must admit null; a part with only annotations does. Keywords beside the parts are rarely
/// meant to forbid it.
fn spread(steps: &mut [Step], known: Vec<usize>) {
    let mut work = known;
    let mut has_part = vec![false; steps.len()];
    while let Some(place) = work.pop() {
        if std::mem::replace(&mut steps[place].found, true) {
            continue;
        }
        for (user, how) in std::mem::take(&mut steps[place].used_by) {
            has_part[user] |= how != Use::Variant;
            if how == Use::Part {
                steps[user].missing -= 1;
            }
            if how == Use::Variant || (has_part[user] && steps[user].missing == 0) {
                work.push(user);
            }
        }
    }
}
