//! Paths over values of the document's types: the values that a rule's names lead to, and the texts that are possible there.

use std::collections::HashSet;

use super::super::super::{Lowering, suggestion};
use super::fields::Fault;
use crate::api::{Decision, Extra, Literal, Record, Scalar, TypeDef, TypeId, TypeKind, TypeRef, Union};

/// The values that a path leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    /// Their types: neither unions, aliases nor boxes.
    types: Vec<Candidate>,
    /// True if the values may be of any other type as well.
    any: bool,
}

/// A type of values.
#[derive(Clone, Debug)]
struct Candidate {
    ty: TypeRef,
    /// The tags that unions around it write: property and value.
    tags: Vec<(String, String)>,
}

/// The texts that a member of an object can have.
enum Texts {
    /// The object has no such member.
    None,
    /// These alone.
    These(Vec<String>),
    /// Any.
    Any,
}

/// Follows paths among the types of a document.
#[derive(Clone, Copy)]
pub(super) struct Paths<'t> {
    types: &'t [TypeDef],
    /// The enums whose values may be any text.
    open: &'t HashSet<TypeId>,
}

impl<'t> Paths<'t> {
    pub(super) fn new(lowering: &'t Lowering<'_>) -> Self {
        Self { types: &lowering.types, open: &lowering.memory.open_constants }
    }

    /// Returns the values of a type, through aliases, boxes, nullable types and unions.
    pub(super) fn of(self, ty: &TypeRef) -> Values {
        let mut values = Values::default();
        let mut seen: HashSet<TypeId> = HashSet::new();
        let mut work = vec![Candidate { ty: ty.clone(), tags: Vec::new() }];
        while let Some(Candidate { ty, tags }) = work.pop() {
            let TypeRef::Named(id) = &ty else {
                match ty {
                    TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => work.push(Candidate { ty: *inner, tags }),
                    TypeRef::Json | TypeRef::Tuple(_) | TypeRef::Scalar(Scalar::Own(_)) => values.any = true,
                    ty => values.types.push(Candidate { ty, tags }),
                }
                continue;
            };
            match self.types.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Alias(target) | TypeKind::Newtype(target)) if seen.insert(*id) => {
                    work.push(Candidate { ty: target.clone(), tags });
                }
                Some(TypeKind::Union(union)) if seen.insert(*id) => work.extend(variants(union, &tags)),
                Some(TypeKind::Record(record)) => {
                    let beside = record.flattened.iter().filter(|_| seen.insert(*id));
                    work.extend(beside.map(|beside| Candidate { ty: beside.ty.clone(), tags: tags.clone() }));
                    values.types.push(Candidate { ty, tags });
                }
                Some(TypeKind::Constants(_)) => values.types.push(Candidate { ty, tags }),
                _ => {}
            }
        }
        values
    }

    /// Returns the values at dotted names; a path continues through lists with their items.
    pub(super) fn dotted(self, from: &TypeRef, path: &str, through_lists: bool) -> Result<Values, Fault> {
        let mut values = self.of(from);
        for name in path.split('.').filter(|name| !name.is_empty()) {
            if through_lists {
                values = self.items(values);
            }
            values = self.member(&values, name)?;
        }
        Ok(values)
    }

    /// Returns the values at a member.
    pub(super) fn member(self, values: &Values, name: &str) -> Result<Values, Fault> {
        let mut found = Values { types: Vec::new(), any: values.any };
        let mut known = Vec::new();
        let mut is_there = values.any;
        for candidate in &values.types {
            let ty = match &candidate.ty {
                TypeRef::Map(value) => Some(value.as_ref()),
                ty => {
                    let Some(record) = self.record(ty) else { continue };
                    found.any |= has_any_member(record);
                    is_there |= has_any_member(record);
                    known.extend(record.fields.iter().map(|field| field.wire.as_str()));
                    let own = record.fields.iter().find(|field| field.wire == name).map(|field| &field.ty);
                    own.or(match &record.extra {
                        Extra::Typed(_, ty) => Some(ty),
                        _ => None,
                    })
                }
            };
            let Some(ty) = ty else { continue };
            is_there = true;
            let more = self.of(ty);
            found.types.extend(more.types);
            found.any |= more.any;
        }
        if is_there {
            return Ok(found);
        }
        Err(Fault::new(format!("there is no property `{name}`"), near(name, known, "the properties")))
    }

    /// Searches for a member in the values of a type, at any depth.
    pub(super) fn anywhere(self, ty: &TypeRef, name: &str) -> Result<(), Fault> {
        let mut known: Vec<&str> = Vec::new();
        let mut seen: HashSet<TypeId> = HashSet::new();
        let mut work = vec![ty.clone()];
        while let Some(ty) = work.pop() {
            let values = self.of(&ty);
            if values.any {
                return Ok(());
            }
            for Candidate { ty, .. } in values.types {
                match &ty {
                    TypeRef::List(inner) => work.push(inner.as_ref().clone()),
                    // The keys of a map may be any.
                    TypeRef::Map(_) => return Ok(()),
                    TypeRef::Named(id) if seen.insert(*id) => {
                        let Some(record) = self.record(&ty) else { continue };
                        let is_it = record.fields.iter().any(|field| field.wire == name);
                        if is_it || has_any_member(record) || matches!(record.extra, Extra::Typed(..)) {
                            return Ok(());
                        }
                        known.extend(record.fields.iter().map(|field| field.wire.as_str()));
                        work.extend(record.fields.iter().map(|field| field.ty.clone()));
                    }
                    _ => {}
                }
            }
        }
        known.sort_unstable();
        known.dedup();
        Err(Fault::new(format!("there is no property `{name}`"), near(name, known, "the properties")))
    }

    /// Returns the items where the values are lists, and the values that are none.
    pub(super) fn items(self, values: Values) -> Values {
        let mut found = Values { types: Vec::new(), any: values.any };
        let mut work = values.types;
        // Lists of lists are as deep as the document writes them, but a broken model must not hang.
        let mut effort = self.types.len() + 64;
        while let Some(candidate) = work.pop() {
            match &candidate.ty {
                TypeRef::List(item) if effort > 0 => {
                    effort -= 1;
                    let more = self.of(item);
                    found.any |= more.any;
                    work.extend(more.types);
                }
                _ => found.types.push(candidate),
            }
        }
        found
    }

    /// Returns the objects of which a member has a text.
    pub(super) fn only(self, values: &Values, member: &str, text: &str) -> Result<Values, Fault> {
        let (mut kept, mut known, mut is_there) = (Vec::new(), Vec::new(), false);
        for candidate in &values.types {
            let texts = self.texts_of(candidate, member);
            is_there |= !matches!(texts, Texts::None);
            match texts {
                Texts::Any => kept.push(candidate.clone()),
                Texts::These(texts) if texts.iter().any(|known| known == text) => kept.push(candidate.clone()),
                Texts::These(texts) => known.extend(texts),
                Texts::None => {}
            }
        }
        if !kept.is_empty() || values.any {
            return Ok(Values { types: kept, any: values.any });
        }
        if !is_there {
            return self.member(values, member);
        }
        let known = known.iter().map(String::as_str).collect();
        Err(Fault::new(format!("`{member}` is never `{text}`"), near(text, known, "its values")))
    }

    /// Returns the texts that values can be, unless they can be others.
    pub(super) fn texts(self, values: &Values) -> Option<Vec<String>> {
        if values.any || values.types.is_empty() {
            return None;
        }
        let texts: Option<Vec<_>> = values.types.iter().map(|candidate| self.constants(&candidate.ty)).collect();
        texts.map(|texts| texts.concat())
    }

    fn texts_of(self, candidate: &Candidate, member: &str) -> Texts {
        let of_tag: Vec<String> =
            candidate.tags.iter().filter(|(name, _)| name == member).map(|(_, value)| value.clone()).collect();
        if !of_tag.is_empty() {
            return Texts::These(of_tag);
        }
        match self.member(&Values { types: vec![candidate.clone()], any: false }, member) {
            Ok(values) => self.texts(&values).map_or(Texts::Any, Texts::These),
            Err(_) => Texts::None,
        }
    }

    /// Returns the texts of an enum or a constant, unless it has other values.
    fn constants(self, ty: &TypeRef) -> Option<Vec<String>> {
        let text = |value: &Literal| match value {
            Literal::Str(text) => Some(text.clone()),
            _ => None,
        };
        match ty {
            TypeRef::Const(value) => Some(vec![text(value)?]),
            TypeRef::Named(id) if !self.open.contains(id) => match &self.types.get(id.0)?.kind {
                TypeKind::Constants(constants) => constants.variants.iter().map(|one| text(&one.value)).collect(),
                _ => None,
            },
            _ => None,
        }
    }

    fn record(&self, ty: &TypeRef) -> Option<&Record> {
        let TypeRef::Named(id) = ty else { return None };
        match &self.types.get(id.0)?.kind {
            TypeKind::Record(record) => Some(record),
            _ => None,
        }
    }
}

/// Returns the variants of a union, with the tags that it and those around it write.
fn variants(union: &Union, tags: &[(String, String)]) -> Vec<Candidate> {
    let given = match &union.decision {
        Decision::Tag { property, values, .. } => Some((property, values)),
        Decision::Shape { tag } => tag.as_ref().map(|tag| (&tag.property, &tag.values)),
    };
    let candidate = |(index, ty): (usize, &TypeRef)| {
        let own = given.iter().flat_map(|(property, values)| {
            let values = values.iter().filter(|(_, variant)| *variant == index);
            values.filter_map(|(value, _)| match value {
                Literal::Str(text) => Some(((*property).clone(), text.clone())),
                _ => None,
            })
        });
        Candidate { ty: ty.clone(), tags: tags.iter().cloned().chain(own).collect() }
    };
    union.variants.iter().map(|variant| &variant.ty).enumerate().map(candidate).collect()
}

/// Returns true for an object without a description of its members.
fn has_any_member(record: &Record) -> bool {
    record.fields.is_empty() && record.flattened.is_none() && record.extra == Extra::Kept
}

/// Returns a hint for a name that is none of those that are known.
pub(super) fn near(name: &str, mut known: Vec<&str>, noun: &str) -> String {
    known.sort_unstable();
    known.dedup();
    suggestion(name, &known, noun)
}
