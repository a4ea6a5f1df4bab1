//! Discriminators: each value means the variant of its schema.

use super::Audit;
use super::declared::Declared;
use super::types::same;
use super::union::Assigned;
use crate::api::{Decision, Literal, Union};
use crate::read::Node;

impl<'d> Audit<'d> {
    /// The tags of a union whose members have variants.
    pub(super) fn tags(&mut self, declared: &Declared<'d>, assigned: &Assigned<'d>, union: &'d Union) -> bool {
        let Some(holder) = declared.discriminator else { return true };
        let Some(discriminator) = holder.get("discriminator") else { return true };
        let Some(property) = discriminator.text("propertyName").or(discriminator.value.as_str()) else { return true };
        let Some(values) = values(union, property) else {
            return self.find(holder, &["discriminator"], "the union is not told apart by its discriminator");
        };
        let mut mapped = Vec::new();
        let mut all = true;
        for (value, target) in discriminator.get("mapping").into_iter().flat_map(Node::members) {
            let Some(target) = target.value.as_str().and_then(|text| self.written.named(holder, text)) else {
                continue;
            };
            let target = self.written.end(target).unwrap_or(target);
            mapped.push((value, target.address()));
            all &= match self.variant_of(target, assigned, union) {
                Some(variant) => self.tag(holder, &["discriminator", "mapping", value], value, variant, values),
                None if self.is_within(value, target, assigned, values) => true,
                None => self.find(holder, &["discriminator", "mapping", value], "the schema has no variant"),
            };
        }
        for (member, variant) in assigned {
            all &= self.implied(holder, property, *member, *variant, &mapped, values);
        }
        all
    }

    /// True when the variant that a tag means offers a schema, as a union among the variants does, or is made of it.
    fn is_within(&self, tag: &str, target: Node<'d>, assigned: &Assigned<'d>, values: &[(Literal, usize)]) -> bool {
        let Some((_, variant)) = values.iter().find(|(value, _)| value.to_text() == tag) else { return false };
        match assigned.iter().find(|(_, found)| found == variant) {
            Some((member, _)) => self.offers(*member, target, 0),
            // The members of a family are found by their names.
            None => true,
        }
    }

    fn offers(&self, member: Node<'d>, target: Node<'d>, depth: usize) -> bool {
        let declared = self.declared(member);
        let mut inner = declared.groups.iter().flat_map(|group| group.members.elements());
        declared.is_made_of(target) || depth < 8 && inner.any(|one| self.offers(one, target, depth + 1))
    }

    /// A base schema whose children are the variants.
    pub(super) fn family(&mut self, node: Node<'d>, declared: &Declared<'d>, union: &'d Union) -> bool {
        if declared.discriminator.is_none() {
            return self.find(node, &[], "the type has alternatives, the schema has none");
        }
        self.tags(declared, &Vec::new(), union)
    }

    fn variant_of(&mut self, target: Node<'d>, assigned: &Assigned<'d>, union: &'d Union) -> Option<usize> {
        let is = |member: &Node<'d>| self.written.end(*member).is_some_and(|end| end.address() == target.address());
        if let Some((_, variant)) = assigned.iter().find(|(member, _)| is(member)) {
            return Some(*variant);
        }
        let entry = self.entry(target)?;
        union.variants.iter().position(|variant| same(self.api, entry, &variant.ty))
    }

    /// The name of a schema is its tag where neither a mapping nor its own property gives one (3.1 §4.8.25).
    fn implied(
        &mut self,
        holder: Node<'d>,
        property: &str,
        member: Node<'d>,
        variant: usize,
        mapped: &[(&str, usize)],
        values: &[(Literal, usize)],
    ) -> bool {
        let (Some(reference), Some(end)) = (member.text("$ref"), self.written.end(member)) else { return true };
        let name = reference.rsplit('/').next().unwrap_or_default();
        let own = self.declared(end);
        let known = own.properties.get(property).is_some_and(|schemas| {
            schemas.iter().any(|schema| {
                let tag = self.declared(*schema);
                !tag.values.is_empty() || !tag.constants.is_empty() || !tag.groups.is_empty()
            })
        });
        let named = mapped.iter().any(|(value, target)| *target == end.address() || *value == name);
        if named || known || own.vague || !own.groups.is_empty() || name.contains(['~', '%']) {
            return true;
        }
        self.tag(holder, &["discriminator"], name, variant, values)
    }

    fn tag(
        &mut self,
        holder: Node<'d>,
        keys: &[&str],
        text: &str,
        variant: usize,
        values: &[(Literal, usize)],
    ) -> bool {
        match values.iter().find(|(value, _)| value.to_text() == text) {
            Some((_, found)) if *found == variant => true,
            Some(_) => {
                self.find(holder, keys, format!("the tag `{text}` means another variant than that of its schema"))
            }
            None => self.find(holder, keys, format!("the tag `{text}` means no variant")),
        }
    }
}

/// The values of the property that a union is told apart by, or writes.
fn values<'d>(union: &'d Union, wanted: &str) -> Option<&'d [(Literal, usize)]> {
    let (property, values) = match &union.decision {
        Decision::Tag { property, values, .. } => (property, values),
        Decision::Shape { tag: Some(tag) } => (&tag.property, &tag.values),
        Decision::Shape { tag: None } => return None,
    };
    (property == wanted).then_some(values.as_slice())
}
