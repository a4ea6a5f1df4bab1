//! Unions: each member a variant.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::Audit;
use super::declared::{Declared, Group, is_null_member};
use super::types::{Kind, admits, kind, resolve};
use crate::api::{TypeId, TypeRef, Union};
use crate::read::Node;

/// Unions that are members of unions are looked into this deep.
const DEEPEST: usize = 8;

/// A member, and the index of its variant.
pub(super) type Assigned<'d> = Vec<(Node<'d>, usize)>;

/// Members, each once.
#[derive(Default)]
struct Members<'d> {
    list: Vec<Node<'d>>,
    /// Addresses of the schemas that references lead to.
    ends: HashSet<usize>,
    /// Members that are written in place.
    values: HashSet<&'d Value>,
}

impl<'d> Audit<'d> {
    /// Returns the members of a union: those of plain unions among them in their place, `null` and repeated ones left out.
    pub(super) fn members(&self, group: Group<'d>) -> Vec<Node<'d>> {
        let mut found = Members::default();
        self.spread(group, 0, &mut found);
        found.list
    }

    fn spread(&self, group: Group<'d>, depth: usize, found: &mut Members<'d>) {
        for member in group.members.elements() {
            if is_null_member(&self.written, member) {
                continue;
            }
            let declared = self.declared(member);
            let inner = declared.groups.first().filter(|inner| depth < DEEPEST && declared.is_only(**inner));
            match inner {
                Some(inner) if member.text("$ref").is_none() && member.text("title").is_none() => {
                    self.spread(*inner, depth + 1, found);
                }
                _ => {
                    let end = self.written.end(member);
                    // A union that offers itself offers nothing by it.
                    let is_itself = |end: Node<'d>| {
                        let lists = ["oneOf", "anyOf"].into_iter().filter_map(|key| end.get(key));
                        lists.into_iter().any(|list| list.address() == group.members.address())
                    };
                    let is_new = end.is_none_or(|end| found.ends.insert(end.address()) && !is_itself(end));
                    if is_new && (member.text("$ref").is_some() || found.values.insert(member.value)) {
                        found.list.push(member);
                    }
                }
            }
        }
    }

    /// Audits a union against its schema; true if nothing differs.
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

    /// Audits a schema of several JSON types: there must be a variant for each; true if nothing differs.
    fn several(&mut self, node: Node<'d>, declared: &Declared<'d>, union: &'d Union) -> bool {
        let lacks = |json: &&&str| !union.variants.iter().any(|one| admits(kind(self.api, &one.ty), json));
        match declared.types.iter().find(lacks) {
            Some(json) => self.find(node, &["type"], format!("no variant holds the JSON type `{json}`")),
            None => true,
        }
    }

    /// Returns a variant for each member; `None` where one has none.
    pub(super) fn assign(&mut self, group: Group<'d>, union: &'d Union) -> Option<Assigned<'d>> {
        let members = self.members(group);
        let mut taken = vec![false; union.variants.len()];
        let mut by_type: HashMap<TypeId, Vec<usize>> = HashMap::new();
        for (index, variant) in union.variants.iter().enumerate().rev() {
            if let TypeRef::Named(id) = resolve(self.api, &variant.ty).0 {
                by_type.entry(*id).or_default().push(index);
            }
        }
        let mut assigned: Vec<Option<usize>> =
            members.iter().map(|member| self.by_name(*member, &mut by_type, &mut taken)).collect();
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

    /// Returns the variant of the type that a reference leads to.
    fn by_name(
        &self,
        member: Node<'d>,
        by_type: &mut HashMap<TypeId, Vec<usize>>,
        taken: &mut [bool],
    ) -> Option<usize> {
        let entry = self.entry(self.written.hop(member)?)?;
        // Others are found by what they hold.
        let TypeRef::Named(id) = resolve(self.api, entry).0 else { return None };
        let index = by_type.get_mut(id)?.pop()?;
        taken[index] = true;
        Some(index)
    }

    /// Returns the variant with the member's shape. Plain values may share one.
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
            let shared = matches!(kind(self.api, ty), Kind::Scalar(_) | Kind::Constants(_) | Kind::Const(_));
            if (shared || !taken[index]) && self.tries(|audit| audit.compare(member, ty, false)) {
                taken[index] = true;
                return Some(index);
            }
        }
        None
    }
}
