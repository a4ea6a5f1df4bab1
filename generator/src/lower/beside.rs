//! `properties` beside `oneOf` or `anyOf` of other schemas: a record with a union in it, whose members stay the types that they are elsewhere.

use super::context::{Lowering, Notes};
use super::node::{Additional, ComponentId, Core, Group, Keywords, NodeId, Role};
use crate::api::{Docs, TypeRef};

impl Lowering<'_> {
    /// Returns true if a union is independent of the properties beside it: every member is a component, an open object with none of their keys. Otherwise the
    /// properties are folded into each member.
    pub(super) fn stands_apart(&mut self, node: NodeId, beside: &Core, group: &Group) -> bool {
        let only_keys = Core {
            properties: beside.properties.clone(),
            required: beside.required.clone(),
            types: beside.types.clone(),
            ..Core::default()
        };
        let own = self.nodes.resolve(node);
        let plain = *beside == only_keys && beside.is_object() && !beside.properties.is_empty();
        let described = beside.required.iter().all(|name| beside.properties.contains_key(name));
        let tag = group.discriminator.as_ref().map(|found| &found.property_name);
        plain
            && described
            && tag.is_none_or(|tag| !beside.properties.contains_key(tag))
            && group.members.iter().all(|member| self.nodes.resolve(*member) != own && self.is_apart(*member, beside))
    }

    fn is_apart(&mut self, member: NodeId, beside: &Core) -> bool {
        let Some(component) = self.component_behind(member) else { return false };
        let flat = self.flat(member);
        let core = &flat.core;
        let open = core.is_object() && core.unions.is_empty() && core.additional == Additional::Open;
        let own = core.properties.keys().all(|name| !beside.properties.contains_key(name));
        open && own
            && core.rest().is_empty()
            && !core.properties.is_empty()
            && !self.families.contains_key(&component)
            && !self.nullable(member)
    }

    /// Returns the component that a member refers to, also if keywords are beside the reference.
    fn component_behind(&self, member: NodeId) -> Option<ComponentId> {
        if self.nodes.is_ref(member) {
            return self.nodes.component_of(member);
        }
        let keywords = self.nodes.keywords(member);
        match keywords.all_of.as_slice() {
            [part] if keywords.is_ref && keywords.core.is_any() => self.nodes.component_of(*part),
            _ => None,
        }
    }

    /// Returns the component and the part beside it, for an `allOf` of a component that is a union and of properties which none of its members has.
    pub(super) fn extended_union(&mut self, node: NodeId, merged: &Core) -> Option<(NodeId, Core)> {
        if merged.unions.is_empty() || merged.properties.is_empty() {
            return None;
        }
        let own = self.nodes.keywords(node);
        let mut unions = Vec::new();
        for part in &own.all_of {
            if self.nodes.is_ref(*part) && !self.flat(*part).core.unions.is_empty() {
                unions.push(*part);
            }
        }
        let [part] = *unions.as_slice() else { return None };
        if self.nullable(part) || self.flat(part).core.unions != merged.unions {
            return None;
        }
        let others = own.all_of.iter().copied().filter(|other| *other != part).collect();
        let others =
            self.made(node, Role::Part, Keywords { all_of: others, core: own.core.clone(), ..Keywords::default() });
        let beside = self.flat(others).core.clone();
        let only_keys = Core {
            properties: beside.properties.clone(),
            required: beside.required.clone(),
            types: beside.types.clone(),
            ..Core::default()
        };
        let described = beside.required.iter().all(|name| beside.properties.contains_key(name));
        let plain = beside == only_keys && beside.is_object() && !beside.properties.is_empty() && described;
        (plain && self.has_none_of(part, &beside, 0)).then_some((part, beside))
    }

    /// Returns true if a schema has objects alone, none of whose keys is among some properties.
    fn has_none_of(&mut self, node: NodeId, beside: &Core, depth: usize) -> bool {
        let flat = self.flat(node);
        let (core, groups) = (&flat.core, &flat.core.unions);
        let own = core.properties.keys().all(|name| !beside.properties.contains_key(name));
        let tags = groups.iter().filter_map(|group| group.discriminator.as_ref());
        let tagged = tags.into_iter().all(|tag| !beside.properties.contains_key(&tag.property_name));
        let family = self.nodes.component_of(node).and_then(|component| self.families.get(&component));
        let children = family.into_iter().flat_map(|family| &family.members).map(|(member, _)| *member);
        let inner: Vec<NodeId> = groups
            .iter()
            .flat_map(|group| &group.members)
            .copied()
            .chain(children.filter(|child| *child != node))
            .collect();
        let object = if inner.is_empty() { core.is_object() } else { core.types.is_empty() || core.is_object() };
        own && tagged
            && object
            && !self.nullable(node)
            && depth < 8
            && self.effort.look()
            && inner.into_iter().all(|member| self.has_none_of(member, beside, depth + 1))
    }

    /// Lowers the properties beside a union to a record, with the union as a field.
    pub(super) fn flattened(&mut self, node: NodeId, keywords: &Keywords, beside: Core, group: &Group) -> TypeRef {
        let id = self.slot(node, "object");
        let docs = Docs(format!("The kinds of `{}`.", self.types[id.0].name));
        let union = Keywords {
            core: Core { unions: vec![group.clone()], ..Core::default() },
            notes: Notes { docs, ..Notes::default() },
            custom: keywords.custom.clone(),
            ..Keywords::default()
        };
        let union = self.made(node, Role::Property("kind".to_owned()), union);
        self.record(node, &Keywords { core: beside, ..keywords.clone() }, Some(union))
    }
}
