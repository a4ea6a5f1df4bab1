//! Merged schemas so far, and the merges that are under way.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexSet;

use super::node::{Keywords, NodeId};

/// Merges that call for each other, one inside the other, are given up here.
const MOST_NESTED: usize = 40;

/// Merging may make no more schemas than this: a document can be written so that each merge calls for two more.
const MOST_JOINED: usize = 20_000;

/// State of the pass that merges `allOf`.
#[derive(Default)]
pub(super) struct Merging {
    /// Keywords of nodes with `allOf` merged in.
    flat: HashMap<NodeId, Rc<Keywords>>,
    /// Nodes being merged now, outermost first.
    open: IndexSet<NodeId>,
    /// Number of merges that have called for others: the merge of a property calls for that of another.
    depth: usize,
    /// Schemas that the unions in a base lead to, by base.
    led_to: HashMap<NodeId, Rc<HashSet<NodeId>>>,
    /// Schemas made to stand for several at once, by their members; `true` for all of them, `false` for any.
    joined: HashMap<(bool, Vec<NodeId>), NodeId>,
}

impl Merging {
    /// Returns the merged keywords of a node, if they are known.
    pub(super) fn flat(&self, node: NodeId) -> Option<&Rc<Keywords>> {
        self.flat.get(&node)
    }

    /// Keeps the merged keywords of a node.
    pub(super) fn set_flat(&mut self, node: NodeId, keywords: Rc<Keywords>) {
        self.flat.insert(node, keywords);
    }

    /// Begins a merge inside those that are under way. Returns false if the node is being merged already, or too many are.
    pub(super) fn enter(&mut self, node: NodeId) -> bool {
        if self.open.contains(&node) || self.depth >= MOST_NESTED {
            return false;
        }
        self.depth += 1;
        true
    }

    /// Ends a merge that [`Merging::enter`] began.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Marks a node as being merged. Returns false if it is already.
    pub(super) fn open(&mut self, node: NodeId) -> bool {
        self.open.insert(node)
    }

    /// Keeps the merged keywords of the node that was opened last.
    pub(super) fn close(&mut self, node: NodeId, keywords: Rc<Keywords>) {
        self.flat.insert(node, keywords);
        self.open.pop();
    }

    /// Returns what the unions in a base lead to, if it is known.
    pub(super) fn led_to(&self, base: NodeId) -> Option<Rc<HashSet<NodeId>>> {
        self.led_to.get(&base).map(Rc::clone)
    }

    /// Keeps what the unions in a base lead to.
    pub(super) fn set_led_to(&mut self, base: NodeId, found: Rc<HashSet<NodeId>>) {
        self.led_to.insert(base, found);
    }

    /// Returns true if one of the nodes is being merged now.
    pub(super) fn is_any_open(&self, nodes: &HashSet<NodeId>) -> bool {
        self.open.iter().any(|node| nodes.contains(node))
    }

    /// Returns the schema that stands for these at once, if there is one.
    pub(super) fn joined(&self, key: &(bool, Vec<NodeId>)) -> Option<NodeId> {
        self.joined.get(key).copied()
    }

    /// Keeps the schema that stands for these at once.
    pub(super) fn set_joined(&mut self, key: (bool, Vec<NodeId>), node: NodeId) {
        self.joined.insert(key, node);
    }

    /// Returns true if merging has made as many schemas as it may.
    pub(super) fn is_full(&self) -> bool {
        self.joined.len() > MOST_JOINED
    }
}
