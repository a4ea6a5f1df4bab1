//! The presence of parameters and bodies, as settings of an operation have it.

use openapiv3::RequestBody;
use serde_json::Value;

use super::super::{Lowering, custom};
use super::input_names::InputLocation;
use super::labels::InputPresence;
use super::sites::{Found, Site};
use crate::api::{BodyForm, BodyMedia, FieldSettings, Location, Param, SetPresence, TypeRef};
use crate::pointer::Pointer;
use crate::read::settings;

/// Gives parameters the presence that settings say.
pub(super) fn of_params(lowering: &mut Lowering<'_>, presences: &[InputPresence], params: &mut [Param]) {
    for InputPresence { place, wire, said, at } in presences {
        let is_it = |param: &&mut Param| InputLocation::Param(param.location) == *place && param.wire == *wire;
        let Some(param) = params.iter_mut().find(is_it) else {
            let message = format!("`{wire}` is a property of the body, whose schema says whether it must be there");
            lowering.setting_problem(at, message, "set it in `fields` of the schema");
            continue;
        };
        match said.required {
            Some(false) if param.location == Location::Path => {
                let message = format!("`{wire}` is a part of the path, which no request goes without");
                lowering.setting_problem(&at.child(settings::FIELD_REQUIRED), message, "remove `required`");
            }
            said => {
                param.required = said.unwrap_or(param.required);
                param.set.required |= said.is_some();
            }
        }
        let Some(nullable) = said.nullable else { continue };
        if let Err((what, hint)) = set_nullable(&mut param.ty, nullable) {
            let message = format!("the parameter `{wire}` {what}");
            lowering.setting_problem(&at.child(settings::FIELD_NULLABLE), message, hint);
        }
        param.set.nullable = true;
    }
}

/// Lets a value be null, or forbids it.
///
/// # Errors
/// The problem, in words that follow a subject, and the remedy.
fn set_nullable(ty: &mut TypeRef, nullable: bool) -> Result<(), (&'static str, &'static str)> {
    match ty {
        TypeRef::Const(_) => Err(("is a constant, which is not null", "remove `nullable`")),
        TypeRef::Json if !nullable => Err(("takes any JSON, null as well", "give its schema a `type`")),
        TypeRef::Json => Ok(()),
        TypeRef::Nullable(inner) if !nullable => {
            *ty = (**inner).clone();
            Ok(())
        }
        TypeRef::Nullable(_) => Ok(()),
        plain if nullable => {
            *plain = TypeRef::Nullable(Box::new(plain.clone()));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The presence that settings give a body: those of the operation, then those of the body.
pub(super) fn of_body(site: &Site<'_>, body: &RequestBody) -> FieldSettings {
    let of = |extensions: &indexmap::IndexMap<String, Value>| extensions.get(settings::BODY).map(said);
    let (own, shared) = (of(&site.operation.extensions), of(&body.extensions));
    let (own, shared) = (own.unwrap_or_default(), shared.unwrap_or_default());
    FieldSettings {
        required: own.required.or(shared.required),
        nullable: own.nullable.or(shared.nullable),
        ..FieldSettings::default()
    }
}

/// The parts of a body's presence that settings decide.
pub(super) fn set_of_body(site: &Site<'_>, body: &RequestBody) -> SetPresence {
    let said = of_body(site, body);
    SetPresence { required: said.required.is_some(), nullable: said.nullable.is_some(), style: false }
}

fn said(value: &Value) -> FieldSettings {
    match value.as_str() {
        Some(word) => FieldSettings { required: Some(word == "required"), ..FieldSettings::default() },
        None => custom::field(value),
    }
}

/// Reports a setting of an operation about a body that it does not have.
pub(super) fn check_body(lowering: &mut Lowering<'_>, site: &Site<'_>, has_body: bool) {
    if site.operation.extensions.contains_key(settings::BODY) {
        let unmatched = ("the operation has no body".to_owned(), "remove the setting".to_owned());
        let at = site.at.child(settings::BODY);
        lowering.setting_of_pattern(&at, (!has_body).then_some(unmatched));
    }
}

/// Lets bodies of JSON be null, or forbids it. No other body has a null.
pub(super) fn set_null(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    found: &Found<'_, RequestBody>,
    media: &mut [BodyMedia],
) {
    let Some(nullable) = of_body(site, found.value).nullable else { return };
    let is_of_operation = site.operation.extensions.contains_key(settings::BODY);
    let holder: &Pointer = if is_of_operation { &site.at } else { &found.at };
    let at = holder.child(settings::BODY).child(settings::FIELD_NULLABLE);
    let bodies = media.iter_mut().filter_map(|media| match &mut media.form {
        BodyForm::Json(ty) => Some(ty),
        _ => None,
    });
    let found: Vec<_> = bodies.map(|ty| set_nullable(ty, nullable)).collect();
    if found.is_empty() && nullable {
        let message = "the body is no JSON, and nothing else has a null";
        lowering.setting_problem(&at, message, "remove `nullable`");
    }
    if let Some(Err((what, hint))) = found.into_iter().find(Result::is_err) {
        lowering.setting_problem(&at, format!("the body {what}"), hint);
    }
}
