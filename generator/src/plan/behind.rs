//! Types behind aliases and boxes.

use crate::api::{Api, Record, TypeKind, TypeRef};

/// The record a type is, through aliases and boxes.
pub fn record_of<'a>(api: &'a Api, ty: &TypeRef) -> Option<&'a Record> {
    match resolve(api, ty) {
        TypeRef::Named(id) => match &api.types.get(id.0)?.kind {
            TypeKind::Record(record) => Some(record),
            _ => None,
        },
        _ => None,
    }
}

/// The type behind boxes and aliases.
pub fn resolve<'a>(api: &'a Api, ty: &'a TypeRef) -> &'a TypeRef {
    let mut ty = ty;
    // An alias cannot stand for itself, so a walk longer than the list of types has no end.
    for _ in 0..=api.types.len() {
        ty = match ty {
            TypeRef::Boxed(inner) => inner,
            TypeRef::Named(id) => match api.types.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Alias(target)) => target,
                _ => return ty,
            },
            other => return other,
        };
    }
    ty
}
