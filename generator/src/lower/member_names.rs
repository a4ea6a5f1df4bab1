//! Names of the members of unions, as far as they are known.

use std::collections::{HashMap, HashSet};

use super::node::NodeId;

/// Names of unions' members.
#[derive(Default)]
pub(super) struct MemberNames {
    of: HashMap<NodeId, String>,
    /// Members that became their parent: the only one of a union, for instance.
    transparent: HashSet<NodeId>,
    /// Texts by which settings may call the variants of a union, for suggestions. Only unions with settings are here.
    keys: HashMap<NodeId, Vec<String>>,
}

impl MemberNames {
    /// Returns the name of a member in its union.
    pub(super) fn of(&self, member: NodeId) -> Option<&str> {
        self.of.get(&member).map(String::as_str)
    }

    /// Names a member.
    pub(super) fn set(&mut self, member: NodeId, name: &str) {
        self.of.insert(member, name.to_owned());
    }

    /// Returns true for a member that became its parent.
    pub(super) fn is_transparent(&self, member: NodeId) -> bool {
        self.transparent.contains(&member)
    }

    /// Marks a member that becomes its parent.
    pub(super) fn set_transparent(&mut self, member: NodeId) {
        self.transparent.insert(member);
    }

    /// Returns the texts by which settings may call the variants of a union.
    pub(super) fn keys(&self, union: NodeId) -> &[String] {
        self.keys.get(&union).map_or(&[], Vec::as_slice)
    }

    /// Keeps the texts by which settings may call the variants of a union.
    pub(super) fn set_keys(&mut self, union: NodeId, keys: Vec<String>) {
        self.keys.insert(union, keys);
    }
}
