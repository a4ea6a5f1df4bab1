//! Inputs that ask for a stream where no response is declared as one.
//!
//! A call of such an operation gives one JSON value: with `stream: true` it would fail to decode. The input is not offered, and is sent as `false` where
//! it must be sent or where its default is `true`.

use super::super::Lowering;
use super::sites::Site;
use crate::api::{Docs, Location, Operation, Response, ResponseForm, STREAM_FLAG, Scalar, TypeRef};
use crate::report::{Code, Problem};

/// Words of a description that is about how a response comes. A property of data (`stream`: the camera shows its picture) has none of them.
const OF_RESPONSES: [&str; 16] = [
    "chunk",
    "chunks",
    "event",
    "events",
    "incremental",
    "incrementally",
    "output",
    "partial",
    "progress",
    "reply",
    "response",
    "responses",
    "result",
    "results",
    "sse",
    "tokens",
];

/// Marks the operations whose flag is not offered, and reports them.
pub(super) fn mark(lowering: &mut Lowering<'_>, operations: &mut [Operation], sites: &[Site<'_>]) {
    let streams = operations.iter().any(|operation| has_stream(&operation.response));
    for (operation, site) in operations.iter_mut().zip(sites) {
        if !asks_in_vain(lowering, operation, streams) {
            continue;
        }
        operation.unstreamed = true;
        let message = format!("`{STREAM_FLAG}` is not offered: no response is declared as a stream");
        let hint = "declare the stream as a `text/event-stream` response, in an overlay if need be";
        lowering.report(Problem::note(Code::UndeclaredStream, &site.at, message, hint));
    }
}

fn has_stream(response: &Response) -> bool {
    response.cases.iter().any(|case| matches!(case.form, ResponseForm::Stream(_)))
}

/// True when an operation gives JSON alone and takes a flag for a stream. Without a description, the flag is one where others of the API `streams`.
fn asks_in_vain(lowering: &Lowering<'_>, operation: &Operation, streams: bool) -> bool {
    let json = operation.response.cases.iter().filter_map(|case| match &case.form {
        ResponseForm::Json(ty) => Some(ty),
        _ => None,
    });
    let json: Vec<&TypeRef> = json.collect();
    if json.is_empty() || has_stream(&operation.response) {
        return false;
    }
    let Some(docs) = flag_docs(lowering, operation) else { return false };
    // What comes back as it was sent is data.
    let is_data = |ty: &&TypeRef| {
        let fields = lowering.record_of(ty).map(|record| record.fields.as_slice()).unwrap_or_default();
        fields.iter().any(|field| field.wire == STREAM_FLAG)
    };
    let is_meant = match docs.is_empty() {
        true => streams,
        false => docs.0.split(|c: char| !c.is_alphanumeric()).any(is_of_responses),
    };
    is_meant && !json.iter().any(is_data)
}

fn is_of_responses(word: &str) -> bool {
    OF_RESPONSES.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// The description of the flag, in the query or else in the body.
fn flag_docs<'l>(lowering: &'l Lowering<'_>, operation: &'l Operation) -> Option<&'l Docs> {
    let is_param = |param: &&crate::api::Param| param.location == Location::Query && param.wire == STREAM_FLAG;
    if let Some(param) = operation.params.iter().find(is_param).filter(|param| is_flag(lowering, &param.ty)) {
        return Some(&param.docs);
    }
    let ty = operation.body.as_ref()?.media.first()?.form.ty()?;
    let field = lowering.record_of(ty)?.fields.iter().find(|field| field.wire == STREAM_FLAG)?;
    is_flag(lowering, &field.ty).then_some(&field.docs)
}

fn is_flag(lowering: &Lowering<'_>, ty: &TypeRef) -> bool {
    match lowering.target(ty) {
        Some(TypeRef::Scalar(Scalar::Bool)) => true,
        Some(TypeRef::Nullable(inner)) => is_flag(lowering, inner),
        _ => false,
    }
}
