//! Looks at schemas as they are written, within the budget of the audit.

use std::collections::HashSet;
use std::rc::Rc;

use super::Audit;
use super::declared::Declared;
use crate::read::Node;

/// Number of schemas whose declarations are cached, since each is used several times in a row.
const MOST_RECENT: usize = 1024;

impl<'d> Audit<'d> {
    /// Returns the declarations of a schema.
    pub(super) fn declared(&self, node: Node<'d>) -> Rc<Declared<'d>> {
        if let Some(known) = self.recent.borrow().get(&node.address()) {
            return Rc::clone(known);
        }
        let declared = Rc::new(self.declared_by_all(&[node]));
        let mut recent = self.recent.borrow_mut();
        if recent.len() >= MOST_RECENT {
            recent.clear();
        }
        recent.insert(node.address(), Rc::clone(&declared));
        declared
    }

    /// Examines schemas, and those that an examination leads to, each once, until one returns `None`, which means found.
    pub(super) fn finds(
        &self,
        schemas: Vec<Node<'d>>,
        look: impl Fn(Node<'d>, &Declared<'d>) -> Option<Vec<Node<'d>>>,
    ) -> bool {
        let (mut seen, mut left) = (HashSet::new(), schemas);
        while let Some(node) = left.pop() {
            if seen.insert(node.address()) {
                let declared = self.declared(node);
                let Some(below) = look(node, &declared) else { return true };
                seen.extend(&declared.seen);
                left.extend(below);
            }
        }
        false
    }

    /// Returns the declarations of several schemas together, as of the parts of an `allOf`.
    pub(super) fn declared_by_all(&self, nodes: &[Node<'d>]) -> Declared<'d> {
        let mut declared = Declared { vague: self.budget.get() == 0, ..Declared::default() };
        if !declared.vague {
            nodes.iter().for_each(|node| declared.add(&self.written, *node));
            self.budget.set(self.budget.get().saturating_sub(1 + declared.seen.len() + declared.looks));
        }
        declared
    }
}
