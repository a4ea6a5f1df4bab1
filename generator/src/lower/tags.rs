//! Properties that distinguish the members of a union: that of the discriminator, or one whose constants differ.

use std::collections::HashSet;

use super::constants;
use super::context::Lowering;
use super::node::{JsonType, Keywords, NodeId, Role};
use crate::api::{Decision, Literal, Shape, TypeKind, WrittenTag};
use crate::report::{Code, Problem};
use crate::schema::Discriminator;

/// A property that tells members apart.
#[derive(Clone, Debug)]
pub(super) struct Tags {
    /// The property.
    pub(super) property: String,
    /// For each member, the values that mean it.
    pub(super) values: Vec<Vec<Literal>>,
    /// The member of a value without the property, or with another value there (3.2, `defaultMapping`).
    pub(super) otherwise: Option<usize>,
    /// True if the union writes the tag of its variant itself, because a discriminator declares it.
    pub(super) written: bool,
}

/// Way to distinguish the members of a union.
#[derive(Clone, Debug)]
pub(super) enum Told {
    /// By a property of every value.
    Tag(Tags),
    /// By a property that a value may lack, or that does not distinguish all members, and by their shape.
    Partly(Tags),
    /// By their shape.
    Shape,
}

impl Told {
    /// Returns the tags that decide alone.
    pub(super) fn tags(&self) -> Option<&Tags> {
        match self {
            Self::Tag(tags) => Some(tags),
            Self::Partly(_) | Self::Shape => None,
        }
    }

    /// Returns the values that mean a member.
    pub(super) fn values(&self, member: usize) -> &[Literal] {
        match self {
            Self::Tag(tags) | Self::Partly(tags) => &tags.values[member],
            Self::Shape => &[],
        }
    }

    /// Returns the part of a member's shape that tags tell; `resolve` adds the rest.
    pub(super) fn shape(&self, member: usize) -> Shape {
        let constants = match self {
            Self::Partly(tags) if !tags.values[member].is_empty() => {
                vec![(tags.property.clone(), tags.values[member].clone())]
            }
            _ => Vec::new(),
        };
        Shape { constants, ..Shape::default() }
    }

    /// Returns the rule that chooses a value's variant, from the tag values of each.
    pub(super) fn decision(&self, values: Vec<(Literal, usize)>, otherwise: Option<usize>) -> Decision {
        match self {
            Self::Tag(Tags { property, written, .. }) => {
                Decision::Tag { property: property.clone(), values, otherwise, written: *written }
            }
            Self::Partly(Tags { property, written: true, .. }) => {
                Decision::Shape { tag: Some(WrittenTag { property: property.clone(), values }) }
            }
            Self::Partly(_) | Self::Shape => Decision::Shape { tag: None },
        }
    }
}

impl Lowering<'_> {
    /// Returns the way to distinguish a union's members.
    pub(super) fn tags(&mut self, node: NodeId, members: &[NodeId], discriminator: Option<&Discriminator>) -> Told {
        let Some(discriminator) = discriminator else {
            return self.inferred(members).map_or(Told::Shape, Told::Tag);
        };
        let tags = self.declared(node, members, discriminator);
        match clash(&tags.values) {
            None => self.told(node, members, tags),
            Some(why) => {
                let at = self.at(node).child("discriminator");
                self.report(Problem::note(
                    Code::DiscriminatorAmbiguous,
                    &at,
                    format!("`{}` does not tell all members apart: {why}", tags.property),
                    "nothing to do: a value's keys are looked at as well; a distinct value for each member decides faster",
                ));
                Told::Partly(tags)
            }
        }
    }

    /// Decides whether the tags decide alone: they do if every value has one, because members require the property or leave it to the union, or if values
    /// without one have a variant.
    pub(super) fn told(&mut self, node: NodeId, members: &[NodeId], tags: Tags) -> Told {
        let beside = self.flat(node).core.properties.contains_key(&tags.property);
        if !beside && !members.iter().any(|member| self.names(*member, &tags.property, 0)) {
            let at = self.at(node).child("discriminator");
            self.report(Problem::warning(
                Code::DiscriminatorProperty,
                &at,
                format!("no member of the union has the property `{}`", tags.property),
                "describe the property in each member; until then the keys of a value decide",
            ));
            return Told::Partly(Tags { written: false, ..tags });
        }
        let certain = members.iter().all(|member| {
            let object = self.is_object(*member, 0);
            let leaves = tags.otherwise.is_some() || !self.names(*member, &tags.property, 0);
            (object && leaves) || self.requires(*member, &tags.property, 0)
        });
        if certain { Told::Tag(tags) } else { Told::Partly(tags) }
    }

    /// Returns true if every value of a member is an object.
    pub(super) fn is_object(&mut self, member: NodeId, depth: usize) -> bool {
        let flat = self.flat(member);
        match flat.core.unions.as_slice() {
            [] => flat.core.is_object(),
            groups => groups.iter().all(|group| {
                depth < 8 && self.effort.look() && group.members.iter().all(|inner| self.is_object(*inner, depth + 1))
            }),
        }
    }

    /// Returns true if a member, or a member of it, has the property.
    pub(super) fn names(&mut self, member: NodeId, property: &str, depth: usize) -> bool {
        let flat = self.flat(member);
        let inner = |group: &super::node::Group| group.members.clone();
        flat.core.properties.contains_key(property)
            || (depth < 8
                && self.effort.look()
                && flat.core.unions.iter().flat_map(inner).any(|inner| self.names(inner, property, depth + 1)))
    }

    /// Returns a property that all members require, each with values of its own.
    fn inferred(&mut self, members: &[NodeId]) -> Option<Tags> {
        if let Some(tags) = self.of_one_family(members) {
            return Some(tags);
        }
        let first = self.candidates(members.first().copied()?, 0);
        for property in first {
            let values: Option<Vec<Vec<Literal>>> =
                members.iter().map(|member| self.fixed_and_required(*member, &property)).collect();
            if let Some(values) = values.filter(|values| clash(values).is_none()) {
                return Some(Tags { property, values, otherwise: None, written: false });
            }
        }
        None
    }

    /// Returns the tags of a base's children, by the base's discriminator.
    fn of_one_family(&mut self, members: &[NodeId]) -> Option<Tags> {
        let members: Vec<NodeId> = members.iter().map(|member| self.nodes.resolve(*member)).collect();
        let values = |members: &[(NodeId, Vec<Literal>)], member: &NodeId| {
            members.iter().find(|(found, _)| found == member).map(|(_, values)| values.clone())
        };
        let mut bases: Vec<_> = self.families.keys().copied().collect();
        bases.sort_unstable();
        let found = bases.into_iter().find_map(|base| {
            let family = &self.families[&base];
            let values: Option<Vec<Vec<Literal>>> =
                members.iter().map(|member| values(&family.members, member)).collect();
            Some(Tags { property: family.property.clone(), values: values?, otherwise: None, written: true })
        })?;
        let tells =
            clash(&found.values).is_none() && members.iter().all(|member| self.requires(*member, &found.property, 0));
        tells.then_some(found)
    }

    /// Returns the properties of a member that may be tags.
    fn candidates(&mut self, member: NodeId, depth: usize) -> Vec<String> {
        let flat = self.flat(member);
        if let Some(family) = self.nodes.component_of(member).and_then(|component| self.families.get(&component)) {
            return vec![family.property.clone()];
        }
        if let ([group], true) = (flat.core.unions.as_slice(), depth < 8) {
            return group.members.first().map(|inner| self.candidates(*inner, depth + 1)).unwrap_or_default();
        }
        let names = flat.core.properties.keys().filter(|name| flat.core.required.contains(*name));
        names.cloned().collect()
    }

    fn fixed_and_required(&mut self, member: NodeId, property: &str) -> Option<Vec<Literal>> {
        self.requires(member, property, 0).then(|| self.fixed(member, property, 0)).flatten()
    }

    fn requires(&mut self, member: NodeId, property: &str, depth: usize) -> bool {
        if self.nullable(member) {
            return false;
        }
        let component = self.nodes.component_of(member);
        if component
            .and_then(|component| self.families.get(&component))
            .is_some_and(|family| family.property == property)
        {
            return true;
        }
        let flat = self.flat(member);
        if !flat.core.is_object() && flat.core.unions.is_empty() {
            return false;
        }
        flat.core.required.contains(property)
            || (depth < 8
                && self.effort.look()
                && matches!(flat.core.unions.as_slice(), [group]
                    if group.members.iter().all(|inner| self.requires(*inner, property, depth + 1))))
    }

    /// Returns the values a member allows at a property, when it allows only some.
    pub(super) fn fixed(&mut self, member: NodeId, property: &str, depth: usize) -> Option<Vec<Literal>> {
        if depth > 8 || !self.effort.look() {
            return None;
        }
        let component = self.nodes.component_of(member);
        if let Some(family) = component.and_then(|component| self.families.get(&component))
            && family.property == property
        {
            return Some(family.members.iter().flat_map(|(_, values)| values.clone()).collect());
        }
        if let Some(values) = self.decided(member, property) {
            return Some(values);
        }
        let flat = self.flat(member);
        if let Some(child) = flat.core.properties.get(property) {
            return tag_values(&self.flat(*child)).filter(|values| !values.is_empty());
        }
        let [group] = flat.core.unions.as_slice() else { return None };
        if let Some(discriminator) = group.discriminator.as_ref().filter(|found| found.property_name == property) {
            return self.declared_within(member, &group.members, discriminator);
        }
        let inner: Option<Vec<Vec<Literal>>> =
            group.members.iter().map(|inner| self.fixed(*inner, property, depth + 1)).collect();
        Some(inner?.concat())
    }

    /// Returns the tags of a member that is a union, already lowered, with the same tag.
    fn decided(&self, member: NodeId, property: &str) -> Option<Vec<Literal>> {
        let node = self.nodes.resolve(member);
        if !matches!(self.nodes.get(node).role, Role::Component(_)) {
            return None;
        }
        let id = self.memory.slots.get(&node)?;
        match &self.types[id.0].kind {
            TypeKind::Union(union) => match &union.decision {
                Decision::Tag { property: own, values, .. } if own == property => {
                    Some(values.iter().map(|(value, _)| value.clone()).collect())
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Returns a mapping's tag, which is a text there, as a literal of the property's declared types. `1.0` is the number 1, as in JSON.
pub(super) fn as_declared(types: &[JsonType], text: &str) -> Literal {
    let found = match types {
        [JsonType::Integer | JsonType::Number] => {
            let whole = text.parse().ok().filter(|number: &i128| number.to_string() == text).map(Literal::Int);
            let fits = |number: &Literal| match number {
                Literal::Int(_) => true,
                Literal::Float(_) => types == [JsonType::Number],
                Literal::Str(_) | Literal::Bool(_) => false,
            };
            whole.or_else(|| {
                let number: serde_json::Number = serde_json::from_str(text).ok()?;
                constants::literal(&number.into()).filter(fits)
            })
        }
        [JsonType::Boolean] => text.parse().ok().map(Literal::Bool),
        _ => None,
    };
    found.unwrap_or_else(|| Literal::Str(text.to_owned()))
}

/// Removes numbers that stand there twice, as `1` and `1.0` do.
pub(super) fn each_once(values: &mut Vec<Literal>) {
    let mut seen = HashSet::new();
    values.retain(|value| match value {
        Literal::Int(number) => seen.insert(*number),
        Literal::Str(_) | Literal::Float(_) | Literal::Bool(_) => true,
    });
}

/// Returns the values of a schema that may be tags.
pub(super) fn tag_values(keywords: &Keywords) -> Option<Vec<Literal>> {
    keywords.core.values.iter().map(|choice| constants::literal(&choice.value)).collect()
}

/// Returns the reason why tag values do not distinguish the members, if they do not.
fn clash(values: &[Vec<Literal>]) -> Option<String> {
    let mut seen: HashSet<String> = HashSet::new();
    for own in values {
        if own.is_empty() {
            return Some("a member has no value of its own".to_owned());
        }
        let mut mine: Vec<String> = own.iter().map(Literal::to_text).collect();
        mine.sort_unstable();
        mine.dedup();
        if let Some(twice) = mine.iter().find(|value| seen.contains(*value)) {
            return Some(format!("`{twice}` means two of them"));
        }
        seen.extend(mine);
    }
    None
}
