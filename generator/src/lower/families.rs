//! Bases and their children: a reference to a schema with a `discriminator`, which others extend through `allOf`, means any of them (OpenAPI 3.0.3,
//! "Discriminator Object"; Swagger 2.0, `discriminator`).

use std::rc::Rc;

use super::context::{Lowering, NameHint};
use super::family::Family;
use super::node::{Body, ComponentId, Keywords, Node, NodeId, Role};
use super::tags::{as_declared, each_once, tag_values};
use crate::api::Literal;
use crate::report::{Code, Problem};

impl Lowering<'_> {
    /// Finds every family. Needs the nodes of all components.
    pub(super) fn find_families(&mut self) {
        let count = self.nodes.components.len();
        let bases: Vec<ComponentId> = (0..count).map(ComponentId).filter(|base| self.is_base(*base)).collect();
        let parents: Vec<(ComponentId, Vec<ComponentId>)> =
            bases.iter().map(|base| (*base, self.descendants(*base))).filter(|(_, found)| !found.is_empty()).collect();
        let has_family = |component: ComponentId| parents.iter().any(|(base, _)| *base == component);
        for (base, descendants) in &parents {
            let mut chosen = Vec::new();
            let inherits = parents.iter().any(|(_, children)| children.contains(base));
            let others = self.default_of(*base).is_none() && self.has_other_tags(*base, descendants);
            if self.mapped_to(*base, *base) || inherits || others {
                chosen.push((self.itself(*base), *base));
            }
            for child in descendants {
                let node = if has_family(*child) { self.itself(*child) } else { self.nodes.component(*child).node };
                chosen.push((node, *child));
            }
            self.found(*base, &chosen);
        }
    }

    fn found(&mut self, base: ComponentId, chosen: &[(NodeId, ComponentId)]) {
        let keywords = self.nodes.keywords(self.nodes.component(base).node);
        let Some(discriminator) = &keywords.discriminator else { return };
        let mut members: Vec<(NodeId, Vec<Literal>)> = Vec::new();
        let mut seen: Vec<Literal> = Vec::new();
        for (node, child) in chosen {
            let mut values = self.values_of(base, *child);
            values.retain(|value| !seen.contains(value));
            seen.extend(values.iter().cloned());
            members.push((*node, values));
        }
        for (value, target) in &discriminator.mapping {
            if self.mapping_target(target).is_none() {
                let at = self.at(self.nodes.component(base).node).child("discriminator").child("mapping").child(value);
                self.report(Problem::warning(
                    Code::DiscriminatorMapping,
                    &at,
                    format!("`{target}` is not a schema of this document"),
                    "name a schema of `components`; a value with this tag is kept as JSON",
                ));
            }
        }
        // A tag that names no child leaves a value of the base itself.
        let default = self.default_of(base).unwrap_or(base);
        let otherwise = chosen.iter().position(|(_, child)| *child == default);
        self.families.insert(base, Family { property: discriminator.property_name.clone(), members, otherwise });
    }

    /// Returns true if a base allows tags that mean none of its children.
    fn has_other_tags(&self, base: ComponentId, children: &[ComponentId]) -> bool {
        let keywords = self.nodes.keywords(self.nodes.component(base).node);
        let tag = keywords.discriminator.as_ref().and_then(|found| keywords.core.properties.get(&found.property_name));
        let listed = tag.and_then(|tag| tag_values(&self.nodes.keywords(*tag))).unwrap_or_default();
        let taken: Vec<Literal> = children.iter().flat_map(|child| self.values_of(base, *child)).collect();
        listed.is_empty() || listed.iter().any(|value| !taken.contains(value))
    }

    fn is_base(&self, component: ComponentId) -> bool {
        let node = self.nodes.component(component).node;
        let keywords = self.nodes.keywords(node);
        !self.nodes.is_ref(node) && keywords.discriminator.is_some() && keywords.core.unions.is_empty()
    }

    /// Returns the schemas that extend a base, directly or not, and those its mapping names.
    fn descendants(&self, base: ComponentId) -> Vec<ComponentId> {
        let node = self.nodes.component(base).node;
        let open = self.nodes.keywords(node).discriminator.as_ref().is_some_and(|found| found.mapping.is_empty());
        let extends = |child: &ComponentId| {
            let child_node = self.nodes.component(*child).node;
            let keywords = self.nodes.keywords(child_node);
            let reworded =
                keywords.is_ref || (keywords.nullable && keywords.all_of.len() == 1 && keywords.core.is_any());
            let fixed = || !self.values_fixed_by(base, *child).is_empty();
            !self.nodes.is_ref(child_node)
                && !reworded
                && self.descends(child_node, node)
                && (open || fixed() || self.mapped_to(base, *child))
        };
        (0..self.nodes.components.len())
            .map(ComponentId)
            .filter(|child| *child != base && (self.mapped_to(base, *child) || extends(child)))
            .collect()
    }

    /// Returns the values of a base's mapping that lead to a schema.
    fn mapped(&self, base: ComponentId, child: ComponentId) -> Vec<Literal> {
        let keywords = self.nodes.keywords(self.nodes.component(base).node);
        let mapping = keywords.discriminator.iter().flat_map(|found| &found.mapping);
        let found = mapping.filter(|(_, to)| self.mapping_target(to) == Some(child));
        let mut tags = found.map(|(value, _)| self.tag_of_base(base, value)).collect();
        each_once(&mut tags);
        tags
    }

    fn mapped_to(&self, base: ComponentId, child: ComponentId) -> bool {
        !self.mapped(base, child).is_empty() || self.default_of(base) == Some(child)
    }

    /// Returns the schema of values that no mapping names.
    fn default_of(&self, base: ComponentId) -> Option<ComponentId> {
        let keywords = self.nodes.keywords(self.nodes.component(base).node);
        self.mapping_target(keywords.discriminator.as_ref()?.default_mapping.as_ref()?)
    }

    /// Returns the component that a mapping leads to, by its key.
    pub(super) fn mapping_target(&self, key: &str) -> Option<ComponentId> {
        // Through aliases, as the members of a union are.
        self.nodes.component_of(self.nodes.component(*self.nodes.by_key.get(key)?).node)
    }

    /// Returns the values that the child's own schema allows for the property.
    fn values_fixed_by(&self, base: ComponentId, child: ComponentId) -> Vec<Literal> {
        let keywords = self.nodes.keywords(self.nodes.component(base).node);
        let Some(discriminator) = &keywords.discriminator else { return Vec::new() };
        let child = self.nodes.keywords(self.nodes.component(child).node);
        let inline =
            child.all_of.iter().filter(|part| !self.nodes.is_ref(**part)).map(|part| self.nodes.keywords(*part));
        let found = std::iter::once(Rc::clone(&child)).chain(inline).find_map(|keywords| {
            let property = self.nodes.keywords(*keywords.core.properties.get(&discriminator.property_name)?);
            tag_values(&property).filter(|values| values.len() == 1)
        });
        found.unwrap_or_default()
    }

    /// Returns a tag, which is text in a mapping, as the base has it: a number where the property is one.
    fn tag_of_base(&self, base: ComponentId, text: &str) -> Literal {
        let keywords = self.nodes.keywords(self.nodes.component(base).node);
        let tag = keywords.discriminator.as_ref().and_then(|found| keywords.core.properties.get(&found.property_name));
        let types = tag.map(|tag| self.nodes.keywords(*tag).core.json_types()).unwrap_or_default();
        as_declared(&types, text)
    }

    fn values_of(&self, base: ComponentId, child: ComponentId) -> Vec<Literal> {
        let mut values = self.mapped(base, child);
        for fixed in self.values_fixed_by(base, child) {
            if !values.contains(&fixed) {
                values.push(fixed);
            }
        }
        if !values.is_empty() {
            return values;
        }
        let key = self.nodes.component(child).key.clone();
        let keywords = self.nodes.keywords(self.nodes.component(base).node);
        let tag = keywords.discriminator.as_ref().and_then(|found| keywords.core.properties.get(&found.property_name));
        if let Some(tag) = tag {
            // A base that lists the values spells them its own way: `dog` for `Dog`.
            let listed = self.nodes.keywords(*tag);
            let mut texts = listed.core.values.iter().filter_map(|choice| choice.value.as_str());
            if let Some(text) = texts.find(|text| text.eq_ignore_ascii_case(&key) && *text != key) {
                values.push(Literal::Str(text.to_owned()));
            }
        }
        values.insert(0, Literal::Str(key));
        values
    }

    /// Returns a base's own fields, as a schema that is not the union of its children.
    fn itself(&mut self, base: ComponentId) -> NodeId {
        let root = self.nodes.component(base).node;
        if let Some(found) = self.memory.bases.get(&base) {
            return *found;
        }
        let own = self.nodes.keywords(root);
        let keywords = Keywords { discriminator: None, ..(*own).clone() };
        let at = self.at(root);
        let body = Body::Schema(Rc::new(keywords));
        let name = self.types[self.nodes.component(base).id.0].name.plain();
        let role = Role::Root(NameHint::new(format!("{name} base")));
        let node = self.nodes.add(Node { at, parent: Some(root), role, body });
        self.memory.bases.insert(base, node);
        node
    }
}
