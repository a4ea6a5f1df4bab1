//! The nodes that a query selects, within a budget: `$..*..*` reaches each node on many ways, and a filter may look at all nodes for each.

use std::collections::HashSet;

use serde_json::Value;

use super::query::{Query, Segment, Selector};

/// Nodes of one query whose way from the root is kept.
const MAX_KEPT: usize = 4_000_000;

/// Steps that one token of a selected node's path takes.
const TOKEN_COST: usize = 4;

/// The steps that queries may still take.
#[derive(Debug)]
pub(in super::super) struct Budget(pub(in super::super) usize);

/// One step from a node to a member or element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in super::super) enum Token {
    Index(usize),
    Key(String),
}

impl Token {
    /// Returns the key of a member.
    pub(in super::super) fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }

    /// Returns the index of an element.
    pub(in super::super) fn index(&self) -> Option<usize> {
        match self {
            Self::Index(index) => Some(*index),
            Self::Key(_) => None,
        }
    }
}

/// Returns the paths of the nodes that a query selects, each once, in the order of the document. `None` when the budget is used up.
pub(in super::super) fn select(query: &Query, root: &Value, budget: &mut Budget) -> Option<Vec<Vec<Token>>> {
    let mut walk = Walk { root, budget, kept: Vec::new() };
    let nodes = walk.segments(&query.segments, Node { value: root, at: Some(Way::Root) }, true)?;
    let mut paths = Vec::new();
    for node in nodes {
        let path = walk.path(node);
        // A key is copied for each token.
        walk.spend(path.len() * TOKEN_COST)?;
        paths.push(path);
    }
    Some(paths)
}

/// A node that was reached.
#[derive(Clone, Copy)]
struct Node<'v> {
    value: &'v Value,
    /// Its path from the root; `None` in filters, which only need values.
    at: Option<Way>,
}

/// The way to a node.
#[derive(Clone, Copy)]
enum Way {
    Root,
    /// Index of the last step among those that were kept.
    Kept(usize),
}

/// A token, borrowed.
#[derive(Clone, Copy)]
enum Step<'v> {
    Index(usize),
    Key(&'v str),
}

/// The evaluation of one query.
pub(super) struct Walk<'v, 'b> {
    root: &'v Value,
    budget: &'b mut Budget,
    /// Steps, each with the way to the node above it.
    kept: Vec<(Way, Step<'v>)>,
}

impl<'v> Walk<'v, '_> {
    /// Returns the values that a query in a filter selects.
    pub(super) fn values(&mut self, query: &'v Query, node: &'v Value) -> Option<Vec<&'v Value>> {
        let value = if query.is_absolute { self.root } else { node };
        let nodes = self.segments(&query.segments, Node { value, at: None }, false)?;
        Some(nodes.into_iter().map(|node| node.value).collect())
    }

    /// Takes steps from the budget.
    pub(super) fn spend(&mut self, steps: usize) -> Option<()> {
        self.budget.0 = self.budget.0.checked_sub(steps)?;
        Some(())
    }

    /// Follows segments. RFC 9535 counts a node as often as it is reached; `once` keeps the first only.
    fn segments(&mut self, segments: &'v [Segment], start: Node<'v>, once: bool) -> Option<Vec<Node<'v>>> {
        let mut nodes = vec![start];
        for segment in segments {
            let mut next = Vec::new();
            let mut seen = HashSet::new();
            for node in nodes {
                if segment.is_descendant {
                    self.descend(segment, node, once.then_some(&mut seen), &mut next)?;
                } else {
                    self.selectors(segment, node, &mut next)?;
                }
            }
            if once {
                let mut seen = HashSet::new();
                next.retain(|node| seen.insert(std::ptr::from_ref(node.value).addr()));
            }
            nodes = next;
        }
        Some(nodes)
    }

    /// Selects from a node and from all below it, in the order of the document.
    fn descend(
        &mut self,
        segment: &'v Segment,
        start: Node<'v>,
        mut seen: Option<&mut HashSet<usize>>,
        next: &mut Vec<Node<'v>>,
    ) -> Option<()> {
        let mut work = vec![start];
        while let Some(node) = work.pop() {
            let address = std::ptr::from_ref(node.value).addr();
            if seen.as_mut().is_some_and(|seen| !seen.insert(address)) {
                continue;
            }
            self.selectors(segment, node, next)?;
            let from = work.len();
            for (step, child) in children(node.value) {
                // A scalar has nothing to select from.
                if child.is_object() || child.is_array() {
                    let child = self.reach(node, step, child)?;
                    work.push(child);
                }
            }
            work[from..].reverse();
        }
        Some(())
    }

    fn selectors(&mut self, segment: &'v Segment, node: Node<'v>, next: &mut Vec<Node<'v>>) -> Option<()> {
        for selector in &segment.selectors {
            self.spend(1)?;
            match (selector, node.value) {
                (Selector::Name(name), Value::Object(map)) => {
                    if let Some((key, child)) = map.get_key_value(name.as_str()) {
                        next.push(self.reach(node, Step::Key(key), child)?);
                    }
                }
                (Selector::Index(index), Value::Array(items)) => {
                    let index = position(*index, items.len());
                    if let Some((index, child)) = index.and_then(|index| Some((index, items.get(index)?))) {
                        next.push(self.reach(node, Step::Index(index), child)?);
                    }
                }
                (Selector::Slice { start, end, step }, Value::Array(items)) => {
                    for index in slice(*start, *end, *step, items.len()) {
                        next.push(self.reach(node, Step::Index(index), &items[index])?);
                    }
                }
                (Selector::Any, value) => {
                    for (step, child) in children(value) {
                        next.push(self.reach(node, step, child)?);
                    }
                }
                (Selector::Filter(filter), value) => {
                    for (step, child) in children(value) {
                        if self.holds(filter, child)? {
                            next.push(self.reach(node, step, child)?);
                        }
                    }
                }
                _ => {}
            }
        }
        Some(())
    }

    fn reach(&mut self, node: Node<'v>, step: Step<'v>, value: &'v Value) -> Option<Node<'v>> {
        self.spend(1)?;
        let at = match node.at {
            None => None,
            Some(_) if self.kept.len() == MAX_KEPT => return None,
            Some(way) => {
                self.kept.push((way, step));
                Some(Way::Kept(self.kept.len() - 1))
            }
        };
        Some(Node { value, at })
    }

    fn path(&self, node: Node<'v>) -> Vec<Token> {
        let mut path = Vec::new();
        let mut at = node.at;
        while let Some(Way::Kept(index)) = at {
            let (way, step) = self.kept[index];
            path.push(match step {
                Step::Index(index) => Token::Index(index),
                Step::Key(key) => Token::Key(key.to_owned()),
            });
            at = Some(way);
        }
        path.reverse();
        path
    }
}

fn children(node: &Value) -> impl Iterator<Item = (Step<'_>, &Value)> {
    let members = node.as_object().into_iter().flatten().map(|(key, child)| (Step::Key(key.as_str()), child));
    let items = node.as_array().into_iter().flatten();
    members.chain(items.enumerate().map(|(index, child)| (Step::Index(index), child)))
}

/// Returns the place in a list that an index means; negative ones count from the end.
fn position(index: i64, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?),
    }
}

/// Returns the places of a slice (RFC 9535 §2.3.4.2.2).
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let normal = |bound: i64| if bound < 0 { length.saturating_add(bound) } else { bound };
    let mut places = Vec::new();
    if step > 0 {
        let mut at = normal(start.unwrap_or(0)).clamp(0, length);
        let end = normal(end.unwrap_or(length)).clamp(0, length);
        while at < end {
            places.extend(usize::try_from(at));
            at = at.saturating_add(step);
        }
    } else if step < 0 {
        let mut at = normal(start.unwrap_or(length - 1)).clamp(-1, length - 1);
        let end = end.map_or(-1, |end| normal(end).clamp(-1, length - 1));
        while at > end {
            places.extend(usize::try_from(at));
            at = at.saturating_add(step);
        }
    }
    places
}
