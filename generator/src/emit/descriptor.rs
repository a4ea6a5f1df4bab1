//! The static description of an operation that the runtime works from.

use indexmap::IndexSet;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::idents::ident;
use crate::api::{
    BodyForm, BodyMedia, Location, Next, Operation, Paging, Param, ParamForm, PartEncoding, PartType, ResponseForm,
    RetryPolicy, Server, StatusSpec, Style,
};
use crate::plan::calls::{AskedPlan, CallPlan, Target};
use crate::plan::responses::ResponsePlan;
use crate::plan::streams::{Flag, StreamPlan};

/// Returns `static UPDATE: Operation = Operation::new(…)…;`, and one for each other form of its body.
pub(super) fn descriptor(call: &CallPlan<'_>) -> TokenStream {
    let body = call.operation.body.as_ref();
    let own = one(call, &call.descriptor, body.and_then(|body| body.media.first()));
    let turns = call.turns.iter().map(|turn| one(call, &turn.descriptor, Some(turn.media)));
    let asked = call.asked.as_ref().map(|asked| question(asked));
    quote!(#own #(#turns)* #asked)
}

/// Emits the descriptor of the operation that returns the state of a job.
fn question(asked: &AskedPlan<'_>) -> TokenStream {
    let operation = asked.operation;
    let name = ident(&asked.descriptor);
    let (id, method, path) = (&operation.id, &operation.method, &operation.path);
    let params = params(&operation.params);
    let fixed_query = fixed_query(&operation.fixed_query);
    let headers = headers(&operation.fixed_headers);
    let security = asked.security.map(security);
    let server = operation.server.as_ref().map(server);
    let retry = operation.retry.map(retry);
    let streaming = asked.unstreamed.map(unstreamed);
    quote! {
        static #name: Operation =
            Operation::new(#id, #method, #path) #params #fixed_query #headers #security #server #streaming #retry;
    }
}

fn one(call: &CallPlan<'_>, name: &str, media: Option<&BodyMedia>) -> TokenStream {
    let operation = call.operation;
    let name = ident(name);
    let (id, method, path) = (&operation.id, &operation.method, &operation.path);
    let params = params(&operation.params);
    let fixed_query = fixed_query(&operation.fixed_query);
    let headers = headers(&operation.fixed_headers);
    let body = body(operation, media);
    let accept = accept(call);
    let successes = successes(operation);
    let others = other_media(operation);
    let security = call.security.map(security);
    let server = operation.server.as_ref().map(server);
    let streaming = call.stream.map(streaming).or_else(|| call.unstreamed.map(unstreamed));
    let paging = call.pages.as_ref().map(|pages| paging(pages.paging));
    let idempotency = operation.idempotency_header.as_ref().map(|header| quote!(.idempotency(#header)));
    let retry = operation.retry.map(retry);
    let rules = super::rules::rules(&operation.rules);
    let asked = call.asked.as_ref().map(super::rules::asked);
    quote! {
        static #name: Operation = Operation::new(#id, #method, #path)
            #params #fixed_query #headers #body #accept #others #successes #security #server #streaming #paging #idempotency #retry #rules #asked;
    }
}

/// Returns `.retry_always()`, without a name that a type of the API could have.
pub(super) fn retry(policy: RetryPolicy) -> TokenStream {
    match policy {
        RetryPolicy::Always => quote!(.retry_always()),
        RetryPolicy::Idempotent => quote!(.retry_idempotent()),
        RetryPolicy::Never => quote!(.retry_never()),
    }
}

fn server(server: &Server) -> TokenStream {
    if server.variables.is_empty() {
        let url = &server.template;
        return quote!(.server(#url));
    }
    let server = super::servers::url(server);
    quote!(.server_url(#server))
}

/// Returns the parameters that are written otherwise than the runtime would by itself.
fn params(params: &[Param]) -> Option<TokenStream> {
    let params: Vec<TokenStream> = params.iter().filter(|param| !is_usual(param)).map(param).collect();
    (!params.is_empty()).then(|| quote!(.params(&[#(#params),*])))
}

/// Returns true if the parameter has the default style of its place.
fn is_usual(param: &Param) -> bool {
    let (style, explode) = usual_style(param.location);
    param.form == ParamForm::Styled { style, explode, allow_reserved: false }
}

fn param(param: &Param) -> TokenStream {
    let wire = &param.wire;
    let constructor = match param.location {
        Location::Path => quote!(path),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
        Location::Cookie => quote!(cookie),
    };
    let form = match &param.form {
        ParamForm::Content(media) => quote!(.content(#media)),
        ParamForm::Whole { media, encoding } => {
            let encoding = encoding.iter().map(part);
            quote!(.whole(#media, &[#(#encoding),*]))
        }
        ParamForm::Styled { style, explode, allow_reserved } => {
            let usual = usual_style(param.location);
            let style = (usual != (*style, *explode)).then(|| {
                let name = style_name(*style);
                quote!(.style(Style::#name, #explode))
            });
            let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
            quote!(#style #reserved)
        }
    };
    quote!(Param::#constructor(#wire) #form)
}

/// Returns the style and `explode` of a parameter without its own (OpenAPI 3.1 §4.8.12.2).
fn usual_style(location: Location) -> (Style, bool) {
    match location {
        Location::Path | Location::Header => (Style::Simple, false),
        Location::Query | Location::Cookie => (Style::Form, true),
    }
}

fn style_name(style: Style) -> TokenStream {
    match style {
        Style::Matrix => quote!(Matrix),
        Style::Label => quote!(Label),
        Style::Simple => quote!(Simple),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
        Style::TabDelimited => quote!(TabDelimited),
        Style::Brackets => quote!(Brackets),
    }
}

fn fixed_query(pairs: &[(String, String)]) -> Option<TokenStream> {
    if pairs.is_empty() {
        return None;
    }
    let pairs = pairs.iter().map(|(key, value)| quote!((#key, #value)));
    Some(quote!(.fixed_query(&[#(#pairs),*])))
}

/// Returns the headers that are sent with every call.
pub(super) fn headers(headers: &[(String, String)]) -> Option<TokenStream> {
    let pairs = headers.iter().map(|(name, value)| quote!((#name, #value)));
    (!headers.is_empty()).then(|| quote!(.headers(&[#(#pairs),*])))
}

fn body(operation: &Operation, media: Option<&BodyMedia>) -> Option<TokenStream> {
    let (body, media) = (operation.body.as_ref()?, media?);
    let (required, media_type) = (body.required, &media.media_type);
    let members = media.members.and_then(|style| match style {
        Style::Brackets => Some(quote!(.brackets())),
        Style::DeepObject => Some(quote!(.deep_objects())),
        _ => None,
    });
    Some(match &media.form {
        BodyForm::Json(_) => {
            let media = unusual(media_type, JSON);
            quote!(.json_body(#required) #media)
        }
        BodyForm::Form { encoding, .. } => {
            let encoding = encoding.iter().map(part);
            let media = unusual(media_type, "application/x-www-form-urlencoded");
            quote!(.form_body(#required, &[#(#encoding),*]) #media #members)
        }
        BodyForm::Multipart { encoding, .. } => {
            let encoding = encoding.iter().map(part);
            let media = unusual(media_type, "multipart/form-data");
            quote!(.multipart_body(#required, &[#(#encoding),*]) #media #members)
        }
        BodyForm::Lines { sequence: false, .. } => quote!(.lines_body(#required, #media_type)),
        BodyForm::Lines { sequence: true, .. } => quote!(.sequence_body(#required, #media_type)),
        BodyForm::Text(_) => quote!(.text_body(#required, #media_type)),
        BodyForm::Binary => quote!(.bytes_body(#required, #media_type)),
    })
}

/// Returns the media type of a body, where it is not the usual one of its form.
fn unusual(media: &str, usual: &str) -> Option<TokenStream> {
    (media != usual).then(|| quote!(.media(#media)))
}

fn part(part: &PartEncoding) -> TokenStream {
    let property = &part.property;
    let content_type = part.content_type.as_ref().map(|media| match part.type_of {
        PartType::Values => quote!(.content_type(#media)),
        PartType::Files => quote!(.file_type(#media)),
        PartType::Text => quote!(.text_type(#media)),
    });
    let headers = (!part.headers.is_empty()).then(|| {
        let headers = part.headers.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(.headers(&[#(#headers),*]))
    });
    let style = part.style.map(|(style, explode)| {
        let name = style_name(style);
        quote!(.style(Style::#name, #explode))
    });
    let reserved = part.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(Encoding::new(#property) #content_type #headers #style #reserved)
}

/// The `Accept` that the response kinds of JSON send by themselves.
const JSON: &str = "application/json";

/// Returns the media types of all successes, each once: JSON first, and without streams, which have requests of their own. `None` if the response kind
/// requests the same.
fn accept(call: &CallPlan<'_>) -> Option<TokenStream> {
    let cases = &call.operation.response.cases;
    let json = cases.iter().filter(|case| matches!(case.form, ResponseForm::Json(_)));
    let rest = cases.iter().filter(|case| !matches!(case.form, ResponseForm::Json(_) | ResponseForm::Stream(_)));
    let names = json.chain(rest).filter_map(|case| case.accept.as_deref().or(case.media_type.as_deref()));
    let accepted: IndexSet<&str> = names.collect();
    let usual =
        matches!(call.response, ResponsePlan::Json(_) | ResponsePlan::OptionalJson(_)) && accepted.iter().eq([&JSON]);
    if accepted.is_empty() || usual {
        return None;
    }
    let accepted = Vec::from_iter(accepted).join(", ");
    Some(quote!(.accept(#accepted)))
}

/// Returns the JSON media types of responses with another type than the requested one.
fn other_media(operation: &Operation) -> Option<TokenStream> {
    let others: Vec<&str> =
        operation.response.others.iter().filter(|other| other.is_json).map(|other| other.media_type.as_str()).collect();
    let json = operation.response.cases.iter().any(|case| matches!(case.form, ResponseForm::Json(_)));
    (json && !others.is_empty()).then(|| quote!(.other_media(&[#(#others),*])))
}

/// Returns the successes outside 2xx: those the runtime would not take for one by itself.
fn successes(operation: &Operation) -> Option<TokenStream> {
    let mut statuses: Vec<StatusSpec> = Vec::new();
    for case in &operation.response.cases {
        let usual = matches!(case.status, StatusSpec::Code(200..=299) | StatusSpec::Range(2) | StatusSpec::Default);
        if !usual && !statuses.contains(&case.status) {
            statuses.push(case.status);
        }
    }
    if statuses.is_empty() {
        return None;
    }
    let statuses = statuses.into_iter().map(super::response::status_spec);
    Some(quote!(.success(&[#(#statuses),*])))
}

fn streaming(stream: StreamPlan<'_>) -> TokenStream {
    let media = stream.media_type;
    let flag = stream.flag.map(flag);
    quote!(.streaming(Streaming::new(#media) #flag))
}

/// Emits the setting for a response that is never a stream.
fn unstreamed(input: Flag<'_>) -> TokenStream {
    let flag = flag(input);
    quote!(.streaming(Streaming::never() #flag))
}

fn flag(Flag { target, explicit }: Flag<'_>) -> TokenStream {
    match target {
        Target::Param(_, wire) => quote!(.query_flag(#wire, #explicit)),
        Target::Field(wire) => quote!(.body_flag(#wire, #explicit)),
        Target::Body | Target::Text | Target::Bytes => TokenStream::new(),
    }
}

/// Returns `.security(&[&["AdminKey"]])`
pub(super) fn security(alternatives: &[Vec<String>]) -> TokenStream {
    let alternatives = alternatives.iter().map(|schemes| quote!(&[#(#schemes),*]));
    quote!(.security(&[#(#alternatives),*]))
}

fn paging(paging: &Paging) -> TokenStream {
    let next = match &paging.next {
        Next::Cursor { from, param } => quote!(cursor(&[#(#from),*], #param)),
        Next::LastItem { key, param } => quote!(last_item(#key, #param)),
        Next::Page { param, first } => {
            let first = Literal::i64_unsuffixed(*first);
            quote!(page(#param, #first))
        }
        Next::Offset { param } => quote!(offset(#param)),
        Next::Url { from } => quote!(url(&[#(#from),*])),
        Next::LinkHeader => quote!(link_header()),
    };
    let keys: Vec<&String> = paging.items.iter().map(|(key, _)| key).collect();
    let items = (!keys.is_empty()).then(|| quote!(.items(&[#(#keys),*])));
    let has_more = match paging.has_more.as_slice() {
        [] => None,
        [key] => Some(quote!(.has_more(#key))),
        keys => Some(quote!(.has_more_at(&[#(#keys),*]))),
    };
    let in_body = paging.in_body.then(|| quote!(.in_body()));
    quote!(.paging(Paging::#next #in_body #items #has_more))
}
