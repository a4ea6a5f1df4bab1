//! Responses: the results of success, by status and media type, and the declared failures.

mod offers;
mod opened;
mod status_words;
mod stream;

use std::collections::HashSet;

use openapiv3::{MediaType, ReferenceOr, Response, StatusCode};
use serde_json::Value;

use super::super::{Lowering, NameHint};
use super::content::{self, Content};
use super::conventions::Preferred;
use super::entries::Entries;
use super::examples;
use super::input_names::Subject;
use super::media::{MediaKind, MediaType as Media};
use super::sites::{self, Found, RESPONSES, Site};
use crate::api::{Docs, Failure, OtherResponse, ResponseCase, ResponseForm, Scalar, StatusSpec, StreamForm, TypeRef};
use crate::naming::{Scope, VariantName};
use crate::pointer::Pointer;
use crate::report::{Code, Problem};
use crate::schema::{JsonType, Kind};

pub(super) use status_words::word;

/// Responses of an operation.
pub(super) struct Lowered {
    /// Successes.
    pub(super) cases: Vec<ResponseCase>,
    /// Bodies of successes that are not requested by default.
    pub(super) others: Vec<OtherResponse>,
    /// Description of the first success.
    pub(super) docs: Docs,
    /// Everything else that is declared.
    pub(super) failures: Vec<Failure>,
    /// Example of the first JSON success.
    pub(super) example: Option<Value>,
    /// True if a success declares the header `Link` (RFC 8288).
    pub(super) link_header: bool,
}

/// Lowers the responses of an operation, in the order of their statuses.
pub(super) fn lower<'d>(
    lowering: &mut Lowering<'d>,
    site: &Site<'d>,
    subject: &Subject,
    entries: &mut Entries,
) -> Lowered {
    let mut lowered = Lowered {
        cases: Vec::new(),
        others: Vec::new(),
        docs: Docs::default(),
        failures: Vec::new(),
        example: None,
        link_header: false,
    };
    let responses = declared(site);
    let statuses: Vec<StatusSpec> = responses.iter().map(|(status, ..)| *status).collect();
    let preferred = Preferred::of(lowering.document, site);
    let mut variants = Scope::new();
    let mut asked: Option<ResponseForm> = None;
    for (status, response, at) in responses {
        let Some(found) = sites::follow(lowering.document, response, &at, &RESPONSES) else { continue };
        let success = is_success(status, &statuses);
        let docs = lowering.docs(&found.value.description, |_| found.at.clone());
        let mut context =
            Context { lowering: &mut *lowering, found: &found, status, entries: &mut *entries, preferred };
        if success {
            let forms = context.success(site, subject, &mut lowered.others);
            context.note_other_streams(&forms, &mut asked);
            if lowered.cases.is_empty() {
                lowered.docs = docs;
                lowered.example = context.example();
            }
            lowered.link_header |= found.value.headers.keys().any(|name| name.eq_ignore_ascii_case("link"));
            name_cases(status, forms, &mut variants, &mut lowered.cases);
        } else {
            let ty = context.failure(subject);
            lowered.failures.push(Failure { status, ty, docs });
        }
    }
    lowered
}

fn declared<'d>(site: &Site<'d>) -> Vec<(StatusSpec, &'d ReferenceOr<Response>, Pointer)> {
    let responses = &site.operation.responses;
    let at = site.at.child("responses");
    let mut declared: Vec<_> = responses
        .responses
        .iter()
        .map(|(code, response)| (status_of(code), response, at.child(code)))
        .chain(responses.default.iter().map(|response| (StatusSpec::Default, response, at.child("default"))))
        .collect();
    declared.sort_by_key(|(status, ..)| *status);
    declared
}

fn status_of(code: &StatusCode) -> StatusSpec {
    match code {
        StatusCode::Code(code) => StatusSpec::Code(*code),
        StatusCode::Range(digit) => StatusSpec::Range(u8::try_from(*digit).unwrap_or(0)),
    }
}

/// Returns true for statuses that the document declares as success: 2xx if there is one, else those that are no failure by their class, else `default`.
pub(super) fn is_success(status: StatusSpec, declared: &[StatusSpec]) -> bool {
    // 304 tells nothing of what there is when something has changed.
    let tells = |other: &StatusSpec| is_other_success(*other) && *other != StatusSpec::Code(304);
    let plain = declared.iter().any(|other| is_plain_success(*other));
    match status {
        StatusSpec::Default => !plain && !declared.iter().any(tells),
        status if plain => is_plain_success(status),
        status => is_other_success(status),
    }
}

fn is_plain_success(status: StatusSpec) -> bool {
    matches!(status, StatusSpec::Code(200..=299) | StatusSpec::Range(2))
}

/// Returns true for statuses that are not 2xx, and neither the client's nor the server's fault (RFC 9110 §15): `101`, `302`, `304`.
fn is_other_success(status: StatusSpec) -> bool {
    matches!(status, StatusSpec::Code(100..=199 | 300..=399) | StatusSpec::Range(1 | 3))
}

/// A body of a success, before it has a name.
struct Case {
    media_type: Option<String>,
    /// Value of the `Accept` header, if it is not the media type.
    accept: Option<String>,
    form: ResponseForm,
}

/// Makes a success in JSON. For a range other formats are possible, so JSON is requested first.
fn json_case(media: &Media, ty: TypeRef) -> Case {
    let media_type = media.accept();
    let accept = (media.kind() == MediaKind::Any).then(|| format!("application/json, {media_type};q=0.9"));
    Case { media_type: Some(media_type), accept, form: ResponseForm::Json(ty) }
}

/// A success that is a plain value, in JSON or as text of these media types: the type that comes decides.
fn plain_case(json: &Media, ty: TypeRef, texts: &[&str]) -> Case {
    let media_type = json.accept();
    let accept = std::iter::once(media_type.clone()).chain(texts.iter().map(|text| Media::parse(text).accept()));
    let accept = accept.collect::<Vec<_>>().join(", ");
    Case { media_type: Some(media_type), accept: Some(accept), form: ResponseForm::Plain(ty) }
}

/// One media type of a response, before it has a type.
struct Offer<'d> {
    /// The key of `content`.
    key: &'d str,
    declared: &'d MediaType,
    media: Media,
    kind: MediaKind,
}

/// One response while it is lowered.
struct Context<'a, 'd> {
    lowering: &'a mut Lowering<'d>,
    found: &'a Found<'d, Response>,
    status: StatusSpec,
    entries: &'a mut Entries,
    preferred: Preferred<'d>,
}

impl<'d> Context<'_, 'd> {
    /// Returns the bodies of a success. Declared bytes represent all others, since they can be any of them; else JSON represents all with the same content in
    /// another format. The others can be requested by the header `Accept`.
    fn success(&mut self, site: &Site<'_>, subject: &Subject, others: &mut Vec<OtherResponse>) -> Vec<Case> {
        if self.found.value.content.is_empty()
            || site.method == "HEAD"
            || matches!(self.status, StatusSpec::Code(204 | 205))
        {
            return vec![Case { media_type: None, accept: None, form: ResponseForm::Empty }];
        }
        let hint = self.hint(subject, "response");
        let offers = self.offers();
        let (chosen, mut refused) = self.json_types(&offers, &hint);
        let best = offers.iter().filter(|offer| self.preferred.has(offer.key));
        let best = best.min_by_key(|offer| self.preferred.rank(offer.key));
        let only =
            best.filter(|offer| !matches!(offer.kind, MediaKind::Json | MediaKind::Events | MediaKind::JsonLines));
        let is_first = if best.is_some() { only.is_some() } else { self.is_bytes_first(&offers) };
        let (json, dropped) = if is_first { (None, chosen) } else { (chosen, None) };
        let texts = json.as_ref().map(|(key, ty)| self.texts_of(key, ty, &offers)).unwrap_or_default();
        let of_text: HashSet<&str> = texts.iter().copied().collect();
        let mut cases = Vec::new();
        let is_other = |offer: &&Offer<'_>| offer.kind != MediaKind::Json && !of_text.contains(offer.key);
        for offer in offers.iter().filter(is_other) {
            let form = match offer.kind {
                MediaKind::Events | MediaKind::JsonLines => {
                    ResponseForm::Stream(self.stream(offer.key, offer.declared, &hint))
                }
                _ if json.is_some() || only.is_some_and(|only| only.key != offer.key) => {
                    refused.push(OtherResponse { media_type: offer.media.accept(), ty: None, is_json: false });
                    self.note_other(offer.key);
                    continue;
                }
                kind => self.plain(offer, kind, &hint),
            };
            cases.push(Case { media_type: Some(offer.media.accept()), accept: None, form });
        }
        if let Some((key, ty)) = dropped {
            self.note_other(key);
            refused.push(OtherResponse { media_type: Media::parse(key).accept(), ty: Some(ty), is_json: true });
        }
        let lost = "the bodies that are not asked for are unknown";
        if refused.is_empty() || self.lowering.share(refused.len(), &self.found.at, lost) {
            others.extend(refused);
        }
        let json = json.map(|(key, ty)| match texts.as_slice() {
            [] => json_case(&Media::parse(key), ty),
            texts => plain_case(&Media::parse(key), ty, texts),
        });
        json.into_iter().chain(cases).collect()
    }

    /// Returns the form of a body that is neither JSON nor a stream of elements.
    fn plain(&mut self, offer: &Offer<'d>, kind: MediaKind, hint: &NameHint) -> ResponseForm {
        let at = self.found.at.child("content").child(offer.key);
        report_untyped(self.lowering, (offer.key, offer.declared), &at, false);
        if kind != MediaKind::Text {
            return ResponseForm::Binary;
        }
        let schema = self.lowering.document.schemas.of(offer.declared);
        let plain = matches!(content::of(self.lowering.document, offer.declared), Content::Text | Content::Number);
        let Some(schema) = schema.filter(|_| plain) else { return ResponseForm::Text };
        let ty = match self.lowering.type_of(schema, &at.child("schema"), hint).into_ref() {
            TypeRef::Nullable(inner) => *inner,
            ty => ty,
        };
        // Under a range a string may as well come in JSON.
        let open = offer.media.kind() == MediaKind::Any;
        if ty == TypeRef::Scalar(Scalar::String) && !open { ResponseForm::Text } else { ResponseForm::Plain(ty) }
    }

    /// Returns the type of a failure's JSON body.
    fn failure(&mut self, subject: &Subject) -> Option<TypeRef> {
        let hint = self.hint(subject, &format!("{} error", word(self.status)));
        let offers = self.offers();
        self.json_types(&offers, &hint).0.map(|(_, ty)| ty)
    }

    /// Types every JSON body for the manifest; returns the requested one, and those of another type.
    fn json_types(
        &mut self,
        offers: &[Offer<'d>],
        hint: &NameHint,
    ) -> (Option<(&'d str, TypeRef)>, Vec<OtherResponse>) {
        let mut json: Vec<&Offer<'d>> = offers.iter().collect();
        // Bytes that are called JSON are in the manifest, too.
        json.retain(|offer| offer.kind == MediaKind::Json || offer.media.kind() == MediaKind::Json);
        json.sort_by_key(|offer| {
            (
                offer.kind != MediaKind::Json,
                self.preferred.rank(offer.key),
                !offer.media.is_plain_json(),
                offer.media.is_range(),
            )
        });
        let mut chosen: Option<(&'d str, TypeRef)> = None;
        let mut others = Vec::new();
        let schemas = &self.lowering.document.schemas;
        let first = json.first().map(|offer| schemas.of(offer.declared));
        for offer in json {
            let schema = schemas.of(offer.declared);
            let at = self.found.at.child("content").child(offer.key).child("schema");
            // The same schema under another name of JSON is the same type.
            let ty = match &chosen {
                Some((_, ty)) if first == Some(schema) => {
                    let ty = ty.clone();
                    self.entries.enter(self.lowering, schema.is_some(), &at, &ty);
                    ty
                }
                _ => self.entries.type_of(self.lowering, schema, &at, hint),
            };
            match &chosen {
                _ if offer.kind != MediaKind::Json => {}
                None => chosen = Some((offer.key, ty)),
                Some((_, known)) if *known == ty => {}
                Some(_) => {
                    self.note_other(offer.key);
                    others.push(OtherResponse { media_type: offer.media.accept(), ty: Some(ty), is_json: true });
                }
            }
        }
        (chosen, others)
    }

    fn hint(&self, subject: &Subject, what: &str) -> NameHint {
        match self.found.component {
            Some(key) => NameHint::new(key).or(format!("{key} response")),
            None => subject.hint(what),
        }
    }

    fn note_other(&mut self, key: &str) {
        let message = format!("the response is never asked for as `{key}`");
        let hint = "set the header `Accept` on the request, and read the response with `send_as` or `send_raw`";
        let at = self.found.at.child("content").child(key);
        self.lowering.report(Problem::note(Code::OtherMediaTypes, &at, message, hint));
    }

    /// Reports further streams: the first of several is requested, and one with the same elements is equivalent.
    fn note_other_streams(&mut self, cases: &[Case], asked: &mut Option<ResponseForm>) {
        for case in cases.iter().filter(|case| matches!(case.form, ResponseForm::Stream(_))) {
            let first = asked.get_or_insert_with(|| case.form.clone());
            let Some(name) = case.media_type.as_ref().filter(|_| *first != case.form) else { continue };
            let at = self.found.at.child("content").child(name);
            let message = format!("of several streams the first is asked for, never `{name}`");
            let hint = "set the header `Accept` on an untyped request to get it";
            self.lowering.report(Problem::note(Code::OtherMediaTypes, &at, message, hint));
        }
    }

    fn example(&mut self) -> Option<Value> {
        let content = &self.found.value.content;
        let (name, media) = content
            .iter()
            .find(|(name, media)| content::kind(self.lowering.document, name, media) == MediaKind::Json)?;
        let at = self.found.at.child("content").child(name);
        examples::of_media(self.lowering, media, &at)
    }
}

/// Reports a body that has structure, written in a way that is offered as text or bytes only. Beside a body with a type it is no more than a note.
pub(super) fn report_untyped(
    lowering: &mut Lowering<'_>,
    (name, media): (&str, &MediaType),
    at: &Pointer,
    beside_typed: bool,
) {
    let kind = content::kind(lowering.document, name, media);
    let schema = lowering.document.schemas.of(media).and_then(|schema| lowering.document.schema(schema));
    let structured = schema.is_some_and(|schema| match schema.kind {
        Kind::Typed(JsonType::Object | JsonType::Array) | Kind::AllOf => true,
        Kind::Mixed => !schema.properties.is_empty() || schema.items.is_some(),
        Kind::OneOf | Kind::AnyOf => content::of(lowering.document, media) == Content::Value,
        _ => false,
    });
    if structured && !matches!(kind, MediaKind::Json | MediaKind::JsonLines | MediaKind::Events | MediaKind::Any) {
        let what = if kind == MediaKind::Text { "text" } else { "bytes" };
        let message = format!("a body of `{}` has no type: it is {what}", Media::parse(name).essence());
        let hint = "offer it as JSON as well, or read and write it with a library for that format";
        let report = if beside_typed { Problem::note } else { Problem::warning };
        lowering.report(report(Code::UntypedBody, at, message, hint));
    }
}

/// Names the cases of one status: by its reason phrase, and by the kind of the body if there are several.
fn name_cases(status: StatusSpec, forms: Vec<Case>, variants: &mut Scope, cases: &mut Vec<ResponseCase>) {
    let reason = word(status);
    for Case { media_type, accept, form } in forms {
        let longer = format!("{reason} {}", form_word(&form));
        let variant: VariantName = variants.claim_first(&[&reason, &longer]);
        cases.push(ResponseCase { status, media_type, accept, form, variant });
    }
}

fn form_word(form: &ResponseForm) -> &'static str {
    match form {
        ResponseForm::Empty => "empty",
        ResponseForm::Json(_) => "json",
        ResponseForm::Text | ResponseForm::Plain(_) => "text",
        ResponseForm::Binary => "binary",
        ResponseForm::Stream(StreamForm::JsonLines(_)) => "lines",
        ResponseForm::Stream(_) => "events",
    }
}
