//! `oneOf`, `anyOf` and several types at once: unions, or a single type if the members are one.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::context::{Lowering, Notes};
use super::family::Family;
use super::node::{Choice, Core, Group, JsonType, Keywords, NodeId, Role};
use super::scalar;
use super::tags::{Tags, Told};
use crate::api::{Docs, Literal, Scalar, TypeId, TypeKind, TypeRef, Union, Variant};
use crate::report::{Code, Problem};
use crate::schema::Discriminator;

impl Lowering<'_> {
    /// Lowers `oneOf` or `anyOf`, with the keywords beside it.
    pub(super) fn union(&mut self, node: NodeId, keywords: &Keywords) -> TypeRef {
        let beside = Core { unions: Vec::new(), ..keywords.core.clone() };
        let bare = Core { types: Vec::new(), ..beside.clone() }.is_any() && beside.types.len() != 1;
        let groups: Vec<&Group> =
            keywords.core.unions.iter().filter(|group| !self.refines(&beside, &group.members)).collect();
        match groups.as_slice() {
            [] => {
                let at = self.at(node);
                self.report(Problem::note(
                    Code::RefinedByVariants,
                    &at,
                    "the members of `oneOf` or `anyOf` only narrow properties that are described beside them",
                    "nothing to do: one type covers them all, and does not check which keys go together",
                ));
                self.shape(node, &Keywords { core: beside, ..keywords.clone() })
            }
            [group] if self.stands_apart(node, &beside, group) => self.flattened(node, keywords, beside, group),
            [group] => {
                let members = self.spread(&group.members, 0);
                let members = if bare { members } else { self.fold(node, &beside, &members, group) };
                self.choose(node, members, group.discriminator.as_deref())
            }
            several => {
                let groups: Vec<Group> = several.iter().map(|group| (*group).clone()).collect();
                self.squash(node, keywords, &beside, &groups)
            }
        }
    }

    /// Returns true if members only narrow properties that the schema itself describes: they make no types of their own.
    fn refines(&mut self, beside: &Core, members: &[NodeId]) -> bool {
        !beside.properties.is_empty()
            && members.iter().all(|member| {
                if self.nodes.is_ref(*member) {
                    return false;
                }
                let flat = self.flat(*member);
                let only_keys = Core {
                    properties: flat.core.properties.clone(),
                    required: flat.core.required.clone(),
                    additional: flat.core.additional,
                    types: flat.core.types.clone(),
                    ..Core::default()
                };
                let described =
                    |name: &String| beside.properties.get(name).is_some_and(|child| !self.flat(*child).core.is_any());
                flat.core == only_keys && flat.core.rest().is_empty() && flat.core.properties.keys().all(described)
            })
    }

    /// Replaces inline unions among the members by their members.
    fn spread(&self, members: &[NodeId], depth: usize) -> Vec<NodeId> {
        let mut found = Vec::new();
        for member in members {
            let keywords = self.nodes.keywords(*member);
            let inner = match keywords.core.unions.as_slice() {
                [group] => Some(group),
                _ => None,
            };
            let pure = Core { unions: Vec::new(), ..keywords.core.clone() }.is_any() && keywords.all_of.is_empty();
            let near = depth < 8 && self.effort.look();
            let plain = !self.nodes.is_ref(*member) && pure && keywords.notes.title.is_none() && near;
            match inner.filter(|group| plain && group.discriminator.is_none()) {
                Some(group) => found.extend(self.spread(&group.members, depth + 1)),
                None => found.push(*member),
            }
        }
        found
    }

    /// Folds the keywords beside a union into each of its members.
    fn fold(&mut self, node: NodeId, beside: &Core, members: &[NodeId], group: &Group) -> Vec<NodeId> {
        let tag = group.discriminator.as_ref().map(|found| found.property_name.as_str());
        let mut common = beside.clone();
        if common.properties.keys().all(|name| Some(name.as_str()) == tag) && common.rest().is_empty() {
            // Only the tag, which the union itself knows.
            common = Core { types: common.types, ..Core::default() };
        }
        let shared = self.made(node, Role::Part, Keywords { core: common.clone(), ..Keywords::default() });
        let mut folded = Vec::new();
        for member in members {
            let flat = self.flat(*member);
            let apart = super::flatten::narrow(&common.types, &flat.core.json_types()).is_none();
            if apart {
                let at = self.at(*member);
                self.report(Problem::warning(
                    Code::AllOfConflict,
                    &at,
                    "the `type` beside this `oneOf` or `anyOf` excludes the member",
                    "remove the `type` or the member; the member is offered as it is",
                ));
            }
            let only_object = common == Core { types: vec![JsonType::Object], ..Core::default() };
            let whole = apart || covers(&flat.core, &common) || (only_object && self.is_object(*member, 0));
            folded.push(if whole { *member } else { self.joint(true, &[shared, *member], node, Role::Variant) });
        }
        folded
    }

    /// Merges several unions into one record that has the fields of all, those of the unions optional.
    fn squash(&mut self, node: NodeId, keywords: &Keywords, beside: &Core, groups: &[Group]) -> TypeRef {
        let mut core = Core { types: vec![JsonType::Object], ..beside.clone() };
        let mut members = Vec::new();
        for group in groups {
            members.extend(self.spread(&group.members, 0));
        }
        let objects = members.iter().all(|member| {
            let flat = self.flat(*member);
            flat.core.is_object() && flat.core.unions.is_empty()
        });
        let at = self.at(node);
        if !objects || !(beside.types.is_empty() || beside.is_object()) {
            self.report(Problem::note(
                Code::SeveralUnions,
                &at,
                "of several `oneOf` or `anyOf` at once, not all of objects, the last one decides the type",
                "nothing to do, unless you want the others as well: then write them as one union",
            ));
            // All must hold, so one alone takes every value that is valid.
            let Some(last) = groups.last() else { return TypeRef::Json };
            let members = self.spread(&last.members, 0);
            return self.choose(node, members, last.discriminator.as_deref());
        }
        self.report(Problem::note(
            Code::SeveralUnions,
            &at,
            "several `oneOf` or `anyOf` at once became one type with the fields of all of them",
            "nothing to do, unless you want a type for each combination: then write them as one union",
        ));
        for member in members {
            let flat = self.flat(member);
            for (name, theirs) in &flat.core.properties {
                let found = core.properties.get(name).copied();
                let either = match found {
                    Some(ours) if self.same(ours, *theirs, 0) => ours,
                    Some(ours) => self.joint(false, &[ours, *theirs], node, Role::Property(name.clone())),
                    None => *theirs,
                };
                core.properties.insert(name.clone(), either);
            }
        }
        self.shape(node, &Keywords { core, ..keywords.clone() })
    }

    /// Lowers a union of members, after merging those that can be one.
    pub(super) fn choose(
        &mut self,
        node: NodeId,
        members: Vec<NodeId>,
        discriminator: Option<&Discriminator>,
    ) -> TypeRef {
        let own = self.nodes.resolve(node);
        let mut members: Vec<NodeId> =
            members.into_iter().filter(|member| self.nodes.resolve(*member) != own).collect();
        members = self.distinct(members);
        members = self.one_text(node, members);
        match members.as_slice() {
            [] => TypeRef::Json,
            [only] => self.only(node, *only),
            _ => self.union_of(node, members, discriminator),
        }
    }

    /// Returns the type of a union with one member: that of the member.
    fn only(&mut self, node: NodeId, member: NodeId) -> TypeRef {
        if self.nodes.is_ref(member) {
            return self.lower(member).ty;
        }
        self.labels.set_transparent(member);
        let ty = self.body_as(member, node);
        if let Some(id) = self.memory.slots.get(&node).copied() {
            self.memory.slots.entry(member).or_insert(id);
        }
        ty
    }

    fn distinct(&mut self, members: Vec<NodeId>) -> Vec<NodeId> {
        let mut distinct: Vec<NodeId> = Vec::new();
        // Only schemas that look alike from outside are compared.
        let mut alike: HashMap<u64, Vec<NodeId>> = HashMap::new();
        for member in members {
            let known = alike.entry(self.outline(member)).or_default();
            if !known.iter().any(|seen| self.same(*seen, member, 0)) {
                known.push(member);
                distinct.push(member);
            }
        }
        distinct
    }

    fn union_of(&mut self, node: NodeId, members: Vec<NodeId>, discriminator: Option<&Discriminator>) -> TypeRef {
        let id = self.slot(node, "choice");
        let told = self.tags(node, &members, discriminator);
        self.finish_union(node, id, members, told)
    }

    /// Returns the type of a base schema where it is used: the union of its children.
    pub(super) fn family(&mut self, node: NodeId, family: &Family) -> TypeRef {
        let id = self.slot(node, "choice");
        let members: Vec<NodeId> = family.members.iter().map(|(member, _)| *member).collect();
        let values = family.members.iter().map(|(_, values)| values.clone()).collect();
        let (property, otherwise) = (family.property.clone(), family.otherwise);
        let told = self.told(node, &members, Tags { property, values, otherwise, written: true });
        self.finish_union(node, id, members, told)
    }

    fn finish_union(&mut self, node: NodeId, id: TypeId, members: Vec<NodeId>, told: Told) -> TypeRef {
        let parent = self.types[id.0].name.plain().to_owned();
        let names = self.variant_names(node, &members, &told, &parent);
        let mut variants: Vec<Variant> = Vec::new();
        let mut values: Vec<(Literal, usize)> = Vec::new();
        let mut otherwise = None;
        for (index, (member, name)) in members.iter().zip(names).enumerate() {
            let typed = self.lower(*member);
            let position = match variants.iter().position(|variant| variant.ty == typed.ty) {
                Some(seen) => seen,
                None => {
                    let docs = if self.nodes.is_ref(*member) { Docs::default() } else { self.notes(*member).docs };
                    let shape = told.shape(index);
                    variants.push(Variant { name, ty: typed.ty, docs, shape });
                    variants.len() - 1
                }
            };
            values.extend(told.values(index).iter().map(|value| (value.clone(), position)));
            if told.tags().and_then(|tags| tags.otherwise) == Some(index) {
                otherwise = Some(position);
            }
        }
        if let [only] = variants.as_slice() {
            let ty = only.ty.clone();
            return self.define(id, node, TypeKind::Alias(ty));
        }
        let decision = told.decision(values, otherwise);
        self.define(id, node, TypeKind::Union(Union { decision, variants, nullable: false, open: true }))
    }

    /// Strings among the members made one: an `enum` beside a plain string is an open enum, two plain strings are one.
    /// The same for integers.
    fn one_text(&mut self, node: NodeId, members: Vec<NodeId>) -> Vec<NodeId> {
        let mut members = members;
        for kind in [JsonType::String, JsonType::Integer, JsonType::Number, JsonType::Boolean] {
            members = self.one_kind(node, members, kind);
        }
        members
    }

    fn one_kind(&mut self, node: NodeId, members: Vec<NodeId>, kind: JsonType) -> Vec<NodeId> {
        let mut plain = Vec::new();
        let mut enums = Vec::new();
        for member in &members {
            match self.sort(*member, kind, 0) {
                Some(true) => plain.push(*member),
                Some(false) => enums.push(*member),
                None => {}
            }
        }
        let found = plain.len() + enums.len();
        let named = enums.iter().any(|member| self.nodes.component_of(*member).is_some());
        // Named enums beside other things keep their names.
        if found < 2 || (plain.is_empty() && named && found < members.len()) {
            return members;
        }
        let merged = match enums.as_slice() {
            [] => self.widest(node, &plain, kind),
            // The named enum is open already: it takes any string.
            [only] if named && self.is_open_enum(*only) => *only,
            several => self.all_values(node, several, kind, !plain.is_empty()),
        };
        let absorbed: HashSet<NodeId> = plain.into_iter().chain(enums).collect();
        let mut kept = IndexSet::new();
        kept.extend(members.into_iter().map(|member| if absorbed.contains(&member) { merged } else { member }));
        kept.into_iter().collect()
    }

    /// Returns true for an enum of several values: it takes others too. One value alone is a constant.
    fn is_open_enum(&mut self, member: NodeId) -> bool {
        let flat = self.flat(member);
        flat.core.unions.is_empty() && (flat.core.open || flat.core.values.len() > 1)
    }

    /// Returns `Some(true)` for a member that is a plain scalar of the type, `Some(false)` for an enum of it or a union of such, and `None` for others.
    fn sort(&mut self, member: NodeId, kind: JsonType, depth: usize) -> Option<bool> {
        let flat = self.flat(member);
        let core = &flat.core;
        let kinds: &[JsonType] =
            if kind == JsonType::Number { &[JsonType::Number, JsonType::Integer] } else { std::slice::from_ref(&kind) };
        let has_enums = matches!(kind, JsonType::String | JsonType::Integer);
        if core.special.is_some() || depth > 4 || !self.effort.look() {
            return None;
        }
        if let [group] = core.unions.as_slice() {
            let bare = Core { unions: Vec::new(), types: Vec::new(), ..core.clone() }.is_any();
            let sorts: Option<Vec<bool>> =
                group.members.iter().map(|inner| self.sort(*inner, kind, depth + 1)).collect();
            let enums = sorts.filter(|_| bare && has_enums)?.contains(&false);
            return enums.then_some(false);
        }
        // Bytes are not text: in a multipart body they are a file.
        let bytes = core.json_types() == [JsonType::String] && scalar::scalar(kind, &flat) == Some(Scalar::Binary);
        if bytes && core.values.is_empty() {
            return None;
        }
        if core.values.is_empty() {
            let found = core.json_types();
            return (!found.is_empty() && found.iter().all(|found| kinds.contains(found))).then_some(true);
        }
        (has_enums && core.values.iter().all(|choice| kind.admits(&choice.value))).then_some(false)
    }

    /// Returns one scalar that takes the values of all the given ones.
    fn widest(&mut self, node: NodeId, members: &[NodeId], kind: JsonType) -> NodeId {
        let mut formats: IndexSet<Option<String>> = IndexSet::new();
        let mut notes = Notes::default();
        let mut types = Vec::new();
        for member in members {
            let flat = self.flat(*member);
            types.extend(flat.core.json_types());
            formats.insert(flat.core.format.clone());
            if notes.docs.is_empty() {
                notes.docs = flat.notes.docs.clone();
            }
        }
        let format = if formats.len() == 1 { formats.pop().flatten() } else { None };
        // A number beside an integer is one that may be an integer: neither is written as the other.
        let types = match types.contains(&JsonType::Integer) && types.contains(&JsonType::Number) {
            true => vec![JsonType::Integer, JsonType::Number],
            false => vec![kind],
        };
        let core = Core { types, format, ..Core::default() };
        self.made(node, Role::Variant, Keywords { core, notes, ..Keywords::default() })
    }

    /// Returns one enum with the values of several.
    fn all_values(&mut self, node: NodeId, members: &[NodeId], kind: JsonType, open: bool) -> NodeId {
        let mut core = Core { types: vec![kind], open, ..Core::default() };
        let mut values = IndexMap::new();
        for member in members {
            self.add_values(*member, kind, &mut values);
        }
        core.values = values.into_values().collect();
        self.made(node, Role::Variant, Keywords { core, ..Keywords::default() })
    }

    fn add_values(&mut self, member: NodeId, kind: JsonType, values: &mut IndexMap<(Value, Option<String>), Choice>) {
        let flat = self.flat(member);
        for group in &flat.core.unions {
            group.members.iter().for_each(|inner| self.add_values(*inner, kind, values));
        }
        let single = flat.core.values.len() == 1 && !self.nodes.is_ref(member);
        for choice in &flat.core.values {
            let mut choice = choice.clone();
            // `oneOf: [{const: 1, title: Active, description: …}, …]` is how an enum documents its values.
            if single {
                let title = flat.notes.title.clone();
                choice.name = choice.name.or(title.clone().filter(|_| kind == JsonType::Integer));
                if choice.docs.is_empty() {
                    let docs = &flat.notes.docs;
                    choice.docs = if docs.is_empty() { title.unwrap_or_default() } else { docs.0.clone() };
                }
            }
            values.entry(choice.key()).or_insert(choice);
        }
    }
}

/// Returns true if a member has everything that is beside the union.
fn covers(member: &Core, common: &Core) -> bool {
    let keys = common.properties.keys().all(|name| member.properties.contains_key(name));
    let required = common.required.iter().all(|name| member.required.contains(name));
    let types = common.types.is_empty() || member.json_types() == common.types;
    let rest =
        Core { properties: Default::default(), required: Default::default(), types: Vec::new(), ..common.clone() };
    keys && required && types && (rest.is_any() || member.is_object() && rest.has_keys() && rest.rest().is_empty())
}
