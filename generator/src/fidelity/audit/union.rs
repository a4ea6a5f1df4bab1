//! Unions: each member a variant.

use super::Audit;
use super::declared::{Declared, Group};
use super::types::{Kind, admits, kind, same};
use crate::api::Union;
use crate::read::Node;

/// Unions that are members of unions are looked into this deep.
const DEEPEST: usize = 8;

/// A member, and the variant that holds it.
pub(super) type Assigned<'d> = Vec<(Node<'d>, usize)>;

impl<'d> Audit<'d> {
    /// The members of a union: those of plain unions among them in their place, `null` and repeated ones left out.
    pub(super) fn members(&self, group: Group<'d>) -> Vec<Node<'d>> {
        let mut found = Vec::new();
        self.spread(group, 0, &mut found);
        found
    }

    fn spread(&self, group: Group<'d>, depth: usize, found: &mut Vec<Node<'d>>) {
        for member in group.members.elements() {
            if self.is_null(member) {
                continue;
            }
            let declared = self.declared(member);
            let inner = declared.groups.first().filter(|inner| depth < DEEPEST && declared.is_only(**inner));
            match inner {
                Some(inner) if member.text("$ref").is_none() && member.text("title").is_none() => {
                    self.spread(*inner, depth + 1, found);
                }
                _ if found.iter().any(|seen| self.is_same(*seen, member)) => {}
                _ => found.push(member),
            }
        }
    }

    fn is_same(&self, one: Node<'d>, other: Node<'d>) -> bool {
        let ends = (self.written.follow(one), self.written.follow(other));
        matches!(ends, (Some(one), Some(other)) if one.address() == other.address())
    }

    /// A union beside its schema.
    pub(super) fn union(&mut self, node: Node<'d>, declared: &Declared<'d>, union: &'d Union) -> bool {
        match declared.groups.as_slice() {
            [] if declared.types.len() > 1 => self.several(node, declared, union),
            [] => self.family(node, declared, union),
            [group] => match self.assign(*group, union) {
                Some(assigned) => self.tags(declared, &assigned, union),
                None => false,
            },
            // Reported where they are joined.
            _ => true,
        }
    }

    /// Several JSON types: a variant for each.
    fn several(&mut self, node: Node<'d>, declared: &Declared<'d>, union: &'d Union) -> bool {
        let lacks = |json: &&&str| !union.variants.iter().any(|one| admits(kind(self.api, &one.ty), json));
        match declared.types.iter().find(lacks) {
            Some(json) => self.find(node, &["type"], format!("no variant holds the JSON type `{json}`")),
            None => true,
        }
    }

    /// A variant for each member; `None` where one has none.
    pub(super) fn assign(&mut self, group: Group<'d>, union: &'d Union) -> Option<Assigned<'d>> {
        let members = self.members(group);
        let mut taken = vec![false; union.variants.len()];
        let mut assigned: Vec<Option<usize>> =
            members.iter().map(|member| self.by_name(*member, union, &mut taken)).collect();
        let aligned = members.len() == union.variants.len();
        for (index, member) in members.iter().enumerate() {
            if assigned[index].is_none() {
                assigned[index] = self.by_shape(*member, index, aligned, union, &mut taken);
            }
        }
        if let Some(lost) = assigned.iter().position(Option::is_none) {
            self.find(members[lost], &[], "the member of the union has no variant");
            return None;
        }
        Some(members.into_iter().zip(assigned.into_iter().flatten()).collect())
    }

    /// The variant of the type that a reference leads to.
    fn by_name(&mut self, member: Node<'d>, union: &'d Union, taken: &mut [bool]) -> Option<usize> {
        let target = self.written.hop(member)?;
        let entry = self.entry(target)?;
        let is =
            |(index, variant): &(usize, &'d crate::api::Variant)| !taken[*index] && same(self.api, entry, &variant.ty);
        let index = union.variants.iter().enumerate().find(is)?.0;
        taken[index] = true;
        Some(index)
    }

    /// The variant that holds what the member says. Plain values may share one.
    fn by_shape(
        &mut self,
        member: Node<'d>,
        place: usize,
        aligned: bool,
        union: &'d Union,
        taken: &mut [bool],
    ) -> Option<usize> {
        let first = aligned.then_some(place);
        let order = first.into_iter().chain((0..union.variants.len()).filter(|index| Some(*index) != first));
        for index in order {
            let ty = &union.variants[index].ty;
            let shared = matches!(kind(self.api, ty), Kind::Scalar(_) | Kind::Words(_) | Kind::Const(_));
            if (shared || !taken[index]) && self.tries(|audit| audit.compare(member, ty, false)) {
                taken[index] = true;
                return Some(index);
            }
        }
        None
    }
}
