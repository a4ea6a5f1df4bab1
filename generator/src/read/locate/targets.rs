//! The nodes of a text that are looked for.

use std::collections::HashMap;

/// Pointers that are looked for, as a tree of their tokens. Node 0 is the root.
#[derive(Debug)]
pub(super) struct Targets {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    children: HashMap<String, usize>,
    /// Offsets of the first and the last occurrence: a key may be there twice.
    found: Option<(usize, usize)>,
}

impl Default for Targets {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Targets {
    pub(super) fn want(&mut self, tokens: impl Iterator<Item = String>) {
        let mut at = 0;
        for token in tokens {
            let next = self.nodes.len();
            at = *self.nodes[at].children.entry(token).or_insert(next);
            if at == next {
                self.nodes.push(Node::default());
            }
        }
    }

    pub(super) fn see(&mut self, node: usize, at: usize) {
        let found = &mut self.nodes[node].found;
        *found = Some((found.map_or(at, |(first, _)| first), at));
    }

    pub(super) fn child(&self, node: usize, token: &str) -> Option<usize> {
        self.nodes[node].children.get(token).copied()
    }

    /// Returns true if a node below this one is a target.
    pub(super) fn has_children(&self, node: usize) -> bool {
        !self.nodes[node].children.is_empty()
    }

    /// Offsets of the last and the first occurrence of the nearest node that was found.
    pub(super) fn place(&self, tokens: impl Iterator<Item = String>) -> (Option<usize>, Option<usize>) {
        let mut node = 0;
        let mut nearest = self.nodes[0].found;
        for token in tokens {
            let Some(child) = self.child(node, &token) else { break };
            node = child;
            nearest = self.nodes[node].found.or(nearest);
        }
        (nearest.map(|(_, last)| last), nearest.map(|(first, _)| first))
    }

    /// Returns lines and columns of everything found, in one pass.
    pub(super) fn lines(&self, text: &str) -> HashMap<usize, (usize, usize)> {
        let mut offsets: Vec<usize> =
            self.nodes.iter().filter_map(|node| node.found).flat_map(|(a, b)| [a, b]).collect();
        offsets.sort_unstable();
        offsets.dedup();
        let mut lines = HashMap::with_capacity(offsets.len());
        let (mut line, mut column, mut from) = (1, 1, 0);
        for at in offsets {
            // From place to place, not from the start of the line: a document may be one line of many megabytes.
            let mut passed = &text[from..at];
            if let Some((before, last)) = passed.rsplit_once('\n') {
                line += before.bytes().filter(|byte| *byte == b'\n').count() + 1;
                (column, passed) = (1, last);
            }
            column += passed.chars().count();
            from = at;
            lines.insert(at, (line, column));
        }
        lines
    }
}
