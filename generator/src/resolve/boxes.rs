//! Boxes: where a type would contain itself ([`insert`]), and where one variant of a union is much larger than the others ([`even_out`], by the estimates of
//! `sizes.rs`). Nothing else of the model is boxed; `emit` writes `Box` where it stands in a `TypeRef`.

use std::collections::BTreeSet;

use super::graph::{components, mentions, order, parts};
use super::sizes::Sizes;
use crate::api::{Api, Flattened, Presence, Record, TypeId, TypeKind, TypeRef};

/// A variant this much larger than the next is boxed. Clippy's `large_enum_variant` speaks at 200 bytes; sizes here are estimates.
const MOST_LARGER: usize = 128;

/// Preference for boxing a part, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum BoxPreference {
    Variant,
    Optional,
    Required,
    /// An alias is spelled out where it is used; what uses it is boxed instead.
    Never,
}

/// A part of a type that contains another type by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    preference: BoxPreference,
    from: usize,
    part: usize,
    to: usize,
}

/// In a larger set of types that contain each other, all parts that are best boxed are boxed at once, and not one after the other.
const MOST_ONE_BY_ONE: usize = 256;

/// Boxes just enough parts that no type contains itself.
pub(super) fn insert(api: &mut Api) {
    let edges = Edges::of(api);
    let mut chosen = BTreeSet::new();
    let mut work = vec![(0..api.types.len()).collect::<Vec<usize>>()];
    while let Some(nodes) = work.pop() {
        for component in cyclic(&nodes, &edges, &chosen) {
            let within =
                component.iter().flat_map(|from| edges.from(*from)).filter(|edge| component.contains(&edge.to));
            let open = within.filter(|edge| edge.preference != BoxPreference::Never && !chosen.contains(*edge));
            let Some(best) = open.clone().min() else { continue };
            if component.len() > MOST_ONE_BY_ONE {
                let all: Vec<Edge> = open.filter(|edge| edge.preference == best.preference).copied().collect();
                chosen.extend(all);
            } else {
                chosen.insert(*best);
            }
            work.push(component.into_iter().collect());
        }
    }
    for edge in chosen {
        if let Some(ty) = part_mut(&mut api.types[edge.from].kind, edge.part) {
            wrap(ty, TypeId(edge.to));
        }
    }
}

/// All parts that contain others by value, by the type that they are parts of.
struct Edges {
    all: Vec<Edge>,
    /// Index of the first part of each type.
    starts: Vec<usize>,
}

impl Edges {
    fn of(api: &Api) -> Self {
        let all = edges(api);
        let mut starts = vec![0; api.types.len() + 1];
        all.iter().for_each(|edge| starts[edge.from + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        Self { all, starts }
    }

    fn from(&self, node: usize) -> &[Edge] {
        &self.all[self.starts[node]..self.starts[node + 1]]
    }
}

fn edges(api: &Api) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (from, def) in api.types.iter().enumerate() {
        for (part, ty) in parts(&def.kind).into_iter().enumerate() {
            let preference = preference(&def.kind, part);
            let Some(preference) = preference else { continue };
            mentions(ty, true, &mut |to, by_value| {
                if by_value {
                    edges.push(Edge { preference, from, part, to: to.0 });
                }
            });
        }
    }
    edges
}

/// Returns the preference for boxing a part; `None` for the typed extras, which are a map.
fn preference(kind: &TypeKind, part: usize) -> Option<BoxPreference> {
    Some(match kind {
        TypeKind::Union(_) => BoxPreference::Variant,
        TypeKind::Newtype(_) => BoxPreference::Required,
        TypeKind::Alias(_) => BoxPreference::Never,
        TypeKind::Record(record) => match record.fields.get(part).map(|field| field.presence) {
            Some(Presence::Required) => BoxPreference::Required,
            Some(_) => BoxPreference::Optional,
            None => flattened(record, part).map(|_| BoxPreference::Required)?,
        },
        TypeKind::Constants(_) | TypeKind::Errors(_) => return None,
    })
}

/// Returns the flattened field, when that is the part.
fn flattened(record: &Record, part: usize) -> Option<&Flattened> {
    record.flattened.as_ref().filter(|_| part == record.fields.len())
}

/// Sets of nodes that lead back to themselves.
fn cyclic(nodes: &[usize], edges: &Edges, chosen: &BTreeSet<Edge>) -> Vec<BTreeSet<usize>> {
    let place: std::collections::HashMap<usize, usize> =
        nodes.iter().enumerate().map(|(place, node)| (*node, place)).collect();
    let mut graph = vec![Vec::new(); nodes.len()];
    let mut looped = BTreeSet::new();
    for edge in nodes.iter().flat_map(|node| edges.from(*node)).filter(|edge| !chosen.contains(*edge)) {
        if let (Some(from), Some(to)) = (place.get(&edge.from), place.get(&edge.to)) {
            graph[*from].push(*to);
            if from == to {
                looped.insert(*from);
            }
        }
    }
    let found = components(&graph);
    let mut sets: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); nodes.len()];
    for (place, component) in found.iter().enumerate() {
        sets[*component].insert(nodes[place]);
    }
    let itself = |set: &BTreeSet<usize>| set.iter().any(|node| looped.contains(&place[node]));
    sets.retain(|set| set.len() > 1 || itself(set));
    sets
}

fn part_mut(kind: &mut TypeKind, part: usize) -> Option<&mut TypeRef> {
    match kind {
        TypeKind::Record(Record { fields, flattened, .. }) => match fields.get_mut(part) {
            Some(field) => Some(&mut field.ty),
            None => flattened.as_mut().map(|flattened| &mut flattened.ty),
        },
        TypeKind::Union(union) => union.variants.get_mut(part).map(|variant| &mut variant.ty),
        TypeKind::Newtype(ty) => Some(ty),
        TypeKind::Alias(_) | TypeKind::Constants(_) | TypeKind::Errors(_) => None,
    }
}

/// Boxes a type where a reference contains it by value.
fn wrap(ty: &mut TypeRef, target: TypeId) {
    match ty {
        TypeRef::Named(id) if *id == target => *ty = TypeRef::Boxed(Box::new(TypeRef::Named(target))),
        TypeRef::Nullable(inner) => wrap(inner, target),
        TypeRef::Tuple(items) => items.iter_mut().for_each(|item| wrap(item, target)),
        TypeRef::Named(_) | TypeRef::Boxed(_) | TypeRef::List(_) | TypeRef::Map(_) => {}
        TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => {}
    }
}

/// Boxes variants that are much larger than the rest of their union. Inner unions come first, as boxing shrinks them.
pub(super) fn even_out(api: &mut Api) {
    let mut sizes = Sizes::new(api.types.len());
    for id in order(api, |by_value| by_value) {
        let TypeKind::Union(union) = &api.types[id].kind else { continue };
        let mut largest: Vec<(usize, usize)> =
            union.variants.iter().enumerate().map(|(index, variant)| (sizes.of(api, &variant.ty), index)).collect();
        largest.sort_unstable_by(|a, b| b.cmp(a));
        let mut oversized = Vec::new();
        for (rank, (size, _)) in largest.iter().enumerate() {
            // The variant of unknown values is always there.
            let next = largest.get(rank + 1).map_or(Sizes::VALUE, |(next, _)| (*next).max(Sizes::VALUE));
            if *size > next + MOST_LARGER {
                oversized = largest[..=rank].iter().map(|(_, index)| *index).collect();
            }
        }
        if let TypeKind::Union(union) = &mut api.types[id].kind {
            for index in oversized {
                let ty = &mut union.variants[index].ty;
                if !matches!(ty, TypeRef::Boxed(_)) {
                    *ty = TypeRef::Boxed(Box::new(ty.clone()));
                }
            }
        }
    }
}
