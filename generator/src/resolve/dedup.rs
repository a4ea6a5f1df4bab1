//! Merging of identical types that are described in place: one item represents all of them, and the other names are aliases.
//!
//! A document often says the same thing in many places: GitHub's describes its user of webhooks 292 times in place. Each place keeps the name it has by
//! itself, so that what a user writes does not depend on what else the document holds; only the name of the item itself does, which has to fit all places
//! (see `merged`).

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::graph::{mentions, order, parts};
use super::merged::{self, Group};
use crate::api::{Api, Extra, Field, Flattened, Record, TypeDef, TypeId, TypeKind, TypeRef, Union, Variant};

/// Makes one type of those that are the same in all but name, place and description of the whole.
pub(super) fn merge(api: &mut Api) {
    let mut identical = Identical { api, group: (0..api.types.len()).collect(), members: HashMap::new() };
    let mut groups: HashMap<u64, Vec<Alike>> = HashMap::new();
    for id in order(api, |_| true) {
        if !may_be_merged(api.ty(TypeId(id))) {
            continue;
        }
        let known = groups.entry(identical.hash(id)).or_default();
        let component = identical.def(id).component;
        match known
            .iter_mut()
            .take(MOST_ALIKE)
            .find(|alike| identical.same(identical.def(alike.first), identical.def(id)))
        {
            // The author's own names stay apart.
            Some(alike) if component && alike.has_component => {}
            Some(alike) => {
                alike.has_component |= component;
                let first = alike.first;
                identical.join(first, id);
            }
            None => known.push(Alike { first: id, has_component: component }),
        }
    }
    let groups = identical.groups();
    let names = merged::names(api, &groups);
    for (group, name) in groups.into_iter().zip(names) {
        let target = match name {
            Some(name) => merged::add(api, &group, name),
            None => group.target,
        };
        for id in group.members.into_iter().filter(|id| *id != target) {
            api.types[id].kind = TypeKind::Alias(TypeRef::Named(TypeId(target)));
        }
    }
}

/// Types are compared with so many others that look alike from outside.
const MOST_ALIKE: usize = 64;

/// A type that others may be the same as.
struct Alike {
    first: usize,
    /// True if one of the types is a component.
    has_component: bool,
}

/// Returns true for types that may be merged: not aliases, which are names already, nor enums of errors, which are shared where they are made.
fn may_be_merged(def: &TypeDef) -> bool {
    match &def.kind {
        TypeKind::Record(_) | TypeKind::Union(_) | TypeKind::Constants(_) => true,
        TypeKind::Errors(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => false,
    }
}

/// Groups of identical types found so far.
struct Identical<'a> {
    api: &'a Api,
    /// First of the equal types for each type; itself if there is no other.
    group: Vec<usize>,
    /// All types of a group, by its first, for groups of several.
    members: HashMap<usize, Vec<usize>>,
}

impl Identical<'_> {
    fn def(&self, id: usize) -> &TypeDef {
        &self.api.types[id]
    }

    fn join(&mut self, first: usize, id: usize) {
        self.group[id] = first;
        self.members.entry(first).or_insert_with(|| vec![first]).push(id);
    }

    /// Returns groups of several types that are the same.
    fn groups(&self) -> Vec<Group> {
        let mut groups = Vec::with_capacity(self.members.len());
        for members in self.members.values() {
            let rank = |id: &usize| {
                let name = self.def(*id).name.as_str();
                (!self.def(*id).component, name.len(), name.to_owned())
            };
            let Some(target) = members.iter().copied().min_by_key(rank) else { continue };
            let mut members = members.clone();
            members.sort_unstable();
            groups.push(Group { members, target });
        }
        groups.sort_unstable_by_key(|group| group.target);
        groups
    }

    /// Returns a hash that is equal for types that are the same.
    fn hash(&self, id: usize) -> u64 {
        let def = self.def(id);
        let mut hasher = DefaultHasher::new();
        (def.directions.in_requests, def.directions.in_responses, std::mem::discriminant(&def.kind)).hash(&mut hasher);
        match &def.kind {
            TypeKind::Record(record) => {
                for field in &record.fields {
                    (&field.wire, &field.docs.0, field.presence).hash(&mut hasher);
                    (&field.facts.minimum, &field.facts.maximum, &field.facts.pattern).hash(&mut hasher);
                    (field.facts.min_size, field.facts.max_size, &field.facts.default).hash(&mut hasher);
                }
            }
            TypeKind::Union(union) => {
                union.variants.iter().for_each(|variant| (variant.name.as_str(), &variant.docs.0).hash(&mut hasher));
            }
            TypeKind::Constants(words) => words.variants.iter().for_each(|word| word.name.as_str().hash(&mut hasher)),
            TypeKind::Errors(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => {}
        }
        for part in parts(&def.kind) {
            mentions(part, true, &mut |id, _| self.group[id.0].hash(&mut hasher));
        }
        hasher.finish()
    }

    fn same(&self, a: &TypeDef, b: &TypeDef) -> bool {
        let alike = a.directions == b.directions
            && a.nullable == b.nullable
            && a.deprecated == b.deprecated
            && a.getters == b.getters;
        alike
            && match (&a.kind, &b.kind) {
                (TypeKind::Record(a), TypeKind::Record(b)) => self.same_record(a, b),
                (TypeKind::Union(a), TypeKind::Union(b)) => self.same_union(a, b),
                (TypeKind::Constants(a), TypeKind::Constants(b)) => a == b,
                _ => false,
            }
    }

    fn same_record(&self, a: &Record, b: &Record) -> bool {
        // Two that differ in nothing but `type` are one: which of them it is made of says what may come in its place.
        let Record { fields, flattened, extra, any_type: _ } = a;
        let flat = |a: &Flattened, b: &Flattened| a.name == b.name && self.same_ref(&a.ty, &b.ty);
        let flattened = match (flattened, &b.flattened) {
            (Some(a), Some(b)) => flat(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        let extra = match (extra, &b.extra) {
            (Extra::Typed(name, a), Extra::Typed(other, b)) => name == other && self.same_ref(a, b),
            (a, b) => a == b,
        };
        let mut pairs = fields.iter().zip(&b.fields);
        flattened && extra && fields.len() == b.fields.len() && pairs.all(|(a, b)| self.same_field(a, b))
    }

    fn same_field(&self, a: &Field, b: &Field) -> bool {
        let Field {
            wire,
            name,
            null_setter,
            ty,
            presence,
            docs,
            facts,
            deprecated,
            read_only,
            write_only,
            making,
            tag,
            settings,
        } = a;
        let alike = *wire == b.wire && *name == b.name && *presence == b.presence && *deprecated == b.deprecated;
        let filled = *making == b.making && *null_setter == b.null_setter && *tag == b.tag;
        let ways = *read_only == b.read_only && *write_only == b.write_only && filled;
        alike && ways && *settings == b.settings && *docs == b.docs && *facts == b.facts && self.same_ref(ty, &b.ty)
    }

    /// The shapes of variants are found later, from their types.
    fn same_union(&self, a: &Union, b: &Union) -> bool {
        let Union { decision, variants, nullable: _, open } = a;
        let variant = |a: &Variant, b: &Variant| {
            let Variant { name, ty, docs, shape: _ } = a;
            *name == b.name && *docs == b.docs && self.same_ref(ty, &b.ty)
        };
        let mut pairs = variants.iter().zip(&b.variants);
        *decision == b.decision
            && *open == b.open
            && variants.len() == b.variants.len()
            && pairs.all(|(a, b)| variant(a, b))
    }

    fn same_ref(&self, a: &TypeRef, b: &TypeRef) -> bool {
        match (a, b) {
            (TypeRef::Named(a), TypeRef::Named(b)) => self.group[a.0] == self.group[b.0],
            (TypeRef::List(a), TypeRef::List(b))
            | (TypeRef::Map(a), TypeRef::Map(b))
            | (TypeRef::Boxed(a), TypeRef::Boxed(b))
            | (TypeRef::Nullable(a), TypeRef::Nullable(b)) => self.same_ref(a, b),
            (TypeRef::Tuple(a), TypeRef::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same_ref(a, b))
            }
            (a, b) => a == b,
        }
    }
}
