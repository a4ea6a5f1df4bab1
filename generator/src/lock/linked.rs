//! Names that occur in more than one place of the model.

use crate::api::{Api, TypeId, TypeKind, TypeRef};
use crate::naming::FieldName;

/// Copies names: from records to the fields that bodies offer and that lead to the items of pages, and from operations to methods for other bodies.
pub(super) fn update(api: &mut Api) {
    for at in 0..api.operations.len() {
        fields_of_body(api, at);
        items_of_pages(api, at);
        methods_for_bodies(api, at);
    }
}

/// Returns the record behind aliases and boxes.
fn record(api: &Api, ty: &TypeRef) -> Option<TypeId> {
    match api.behind(ty) {
        TypeRef::Named(id) if matches!(api.ty(*id).kind, TypeKind::Record(_)) => Some(*id),
        _ => None,
    }
}

/// Returns the name of a field of a record, and its type.
fn field<'a>(api: &'a Api, id: TypeId, wire: &str) -> Option<(&'a FieldName, &'a TypeRef)> {
    let TypeKind::Record(record) = &api.ty(id).kind else { return None };
    record.fields.iter().find(|field| field.wire == wire).map(|field| (&field.name, &field.ty))
}

fn fields_of_body(api: &mut Api, at: usize) {
    let Some(body) = &api.operations[at].body else { return };
    let Some(id) = body.media.first().and_then(|media| record(api, media.form.ty()?)) else { return };
    let offered = body.fields.iter().flatten();
    let names: Vec<Option<FieldName>> =
        offered.map(|offered| field(api, id, &offered.wire).map(|(name, _)| name.clone())).collect();
    let body = api.operations[at].body.iter_mut();
    for (offered, name) in body.flat_map(|body| body.fields.iter_mut().flatten()).zip(names) {
        name.into_iter().for_each(|name| offered.field = name);
    }
}

fn items_of_pages(api: &mut Api, at: usize) {
    let operation = &api.operations[at];
    let Some(paging) = &operation.paging else { return };
    let json = operation.response.cases.iter().find_map(|case| match &case.form {
        crate::api::ResponseForm::Json(ty) => Some(ty),
        _ => None,
    });
    let Some(mut ty) = json else { return };
    let mut names = Vec::with_capacity(paging.items.len());
    for (wire, _) in &paging.items {
        let Some((name, inner)) = record(api, ty).and_then(|id| field(api, id, wire)) else { break };
        names.push(name.clone());
        ty = inner;
    }
    let paging = api.operations[at].paging.iter_mut();
    for ((_, own), name) in paging.flat_map(|paging| &mut paging.items).zip(names) {
        *own = name;
    }
}

fn methods_for_bodies(api: &mut Api, at: usize) {
    use crate::api::Reach;
    let Some(of) = api.operations[at].alternative_of else { return };
    let response = api.operations[of.0].response.name.clone();
    api.operations[at].response.name = response;
    let errors = api.operations[of.0].errors.as_ref().map(|errors| errors.name.clone());
    api.operations[at].errors.iter_mut().zip(errors).for_each(|(own, name)| own.name = name);
    let own = api.operations[at].name.clone();
    let media = api.operations[at].body.as_ref().and_then(|body| body.media.first());
    let Some(media_type) = media.map(|media| media.media_type.clone()) else { return };
    let body = api.operations[of.0].body.iter_mut().flat_map(|body| &mut body.media);
    for media in body.filter(|media| media.media_type == media_type) {
        if let Reach::Method(name) = &mut media.reach {
            *name = own.clone();
        }
    }
}
