//! `properties` beside `oneOf` or `anyOf` of other schemas: a record with a union in it, whose members stay the types that they are elsewhere.

use super::context::{Lowering, Notes};
use super::node::{Additional, ComponentId, Core, Group, Keywords, NodeId, Role};
use crate::api::{Docs, TypeRef};

impl Lowering<'_> {
    /// True when a union and the properties beside it have nothing to do with each other: every member is a component, an open object whose keys are
    /// all of its own. Otherwise what stands beside the union belongs into each of its members.
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

    /// The component that a member refers to, whatever words stand beside the reference.
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

    /// The record of what stands beside a union, with the union as a field.
    pub(super) fn flattened(&mut self, node: NodeId, keywords: &Keywords, beside: Core, group: &Group) -> TypeRef {
        let id = self.slot(node, "object");
        let docs = Docs(format!("The kinds of `{}`.", self.types[id.0].name));
        let union = Keywords {
            core: Core { unions: vec![group.clone()], ..Core::default() },
            notes: Notes { docs, ..Notes::default() },
            ..Keywords::default()
        };
        let union = self.made(node, Role::Property("kind".to_owned()), union);
        self.record(node, &Keywords { core: beside, ..keywords.clone() }, Some(union))
    }
}
