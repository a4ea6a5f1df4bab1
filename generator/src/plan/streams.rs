//! Operations whose response is a stream, and the way to request it.

use serde_json::Value;

use crate::api::{Api, DocFacts, FlagPlace, Literal, Location, Operation, STREAM_FLAG, Scalar, StreamForm, TypeRef};
use crate::plan::responses::{ResponsePlan, first_stream};
use crate::plan::target::Target;

/// Way to request an operation's stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StreamPlan<'a> {
    /// Form of the elements.
    pub form: &'a StreamForm,
    /// The media type to request.
    pub media_type: &'a str,
    /// The input that requests it. The caller chooses by a method, not by this input.
    pub flag: Option<Flag<'a>>,
    /// True if the operation also has a whole response.
    pub alternative: bool,
}

/// A boolean input that requests a stream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flag<'a> {
    /// Part of the request that it sets.
    pub target: Target<'a>,
    /// True if the flag must be sent as `false` for a whole response.
    pub explicit: bool,
}

/// Decides how to request an operation's stream, if it has one.
pub fn plan_stream<'a>(api: &'a Api, operation: &'a Operation, response: &ResponsePlan<'a>) -> Option<StreamPlan<'a>> {
    if *response == ResponsePlan::Raw {
        return None;
    }
    let (form, media_type) = first_stream(&operation.response.cases)?;
    let flag = flag(api, operation);
    Some(StreamPlan { form, media_type, flag, alternative: !matches!(response, ResponsePlan::Stream(_)) })
}

/// Returns the input that requests a stream that no response declares.
pub fn plan_unstreamed<'a>(api: &'a Api, operation: &'a Operation) -> Option<Flag<'a>> {
    match operation.unstreamed? {
        FlagPlace::Query => flag_in_query(api, operation),
        FlagPlace::Body => flag_in_body(api, operation),
    }
}

fn flag<'a>(api: &'a Api, operation: &'a Operation) -> Option<Flag<'a>> {
    flag_in_body(api, operation).or_else(|| flag_in_query(api, operation))
}

fn flag_in_query<'a>(api: &'a Api, operation: &'a Operation) -> Option<Flag<'a>> {
    let is_flag = |param: &&crate::api::Param| {
        param.location == Location::Query && param.wire == STREAM_FLAG && is_bool(api, &param.ty)
    };
    let param = operation.params.iter().find(is_flag)?;
    let target = Target::Param(param.location, &param.wire);
    Some(Flag { target, explicit: param.required || is_default(&param.facts) })
}

fn flag_in_body<'a>(api: &'a Api, operation: &'a Operation) -> Option<Flag<'a>> {
    let ty = operation.body.as_ref()?.media.first()?.form.ty()?;
    let field =
        api.record_behind(ty)?.fields.iter().find(|field| field.wire == STREAM_FLAG && is_bool(api, &field.ty))?;
    let required = field.presence.is_required();
    Some(Flag { target: Target::Field(&field.wire), explicit: required || is_default(&field.facts) })
}

fn is_default(facts: &DocFacts) -> bool {
    facts.default.as_deref() == Some(&Value::Bool(true))
}

fn is_bool(api: &Api, ty: &TypeRef) -> bool {
    match api.behind(ty) {
        TypeRef::Scalar(Scalar::Bool) | TypeRef::Const(Literal::Bool(_)) => true,
        TypeRef::Nullable(inner) => is_bool(api, inner),
        _ => false,
    }
}
