//! Budget of what references may copy, and the copies that are being made.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::found::address;

/// Copies within copies.
const MAX_DEPTH: usize = 6;
/// Nodes that may be copied in all: a document of callbacks that refer to each other must not grow without end.
const MAX_COPIED: usize = 300_000;

/// Copies made so far, and those that are being made.
#[derive(Default)]
pub(super) struct Copies {
    /// Addresses of the nodes being copied into the places that refer to them, outermost first.
    open: Vec<usize>,
    /// Number of nodes copied so far.
    nodes: usize,
    /// Number of nodes in each that is copied, by its address.
    weights: HashMap<usize, usize>,
    /// Addresses of the form parameters that some operation has.
    taken: HashSet<usize>,
}

impl Copies {
    /// Takes a number of nodes from the budget for copies. Returns false if it has fewer.
    pub(super) fn spend(&mut self, nodes: usize) -> bool {
        let all = self.nodes.saturating_add(nodes);
        let fits = all <= MAX_COPIED;
        if fits {
            self.nodes = all;
        }
        fits
    }

    /// Notes that an operation has a form parameter; returns true if another one has it as well.
    pub(super) fn is_taken(&mut self, node: &Value) -> bool {
        !self.taken.insert(address(node))
    }

    /// Returns true if the node is being copied.
    pub(super) fn is_open(&self, node: &Value) -> bool {
        self.open.contains(&address(node))
    }

    /// Begins the copy of a node, with all in it. Returns false if it is too deep within others, or more than may be copied.
    pub(super) fn open(&mut self, node: &Value) -> bool {
        if self.open.len() >= MAX_DEPTH {
            return false;
        }
        let weight = *self.weights.entry(address(node)).or_insert_with(|| weight(node));
        if !self.spend(weight) {
            return false;
        }
        self.open.push(address(node));
        true
    }

    /// Ends the copy that was begun last.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }
}

fn weight(node: &Value) -> usize {
    match node {
        Value::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(weight).sum::<usize>(),
        _ => 1,
    }
}
