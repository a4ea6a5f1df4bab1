//! The nodes of the resource tree.

use std::collections::HashMap;

use super::route::snake;
use crate::naming::words;

/// A resource.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// Its parent; `None` for the root.
    pub(super) parent: Option<usize>,
    /// Segments from the root, as first written.
    pub(super) path: Vec<String>,
    /// Its children, in order of first use.
    pub(super) children: Vec<usize>,
    /// Its routes, in document order.
    pub(super) routes: Vec<usize>,
    pub(super) by_name: HashMap<String, usize>,
}

impl Node {
    /// Returns its path in `snake_case`: spellings of one path are the same.
    pub(super) fn key(&self) -> Vec<String> {
        self.path.iter().map(|segment| snake(&words(segment))).collect()
    }

    /// Returns the last segment in `snake_case`; empty for the root.
    pub(super) fn accessor(&self) -> String {
        self.path.last().map(|segment| snake(&words(segment))).unwrap_or_default()
    }
}

/// Returns the node of a path of segments, made when there is none yet. Spellings of one name are one node.
pub(super) fn grow(nodes: &mut Vec<Node>, path: &[String]) -> usize {
    let mut at = 0;
    for segment in path {
        let name = snake(&words(segment));
        at = match nodes[at].by_name.get(&name) {
            Some(child) => *child,
            None => {
                let child = nodes.len();
                let mut path = nodes[at].path.clone();
                path.push(segment.clone());
                nodes.push(Node { parent: Some(at), path, ..Node::default() });
                nodes[at].children.push(child);
                nodes[at].by_name.insert(name, child);
                child
            }
        };
    }
    at
}
