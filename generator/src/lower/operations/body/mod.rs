//! Request bodies: which media type is sent, of what type, and which fields are offered one by one.

mod forms;
mod lines;
mod offered;
mod required;
mod ways;

use openapiv3::{MediaType, RequestBody};
use serde_json::Value;

use super::super::{Lowering, NameHint};
use super::alternatives::Alternative;
use super::content::{self, Content};
use super::conventions::Preferred;
use super::default_styles::DefaultStyles;
use super::entries::Entries;
use super::examples;
use super::input_names::{self, Subject};
use super::media::{MediaKind, MediaType as Media};
use super::presence;
use super::short_lists;
use super::sites::{self, Found, REQUEST_BODIES, Site};
use crate::api::{Body, BodyField, BodyForm, BodyMedia, Reach, Scalar, TypeRef};
use crate::naming::ParamName;
use crate::pointer::Pointer;
use crate::report::{Code, Problem};
use crate::schema::{Additional, JsonType, Kind, SchemaRef};
use offered::Offered;
use ways::Way;

/// A body of another media type is a method of its own, which takes as much as so many names of media types.
const COST_OF_BODY: usize = 8;

/// A lowered body, and the example its author gave.
#[derive(Default)]
pub(super) struct Lowered {
    pub(super) body: Option<Body>,
    pub(super) example: Option<Value>,
    /// Bodies that get a method of their own.
    pub(super) alternatives: Vec<Alternative>,
}

impl Lowered {
    /// Returns the body, then those that get a method of their own.
    pub(super) fn all(&mut self) -> Vec<&mut Body> {
        let more = self.alternatives.iter_mut().map(|alternative| &mut alternative.body);
        self.body.iter_mut().chain(more).collect()
    }
}

/// Lowers the body of an operation.
pub(super) fn lower<'d>(
    lowering: &mut Lowering<'d>,
    site: &Site<'d>,
    subject: &Subject,
    entries: &mut Entries,
) -> Lowered {
    let found = site
        .operation
        .request_body
        .as_ref()
        .and_then(|body| sites::follow(lowering.document, body, &site.at.child("requestBody"), &REQUEST_BODIES));
    presence::check_body(lowering, site, found.is_some());
    let Some(found) = found else { return Lowered::default() };
    let preferred = Preferred::of(lowering.document, site);
    let mut order = offered(lowering, &found, preferred);
    preferred.sort(&mut order, |offered| offered.key);
    let cost = COST_OF_BODY * order.len().saturating_sub(1);
    if cost > 0 && !lowering.share(cost, &found.at, "only the first media type of this body is sent") {
        order.truncate(1);
    }
    let Some(primary) = order.first() else {
        let message = "the request body declares no media type, so nothing can be sent";
        lowering.report(Problem::warning(Code::EmptyBody, &found.at, message, "declare its `content`"));
        return Lowered::default();
    };
    if says_nothing(lowering, site, found.value, primary.declared) {
        let message = "the body has no fields, and the method gives a body no meaning: none is sent";
        lowering.report(Problem::note(Code::EmptyBody, &found.at, message, "remove the request body"));
        return Lowered::default();
    }
    let example = examples::of_media(lowering, primary.declared, &primary.at);
    let styles = DefaultStyles::of(lowering.document, site);
    let mut media = lower_media(lowering, &found, &order, styles, (subject, entries));
    let set = presence::set_null(lowering, site, &found, &mut media);
    let required = required::decide(lowering, site, &found, media.first());
    let fields = media.first().and_then(|media| fields(lowering, media, &found.at));
    let docs = lowering.docs(found.value.description.as_deref().unwrap_or_default(), |_| found.at.clone());
    let mut body = Body { required, docs, media, name: ParamName::body(), fields, set };
    let alternatives = others(lowering, site, &found, &order, &mut body);
    Lowered { body: Some(body), example, alternatives }
}

/// Returns the media types of a body, the method's own first: JSON, then forms, then text and bytes; ranges after exact types.
fn offered<'d>(
    lowering: &mut Lowering<'d>,
    found: &Found<'d, RequestBody>,
    preferred: Preferred<'d>,
) -> Vec<Offered<'d>> {
    let content = found.at.child("content");
    let known = short_lists::media_types(lowering, &found.value.content, preferred, &found.at);
    let offer = |(key, declared): (&'d String, &'d MediaType)| {
        let media = Media::parse(key);
        let kind = match content::kind(lowering.document, key, declared) {
            MediaKind::Text if media.excludes_text() => MediaKind::Binary,
            kind => kind,
        };
        Offered { key, declared, media, kind, at: content.child(key) }
    };
    let mut order: Vec<Offered<'d>> = known.into_iter().map(offer).collect();
    let schemas = &lowering.document.schemas;
    let schemas_of_json: Vec<_> = order
        .iter()
        .filter(|offered| offered.kind == MediaKind::Json)
        .filter_map(|offered| schemas.of(offered.declared))
        .collect();
    // JSON text is YAML too (YAML 1.2.2 §1.3), so that YAML of the same schema is the same body under another name.
    let is_json = |offered: &Offered<'_>| {
        let schema = schemas.of(offered.declared);
        offered.media.is_yaml() && schema.is_some_and(|schema| schemas_of_json.contains(&schema))
    };
    let yaml: Vec<bool> = order.iter().map(is_json).collect();
    for (offered, _) in order.iter_mut().zip(yaml).filter(|(_, is_json)| *is_json) {
        offered.kind = MediaKind::Json;
    }
    order.sort_by_key(|offered| (offered.rank(), offered.media.is_range()));
    order
}

/// Returns true for an optional form without fields where a body has no meaning anyway (RFC 9110 §9.3).
fn says_nothing(lowering: &Lowering<'_>, site: &Site<'_>, body: &RequestBody, media: &MediaType) -> bool {
    let meaningless = matches!(site.method.as_str(), "GET" | "HEAD" | "DELETE");
    let is_form = |name: &String| matches!(Media::parse(name).kind(), MediaKind::Form | MediaKind::Multipart);
    let form = body.content.keys().all(is_form);
    let schema = lowering.document.schemas.of(media).and_then(|schema| lowering.document.schema(schema));
    let empty = schema.is_some_and(|schema| {
        schema.kind == Kind::Typed(JsonType::Object)
            && schema.properties.is_empty()
            && !matches!(schema.additional, Some(Additional::Schema(_)))
    });
    meaningless && form && empty && !body.required
}

fn lower_media<'d>(
    lowering: &mut Lowering<'d>,
    found: &Found<'d, RequestBody>,
    order: &[Offered<'d>],
    styles: DefaultStyles,
    (subject, entries): (&Subject, &mut Entries),
) -> Vec<BodyMedia> {
    let hint = match found.component {
        Some(key) => NameHint::new(key).or(format!("{key} body")),
        None => subject.hint("body"),
    };
    let mut lowered: Vec<BodyMedia> = Vec::new();
    let mut known: Option<(Option<&SchemaRef>, TypeRef)> = None;
    for (index, offered) in order.iter().enumerate() {
        let declared = offered.declared;
        let at = offered.at.child("schema");
        let schema = lowering.document.schemas.of(declared);
        let ty = match (&known, schema) {
            (Some((first, ty)), Some(_)) if *first == schema && offered.kind != MediaKind::Text => ty.clone(),
            _ if offered.kind == MediaKind::JsonLines => lines::list(lowering, declared, &offered.at, subject),
            (_, schema) if offered.kind == MediaKind::Text => plain_text(lowering, schema, &at, &hint),
            // The manifest lists what a method sends, and every JSON body.
            (_, schema) if offered.is_typed() && (index == 0 || offered.kind == MediaKind::Json) => {
                entries.type_of(lowering, schema, &at, &hint)
            }
            (_, Some(schema)) if offered.is_typed() => lowering.type_of(schema, &at, &offered.hint(subject)).into_ref(),
            _ => TypeRef::Json,
        };
        if index == 0 {
            known = Some((schema, ty.clone()));
        }
        let media_type = offered.media.content_type(offered.kind);
        let form = form(lowering, offered, ty);
        let members = styles.body(&form);
        lowered.push(BodyMedia { media_type, form, members, reach: Reach::Own });
    }
    if let [primary, ..] = order {
        if !matches!(primary.kind, MediaKind::Form | MediaKind::Multipart) {
            super::response::report_untyped(lowering, (primary.key, primary.declared), &primary.at, false);
        }
        report_narrowed(lowering, primary);
    }
    lowered
}

/// Finds a way to send each body but the first, and returns those with a method of their own.
fn others(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    found: &Found<'_, RequestBody>,
    order: &[Offered<'_>],
    body: &mut Body,
) -> Vec<Alternative> {
    let mut alternatives = Vec::new();
    // The first of each kind, so that many media types of one kind are not compared with each other.
    let mut earlier: Vec<BodyForm> = Vec::new();
    for (index, offered) in order.iter().enumerate() {
        let form = &body.media[index].form;
        let way = if index == 0 { None } else { Some(ways::decide(lowering, offered, form, &earlier)) };
        let is_opaque = ways::is_opaque(lowering, offered, form);
        if !is_opaque && matches!(way, None | Some(Way::Method(_))) {
            earlier.push(form.clone());
        }
        let Some(way) = way else { continue };
        body.media[index].reach = match way {
            Way::Method(words) => {
                report_narrowed(lowering, offered);
                if is_opaque {
                    let beside_typed = order.first().is_some_and(Offered::is_typed);
                    super::response::report_untyped(
                        lowering,
                        (offered.key, offered.declared),
                        &offered.at,
                        beside_typed,
                    );
                }
                let media = body.media[index].clone();
                let required = required::decide(lowering, site, found, Some(&media));
                let (fields, set) = (fields(lowering, &media, &found.at), body.set);
                let body = Body {
                    required,
                    docs: body.docs.clone(),
                    media: vec![media],
                    name: ParamName::body(),
                    fields,
                    set,
                };
                let example = examples::of_media(lowering, offered.declared, &offered.at);
                alternatives.push(Alternative { index, words, body, example, at: offered.at.clone() });
                Reach::Own
            }
            Way::Setter(name) => Reach::Setter(input_names::alone(name)),
            Way::Header => {
                if !offered.key.contains('/') {
                    report_narrowed(lowering, offered);
                }
                Reach::Header
            }
        };
    }
    alternatives
}

/// Returns the type of a body of text: that of a plain value, else text as it is.
fn plain_text(lowering: &mut Lowering<'_>, schema: Option<&SchemaRef>, at: &Pointer, hint: &NameHint) -> TypeRef {
    let text = TypeRef::Scalar(Scalar::String);
    let Some(schema) = schema else { return text };
    match content::of_schema(lowering.document, schema) {
        Content::Text | Content::Number => match lowering.type_of(schema, at, hint).into_ref() {
            TypeRef::Nullable(inner) => *inner,
            ty => ty,
        },
        _ => text,
    }
}

/// Reports the media type that is sent, if the document leaves it open or names one that is not sent.
fn report_narrowed(lowering: &mut Lowering<'_>, offered: &Offered<'_>) {
    let key = offered.key;
    let (message, hint) = match offered.kind {
        MediaKind::Json if offered.media.is_range() => (
            format!("of the media types that `{key}` allows, the body is sent as `application/json`"),
            "set the header `content-type` on the request to send another form of JSON",
        ),
        MediaKind::Text if offered.media.is_range() => (
            format!("of the media types that `{key}` allows, the body is sent as `text/plain`"),
            "set the header `content-type` on the request to send another kind of text",
        ),
        MediaKind::Text if offered.media.other_charset().is_some() => (
            format!("the body is sent in UTF-8, not as `{key}` says"),
            "declare `charset=utf-8`, or send the bytes with an untyped request",
        ),
        MediaKind::Binary if !key.contains('/') => (
            format!("`{key}` is no media type, so that no request says that its body is one"),
            "name a type and a subtype, as in `application/octet-stream`",
        ),
        _ => return,
    };
    lowering.report(Problem::note(Code::NarrowedMediaType, &offered.at, message, hint));
}

fn form(lowering: &mut Lowering<'_>, offered: &Offered<'_>, ty: TypeRef) -> BodyForm {
    match offered.kind {
        MediaKind::Json | MediaKind::Any => BodyForm::Json(ty),
        MediaKind::Form => forms::url_encoded(lowering, offered, ty),
        MediaKind::Multipart => forms::multipart(lowering, offered, ty),
        MediaKind::JsonLines => BodyForm::Lines { ty, sequence: offered.media.is_sequence() },
        MediaKind::Text => BodyForm::Text(ty),
        MediaKind::Events => BodyForm::Text(TypeRef::Scalar(Scalar::String)),
        MediaKind::Binary => BodyForm::Binary,
    }
}

/// Returns the fields of a record, each as an argument or setter of the name that it has alone. What only responses carry is not offered.
fn fields(lowering: &mut Lowering<'_>, media: &BodyMedia, at: &Pointer) -> Option<Vec<BodyField>> {
    let (BodyForm::Json(ty) | BodyForm::Form { ty, .. } | BodyForm::Multipart { ty, .. }) = &media.form else {
        return None;
    };
    let count = lowering.record_of(ty)?.fields.len();
    if !lowering.effort.offer(count) {
        let message =
            "the bodies of all operations have too many fields to offer each of them; this one is taken whole";
        let hint = "nothing to do: the body has its type";
        lowering.report(Problem::note(Code::TooLarge, at, message, hint));
        return None;
    }
    let record = lowering.record_of(ty).filter(|record| record.flattened.is_none())?;
    let offered = record.fields.iter().filter(|field| !field.read_only);
    let fields = offered.map(|field| BodyField {
        wire: field.wire.clone(),
        field: field.name.clone(),
        null_setter: field.presence.is_nullable().then(|| input_names::alone(&format!("{} null", field.wire))),
        name: input_names::alone(&field.wire),
        label: field.settings.as_ref().and_then(|settings| settings.name.clone()),
    });
    Some(fields.collect())
}
