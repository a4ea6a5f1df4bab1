//! Decides whether a body is required.

use openapiv3::RequestBody;

use super::super::super::Lowering;
use super::super::presence;
use super::super::sites::{Found, Site};
use crate::api::{BodyForm, BodyMedia, TypeKind, TypeRef};
use crate::read::{ext, settings};
use crate::report::{Code, Problem};

/// Unions in unions are looked through this deep.
const DEPTH: usize = 8;

/// Decides whether a body is required. If the document does not state it, the body is required if its schema requires a property: authors forget `required`,
/// whose default is `false` (OpenAPI 3.1.1 §4.8.13.1), and the API then refuses a call without a body.
///
/// `GET` and `HEAD` stay without one: there, content has no meaning in general (RFC 9110 §9.3.1).
pub(super) fn decide(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    found: &Found<'_, RequestBody>,
    media: Option<&BodyMedia>,
) -> bool {
    if let Some(required) = presence::of_body(site, found.value).required {
        return required;
    }
    let said = found.value.required || ext::is_optional(found.value);
    let bodiless = matches!(site.method.as_str(), "GET" | "HEAD");
    if said || bodiless || !media.is_some_and(|media| requires(lowering, media)) {
        return found.value.required;
    }
    let message = "the body is required, since its schema requires properties and `required` of the body is not given";
    let hint = format!("set `required` of the request body, or `{}` to `optional`", settings::BODY);
    lowering.report(Problem::note(Code::RequiredBody, &found.at, message, hint));
    true
}

/// Returns true for a body that cannot be empty: a record with a field that has to be sent, or a union of nothing else.
fn requires(lowering: &Lowering<'_>, media: &BodyMedia) -> bool {
    let (BodyForm::Json(ty) | BodyForm::Form { ty, .. } | BodyForm::Multipart { ty, .. }) = &media.form else {
        return false;
    };
    requires_field(lowering, ty, DEPTH)
}

fn requires_field(lowering: &Lowering<'_>, ty: &TypeRef, depth: usize) -> bool {
    let (Some(def), Some(depth)) = (lowering.named(ty), depth.checked_sub(1)) else { return false };
    match &def.kind {
        TypeKind::Record(record) => {
            let own = record.fields.iter().any(|field| field.presence.is_required() && !field.read_only);
            own || record.flattened.as_ref().is_some_and(|rest| requires_field(lowering, &rest.ty, depth))
        }
        TypeKind::Union(union) => {
            let mut variants = union.variants.iter();
            !union.variants.is_empty() && variants.all(|variant| requires_field(lowering, &variant.ty, depth))
        }
        TypeKind::Constants(_) | TypeKind::Errors(_) | TypeKind::Alias(_) | TypeKind::Newtype(_) => false,
    }
}
