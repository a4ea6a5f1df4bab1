//! Directions in which values of each type travel, and the consequences for read-only and write-only fields.

use std::collections::HashSet;

use super::graph::{mentions, parts, received, sent};
use crate::api::{Api, Field, Making, Presence, Scalar, TypeDef, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;
use crate::report::{Code, Problem, Report};

/// Fills [`crate::api::Directions`], and has only records that are a whole response tell that their schema has no `type`: a value of another type than a
/// field's is kept by the record around it.
pub(super) fn fill(api: &mut Api) {
    let responses: HashSet<usize> =
        api.operations.iter().flat_map(received).filter_map(|ty| whole(api, ty)).flatten().collect();
    for (at, def) in api.types.iter_mut().enumerate() {
        if let TypeKind::Record(record) = &mut def.kind {
            record.any_type &= responses.contains(&at);
        }
    }
    let sent: Vec<TypeId> = api.operations.iter().flat_map(sent).flat_map(named).collect();
    let received: Vec<TypeId> = api.operations.iter().flat_map(received).flat_map(named).collect();
    for id in reach(api, sent) {
        api.types[id].directions.in_requests = true;
    }
    for id in reach(api, received) {
        api.types[id].directions.in_responses = true;
    }
}

/// Returns the types whose values a response of this type may be as a whole.
fn whole(api: &Api, ty: &TypeRef) -> Option<Vec<usize>> {
    let TypeRef::Named(id) = ty else { return None };
    Some(match &api.types[id.0].kind {
        kind @ (TypeKind::Errors(_) | TypeKind::Alias(_)) => {
            parts(kind).into_iter().flat_map(named).map(|id| id.0).collect()
        }
        _ => vec![id.0],
    })
}

fn named(ty: &TypeRef) -> Vec<TypeId> {
    let mut found = Vec::new();
    mentions(ty, true, &mut |id, _| found.push(id));
    found
}

fn reach(api: &Api, from: Vec<TypeId>) -> Vec<usize> {
    let mut seen = vec![false; api.types.len()];
    let mut stack: Vec<usize> = from.into_iter().map(|id| id.0).collect();
    while let Some(node) = stack.pop() {
        if std::mem::replace(&mut seen[node], true) {
            continue;
        }
        for id in parts(&api.types[node].kind).into_iter().flat_map(named) {
            if !seen[id.0] {
                stack.push(id.0);
            }
        }
    }
    (0..seen.len()).filter(|node| seen[*node]).collect()
}

/// A required `writeOnly` field is required in requests alone, a `readOnly` one in responses alone (OpenAPI 3.0.3, "Schema
/// Object"): where the type travels the other way it may be missing. In a type of both, a `readOnly` field stays what responses have; a new value has an
/// empty one, which is not sent.
pub(super) fn loosen(api: &mut Api, report: &mut Report) {
    let whole = without_arguments(api);
    let empty: Vec<Vec<bool>> = api.types.iter().map(|def| have_empty(api, &def.kind, &whole)).collect();
    let mut optional_fields = Vec::new();
    for (def, empty) in api.types.iter_mut().zip(empty) {
        let directions = def.directions;
        let TypeKind::Record(record) = &mut def.kind else { continue };
        for (field, empty) in record.fields.iter_mut().zip(empty) {
            let required = field.presence.is_required();
            let optional = Presence::of(false, field.presence.is_nullable());
            if field.write_only && (directions.in_responses || !directions.in_requests) {
                let asked = required && directions.in_requests && optional == Presence::Optional;
                if asked && !field.read_only && !matches!(field.ty, TypeRef::Const(_)) {
                    field.making = Making::Asked;
                }
                field.presence = optional;
            } else if field.read_only && directions.in_requests {
                if directions.in_responses && required && empty {
                    field.making = Making::Empty;
                } else {
                    if directions.in_responses && required {
                        optional_fields.push(def.origin.child("properties").child(&field.wire));
                    }
                    field.presence = optional;
                }
            }
        }
    }
    report_optional(optional_fields, report);
}

/// Reports required `readOnly` properties that a type of both ways has as optional.
fn report_optional(mut places: Vec<Pointer>, report: &mut Report) {
    if places.is_empty() {
        return;
    }
    let first = places.remove(0);
    let mut message = "a required `readOnly` property is optional in its type: requests leave it out, and its type has no empty value".to_owned();
    if !places.is_empty() {
        message.push_str(&format!("; it is so in {} places, and this is the first", places.len() + 1));
    }
    let hint = "describe what is sent and what is received by schemas of their own to have it required";
    let mut problem = Problem::note(Code::OptionalReadOnly, &first, message, hint);
    problem.also = places;
    report.add(problem);
}

/// Returns, for each field of a record, true if its type has an empty value.
fn have_empty(api: &Api, kind: &TypeKind, whole: &[bool]) -> Vec<bool> {
    match kind {
        TypeKind::Record(record) => {
            let empty = |field: &Field| field.presence.is_nullable() || has_empty(api, &field.ty, whole, 0);
            record.fields.iter().map(empty).collect()
        }
        _ => Vec::new(),
    }
}

fn has_empty(api: &Api, ty: &TypeRef, whole: &[bool], depth: usize) -> bool {
    match ty {
        TypeRef::Named(id) => match &api.ty(*id).kind {
            TypeKind::Constants(words) => words.open,
            TypeKind::Union(union) => union.open,
            TypeKind::Newtype(TypeRef::Scalar(scalar)) => !matches!(scalar, Scalar::Foreign(_)),
            TypeKind::Alias(ty) | TypeKind::Newtype(ty) => {
                depth < api.types.len() && has_empty(api, ty, whole, depth + 1)
            }
            TypeKind::Record(_) => whole.get(id.0).copied().unwrap_or_default(),
            TypeKind::Errors(_) => false,
        },
        TypeRef::Boxed(inner) => has_empty(api, inner, whole, depth),
        TypeRef::Tuple(_) => false,
        _ => true,
    }
}

/// Returns the records whose `new` takes nothing, once what requests leave out is no argument.
fn without_arguments(api: &Api) -> Vec<bool> {
    let mut whole = vec![false; api.types.len()];
    loop {
        let found: Vec<bool> = api.types.iter().map(|def| takes_nothing(api, def, &whole)).collect();
        if found == whole {
            return whole;
        }
        whole = found;
    }
}

fn takes_nothing(api: &Api, def: &TypeDef, whole: &[bool]) -> bool {
    let TypeKind::Record(record) = &def.kind else { return false };
    let both = def.directions.in_requests && def.directions.in_responses;
    let fixed = |field: &Field| !field.write_only && matches!(field.ty, TypeRef::Const(_));
    let empty = |field: &Field| field.read_only && both && has_empty(api, &field.ty, whole, 0);
    let free = |field: &Field| !field.presence.is_required() || fixed(field) || empty(field);
    record.flattened.is_none() && record.fields.iter().all(free)
}
