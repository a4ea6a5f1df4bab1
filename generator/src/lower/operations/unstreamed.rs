//! Inputs that request a stream where no response is declared as one.
//!
//! A call of such an operation gives one JSON value: with `stream: true` it would fail to decode. The input is not offered, and is sent as `false` where
//! its default is `true`. What may be data is offered: a flag is withheld only where its description speaks of streamed responses, or where the
//! document says so by `x-specsmith-stream-flag`.

use std::collections::HashSet;

use super::super::Lowering;
use super::sites::Site;
use crate::api::{FlagPlace, Location, Operation, Response, ResponseForm, STREAM_FLAG, Scalar, TypeKind, TypeRef};
use crate::read::settings;
use crate::report::{Code, Problem};

/// Words that a description of streamed responses has.
const OF_STREAMS: [&str; 7] = ["incrementally", "partial", "partially", "sse", "streamed", "streaming", "tokens"];

/// Phrases that it may have instead, in lower case with single spaces between words.
const PHRASES: [&str; 6] = [
    " server sent ",
    " stream back ",
    " stream responses ",
    " stream the response ",
    " streams back ",
    " streams the response ",
];

/// Words of a description that is about media or addresses, which are streamed otherwise.
const OF_MEDIA: [&str; 9] = ["audio", "broadcast", "camera", "live", "media", "url", "urls", "video", "webcam"];

/// The records of a response are searched for data of the flag's name as deep as this, in steps from a record to its fields.
const STEPS: usize = 2;

/// A boolean input of the flag's name.
struct Flag {
    place: FlagPlace,
    /// True if the input is optional and its description mentions streamed responses.
    is_told: bool,
}

/// Marks the operations whose flag is not offered, and reports them.
pub(super) fn mark(lowering: &mut Lowering<'_>, operations: &mut [Operation], sites: &[Site<'_>]) {
    for (operation, site) in operations.iter_mut().zip(sites) {
        let said = site.operation.extensions.get(settings::STREAM).and_then(serde_json::Value::as_bool);
        let flags = flags(lowering, operation);
        if said.is_some() && flags.is_empty() {
            let message = format!("the operation has no boolean input `{STREAM_FLAG}` beside responses of JSON alone");
            lowering.setting_problem(&site.at.child(settings::STREAM), message, "remove it");
        }
        let is_withheld = |flag: &&Flag| said.unwrap_or(flag.is_told && !is_data(lowering, operation));
        let Some(place) = flags.iter().find(is_withheld).map(|flag| flag.place) else { continue };
        operation.unstreamed = Some(place);
        withhold_default(lowering, operation, site, place);
        let message = format!("`{STREAM_FLAG}` is not offered: no response is declared as a stream");
        let hint = format!(
            "declare the stream as a `text/event-stream` response, in an overlay if need be, or set `{}: false` where it is data",
            settings::STREAM
        );
        lowering.report(Problem::note(Code::UndeclaredStream, &site.at, message, hint));
    }
}

/// Removes the document's default of an input that is not offered.
fn withhold_default(lowering: &mut Lowering<'_>, operation: &mut Operation, site: &Site<'_>, place: FlagPlace) {
    let defaults = &mut operation.rules.defaults;
    let before = defaults.len();
    defaults.retain(|default| default.wire != STREAM_FLAG || default.in_body != (place == FlagPlace::Body));
    if defaults.len() < before {
        let message = format!("`{STREAM_FLAG}` has no default, since it is not offered");
        let hint = format!("set `{}: false` where it is data", settings::STREAM);
        lowering.setting_problem(&site.at.child(settings::DEFAULTS).child(STREAM_FLAG), message, hint);
    }
}

/// Returns the types of an operation's responses where all are JSON.
fn json(response: &Response) -> Vec<&TypeRef> {
    let types = response.cases.iter().filter_map(|case| match &case.form {
        ResponseForm::Json(ty) => Some(ty),
        _ => None,
    });
    let has_stream = response.cases.iter().any(|case| matches!(case.form, ResponseForm::Stream(_)));
    types.filter(|_| !has_stream).collect()
}

/// Returns the boolean inputs with the flag's name of an operation that only returns JSON, that of the body first.
fn flags(lowering: &Lowering<'_>, operation: &Operation) -> Vec<Flag> {
    if json(&operation.response).is_empty() {
        return Vec::new();
    }
    let media = operation.body.as_ref().and_then(|body| body.media.first());
    let record = media.and_then(|media| lowering.record_of(media.form.ty()?));
    let fields = record.map(|record| record.fields.as_slice()).unwrap_or_default().iter();
    let field = fields.filter(|field| field.wire == STREAM_FLAG && is_flag(lowering, &field.ty)).map(|field| Flag {
        place: FlagPlace::Body,
        is_told: !field.presence.is_required() && is_of_streams(&field.docs.0),
    });
    let is_query = |param: &&crate::api::Param| param.location == Location::Query && param.wire == STREAM_FLAG;
    let params = operation.params.iter().filter(is_query).filter(|param| is_flag(lowering, &param.ty));
    let param =
        params.map(|param| Flag { place: FlagPlace::Query, is_told: !param.required && is_of_streams(&param.docs.0) });
    field.chain(param).collect()
}

fn is_flag(lowering: &Lowering<'_>, ty: &TypeRef) -> bool {
    match lowering.target(ty) {
        Some(TypeRef::Scalar(Scalar::Bool)) => true,
        Some(TypeRef::Nullable(inner)) => is_flag(lowering, inner),
        _ => false,
    }
}

/// Returns true for a description of streamed responses in so many words.
fn is_of_streams(docs: &str) -> bool {
    let docs = docs.to_lowercase();
    let words: Vec<&str> = docs.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let text = format!(" {} ", words.join(" "));
    let is_meant =
        words.iter().any(|word| OF_STREAMS.contains(word)) || PHRASES.iter().any(|phrase| text.contains(phrase));
    is_meant && !words.iter().any(|word| OF_MEDIA.contains(word))
}

/// Returns true if a response has a property of the flag's name: what comes back as it was sent is data.
fn is_data(lowering: &Lowering<'_>, operation: &Operation) -> bool {
    let mut seen = HashSet::new();
    let mut types = json(&operation.response);
    for _ in 0..=STEPS {
        let mut fields = Vec::new();
        while let Some(ty) = types.pop() {
            match ty {
                TypeRef::Boxed(inner) | TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
                    types.push(inner)
                }
                TypeRef::Tuple(items) => types.extend(items),
                TypeRef::Named(id) if seen.insert(*id) => match lowering.types.get(id.0).map(|def| &def.kind) {
                    Some(TypeKind::Record(record)) => fields.extend(&record.fields),
                    Some(TypeKind::Union(union)) => types.extend(union.variants.iter().map(|variant| &variant.ty)),
                    Some(TypeKind::Alias(inner) | TypeKind::Newtype(inner)) => types.push(inner),
                    _ => {}
                },
                TypeRef::Named(_) | TypeRef::Scalar(_) | TypeRef::Const(_) | TypeRef::Json => {}
            }
        }
        if fields.iter().any(|field| field.wire == STREAM_FLAG) {
            return true;
        }
        types = fields.into_iter().map(|field| &field.ty).collect();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_of_streamed_responses_says_so() {
        for docs in [
            "If `true`, the answer comes as server-sent events.",
            "Whether to stream back partial progress.",
            "Send tokens as they are made.",
            "The response is streamed.",
            "Stream the response.",
        ] {
            assert!(is_of_streams(docs), "{docs}");
        }
        for docs in [
            "",
            "Send an event when there is progress.",
            "Shows the result in the output.",
            "The URL from which events are streamed.",
            "Turns on streaming of the camera.",
            "The response says when it was made.",
        ] {
            assert!(!is_of_streams(docs), "{docs}");
        }
    }
}
