//! Replies: what success gives, by status and media type, and what failures are declared.

mod stream;

use openapiv3::{
    MediaType, ReferenceOr, Response, SchemaKind, StatusCode, StringFormat, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::super::{Lowering, NameHint};
use super::entries::Entries;
use super::examples;
use super::media::{self, MediaKind};
use super::names::Subject;
use super::sites::{self, Found, RESPONSES, Site};
use crate::api::{Docs, Failure, ReplyCase, ReplyForm, Scalar, StatusSpec, StreamForm, TypeRef};
use crate::naming::{Scope, VariantName};
use crate::pointer::Pointer;
use crate::report::{Problem, code};

/// What an operation answers.
pub(super) struct Lowered {
    /// Successes.
    pub(super) cases: Vec<ReplyCase>,
    /// What the first success is, in the document's words.
    pub(super) docs: Docs,
    /// Everything else that is declared.
    pub(super) failures: Vec<Failure>,
    /// Example of the first JSON success.
    pub(super) example: Option<Value>,
    /// A success declares the header `Link` (RFC 8288).
    pub(super) link_header: bool,
}

/// Lowers the responses of an operation, in the order of their statuses.
pub(super) fn lower<'d>(
    lowering: &mut Lowering<'d>,
    site: &Site<'d>,
    subject: &Subject,
    entries: &mut Entries,
) -> Lowered {
    let mut lowered =
        Lowered { cases: Vec::new(), docs: Docs::default(), failures: Vec::new(), example: None, link_header: false };
    let responses = declared(site);
    let statuses: Vec<StatusSpec> = responses.iter().map(|(status, ..)| *status).collect();
    let mut variants = Scope::new();
    let mut asked: Option<ReplyForm> = None;
    for (status, response, at) in responses {
        let Some(found) = sites::follow(lowering.document, response, &at, &RESPONSES) else { continue };
        let success = is_success(status, &statuses);
        let docs = Docs(found.value.description.clone());
        let mut context = Context { lowering: &mut *lowering, found: &found, status, entries: &mut *entries };
        if success {
            let forms = context.success(site, subject);
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

/// True for what the document declares to be a success: 2xx where there is one, else what is no failure by its class, else `default`.
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

/// Not 2xx, and neither the client's nor the server's fault (RFC 9110 §15): `101`, `302`, `304`.
fn is_other_success(status: StatusSpec) -> bool {
    matches!(status, StatusSpec::Code(100..=199 | 300..=399) | StatusSpec::Range(1 | 3))
}

/// One response while it is lowered.
struct Context<'a, 'd> {
    lowering: &'a mut Lowering<'d>,
    found: &'a Found<'d, Response>,
    status: StatusSpec,
    entries: &'a mut Entries,
}

impl<'d> Context<'_, 'd> {
    /// The bodies of a success. One in JSON stands for all that say the same in another format: it is what is asked for.
    fn success(&mut self, site: &Site<'_>, subject: &Subject) -> Vec<(Option<String>, ReplyForm)> {
        let content = &self.found.value.content;
        if content.is_empty() || site.method == "HEAD" || matches!(self.status, StatusSpec::Code(204 | 205)) {
            return vec![(None, ReplyForm::Empty)];
        }
        let hint = self.hint(subject, "reply");
        let json = self.json_types(&hint);
        let mut forms: Vec<(Option<String>, ReplyForm)> = Vec::new();
        for (name, media) in content {
            let form = match media::kind(name) {
                MediaKind::Json => continue,
                MediaKind::Events | MediaKind::JsonLines => ReplyForm::Stream(self.stream(name, media, &hint)),
                _ if json.is_some() => continue,
                kind => {
                    let at = self.found.at.child("content").child(name);
                    report_untyped(self.lowering, name, media, &at);
                    match kind {
                        MediaKind::Text if !is_bytes(self.lowering, media) => ReplyForm::Text,
                        _ => ReplyForm::Binary,
                    }
                }
            };
            forms.push((Some(media::concrete(name)), form));
        }
        if json.is_some() && forms.len() + 1 < content.len() {
            self.note_others();
        }
        let json = json.map(|(name, ty)| match ty {
            TypeRef::Scalar(Scalar::Binary) => (Some(name), ReplyForm::Binary),
            ty => (Some(name), ReplyForm::Json(ty)),
        });
        json.into_iter().chain(forms).collect()
    }

    /// The type of a failure's JSON body.
    fn failure(&mut self, subject: &Subject) -> Option<TypeRef> {
        let hint = self.hint(subject, &format!("{} error", word(self.status)));
        self.json_types(&hint).map(|(_, ty)| ty)
    }

    /// Types every JSON body, for the manifest; gives the one that is asked for.
    fn json_types(&mut self, hint: &NameHint) -> Option<(String, TypeRef)> {
        let content = &self.found.value.content;
        let json = content.iter().filter(|(name, _)| media::kind(name) == MediaKind::Json);
        let mut json: Vec<(&String, &MediaType)> = json.collect();
        json.sort_by_key(|(name, _)| !media::is_plain_json(name));
        let mut chosen: Option<(String, TypeRef)> = None;
        let first = json.first().map(|(_, media)| media.schema.clone());
        for (name, media) in json {
            let at = self.found.at.child("content").child(name).child("schema");
            // The same schema under another name of JSON is the same type.
            let ty = match &chosen {
                Some((_, ty)) if first.as_ref() == Some(&media.schema) => {
                    let ty = ty.clone();
                    self.entries.enter(self.lowering, media.schema.is_some(), &at, &ty);
                    ty
                }
                _ => self.entries.type_of(self.lowering, media.schema.as_ref(), &at, hint),
            };
            chosen.get_or_insert_with(|| (media::concrete(name), ty));
        }
        chosen
    }

    fn hint(&self, subject: &Subject, what: &str) -> NameHint {
        match self.found.component {
            Some(key) => NameHint::new(key).or(format!("{key} reply")),
            None => subject.hint(what),
        }
    }

    fn note_others(&mut self) {
        let kinds = |name: &&String| !matches!(media::kind(name), MediaKind::Events | MediaKind::JsonLines);
        let names = self.found.value.content.keys().filter(kinds).filter(|name| !media::is_plain_json(name));
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        if names.is_empty() {
            return;
        }
        let message = format!("The reply is asked for as JSON, never as {}.", names.join(", "));
        let hint = "Set the header `Accept` on an untyped request to get it.";
        self.lowering.report(Problem::note(code::OTHER_MEDIA, &self.found.at.child("content"), message, hint));
    }

    /// Of several streams the first is asked for, save that one of the same elements says the same.
    fn note_other_streams(&mut self, forms: &[(Option<String>, ReplyForm)], asked: &mut Option<ReplyForm>) {
        for (name, form) in forms.iter().filter(|(_, form)| matches!(form, ReplyForm::Stream(_))) {
            let first = asked.get_or_insert_with(|| form.clone());
            let Some(name) = name.as_ref().filter(|_| first != form) else { continue };
            let at = self.found.at.child("content").child(name);
            let message = format!("Of several streams the first is asked for, never `{name}`.");
            let hint = "Set the header `Accept` on an untyped request to get it.";
            self.lowering.report(Problem::note(code::OTHER_MEDIA, &at, message, hint));
        }
    }

    fn example(&self) -> Option<Value> {
        let content = &self.found.value.content;
        let (_, media) = content.iter().find(|(name, _)| media::kind(name) == MediaKind::Json)?;
        examples::of_media(self.lowering.document, media)
    }
}

/// Reports a body that has structure, written in a way that is offered as text or bytes only.
pub(super) fn report_untyped(lowering: &mut Lowering<'_>, name: &str, media: &MediaType, at: &Pointer) {
    let kind = media::kind(name);
    let schema = media.schema.as_ref().and_then(|schema| lowering.document.schema(schema));
    let structured = schema.is_some_and(|schema| match &schema.schema_kind {
        SchemaKind::Type(Type::Object(_) | Type::Array(_)) | SchemaKind::AllOf { .. } => true,
        SchemaKind::Any(any) => !any.properties.is_empty() || any.items.is_some(),
        _ => false,
    });
    if structured && matches!(kind, MediaKind::Text | MediaKind::Binary) {
        let what = if kind == MediaKind::Text { "text" } else { "bytes" };
        let message = format!("A body of `{}` has no type: it is {what}.", media::essence(name));
        let hint = "Offer it as JSON as well, or read and write it with a library for that format.";
        lowering.report(Problem::warning(code::UNTYPED_BODY, at, message, hint));
    }
}

fn is_bytes(lowering: &Lowering<'_>, media: &MediaType) -> bool {
    let schema = media.schema.as_ref().and_then(|schema| lowering.document.schema(schema));
    schema.is_some_and(|schema| match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => {
            matches!(string.format, VariantOrUnknownOrEmpty::Item(StringFormat::Binary))
        }
        _ => false,
    })
}

/// Names the cases of one status: by its reason, and by what the body is where there are several.
fn name_cases(
    status: StatusSpec,
    forms: Vec<(Option<String>, ReplyForm)>,
    variants: &mut Scope,
    cases: &mut Vec<ReplyCase>,
) {
    let reason = word(status);
    for (media_type, form) in forms {
        let longer = format!("{reason} {}", form_word(&form));
        let variant: VariantName = variants.claim_first(&[&reason, &longer]);
        cases.push(ReplyCase { status, media_type, form, variant });
    }
}

fn form_word(form: &ReplyForm) -> &'static str {
    match form {
        ReplyForm::Empty => "empty",
        ReplyForm::Json(_) => "json",
        ReplyForm::Text => "text",
        ReplyForm::Binary => "binary",
        ReplyForm::Stream(StreamForm::JsonLines(_)) => "lines",
        ReplyForm::Stream(_) => "events",
    }
}

/// A status as words: its reason phrase (RFC 9110 §15, and the registry of status codes it sets up), or its number.
pub(super) fn word(status: StatusSpec) -> String {
    match status {
        StatusSpec::Code(code) => reason(code).map_or_else(|| format!("status {code}"), str::to_owned),
        StatusSpec::Range(2) => "success".to_owned(),
        StatusSpec::Range(4) => "client error".to_owned(),
        StatusSpec::Range(5) => "server error".to_owned(),
        StatusSpec::Range(digit) => format!("status {digit}xx"),
        StatusSpec::Default => "default".to_owned(),
    }
}

fn reason(code: u16) -> Option<&'static str> {
    const REASONS: [(u16, &str); 53] = [
        (200, "ok"),
        (201, "created"),
        (202, "accepted"),
        (203, "non authoritative"),
        (204, "no content"),
        (205, "reset content"),
        (206, "partial content"),
        (207, "multi status"),
        (208, "already reported"),
        (300, "multiple choices"),
        (301, "moved permanently"),
        (302, "found"),
        (303, "see other"),
        (304, "not modified"),
        (307, "temporary redirect"),
        (308, "permanent redirect"),
        (400, "bad request"),
        (401, "unauthorized"),
        (402, "payment required"),
        (403, "forbidden"),
        (404, "not found"),
        (405, "method not allowed"),
        (406, "not acceptable"),
        (407, "proxy authentication required"),
        (408, "request timeout"),
        (409, "conflict"),
        (410, "gone"),
        (411, "length required"),
        (412, "precondition failed"),
        (413, "content too large"),
        (414, "uri too long"),
        (415, "unsupported media type"),
        (416, "range not satisfiable"),
        (417, "expectation failed"),
        (421, "misdirected request"),
        (422, "unprocessable content"),
        (423, "locked"),
        (424, "failed dependency"),
        (425, "too early"),
        (426, "upgrade required"),
        (428, "precondition required"),
        (429, "too many requests"),
        (431, "request header fields too large"),
        (451, "unavailable for legal reasons"),
        (500, "internal server error"),
        (501, "not implemented"),
        (502, "bad gateway"),
        (503, "service unavailable"),
        (504, "gateway timeout"),
        (505, "http version not supported"),
        (507, "insufficient storage"),
        (508, "loop detected"),
        (511, "network authentication required"),
    ];
    REASONS.iter().find(|(known, _)| *known == code).map(|(_, reason)| *reason)
}
