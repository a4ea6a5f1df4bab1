//! Result of a successful call: one type, several, or nothing.

use crate::api::{Operation, ResponseCase, ResponseForm, Status, StatusSpec, StreamForm, TypeRef};
use crate::naming::VariantName;

/// Result of awaiting a request.
#[derive(Clone, Debug, PartialEq)]
pub enum ResponsePlan<'a> {
    /// The response as it came: an untyped operation, or one that declares no success.
    Raw,
    /// No body.
    Empty,
    /// A JSON value.
    Json(&'a TypeRef),
    /// A JSON value, or nothing, by status.
    OptionalJson(&'a TypeRef),
    /// Text.
    Text,
    /// A plain value, as text or as JSON.
    Plain(&'a TypeRef),
    /// Bytes.
    Binary,
    /// A stream, and nothing else.
    Stream(&'a StreamForm),
    /// One of several types, as an enum.
    Several(Vec<SeveralVariant<'a>>),
}

/// A variant of a response enum.
#[derive(Clone, Debug, PartialEq)]
pub struct SeveralVariant<'a> {
    /// Its name.
    pub name: &'a VariantName,
    /// Type of the value.
    pub form: &'a ResponseForm,
    /// Statuses and media types it is for.
    pub when: Vec<(StatusSpec, Option<&'a str>)>,
}

/// Decides the result of awaiting an operation's request. Streams beside other successes have a method of their own.
pub fn plan_response(operation: &Operation) -> ResponsePlan<'_> {
    let cases = &operation.response.cases;
    if operation.status == Status::Raw || cases.is_empty() || is_in_the_head(cases) {
        return ResponsePlan::Raw;
    }
    if let Some((form, _)) = first_stream(cases)
        && cases.iter().all(|case| matches!(case.form, ResponseForm::Stream(_) | ResponseForm::Empty))
    {
        return ResponsePlan::Stream(form);
    }
    let variants = merge(cases);
    match variants.as_slice() {
        [only] => single(only.form),
        [one, other] => pair(one.form, other.form).unwrap_or(ResponsePlan::Several(variants)),
        _ => ResponsePlan::Several(variants),
    }
}

/// Returns true if the only response is a redirect, or another one without a body outside 2xx: its content is in its status and headers.
fn is_in_the_head(cases: &[ResponseCase]) -> bool {
    cases.iter().all(|case| {
        let other = matches!(case.status, StatusSpec::Code(100..=199 | 300..=399) | StatusSpec::Range(1 | 3));
        other && case.form == ResponseForm::Empty
    })
}

/// Returns the stream that is requested, and its media type.
pub fn first_stream(cases: &[ResponseCase]) -> Option<(&StreamForm, &str)> {
    cases.iter().find_map(|case| match &case.form {
        ResponseForm::Stream(form) => Some((form, case.media_type.as_deref().unwrap_or("*/*"))),
        _ => None,
    })
}

/// Cases of the same type are one variant, under the first one's name; streams are none.
fn merge(cases: &[ResponseCase]) -> Vec<SeveralVariant<'_>> {
    let mut variants: Vec<SeveralVariant<'_>> = Vec::new();
    for case in cases.iter().filter(|case| !matches!(case.form, ResponseForm::Stream(_))) {
        let when = (case.status, case.media_type.as_deref());
        match variants.iter_mut().find(|variant| *variant.form == case.form) {
            Some(variant) => variant.when.push(when),
            None => variants.push(SeveralVariant { name: &case.variant, form: &case.form, when: vec![when] }),
        }
    }
    variants
}

fn single(form: &ResponseForm) -> ResponsePlan<'_> {
    match form {
        ResponseForm::Empty => ResponsePlan::Empty,
        ResponseForm::Json(ty) => ResponsePlan::Json(ty),
        ResponseForm::Text => ResponsePlan::Text,
        ResponseForm::Plain(ty) => ResponsePlan::Plain(ty),
        ResponseForm::Binary => ResponsePlan::Binary,
        ResponseForm::Stream(form) => ResponsePlan::Stream(form),
    }
}

fn pair<'a>(one: &'a ResponseForm, other: &'a ResponseForm) -> Option<ResponsePlan<'a>> {
    match (one, other) {
        (ResponseForm::Json(ty), ResponseForm::Empty) | (ResponseForm::Empty, ResponseForm::Json(ty)) => {
            Some(ResponsePlan::OptionalJson(ty))
        }
        _ => None,
    }
}
