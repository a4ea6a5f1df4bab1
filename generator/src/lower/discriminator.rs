//! `discriminator`: which values of its property mean which member of a union.

use std::collections::{HashMap, HashSet};

use super::context::Lowering;
use super::node::{ComponentId, JsonType, NodeId};
use super::tags::{Tags, as_declared, each_once, tag_values};
use crate::api::Literal;
use crate::report::{Code, Problem};
use crate::schema::Discriminator;

/// Unions with one tag that are looked into within each other.
const DEEPEST: usize = 8;

/// The members of a union, and the first that is each component.
struct Members<'m> {
    all: &'m [NodeId],
    by_component: HashMap<ComponentId, usize>,
}

/// The first member that has each value, and whether another one has it as well.
struct Owners(HashMap<String, (usize, bool)>);

impl Owners {
    fn of(lists: &[Vec<Literal>]) -> Self {
        let mut owners = HashMap::new();
        for (position, list) in lists.iter().enumerate() {
            for value in list {
                let (first, shared) = owners.entry(Self::key(value)).or_insert((position, false));
                *shared |= *first != position;
            }
        }
        Self(owners)
    }

    /// Returns a key by which `1` differs from `"1"`.
    fn key(value: &Literal) -> String {
        format!("{value:?}")
    }

    fn first(&self, value: &Literal) -> Option<usize> {
        self.0.get(&Self::key(value)).map(|(first, _)| *first)
    }

    fn has_other(&self, value: &Literal, position: usize) -> bool {
        self.0.get(&Self::key(value)).is_some_and(|(first, shared)| *shared || *first != position)
    }
}

impl Lowering<'_> {
    /// Returns the values of a discriminator for each member: those of its mapping, else those that the member's own schema allows, else the schema's name
    /// (OpenAPI 3.1.1, section 4.8.25).
    pub(super) fn declared(&mut self, node: NodeId, members: &[NodeId], discriminator: &Discriminator) -> Tags {
        let property = discriminator.property_name.clone();
        let fixed: Vec<Vec<Literal>> =
            members.iter().map(|member| self.fixed(*member, &property, 0).unwrap_or_default()).collect();
        let owners = Owners::of(&fixed);
        let members_of = self.by_component(members);
        let mut values: Vec<Vec<Literal>> = vec![Vec::new(); members.len()];
        for (value, target) in &discriminator.mapping {
            if let Some(position) = self.mapped_member(node, &members_of, value, target) {
                let literal = self.as_tag(node, members[position], &property, value);
                let own = &fixed[position];
                let is_other = !own.is_empty() && !own.contains(&literal);
                let other = owners.first(&literal).filter(|_| is_other);
                let position = self.contradicted(node, value, other).unwrap_or(position);
                values[position].push(literal);
            }
        }
        values.iter_mut().for_each(each_once);
        let otherwise = self.declared_default(node, &members_of, discriminator);
        let mapped = Owners::of(&values);
        let mut vague = false;
        for (position, member) in members.iter().enumerate() {
            let own = &fixed[position];
            let is_free = |value: &&Literal| !owners.has_other(value, position) && !mapped.has_other(value, position);
            let mut free: Vec<Literal> = own.iter().filter(is_free).cloned().collect();
            if values[position].is_empty() && free.is_empty() {
                free = self.tag_of_name(node, *member, &property, own);
                free.retain(|value| !mapped.has_other(value, position));
            }
            vague |= free.len() > 1 && free.iter().any(|value| owners.has_other(value, position));
            free.extend(self.constants(*member, &property, 0));
            add(&mut values[position], free);
        }
        Tags { property, values, otherwise, written: !vague }
    }

    /// Returns the values of a union within another that has the same tag.
    pub(super) fn declared_within(
        &mut self,
        member: NodeId,
        members: &[NodeId],
        discriminator: &Discriminator,
    ) -> Option<Vec<Literal>> {
        let node = self.nodes.resolve(member);
        if self.deciding.contains(&node) || self.deciding.len() > DEEPEST {
            return None;
        }
        self.deciding.push(node);
        let tags = self.declared(node, members, discriminator);
        self.deciding.pop();
        Some(tags.values.concat())
    }

    /// Returns the values that a member, or one within it, has by a constant or by its own discriminator. They mean the member even if another one has them
    /// as well: then the shape of a value decides.
    fn constants(&mut self, member: NodeId, property: &str, depth: usize) -> Vec<Literal> {
        if depth > DEEPEST || !self.effort.look() {
            return Vec::new();
        }
        let flat = self.flat(member);
        if let Some(child) = flat.core.properties.get(property) {
            let values = tag_values(&self.flat(*child)).unwrap_or_default();
            return if values.len() == 1 { values } else { Vec::new() };
        }
        let [group] = flat.core.unions.as_slice() else { return Vec::new() };
        if let Some(discriminator) = group.discriminator.as_ref().filter(|found| found.property_name == property) {
            return self.declared_within(member, &group.members, discriminator).unwrap_or_default();
        }
        group.members.iter().flat_map(|inner| self.constants(*inner, property, depth + 1)).collect()
    }

    /// Returns the member that a value of a mapping leads to.
    fn mapped_member(&mut self, node: NodeId, members: &Members<'_>, value: &str, target: &str) -> Option<usize> {
        let found = self.mapping_target(target).and_then(|target| self.offering(members, target));
        if found.is_none() {
            let at = self.at(node).child("discriminator").child("mapping").child(value);
            self.report(Problem::warning(
                Code::DiscriminatorMapping,
                &at,
                format!("`{value}` is mapped to a schema that is not a member of the union"),
                "add the schema to `oneOf`; a value with this tag is kept as JSON",
            ));
        }
        found
    }

    /// Reports the other member whose schema alone allows the value that is mapped to one, and returns it.
    fn contradicted(&mut self, node: NodeId, value: &str, other: Option<usize>) -> Option<usize> {
        let other = other?;
        let at = self.at(node).child("discriminator").child("mapping").child(value);
        self.report(Problem::warning(
            Code::DiscriminatorMapping,
            &at,
            format!("`{value}` is mapped to a member that does not allow it, and another one does"),
            "map the value to the member that allows it, which is what it is taken for",
        ));
        Some(other)
    }

    /// Returns the tag of a member that no mapping names: its schema's name, as far as its own values allow it.
    fn tag_of_name(&mut self, node: NodeId, member: NodeId, property: &str, own: &[Literal]) -> Vec<Literal> {
        let Some(component) = self.nodes.component_of(member) else { return own.to_vec() };
        let key = self.nodes.component(component).key.clone();
        let alike = |value: &&Literal| matches!(value, Literal::Str(text) if text.eq_ignore_ascii_case(&key));
        match (own.iter().find(|value| value.is_text(&key)).or_else(|| own.iter().find(alike)), own) {
            (Some(value), _) => vec![value.clone()],
            (None, []) => vec![self.as_tag(node, member, property, &key)],
            (None, own) => own.to_vec(),
        }
    }

    /// Returns a value of a mapping, which is text, as the member has it: a number where the property is one.
    fn as_tag(&mut self, node: NodeId, member: NodeId, property: &str, text: &str) -> Literal {
        let declared = self.declared_types(member, property, 0);
        let declared = if declared.is_empty() { self.declared_types(node, property, 8) } else { declared };
        as_declared(&declared, text)
    }

    /// Returns the types a member declares for a property.
    fn declared_types(&mut self, member: NodeId, property: &str, depth: usize) -> Vec<JsonType> {
        let flat = self.flat(member);
        if let Some(child) = flat.core.properties.get(property) {
            let child = self.flat(*child);
            let admits = |kind: &JsonType| child.core.values.iter().all(|choice| kind.admits(&choice.value));
            let implied = [JsonType::Integer, JsonType::Boolean].into_iter().find(admits);
            return match child.core.json_types() {
                types if types.is_empty() && !child.core.values.is_empty() => implied.into_iter().collect(),
                types => types,
            };
        }
        let inner = flat.core.unions.first().and_then(|group| group.members.first().copied()).filter(|_| depth < 8);
        inner.map(|inner| self.declared_types(inner, property, depth + 1)).unwrap_or_default()
    }

    /// Returns the member that `defaultMapping` names.
    fn declared_default(
        &mut self,
        node: NodeId,
        members: &Members<'_>,
        discriminator: &Discriminator,
    ) -> Option<usize> {
        let found = self.mapping_target(discriminator.default_mapping.as_ref()?);
        let position = found.and_then(|found| self.offering(members, found));
        if position.is_none() {
            let at = self.at(node).child("discriminator").child("defaultMapping");
            self.report(Problem::warning(
                Code::DiscriminatorMapping,
                &at,
                "the default is a schema that is not a member of the union",
                "add the schema to `oneOf`; a value with another tag is kept as JSON",
            ));
        }
        position
    }

    /// Returns the member that is a component, or else the first that is a union which offers it.
    fn offering(&mut self, members: &Members<'_>, target: ComponentId) -> Option<usize> {
        let itself = members.by_component.get(&target).copied();
        itself.or_else(|| members.all.iter().position(|member| self.offers(*member, target, 0)))
    }

    fn by_component<'m>(&self, members: &'m [NodeId]) -> Members<'m> {
        let mut by_component = HashMap::new();
        for (position, member) in members.iter().enumerate() {
            if let Some(component) = self.nodes.component_of(*member) {
                by_component.entry(component).or_insert(position);
            }
        }
        Members { all: members, by_component }
    }

    /// Returns true if a member is a component, or a union that contains it. A base may list the member among others; that is not a union of the member.
    fn offers(&mut self, member: NodeId, target: ComponentId, depth: usize) -> bool {
        if self.nodes.component_of(member) == Some(target) {
            return true;
        }
        let family = self.nodes.component_of(member).and_then(|component| self.families.get(&component));
        let mut inner: Vec<NodeId> =
            family.into_iter().flat_map(|family| &family.members).map(|(member, _)| *member).collect();
        inner.extend(self.flat(member).core.unions.iter().flat_map(|group| group.members.iter().copied()));
        let reworded = self.nodes.keywords(member);
        if reworded.core.is_any() && reworded.all_of.len() == 1 {
            inner.extend(&reworded.all_of);
        }
        depth < 8 && self.effort.look() && inner.into_iter().any(|inner| self.offers(inner, target, depth + 1))
    }
}

/// Adds the values that are not there yet.
fn add(values: &mut Vec<Literal>, more: Vec<Literal>) {
    let mut known: HashSet<String> = values.iter().map(Owners::key).collect();
    values.extend(more.into_iter().filter(|value| known.insert(Owners::key(value))));
}
