//! Discriminators: each value means the variant of its schema.

use std::collections::{HashMap, HashSet};

use super::Audit;
use super::declared::Declared;
use super::types::{is_of, same};
use super::union::Assigned;
use crate::api::{Decision, Literal, Union};
use crate::read::Node;

/// Declarations of a discriminator, beside the tags of the union.
struct Tags<'d> {
    /// The schema that has the discriminator.
    holder: Node<'d>,
    property: &'d str,
    /// The variant that each tag means.
    means: HashMap<String, usize>,
    /// The tags of each variant.
    of_variant: HashMap<usize, Vec<&'d Literal>>,
    /// The variants of members, by where their references end.
    by_end: HashMap<usize, usize>,
    /// Keys of the mapping.
    keys: HashSet<&'d str>,
    /// The schemas that they lead to.
    targets: HashSet<usize>,
}

impl Tags<'_> {
    /// Returns the variant that a text of the mapping means. It may be that of a number: `1.0` is 1.
    fn meaning(&self, text: &str) -> Option<usize> {
        let of_number = || {
            let number = serde_json::from_str::<serde_json::Number>(text).ok()?.as_f64()?;
            self.means.get(&number.to_string())
        };
        self.means.get(text).or_else(of_number).copied()
    }
}

impl<'d> Audit<'d> {
    /// Audits the tags of a union whose members have variants; true if nothing differs.
    pub(super) fn tags(&mut self, declared: &Declared<'d>, assigned: &Assigned<'d>, union: &'d Union) -> bool {
        let Some(holder) = declared.discriminator else { return true };
        let Some(discriminator) = holder.get("discriminator") else { return true };
        let Some(property) = discriminator.text("propertyName").or(discriminator.value.as_str()) else { return true };
        let Some(values) = values(union, property) else {
            return self.find(holder, &["discriminator"], "the union is not told apart by its discriminator");
        };
        let mut tags = Tags {
            holder,
            property,
            means: HashMap::new(),
            of_variant: HashMap::new(),
            by_end: HashMap::new(),
            keys: HashSet::new(),
            targets: HashSet::new(),
        };
        for (value, variant) in values {
            tags.means.entry(value.to_text()).or_insert(*variant);
            tags.of_variant.entry(*variant).or_default().push(value);
        }
        for (member, variant) in assigned {
            let end = self.written.end(*member).unwrap_or(*member);
            tags.by_end.entry(end.address()).or_insert(*variant);
        }
        let mut all = true;
        for (value, target) in discriminator.get("mapping").into_iter().flat_map(Node::members) {
            all &= self.mapped(value, target, &mut tags, assigned, union);
        }
        for (member, variant) in assigned {
            all &= self.implied(*member, *variant, &tags);
        }
        all
    }

    /// Audits a key of the mapping; true if nothing differs.
    fn mapped(
        &mut self,
        value: &'d str,
        target: Node<'d>,
        tags: &mut Tags<'d>,
        assigned: &Assigned<'d>,
        union: &'d Union,
    ) -> bool {
        let Some(target) = target.value.as_str().and_then(|text| self.written.named(tags.holder, text)) else {
            return true;
        };
        let target = self.written.end(target).unwrap_or(target);
        tags.keys.insert(value);
        tags.targets.insert(target.address());
        let keys = ["discriminator", "mapping", value];
        match self.variant_of(target, tags, union) {
            Some(variant) => self.tag(&keys, value, variant, tags),
            None if self.is_within(value, target, assigned, tags) => true,
            None => self.find(tags.holder, &keys, "the schema has no variant"),
        }
    }

    /// Returns true if the variant that a tag means contains the schema, as a variant or a part.
    fn is_within(&self, tag: &str, target: Node<'d>, assigned: &Assigned<'d>, tags: &Tags<'d>) -> bool {
        let Some(variant) = tags.meaning(tag) else { return false };
        match assigned.iter().find(|(_, found)| *found == variant) {
            Some((member, _)) => self.offers(*member, target),
            // The members of a family are found by their names.
            None => true,
        }
    }

    fn offers(&self, member: Node<'d>, target: Node<'d>) -> bool {
        self.finds(vec![member], |_, declared| (!declared.is_made_of(target)).then(|| declared.members_of_all()))
    }

    /// Audits a base schema whose children are the variants; true if nothing differs.
    pub(super) fn family(&mut self, node: Node<'d>, declared: &Declared<'d>, union: &'d Union) -> bool {
        if declared.discriminator.is_none() {
            return self.find(node, &[], "the type has alternatives, the schema has none");
        }
        self.tags(declared, &Vec::new(), union)
    }

    fn variant_of(&self, target: Node<'d>, tags: &Tags<'d>, union: &'d Union) -> Option<usize> {
        if let Some(variant) = tags.by_end.get(&target.address()) {
            return Some(*variant);
        }
        let entry = self.entry(target)?;
        union.variants.iter().position(|variant| self.look() && same(self.api, entry, &variant.ty))
    }

    /// Audits the tag that a schema's name implies if neither a mapping nor its own property has one (3.1 §4.8.25).
    fn implied(&mut self, member: Node<'d>, variant: usize, tags: &Tags<'d>) -> bool {
        let Some(end) = self.written.end(member) else { return true };
        let own = self.declared(end);
        let mut known = false;
        for schema in own.properties.get(tags.property).into_iter().flatten() {
            let tag = self.declared(*schema);
            known |= !tag.values.is_empty() || !tag.constants.is_empty() || !tag.groups.is_empty();
            let fits = |value: &Literal| tag.types.is_empty() || tag.types.iter().any(|json| is_of(value, json));
            if tags.of_variant.get(&variant).into_iter().flatten().any(|value| !fits(value)) {
                return self.find(*schema, &["type"], "the tag is of another JSON type than the property");
            }
        }
        let Some(reference) = member.text("$ref") else { return true };
        let name = reference.rsplit('/').next().unwrap_or_default();
        let named = tags.targets.contains(&end.address()) || tags.keys.contains(name);
        if named || known || own.vague || !own.groups.is_empty() || name.contains(['~', '%']) {
            return true;
        }
        self.tag(&["discriminator"], name, variant, tags)
    }

    fn tag(&mut self, keys: &[&str], text: &str, variant: usize, tags: &Tags<'d>) -> bool {
        match tags.meaning(text) {
            Some(found) if found == variant => true,
            Some(_) => {
                let message = format!("the tag `{text}` means another variant than that of its schema");
                self.find(tags.holder, keys, message)
            }
            None => self.find(tags.holder, keys, format!("the tag `{text}` means no variant")),
        }
    }
}

/// Returns the values of the property that distinguishes the variants of a union, or that it writes.
fn values<'d>(union: &'d Union, wanted: &str) -> Option<&'d [(Literal, usize)]> {
    let (property, values) = match &union.decision {
        Decision::Tag { property, values, .. } => (property, values),
        Decision::Shape { tag: Some(tag) } => (&tag.property, &tag.values),
        Decision::Shape { tag: None } => return None,
    };
    (property == wanted).then_some(values.as_slice())
}
