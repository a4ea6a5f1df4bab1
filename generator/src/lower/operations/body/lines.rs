//! Bodies of one JSON value after the other, as lists.

use openapiv3::MediaType;

use super::super::super::Lowering;
use super::super::input_names::Subject;
use crate::api::{TypeKind, TypeRef};
use crate::pointer::Pointer;
use crate::read::Schemas;

/// Returns the list of a body's elements: by `itemSchema` (3.2), else the schema, which describes the list or one element of it.
pub(super) fn list(lowering: &mut Lowering<'_>, declared: &MediaType, at: &Pointer, subject: &Subject) -> TypeRef {
    let hint = subject.hint("line");
    let schemas = &lowering.document.schemas;
    let item = schemas.item_of(declared);
    let (schema, at) = match item {
        Some(item) => (Some(item), Schemas::item_place(at)),
        None => (schemas.of(declared), at.child("schema")),
    };
    let ty = schema.map_or(TypeRef::Json, |schema| lowering.type_of(schema, &at, &hint).into_ref());
    match target(lowering, &ty) {
        TypeRef::List(list) if item.is_none() => TypeRef::List(list.clone()),
        _ => TypeRef::List(Box::new(ty)),
    }
}

/// Returns the type behind aliases.
fn target<'a>(lowering: &'a Lowering<'_>, ty: &'a TypeRef) -> &'a TypeRef {
    let mut ty = ty;
    // An alias never leads back to itself in the end, but at this point one may.
    for _ in 0..=lowering.types.len() {
        match ty {
            TypeRef::Named(id) => match lowering.types.get(id.0).map(|def| &def.kind) {
                Some(TypeKind::Alias(target)) => ty = target,
                _ => return ty,
            },
            _ => return ty,
        }
    }
    ty
}
