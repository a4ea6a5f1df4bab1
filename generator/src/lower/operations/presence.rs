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

/// A setting that cannot be followed, and the remedy.
type Refused = (String, String);

/// Gives parameters the presence that settings say.
pub(super) fn of_params(lowering: &mut Lowering<'_>, presences: &[InputPresence], params: &mut [Param]) {
    for InputPresence { place, wire, said, at } in presences {
        let is_it = |param: &&mut Param| InputLocation::Param(param.location) == *place && param.wire == *wire;
        let mut param = params.iter_mut().find(is_it);
        if let Some(required) = said.required {
            let refused = set_required(param.as_deref_mut(), required, wire);
            lowering.setting_of_pattern(&at.child(settings::FIELD_REQUIRED), refused.err());
        }
        if let Some(nullable) = said.nullable {
            let refused = match param {
                Some(param) => set_null_of(param, nullable),
                // One problem is enough for one entry.
                None if said.required.is_some() => continue,
                None => Err(of_schema(wire)),
            };
            lowering.setting_of_pattern(&at.child(settings::FIELD_NULLABLE), refused.err());
        }
    }
}

fn set_required(param: Option<&mut Param>, required: bool, wire: &str) -> Result<(), Refused> {
    let param = param.ok_or_else(|| of_schema(wire))?;
    if !required && param.location == Location::Path {
        let message = format!("`{wire}` is a part of the path, which no request goes without");
        return Err((message, "remove `required`".to_owned()));
    }
    (param.required, param.set.required) = (required, true);
    Ok(())
}

fn set_null_of(param: &mut Param, nullable: bool) -> Result<(), Refused> {
    let wire = &param.wire;
    set_nullable(&mut param.ty, nullable)
        .map_err(|(what, hint)| (format!("the parameter `{wire}` {what}"), hint.to_owned()))?;
    param.set.nullable = true;
    Ok(())
}

fn of_schema(wire: &str) -> Refused {
    let message = format!("`{wire}` is a property of the body, whose schema says whether it must be there");
    (message, "set it in `fields` of the schema".to_owned())
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

/// Lets bodies of JSON be null, or forbids it; no other body has a null. Returns the parts of the body's presence that settings decide.
pub(super) fn set_null(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    found: &Found<'_, RequestBody>,
    media: &mut [BodyMedia],
) -> SetPresence {
    let FieldSettings { required, nullable, .. } = of_body(site, found.value);
    let required = required.is_some();
    let Some(nullable) = nullable else { return SetPresence { required, ..SetPresence::default() } };
    let is_of_operation =
        site.operation.extensions.get(settings::BODY).is_some_and(|value| said(value).nullable.is_some());
    let holder: &Pointer = if is_of_operation { &site.at } else { &found.at };
    let at = holder.child(settings::BODY).child(settings::FIELD_NULLABLE);
    let bodies = media.iter_mut().filter_map(|media| match &mut media.form {
        BodyForm::Json(ty) => Some(ty),
        _ => None,
    });
    let set: Vec<_> = bodies.map(|ty| set_nullable(ty, nullable)).collect();
    let refused = match set.iter().find_map(|set| set.err()) {
        Some((what, hint)) => Some((format!("the body {what}"), hint.to_owned())),
        None if set.is_empty() && nullable => {
            Some(("the body is no JSON, and nothing else has a null".to_owned(), "remove `nullable`".to_owned()))
        }
        None => None,
    };
    lowering.setting_of_pattern(&at, refused);
    SetPresence { required, nullable: set.iter().any(Result::is_ok), ..SetPresence::default() }
}
