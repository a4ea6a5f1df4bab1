//! What success gives: one type, several, or nothing.

use crate::api::{Operation, ReplyCase, ReplyForm, Status, StatusSpec, StreamForm, TypeRef};
use crate::naming::VariantName;

/// What awaiting a request gives.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplyPlan<'a> {
    /// The response as it came: an untyped operation, or one that declares no success.
    Raw,
    /// Nothing.
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

/// A variant of a reply enum.
#[derive(Clone, Debug, PartialEq)]
pub struct SeveralVariant<'a> {
    /// Its name.
    pub name: &'a VariantName,
    /// What it holds.
    pub form: &'a ReplyForm,
    /// Statuses and media types it is for.
    pub when: Vec<(StatusSpec, Option<&'a str>)>,
}

/// Decides what awaiting an operation's request gives. Streams beside other successes are asked for in their own way.
pub fn plan_reply(operation: &Operation) -> ReplyPlan<'_> {
    let cases = &operation.reply.cases;
    if operation.status == Status::Raw || cases.is_empty() || is_in_the_head(cases) {
        return ReplyPlan::Raw;
    }
    if let Some((form, _)) = first_stream(cases)
        && cases.iter().all(|case| matches!(case.form, ReplyForm::Stream(_) | ReplyForm::Empty))
    {
        return ReplyPlan::Stream(form);
    }
    let variants = merge(cases);
    match variants.as_slice() {
        [only] => single(only.form),
        [one, other] => pair(one.form, other.form).unwrap_or(ReplyPlan::Several(variants)),
        _ => ReplyPlan::Several(variants),
    }
}

/// True when a redirect, or another answer without a body outside 2xx, is all there is: what it says is in its status and header fields.
fn is_in_the_head(cases: &[ReplyCase]) -> bool {
    cases.iter().all(|case| {
        let other = matches!(case.status, StatusSpec::Code(100..=199 | 300..=399) | StatusSpec::Range(1 | 3));
        other && case.form == ReplyForm::Empty
    })
}

/// The stream that is asked for, and its media type.
pub fn first_stream(cases: &[ReplyCase]) -> Option<(&StreamForm, &str)> {
    cases.iter().find_map(|case| match &case.form {
        ReplyForm::Stream(form) => Some((form, case.media_type.as_deref().unwrap_or("*/*"))),
        _ => None,
    })
}

/// Cases of the same type are one variant, under the first one's name; streams are none.
fn merge(cases: &[ReplyCase]) -> Vec<SeveralVariant<'_>> {
    let mut variants: Vec<SeveralVariant<'_>> = Vec::new();
    for case in cases.iter().filter(|case| !matches!(case.form, ReplyForm::Stream(_))) {
        let when = (case.status, case.media_type.as_deref());
        match variants.iter_mut().find(|variant| *variant.form == case.form) {
            Some(variant) => variant.when.push(when),
            None => variants.push(SeveralVariant { name: &case.variant, form: &case.form, when: vec![when] }),
        }
    }
    variants
}

fn single(form: &ReplyForm) -> ReplyPlan<'_> {
    match form {
        ReplyForm::Empty => ReplyPlan::Empty,
        ReplyForm::Json(ty) => ReplyPlan::Json(ty),
        ReplyForm::Text => ReplyPlan::Text,
        ReplyForm::Plain(ty) => ReplyPlan::Plain(ty),
        ReplyForm::Binary => ReplyPlan::Binary,
        ReplyForm::Stream(form) => ReplyPlan::Stream(form),
    }
}

fn pair<'a>(one: &'a ReplyForm, other: &'a ReplyForm) -> Option<ReplyPlan<'a>> {
    match (one, other) {
        (ReplyForm::Json(ty), ReplyForm::Empty) | (ReplyForm::Empty, ReplyForm::Json(ty)) => {
            Some(ReplyPlan::OptionalJson(ty))
        }
        _ => None,
    }
}
