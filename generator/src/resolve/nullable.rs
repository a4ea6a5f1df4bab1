//! Unions that an argument takes beside null.

use super::graph::sent;
use crate::api::{Api, Presence, TypeId, TypeKind, TypeRef};

/// Marks the unions that a required field or an input of a request accepts beside null, so that the argument also accepts the types that convert into the
/// union.
pub(super) fn mark(api: &mut Api) {
    let mut found = Vec::new();
    for def in &api.types {
        if let TypeKind::Record(record) = &def.kind {
            let nullable = record.fields.iter().filter(|field| field.presence == Presence::RequiredNullable);
            found.extend(nullable.filter_map(|field| named(api, &field.ty)));
        }
    }
    for ty in api.operations.iter().flat_map(sent) {
        if let TypeRef::Nullable(inner) = ty {
            found.extend(named(api, inner));
        }
    }
    for id in found {
        if let Some(TypeKind::Union(union)) = api.types.get_mut(id.0).map(|def| &mut def.kind) {
            union.nullable = true;
        }
    }
}

/// Returns the type that a reference leads to through aliases.
fn named(api: &Api, ty: &TypeRef) -> Option<TypeId> {
    let mut ty = ty;
    for _ in 0..=api.types.len() {
        let TypeRef::Named(id) = ty else { return None };
        match &api.ty(*id).kind {
            TypeKind::Alias(target) => ty = target,
            _ => return Some(*id),
        }
    }
    None
}
