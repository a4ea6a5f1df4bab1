//! The nodes that a JSONPath selects, each once: step by step, so that `$..*..*` costs its steps times the nodes, and not every way to a node.

use std::collections::HashSet;

use serde_json::Value;

use super::jsonpath::Step;

/// One step from a node to a member or element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Token {
    Index(usize),
    Key(String),
}

impl Token {
    /// The key of a member.
    pub(super) fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

/// A node that was reached, by the place of its parent among the others.
struct Reached<'v> {
    node: &'v Value,
    parent: usize,
    token: Option<Place<'v>>,
}

/// A token, borrowed.
#[derive(Clone, Copy)]
enum Place<'v> {
    Index(usize),
    Key(&'v str),
}

/// The paths of the nodes that are selected, in the order of the document. `None` when that takes more steps than are left.
pub(super) fn paths(root: &Value, steps: &[Step], left: &mut usize) -> Option<Vec<Vec<Token>>> {
    let mut selection = Selection { reached: vec![Reached { node: root, parent: 0, token: None }], left };
    let mut nodes = vec![0];
    for step in steps {
        nodes = selection.step(&nodes, step)?;
    }
    Some(nodes.into_iter().map(|node| selection.path(node)).collect())
}

struct Selection<'v, 'l> {
    reached: Vec<Reached<'v>>,
    left: &'l mut usize,
}

impl<'v> Selection<'v, '_> {
    fn step(&mut self, nodes: &[usize], step: &Step) -> Option<Vec<usize>> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for start in nodes {
            if *step == Step::Descend {
                self.descend(*start, &mut seen, &mut found)?;
                continue;
            }
            match (step, self.reached[*start].node) {
                (Step::Name(name), Value::Object(map)) => {
                    let child = map.get_key_value(name.as_str());
                    found.extend(child.map(|(key, child)| self.reach(*start, Place::Key(key), child)));
                }
                (Step::Index(index), Value::Array(items)) => {
                    found.extend(items.get(*index).map(|child| self.reach(*start, Place::Index(*index), child)));
                }
                (Step::Any | Step::Filter(_), node) => {
                    for (place, child) in children(node) {
                        self.spend()?;
                        if !matches!(step, Step::Filter(filter) if !filter.holds(child)) {
                            found.push(self.reach(*start, place, child));
                        }
                    }
                }
                _ => {}
            }
            self.spend()?;
        }
        Some(found)
    }

    /// A node and everything below it that has not been seen.
    fn descend(&mut self, start: usize, seen: &mut HashSet<usize>, found: &mut Vec<usize>) -> Option<()> {
        let mut work = vec![start];
        while let Some(at) = work.pop() {
            let node = self.reached[at].node;
            if !seen.insert(std::ptr::from_ref(node).addr()) {
                continue;
            }
            self.spend()?;
            found.push(at);
            let below: Vec<usize> = children(node).map(|(place, child)| self.reach(at, place, child)).collect();
            work.extend(below.into_iter().rev());
        }
        Some(())
    }

    fn reach(&mut self, parent: usize, token: Place<'v>, node: &'v Value) -> usize {
        self.reached.push(Reached { node, parent, token: Some(token) });
        self.reached.len() - 1
    }

    fn spend(&mut self) -> Option<()> {
        *self.left = self.left.checked_sub(1)?;
        Some(())
    }

    fn path(&self, node: usize) -> Vec<Token> {
        let mut path = Vec::new();
        let mut at = node;
        while let Reached { parent, token: Some(token), .. } = &self.reached[at] {
            path.push(match token {
                Place::Index(index) => Token::Index(*index),
                Place::Key(key) => Token::Key((*key).to_owned()),
            });
            at = *parent;
        }
        path.reverse();
        path
    }
}

fn children(node: &Value) -> Box<dyn Iterator<Item = (Place<'_>, &Value)> + '_> {
    match node {
        Value::Object(map) => Box::new(map.iter().map(|(key, child)| (Place::Key(key.as_str()), child))),
        Value::Array(items) => Box::new(items.iter().enumerate().map(|(index, child)| (Place::Index(index), child))),
        _ => Box::new(std::iter::empty()),
    }
}
