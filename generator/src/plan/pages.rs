//! Access to the items of a page in its Rust type.

use crate::api::{Api, Field, Operation, Paging, Presence, TypeDef, TypeKind, TypeRef};
use crate::naming::FieldName;
use crate::plan::responses::ResponsePlan;

/// A paged response.
#[derive(Clone, Debug, PartialEq)]
pub struct PagePlan<'a> {
    /// Rule that finds the next page.
    pub paging: &'a Paging,
    /// Type of a page.
    pub page: &'a TypeRef,
    /// Type of an item.
    pub item: &'a TypeRef,
    /// From the page to its list of items; empty when the page is the list.
    pub steps: Vec<Step<'a>>,
}

/// One field on the way to the items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    /// The field.
    pub name: &'a FieldName,
    /// Access to its value.
    pub access: Access,
    /// True if the value is in a `Box`.
    pub boxed: bool,
    /// True if a use of the field causes a deprecation warning.
    pub deprecated: bool,
}

/// Access to a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The list is the field.
    Plain,
    /// The list is in an `Option`.
    Optional,
    /// The list is in a `Nullable`.
    Tristate,
}

/// Follows the paging rule's keys through the response's type; `None` when they do not lead to a list.
pub fn plan_pages<'a>(api: &'a Api, operation: &'a Operation, response: &ResponsePlan<'a>) -> Option<PagePlan<'a>> {
    let paging = operation.paging.as_ref()?;
    let &ResponsePlan::Json(page) = response else { return None };
    let mut at = page;
    let mut steps = Vec::with_capacity(paging.items.len());
    for (_, name) in &paging.items {
        let (def, field) = field_of(api, at, name)?;
        steps.push(Step {
            name: &field.name,
            access: access(def, field),
            boxed: matches!(field.ty, TypeRef::Boxed(_)),
            deprecated: field.deprecated,
        });
        at = &field.ty;
    }
    match api.behind(at) {
        TypeRef::List(item) => Some(PagePlan { paging, page, item, steps }),
        _ => None,
    }
}

fn field_of<'a>(api: &'a Api, ty: &'a TypeRef, name: &FieldName) -> Option<(&'a TypeDef, &'a Field)> {
    let TypeRef::Named(id) = api.behind(ty) else { return None };
    let def = api.types.get(id.0)?;
    let TypeKind::Record(record) = &def.kind else { return None };
    let field = record.fields.iter().find(|field| field.name == *name)?;
    Some((def, field))
}

fn access(def: &TypeDef, field: &Field) -> Access {
    let tells_null = matches!(&def.kind, TypeKind::Record(record) if record.tells_null(def.directions));
    match field.presence {
        Presence::Required => Access::Plain,
        Presence::RequiredNullable | Presence::Optional => Access::Optional,
        Presence::OptionalNullable if tells_null => Access::Tristate,
        Presence::OptionalNullable => Access::Optional,
    }
}
