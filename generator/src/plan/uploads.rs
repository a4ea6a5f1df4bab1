//! Which types are multipart forms: their binary fields are files to upload.

use std::collections::BTreeSet;

use crate::api::{Api, BodyForm, TypeId, TypeKind, TypeRef};

/// Every record that is the body of a multipart form, through aliases, boxes and unions.
pub(super) fn find(api: &Api) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let media = api.operations.iter().filter_map(|operation| operation.body.as_ref()).flat_map(|body| &body.media);
    for media in media {
        if let BodyForm::Multipart { ty, .. } = &media.form {
            mark(api, ty, &mut found);
        }
    }
    found
}

fn mark(api: &Api, ty: &TypeRef, found: &mut BTreeSet<TypeId>) {
    match ty {
        TypeRef::Named(id) if found.insert(*id) => match &api.ty(*id).kind {
            TypeKind::Alias(target) => mark(api, target, found),
            TypeKind::Union(union) => union.variants.iter().for_each(|variant| mark(api, &variant.ty, found)),
            TypeKind::Record(_) | TypeKind::Words(_) | TypeKind::Errors(_) => {}
        },
        TypeRef::Boxed(inner) | TypeRef::Nullable(inner) => mark(api, inner, found),
        _ => {}
    }
}
