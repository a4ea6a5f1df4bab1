//! The further places of operations in the tree.

use super::nodes::{Node, grow};
use super::route::{Route, snake};
use super::verbs;
use super::written;
use crate::naming::words;

/// A further place of a route.
#[derive(Debug)]
pub(super) struct AliasPlace {
    /// The route.
    pub(super) route: usize,
    /// The node.
    pub(super) node: usize,
    /// The method, where it is not called as the route's own one is.
    pub(super) name: Option<String>,
}

/// Returns the further places of all routes, whose nodes are made where there are none yet.
pub(super) fn grow_all(nodes: &mut Vec<Node>, routes: &[Route<'_>], homes: &[usize]) -> Vec<AliasPlace> {
    let mut aliases = Vec::new();
    for (at, route) in routes.iter().enumerate() {
        for also in &route.also {
            let node = also
                .resource
                .map(written::segments)
                .map_or(homes[at], |segments| grow(nodes, &segments[..segments.len().min(verbs::DEEPEST)]));
            let name = also.named.map(words).filter(|words| !words.is_empty()).map(|words| snake(&words));
            aliases.push(AliasPlace { route: at, node, name });
        }
    }
    aliases
}
