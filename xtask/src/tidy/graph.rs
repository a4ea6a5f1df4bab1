//! Cycles of a graph of names.

use std::collections::{BTreeMap, BTreeSet};

/// Returns the groups of two or more names that reach each other, largest first.
pub(super) fn cycles<'a>(arrows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<BTreeSet<&'a str>> {
    let mut next: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut back: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, to) in arrows {
        next.entry(from).or_default().insert(to);
        next.entry(to).or_default();
        back.entry(to).or_default().insert(from);
    }
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    let mut done = BTreeSet::new();
    for name in next.keys() {
        if done.contains(name) {
            continue;
        }
        let backward = reached(&back, name);
        let group: BTreeSet<&str> = reached(&next, name).intersection(&backward).copied().collect();
        done.extend(group.iter().copied());
        if group.len() > 1 {
            groups.push(group);
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

fn reached<'a>(next: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str) -> BTreeSet<&'a str> {
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        for to in next.get(name).into_iter().flatten() {
            if seen.insert(to) {
                open.push(to);
            }
        }
    }
    seen
}
