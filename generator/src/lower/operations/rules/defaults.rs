//! `x-specsmith-defaults`: inputs that are sent unless the call sets others.

use serde_json::Value;

use super::super::super::{Lowering, suggestion};
use super::super::sites::Site;
use crate::api::{Body, DefaultInput, Field, Literal, Location, Param, Scalar, TypeKind, TypeRef};
use crate::read::settings;

/// Reads the values, by the names of query parameters and of members of the body. Required inputs have no default.
pub(super) fn read(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    params: &[Param],
    body: Option<&Body>,
) -> Vec<DefaultInput> {
    let Some(values) = site.operation.extensions.get(settings::DEFAULTS).and_then(Value::as_object) else {
        return Vec::new();
    };
    let query: Vec<(&str, &TypeRef)> = params
        .iter()
        .filter(|param| param.location == Location::Query && !param.required)
        .map(|param| (param.wire.as_str(), &param.ty))
        .collect();
    let members = members(lowering, body);
    let mut defaults = Vec::new();
    for (name, value) in values {
        let of_query = query.iter().find(|(wire, _)| wire == name).map(|(_, ty)| *ty);
        let of_body = members.iter().find(|(wire, _)| wire == name).map(|(_, ty)| ty);
        let at = site.at.child(settings::DEFAULTS).child(name);
        let (Some(value), Some(ty)) = (literal(value), of_body.or(of_query)) else {
            let known = members.iter().map(|(wire, _)| wire.as_str()).chain(query.iter().map(|(wire, _)| *wire));
            let hint = suggestion(name, &known.collect::<Vec<_>>(), "its optional inputs");
            lowering.setting_problem(&at, format!("the operation has no optional input `{name}`"), hint);
            continue;
        };
        match misfit(lowering, ty, &value) {
            Some(hint) => lowering.setting_problem(&at, format!("`{name}` does not take this value"), hint),
            None => defaults.push(DefaultInput { in_body: of_body.is_some(), wire: name.clone(), value }),
        }
    }
    defaults
}

/// Returns the members that a body can do without.
fn members(lowering: &Lowering<'_>, body: Option<&Body>) -> Vec<(String, TypeRef)> {
    let Some(fields) = body.and_then(|body| body.fields.as_ref()) else { return Vec::new() };
    let ty = body.and_then(|body| body.media.first()).and_then(|media| media.form.ty());
    let Some(TypeRef::Named(id)) = ty else { return Vec::new() };
    let Some(TypeKind::Record(record)) = lowering.types.get(id.0).map(|def| &def.kind) else { return Vec::new() };
    let is_offered = |field: &&Field| fields.iter().any(|own| own.wire == field.wire) && !field.presence.is_required();
    record.fields.iter().filter(is_offered).map(|field| (field.wire.clone(), field.ty.clone())).collect()
}

/// Returns the hint for a value that a type does not have; `None` where the value fits.
fn misfit(lowering: &Lowering<'_>, ty: &TypeRef, value: &Literal) -> Option<&'static str> {
    use Scalar::{
        Bool, Bounded, Date, DateTime, Duration, F64, I32, I64, I128, Ip, Number, String, Time, U64, Uri, Uuid,
    };
    let (fits, hint) = match ty {
        TypeRef::Scalar(Bool) => (matches!(value, Literal::Bool(_)), "give a truth value"),
        TypeRef::Scalar(I32 | Bounded(_) | I64 | U64 | I128) => (matches!(value, Literal::Int(_)), "give an integer"),
        TypeRef::Scalar(F64 | Number) => (matches!(value, Literal::Int(_) | Literal::Float(_)), "give a number"),
        TypeRef::Scalar(String | DateTime | Date | Time | Duration | Uuid | Uri | Ip) => {
            (matches!(value, Literal::Str(_)), "give a text")
        }
        TypeRef::Nullable(inner) => return misfit(lowering, inner, value),
        TypeRef::Named(id) => match lowering.types.get(id.0).map(|def| &def.kind) {
            Some(TypeKind::Alias(inner) | TypeKind::Newtype(inner @ TypeRef::Scalar(_))) => {
                return misfit(lowering, inner, value);
            }
            Some(TypeKind::Constants(enumerated)) => {
                (enumerated.variants.iter().any(|known| known.value == *value), "give one of its values")
            }
            _ => return None,
        },
        _ => return None,
    };
    (!fits).then_some(hint)
}

fn literal(value: &Value) -> Option<Literal> {
    Some(match value {
        Value::String(text) => Literal::Str(text.clone()),
        Value::Bool(flag) => Literal::Bool(*flag),
        Value::Number(number) => {
            let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            whole.map_or_else(|| number.as_f64().map(Literal::Float), |whole| Some(Literal::Int(whole)))?
        }
        _ => return None,
    })
}
