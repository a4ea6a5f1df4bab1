//! The changes of overlays: they lead from a node of the document after them to the text that it was written in.

use std::collections::{HashMap, HashSet};

use crate::pointer::Pointer;

/// The changes of all actions, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes(Vec<Change>);

#[derive(Clone, Debug)]
enum Change {
    /// Elements left lists: the lists by their pointers before, and the places of the elements.
    Removed(HashMap<Pointer, HashSet<usize>>),
    /// Nodes came, or came instead of others: by their pointers after, with where each was written.
    Added(HashMap<Pointer, Pointer>),
}

impl Changes {
    /// Returns true if every node is at the location where it was written.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn removed(&mut self, elements: HashMap<Pointer, HashSet<usize>>) {
        if !elements.is_empty() {
            self.0.push(Change::Removed(elements));
        }
    }

    pub(crate) fn added(&mut self, nodes: HashMap<Pointer, Pointer>) {
        if !nodes.is_empty() {
            self.0.push(Change::Added(nodes));
        }
    }

    /// Notes nodes that have other places than before.
    pub(crate) fn moved(&mut self, nodes: HashMap<Pointer, Pointer>) {
        self.added(nodes);
    }

    /// Returns the place that a node of the document was written at: in the document as it was before, or in an overlay.
    pub(crate) fn origin(&self, at: &Pointer) -> Pointer {
        let mut at = at.clone();
        for change in self.0.iter().rev() {
            at = match change {
                Change::Removed(lists) => before(&at, lists),
                Change::Added(nodes) => match source(&at, nodes) {
                    Some(source) if source.file().is_some() => return source,
                    Some(source) => source,
                    None => at,
                },
            };
        }
        at
    }
}

/// Returns the pointer of a node before elements left the lists above it.
fn before(at: &Pointer, lists: &HashMap<Pointer, HashSet<usize>>) -> Pointer {
    at.tokens().fold(Pointer::root(), |holder, token| {
        let index: Option<usize> = token.parse().ok().filter(|_| lists.contains_key(&holder));
        let Some((index, gone)) = index.zip(lists.get(&holder)) else { return holder.child(token) };
        let mut kept = (0..).filter(|index| !gone.contains(index));
        holder.child(kept.nth(index).unwrap_or(index))
    })
}

/// Returns the place that a node was written at which an action added, itself or with a node above it.
fn source(at: &Pointer, nodes: &HashMap<Pointer, Pointer>) -> Option<Pointer> {
    let mut above = at.clone();
    let mut below = Vec::new();
    loop {
        if let Some(source) = nodes.get(&above) {
            return Some(below.iter().rev().fold(source.clone(), |source, token: &String| source.child(token)));
        }
        let token = above.tokens().last()?;
        below.push(token);
        above = above.parent()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        Pointer::parse(text)
    }

    #[test]
    fn nodes_are_found_where_they_were_written() {
        let mut changes = Changes::default();
        changes.removed(HashMap::from([(pointer("#/a"), HashSet::from([0, 2]))]));
        changes.added(HashMap::from([(pointer("#/a/2"), pointer("o.yaml#/actions/1/update"))]));
        changes.added(HashMap::from([(pointer("#/b"), pointer("#/a/0"))]));
        for (after, written) in [
            ("#/a/0/x", "#/a/1/x"),
            ("#/a/1", "#/a/3"),
            ("#/a/2/y", "o.yaml#/actions/1/update/y"),
            ("#/b/z", "#/a/1/z"),
            ("#/c", "#/c"),
        ] {
            assert_eq!(changes.origin(&pointer(after)).as_str(), written, "{after}");
        }
    }
}
