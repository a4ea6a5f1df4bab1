//! `allOf`: several schemas at once, merged into one.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::context::{Lowering, Notes};
use super::node::{Additional, Body, Choice, Core, Group, JsonType, Keywords, Node, NodeId, Role, Special};
use super::notes::fill;
use crate::report::{Code, Problem};

impl Lowering<'_> {
    /// Returns the keywords of a node, behind references, with `allOf` merged in.
    pub(super) fn flat(&mut self, node: NodeId) -> Rc<Keywords> {
        let node = self.nodes.resolve(node);
        if let Some(found) = self.merging.flat(node) {
            return Rc::clone(found);
        }
        let own = self.nodes.keywords(node);
        if own.all_of.is_empty() {
            self.merging.set_flat(node, Rc::clone(&own));
            return own;
        }
        if !self.merging.enter(node) {
            self.report(Problem::warning(
                Code::CyclicAllOf,
                &self.at(node),
                "this schema is a part of itself through `allOf`, or through too many of them",
                "remove the reference back; it is read as if it said nothing",
            ));
            return Rc::default();
        }
        self.flatten(node, own);
        self.merging.leave();
        self.merging.flat(node).map_or_else(Rc::default, Rc::clone)
    }

    /// Merges a node after all of its parts, and their parts: without recursion, as chains of `allOf` may be long.
    fn flatten(&mut self, node: NodeId, own: Rc<Keywords>) {
        self.merging.open(node);
        let mut stack = vec![(node, own, 0)];
        while let Some((node, own, next)) = stack.last_mut() {
            let node = *node;
            let part = own.all_of.get(*next).copied();
            *next += 1;
            let Some(part) = part else {
                let own = Rc::clone(own);
                let merged = Rc::new(self.merge_parts(node, &own));
                self.merging.close(node, merged);
                stack.pop();
                continue;
            };
            let part = self.nodes.resolve(part);
            let keywords = self.nodes.keywords(part);
            let is_known = keywords.all_of.is_empty() || self.merging.flat(part).is_some();
            if !is_known && self.merging.open(part) {
                stack.push((part, keywords, 0));
            }
        }
    }

    fn merge_parts(&mut self, node: NodeId, own: &Keywords) -> Keywords {
        let mut merged = Keywords::default();
        let mut inline = Notes::default();
        merged.custom.clone_from(&own.custom);
        let copies = own.all_of.iter().map(|part| self.flat(*part).core.weight()).sum();
        if !self.effort.copy(copies) {
            self.report(Problem::warning(
                Code::TooLarge,
                &self.at(node),
                "the schemas that `allOf` merges in this document are too large to be written out each",
                "hold the shared properties in one that is a property; this schema is offered as any JSON",
            ));
            merged.core.special = Some(Special::TooLarge);
            return merged;
        }
        for part in &own.all_of {
            let mut keywords = self.flat(*part);
            if !keywords.core.unions.is_empty() && self.leads_back(*part, &keywords) {
                // A base that lists its children: they take its fields, not its list.
                let mut fields = (*keywords).clone();
                fields.core.unions.clear();
                keywords = Rc::new(fields);
            }
            self.merge(&mut merged, &keywords, node);
            merged.custom.extend(keywords.custom.iter().cloned());
            if !self.nodes.is_ref(*part) {
                inline = fill(inline, &keywords.notes);
            } else {
                // Constraints of an object come with its type.
                if !keywords.core.is_object() {
                    inline.facts = inline.facts.or(&keywords.notes.facts);
                }
                inline.deprecated |= keywords.notes.deprecated && own.is_ref;
                // A value that is read-only or write-only in a part is so as a whole.
                inline.read_only |= keywords.notes.read_only;
                inline.write_only |= keywords.notes.write_only;
            }
        }
        self.merge(&mut merged, &Keywords { all_of: Vec::new(), ..own.clone() }, node);
        merged.notes = fill(own.notes.clone(), &inline);
        merged.nullable = own.nullable;
        merged
    }

    /// Returns true if a variant of a base is, or offers, a schema that is being merged now.
    fn leads_back(&mut self, base: NodeId, keywords: &Keywords) -> bool {
        let base = self.nodes.resolve(base);
        let led_to = match self.merging.led_to(base) {
            Some(known) => known,
            None => {
                let found = Rc::new(self.variants_below(&keywords.core.unions));
                self.merging.set_led_to(base, Rc::clone(&found));
                found
            }
        };
        self.merging.is_any_open(&led_to)
    }

    /// Returns the variants of unions, those of unions among them, and their parts.
    fn variants_below(&self, unions: &[Group]) -> HashSet<NodeId> {
        let mut found = HashSet::new();
        let mut work: Vec<NodeId> = unions.iter().flat_map(|group| &group.members).copied().collect();
        while let Some(node) = work.pop() {
            let node = self.nodes.resolve(node);
            if found.insert(node) && self.effort.look() {
                let keywords = self.nodes.keywords(node);
                work.extend(keywords.core.unions.iter().flat_map(|group| &group.members));
                work.extend(&keywords.all_of);
            }
        }
        found
    }

    /// Narrows one schema by another.
    fn merge(&mut self, into: &mut Keywords, other: &Keywords, node: NodeId) {
        into.unsupported.extend(other.unsupported.iter().cloned());
        let (core, other) = (&mut into.core, &other.core);
        if other.is_any() || matches!(other.special, Some(Special::Dangling | Special::TooDeep | Special::TooLarge)) {
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
        let known: HashSet<_> = ours.iter().map(Choice::key).collect();
        let both: Vec<Choice> = theirs.iter().filter(|choice| known.contains(&choice.key())).cloned().collect();
        if !both.is_empty() {
            return both;
        }
        self.conflict(node, "the parts of this `allOf` have no value in common; the values of all are offered");
        ours.iter().chain(theirs).cloned().collect()
    }

    /// Makes a schema for values of both of two.
    fn join(&mut self, ours: NodeId, theirs: NodeId, node: NodeId, role: Role) -> NodeId {
        if self.nodes.resolve(ours) == self.nodes.resolve(theirs) || self.same(ours, theirs, 0) {
            return if self.says_something(theirs) { theirs } else { ours };
        }
        if self.descends(theirs, ours) {
            return theirs;
        }
        if self.descends(ours, theirs) {
            return ours;
        }
        let unions = |keywords: Rc<Keywords>| !keywords.core.unions.is_empty();
        if unions(self.flat(ours)) && unions(self.flat(theirs)) {
            // Both must hold, so either alone takes every value that is valid; the later one is the more special.
            return theirs;
        }
        self.joint(true, &[ours, theirs], node, role)
    }

    /// Returns true for an inline schema with a description of its own.
    fn says_something(&self, node: NodeId) -> bool {
        !self.nodes.is_ref(node) && !self.nodes.keywords(node).notes.docs.is_empty()
    }

    /// Makes a schema of others: `allOf` or `anyOf` them. The same members have the same schema.
    pub(super) fn joint(&mut self, all: bool, members: &[NodeId], parent: NodeId, role: Role) -> NodeId {
        let parts = members.to_vec();
        let key = (all, parts.iter().map(|part| self.nodes.resolve(*part)).collect::<Vec<_>>());
        if let Some(found) = self.merging.joined(&key) {
            return found;
        }
        let at = self.at(members.last().copied().unwrap_or(parent));
        let mut keywords = Keywords::default();
        if self.merging.is_full() {
            keywords.core.special = Some(Special::TooDeep);
        } else if all {
            keywords.notes = self.notes_of_parts(&parts);
            keywords.all_of = parts;
        } else {
            keywords.core.unions = vec![Group { members: parts, discriminator: None }];
        }
        let node = self.nodes.add(Node { at, parent: Some(parent), role, body: Body::Schema(Rc::new(keywords)) });
        self.merging.set_joined(key, node);
        node
    }

    /// Returns the notes of the whole: those of the last inline part that has any.
    fn notes_of_parts(&self, parts: &[NodeId]) -> Notes {
        let inline = parts.iter().rev().filter(|part| !self.nodes.is_ref(**part));
        inline.fold(Notes::default(), |notes, part| fill(notes, &self.nodes.keywords(*part).notes))
    }

    /// Returns true if a schema has another, by reference, among its `allOf`.
    pub(super) fn descends(&self, child: NodeId, base: NodeId) -> bool {
        let base = self.nodes.resolve(base);
        let mut seen = HashSet::new();
        let mut work = vec![self.nodes.resolve(child)];
        while let Some(node) = work.pop() {
            if !seen.insert(node) || !self.effort.look() {
                continue;
            }
            for part in &self.nodes.keywords(node).all_of {
                let resolved = self.nodes.resolve(*part);
                if resolved == base && self.nodes.is_ref(*part) {
                    return true;
                }
                work.push(resolved);
            }
        }
        false
    }

    /// Returns true if two schemas have the same type, whatever their annotations. Named types differ from each other.
    pub(super) fn same(&mut self, a: NodeId, b: NodeId, depth: usize) -> bool {
        let (a, b) = (self.nodes.resolve(a), self.nodes.resolve(b));
        if a == b {
            return true;
        }
        let named = |node| matches!(self.nodes.get(node).role, Role::Component(_));
        let given_up = depth > 8 || !self.effort.look();
        if given_up || named(a) || named(b) || self.nullable(a) != self.nullable(b) {
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

    /// Returns a hash that is equal for equal schemas, from their own keywords without their parts.
    pub(super) fn outline(&mut self, node: NodeId) -> u64 {
        let node = self.nodes.resolve(node);
        let mut hasher = DefaultHasher::new();
        if matches!(self.nodes.get(node).role, Role::Component(_)) {
            node.hash(&mut hasher);
            return hasher.finish();
        }
        let flat = self.flat(node);
        let core = &flat.core;
        (&core.types, &core.format, core.closed_items, core.properties.len(), core.required.len()).hash(&mut hasher);
        let values = core.values.iter().map(|choice| &choice.value);
        values.for_each(|value| value.hash(&mut hasher));
        // Whatever their order.
        let of = |text: &String| {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            hasher.finish()
        };
        let names = core.properties.keys().chain(&core.required);
        names.fold(0_u64, |sum, name| sum.wrapping_add(of(name))).hash(&mut hasher);
        hasher.finish()
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
            Code::AllOfConflict,
            &at,
            message,
            "make the parts agree; the widest type that fits is used",
        ));
    }
}

/// Returns the types both allow; `None` when there is none.
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
