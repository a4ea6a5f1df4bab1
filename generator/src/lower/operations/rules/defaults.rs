//! `x-specsmith-defaults`: inputs that are sent unless the call sets others.

use serde_json::Value;

use super::super::super::{Lowering, suggestion};
use super::super::sites::Site;
use crate::api::{Body, DefaultInput, Literal, Location, Param, TypeKind, TypeRef};
use crate::read::settings;

/// Reads the values, by the names of query parameters and of members of the body. What is required has no default.
pub(super) fn read(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    params: &[Param],
    body: Option<&Body>,
) -> Vec<DefaultInput> {
    let Some(values) = site.operation.extensions.get(settings::DEFAULTS).and_then(Value::as_object) else {
        return Vec::new();
    };
    let query: Vec<&str> = params
        .iter()
        .filter(|param| param.location == Location::Query && !param.required)
        .map(|param| param.wire.as_str())
        .collect();
    let required = required(lowering, body);
    let fields = body.into_iter().flat_map(|body| body.fields.iter().flatten()).map(|field| field.wire.as_str());
    let fields: Vec<&str> = fields.filter(|field| !required.iter().any(|other| other == field)).collect();
    let mut defaults = Vec::new();
    for (name, value) in values {
        let in_body = fields.contains(&name.as_str());
        let Some(value) = literal(value).filter(|_| in_body || query.contains(&name.as_str())) else {
            let at = site.at.child(settings::DEFAULTS).child(name);
            let known: Vec<&str> = fields.iter().chain(&query).copied().collect();
            let hint = suggestion(name, &known, "its optional inputs");
            lowering.setting_problem(&at, format!("the operation has no optional input `{name}`"), hint);
            continue;
        };
        defaults.push(DefaultInput { in_body, wire: name.clone(), value });
    }
    defaults
}

/// The members that a body cannot do without.
fn required(lowering: &Lowering<'_>, body: Option<&Body>) -> Vec<String> {
    let ty = body.and_then(|body| body.media.first()).and_then(|media| media.form.ty());
    let Some(TypeRef::Named(id)) = ty else { return Vec::new() };
    match lowering.types.get(id.0).map(|def| &def.kind) {
        Some(TypeKind::Record(record)) => {
            let required = record.fields.iter().filter(|field| field.presence.is_required());
            required.map(|field| field.wire.clone()).collect()
        }
        _ => Vec::new(),
    }
}

fn literal(value: &Value) -> Option<Literal> {
    Some(match value {
        Value::String(text) => Literal::Str(text.clone()),
        Value::Bool(flag) => Literal::Bool(*flag),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Literal::Int(whole.into()),
            None => Literal::Float(number.as_f64()?),
        },
        _ => return None,
    })
}
