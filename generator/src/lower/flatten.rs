//! `allOf`: several schemas at once, merged into one.

use std::rc::Rc;

use super::context::{Lowering, Notes};
use super::node::{Additional, Body, Choice, Core, JsonType, Keywords, Node, NodeId, Role, Special};
use crate::api::Facts;
use crate::report::{Problem, code};

/// A chain of `allOf` longer than this is given up.
const LONGEST_CHAIN: usize = 40;

/// Merging may make no more schemas than this: a document can be written so that each merge calls for two more.
const MOST_JOINED: usize = 20_000;

impl Lowering<'_> {
    /// The keywords of a node, behind references, with `allOf` merged in.
    pub(super) fn flat(&mut self, node: NodeId) -> Rc<Keywords> {
        let node = self.nodes.resolve(node);
        if let Some(found) = self.memory.flat.get(&node) {
            return Rc::clone(found);
        }
        let own = self.nodes.keywords(node);
        if own.all_of.is_empty() {
            self.memory.flat.insert(node, Rc::clone(&own));
            return own;
        }
        if self.memory.merging.contains(&node) || self.memory.merging.len() > LONGEST_CHAIN {
            self.report(Problem::warning(
                code::CYCLIC_ALL_OF,
                &self.at(node),
                "this schema is a part of itself through `allOf`, or through too many of them",
                "remove the reference back; it is read as if it said nothing",
            ));
            return Rc::default();
        }
        self.memory.merging.push(node);
        let merged = Rc::new(self.merge_parts(node, &own));
        self.memory.merging.pop();
        self.memory.flat.insert(node, Rc::clone(&merged));
        merged
    }

    fn merge_parts(&mut self, node: NodeId, own: &Keywords) -> Keywords {
        let mut merged = Keywords::default();
        let mut inline = Notes::default();
        for part in &own.all_of {
            let mut keywords = self.flat(*part);
            if keywords.core.unions.iter().any(|group| self.leads_back(&group.members, 0)) {
                // A base that lists its children: they take its fields, not its list.
                let mut fields = (*keywords).clone();
                fields.core.unions.clear();
                keywords = Rc::new(fields);
            }
            self.merge(&mut merged, &keywords, node);
            if !self.nodes.is_ref(*part) {
                inline = fill(inline, &keywords.notes);
            } else {
                inline.facts = fill_facts(inline.facts, &keywords.notes.facts, keywords.core.is_object());
                inline.deprecated |= keywords.notes.deprecated && own.is_ref;
            }
        }
        self.merge(&mut merged, &Keywords { all_of: Vec::new(), ..own.clone() }, node);
        merged.notes = fill(own.notes.clone(), &inline);
        merged.nullable = own.nullable;
        merged
    }

    /// True when one of the members is, or offers, a schema that is being merged now.
    fn leads_back(&mut self, members: &[NodeId], depth: usize) -> bool {
        depth < 8
            && members.iter().any(|member| {
                let member = self.nodes.resolve(*member);
                let groups = &self.nodes.keywords(member).core.unions;
                self.memory.merging.contains(&member)
                    || groups.iter().any(|group| self.leads_back(&group.members, depth + 1))
            })
    }

    /// Narrows one schema by another.
    fn merge(&mut self, into: &mut Keywords, other: &Keywords, node: NodeId) {
        into.unsupported.extend(other.unsupported.iter().cloned());
        let (core, other) = (&mut into.core, &other.core);
        if other.is_any() || matches!(other.special, Some(Special::Dangling | Special::TooDeep)) {
            return;
        }
        if core.is_any() {
            core.clone_from(other);
            return;
        }
        if core.special.is_some() || other.special.is_some() {
            core.special = core.special.or(other.special);
            return;
        }
        let Some(types) = narrow(&core.types, &other.types) else {
            self.conflict(node, "no JSON type satisfies all parts of this `allOf`");
            *core = Core { special: Some(Special::Conflict), ..Core::default() };
            return;
        };
        self.merge_keys(core, other, node);
        core.types = types;
        let open = (core.open || core.values.is_empty()) && (other.open || other.values.is_empty());
        core.values = self.merge_values(&core.values, &other.values, node);
        core.open = open && !core.values.is_empty();
        core.format = merge_format(core.format.take(), other.format.as_deref());
        core.items = match (core.items, other.items) {
            (Some(ours), Some(theirs)) => Some(self.join(ours, theirs, node, Role::Item)),
            (ours, theirs) => ours.or(theirs),
        };
        if core.prefix.is_empty() {
            core.prefix.clone_from(&other.prefix);
        }
        core.closed_items |= other.closed_items;
        core.unions.extend(other.unions.iter().cloned());
    }

    fn merge_keys(&mut self, core: &mut Core, other: &Core, node: NodeId) {
        core.additional = match (core.additional, other.additional) {
            _ if !other.has_keys() => core.additional,
            _ if !core.has_keys() => other.additional,
            (Additional::Schema(ours), Additional::Schema(theirs)) => {
                Additional::Schema(self.join(ours, theirs, node, Role::Additional))
            }
            (Additional::Schema(schema), _) | (_, Additional::Schema(schema)) => Additional::Schema(schema),
            (Additional::Forbidden, Additional::Forbidden) => Additional::Forbidden,
            // Each part forbids the other's keys; taken literally nothing would fit. Keeping what comes loses nothing.
            _ => Additional::Open,
        };
        for (name, theirs) in &other.properties {
            let joined = match core.properties.get(name) {
                Some(ours) => self.join(*ours, *theirs, node, Role::Property(name.clone())),
                None => *theirs,
            };
            core.properties.insert(name.clone(), joined);
        }
        core.required.extend(other.required.iter().cloned());
        for (pattern, theirs) in &other.patterns {
            core.patterns.entry(pattern.clone()).or_insert(*theirs);
        }
    }

    fn merge_values(&mut self, ours: &[Choice], theirs: &[Choice], node: NodeId) -> Vec<Choice> {
        if ours.is_empty() || theirs.is_empty() {
            return if ours.is_empty() { theirs.to_vec() } else { ours.to_vec() };
        }
        let both: Vec<Choice> = theirs.iter().filter(|choice| ours.contains(choice)).cloned().collect();
        if !both.is_empty() {
            return both;
        }
        self.conflict(node, "the parts of this `allOf` have no value in common; the values of all are offered");
        ours.iter().chain(theirs).cloned().collect()
    }

    /// A schema that stands for both of two.
    fn join(&mut self, ours: NodeId, theirs: NodeId, node: NodeId, role: Role) -> NodeId {
        if self.nodes.resolve(ours) == self.nodes.resolve(theirs) || self.same(ours, theirs, 0) {
            return if self.says_something(theirs) { theirs } else { ours };
        }
        if self.descends(theirs, ours, 0) {
            return theirs;
        }
        if self.descends(ours, theirs, 0) {
            return ours;
        }
        let unions = |keywords: Rc<Keywords>| !keywords.core.unions.is_empty();
        if unions(self.flat(ours)) && unions(self.flat(theirs)) {
            // Both must hold, so either alone takes every value that is valid; the later one is the more special.
            return theirs;
        }
        self.joint(true, &[ours, theirs], node, role)
    }

    /// True for an inline schema with a description of its own.
    fn says_something(&self, node: NodeId) -> bool {
        !self.nodes.is_ref(node) && !self.nodes.keywords(node).notes.docs.is_empty()
    }

    /// A schema that lowering makes of others: `allOf` or `anyOf` them. The same members give the same schema.
    pub(super) fn joint(&mut self, all: bool, members: &[NodeId], parent: NodeId, role: Role) -> NodeId {
        let parts = members.to_vec();
        let key = (all, parts.iter().map(|part| self.nodes.resolve(*part)).collect::<Vec<_>>());
        if let Some(found) = self.memory.joined.get(&key) {
            return *found;
        }
        let at = self.at(members.last().copied().unwrap_or(parent));
        let mut keywords = Keywords::default();
        if self.memory.joined.len() > MOST_JOINED {
            keywords.core.special = Some(Special::TooDeep);
        } else if all {
            keywords.notes = self.notes_of_parts(&parts);
            keywords.all_of = parts;
        } else {
            keywords.core.unions = vec![super::node::Group { members: parts, discriminator: None }];
        }
        let node = self.nodes.add(Node { at, parent: Some(parent), role, body: Body::Schema(Rc::new(keywords)) });
        self.memory.joined.insert(key, node);
        node
    }

    /// The last inline part that describes itself does so for the whole.
    fn notes_of_parts(&self, parts: &[NodeId]) -> Notes {
        let inline = parts.iter().rev().filter(|part| !self.nodes.is_ref(**part));
        inline.fold(Notes::default(), |notes, part| fill(notes, &self.nodes.keywords(*part).notes))
    }

    /// True when a schema has another, by reference, among its `allOf`.
    pub(super) fn descends(&self, child: NodeId, base: NodeId, depth: usize) -> bool {
        let (child, base) = (self.nodes.resolve(child), self.nodes.resolve(base));
        depth < 16
            && self.nodes.keywords(child).all_of.iter().any(|part| {
                (self.nodes.is_ref(*part) && self.nodes.resolve(*part) == base) || self.descends(*part, base, depth + 1)
            })
    }

    /// True when two schemas give the same type, whatever they say of it. Named types differ from each other.
    pub(super) fn same(&mut self, a: NodeId, b: NodeId, depth: usize) -> bool {
        let (a, b) = (self.nodes.resolve(a), self.nodes.resolve(b));
        if a == b {
            return true;
        }
        let named = |node| matches!(self.nodes.get(node).role, Role::Component(_));
        if depth > 8 || named(a) || named(b) || self.nullable(a) != self.nullable(b) {
            return false;
        }
        let (a, b) = (self.flat(a), self.flat(b));
        let (a, b) = (&a.core, &b.core);
        let plain = a.types == b.types
            && a.format == b.format
            && (a.values == b.values && a.open == b.open)
            && a.required == b.required
            && a.special == b.special
            && a.closed_items == b.closed_items
            && a.patterns == b.patterns
            && a.unions == b.unions;
        plain && self.same_children(a, b, depth)
    }

    fn same_children(&mut self, a: &Core, b: &Core, depth: usize) -> bool {
        let keys = a.properties.len() == b.properties.len()
            && a.properties
                .iter()
                .all(|(name, ours)| b.properties.get(name).is_some_and(|theirs| self.same(*ours, *theirs, depth + 1)));
        let additional = match (a.additional, b.additional) {
            (Additional::Schema(ours), Additional::Schema(theirs)) => self.same(ours, theirs, depth + 1),
            (ours, theirs) => ours == theirs,
        };
        let items = match (a.items, b.items) {
            (Some(ours), Some(theirs)) => self.same(ours, theirs, depth + 1),
            (ours, theirs) => ours == theirs,
        };
        let prefix = a.prefix.len() == b.prefix.len()
            && a.prefix.iter().zip(&b.prefix).all(|(ours, theirs)| self.same(*ours, *theirs, depth + 1));
        keys && additional && items && prefix
    }

    fn conflict(&mut self, node: NodeId, message: &str) {
        let at = self.at(node);
        self.report(Problem::warning(
            code::ALL_OF_CONFLICT,
            &at,
            message,
            "make the parts agree; the widest type that fits is used",
        ));
    }
}

/// The types both allow; `None` when there is none.
pub(super) fn narrow(ours: &[JsonType], theirs: &[JsonType]) -> Option<Vec<JsonType>> {
    if ours.is_empty() || theirs.is_empty() {
        return Some(if ours.is_empty() { theirs.to_vec() } else { ours.to_vec() });
    }
    let mut both = Vec::new();
    for found in ours {
        if theirs.contains(found) {
            both.push(*found);
        } else if (*found == JsonType::Number && theirs.contains(&JsonType::Integer))
            || (*found == JsonType::Integer && theirs.contains(&JsonType::Number))
        {
            both.push(JsonType::Integer);
        }
    }
    (!both.is_empty()).then_some(both)
}

fn merge_format(ours: Option<String>, theirs: Option<&str>) -> Option<String> {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours != theirs => None,
        (ours, theirs) => ours.or(theirs.map(str::to_owned)),
    }
}

/// Fills in what notes leave open.
pub(super) fn fill(ours: Notes, theirs: &Notes) -> Notes {
    Notes {
        docs: if ours.docs.is_empty() { theirs.docs.clone() } else { ours.docs },
        title: ours.title.or_else(|| theirs.title.clone()),
        facts: fill_facts(ours.facts, &theirs.facts, false),
        deprecated: ours.deprecated || theirs.deprecated,
        read_only: ours.read_only || theirs.read_only,
        write_only: ours.write_only || theirs.write_only,
    }
}

/// Fills in constraints; those of an object's own come with its type.
fn fill_facts(ours: Facts, theirs: &Facts, object: bool) -> Facts {
    if object {
        return ours;
    }
    Facts {
        default: ours.default.or_else(|| theirs.default.clone()),
        minimum: ours.minimum.or_else(|| theirs.minimum.clone()),
        maximum: ours.maximum.or_else(|| theirs.maximum.clone()),
        multiple_of: ours.multiple_of.or_else(|| theirs.multiple_of.clone()),
        min_size: ours.min_size.or(theirs.min_size),
        max_size: ours.max_size.or(theirs.max_size),
        pattern: ours.pattern.or_else(|| theirs.pattern.clone()),
        format: ours.format.or_else(|| theirs.format.clone()),
        unique_items: ours.unique_items || theirs.unique_items,
        example: ours.example.or_else(|| theirs.example.clone()),
    }
}
