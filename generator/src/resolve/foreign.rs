//! Types of other crates: the places where they and bounded integers are possible, and those that an API has.

use std::collections::BTreeSet;

use super::graph;
use crate::api::{Api, Foreign, ResponseForm, Scalar, TypeDef, TypeKind, TypeRef};

/// Restores the scalars where a response consists only of such values. Only a record keeps a value that a type of another crate, or a bounded integer, does
/// not represent; outside of a record, such a response would fail.
pub(super) fn resolve(api: &mut Api) {
    let Api { operations, types, .. } = api;
    if !types.iter().flat_map(|def| graph::parts(&def.kind)).any(holds)
        && !operations.iter().flat_map(graph::received).any(holds)
    {
        return;
    }
    for case in operations.iter_mut().flat_map(|operation| &mut operation.response.cases) {
        match &mut case.form {
            ResponseForm::Json(ty) | ResponseForm::Plain(ty) => *ty = bare(types, ty, types.len()),
            ResponseForm::Stream(form) => form.item_mut().into_iter().for_each(|ty| *ty = bare(types, ty, types.len())),
            ResponseForm::Empty | ResponseForm::Text | ResponseForm::Binary => {}
        }
    }
}

/// Returns a type with scalars in place of types of other crates, unless a record is around them. `left` bounds the aliases looked through.
fn bare(types: &[TypeDef], ty: &TypeRef, left: usize) -> TypeRef {
    let inner = |ty: &TypeRef| Box::new(bare(types, ty, left));
    match ty {
        TypeRef::Scalar(scalar) => TypeRef::Scalar(wide(*scalar)),
        TypeRef::List(item) => TypeRef::List(inner(item)),
        TypeRef::Map(item) => TypeRef::Map(inner(item)),
        TypeRef::Nullable(item) => TypeRef::Nullable(inner(item)),
        TypeRef::Boxed(item) => TypeRef::Boxed(inner(item)),
        TypeRef::Tuple(items) => TypeRef::Tuple(items.iter().map(|item| bare(types, item, left)).collect()),
        TypeRef::Named(id) => match types.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Alias(target)) if left > 0 => {
                let found = bare(types, target, left - 1);
                if found == *target { ty.clone() } else { found }
            }
            Some(TypeKind::Newtype(TypeRef::Scalar(scalar))) if wide(*scalar) != *scalar => {
                TypeRef::Scalar(wide(*scalar))
            }
            _ => ty.clone(),
        },
        TypeRef::Const(_) | TypeRef::Json => ty.clone(),
    }
}

/// Returns the scalar for all values that the document admits for this one.
fn wide(scalar: Scalar) -> Scalar {
    match scalar {
        Scalar::Foreign(foreign) => foreign.scalar(),
        Scalar::Bounded(_) => Scalar::I64,
        other => other,
    }
}

fn holds(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => wide(*scalar) != *scalar,
        TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => holds(inner),
        TypeRef::Tuple(items) => items.iter().any(holds),
        TypeRef::Named(_) | TypeRef::Const(_) | TypeRef::Json => false,
    }
}

fn collect(ty: &TypeRef, found: &mut BTreeSet<Foreign>) {
    match ty {
        TypeRef::Scalar(Scalar::Foreign(foreign)) => drop(found.insert(*foreign)),
        TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            collect(inner, found)
        }
        TypeRef::Tuple(items) => items.iter().for_each(|item| collect(item, found)),
        TypeRef::Named(_) | TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => {}
    }
}

/// Returns the types of other crates that an API's types have, and with `operations` its operations.
pub(super) fn used(api: &Api, operations: bool) -> BTreeSet<Foreign> {
    let mut found = BTreeSet::new();
    api.types.iter().flat_map(|def| graph::parts(&def.kind)).for_each(|ty| collect(ty, &mut found));
    if operations {
        let all = api.operations.iter();
        all.flat_map(|operation| [graph::sent(operation), graph::received(operation)].concat())
            .for_each(|ty| collect(ty, &mut found));
        api.headers.iter().for_each(|header| collect(&header.ty, &mut found));
        api.webhooks.iter().for_each(|webhook| collect(&webhook.ty, &mut found));
    }
    found
}
