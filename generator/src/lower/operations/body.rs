//! Request bodies: which media type is sent, of what type, and which fields are offered one by one.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, Encoding, MediaType, RequestBody, SchemaKind, Type};
use serde_json::Value;

use super::super::{Lowering, NameHint};
use super::entries::Entries;
use super::examples;
use super::media::{self, MediaKind};
use super::names::{Inputs, Place, Subject};
use super::params::query_style;
use super::sites::{self, Found, REQUEST_BODIES, Site};
use crate::api::{Body, BodyField, BodyForm, BodyMedia, Docs, PartEncoding, Style, TypeRef};
use crate::naming::ParamName;
use crate::read::ext;
use crate::report::{Problem, code};

/// A lowered body, and the example its author gave.
pub(super) struct Lowered {
    pub(super) body: Option<Body>,
    pub(super) example: Option<Value>,
}

/// Lowers the body of an operation.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    site: &Site<'_>,
    subject: &Subject,
    inputs: &mut Inputs,
    entries: &mut Entries,
) -> Lowered {
    let found = site
        .operation
        .request_body
        .as_ref()
        .and_then(|body| sites::follow(lowering.document, body, &site.at.child("requestBody"), &REQUEST_BODIES));
    let Some(found) = found else { return Lowered { body: None, example: None } };
    let mut order: Vec<(&String, &MediaType)> = found.value.content.iter().collect();
    order.sort_by_key(|(name, _)| rank(name));
    let Some((_, primary)) = order.first() else {
        let message = "The request body declares no media type, so nothing can be sent.";
        lowering.report(Problem::warning(code::EMPTY_BODY, &found.at, message, "Declare its `content`."));
        return Lowered { body: None, example: None };
    };
    if says_nothing(lowering, site, found.value, primary) {
        let message = "The body has no fields, and the method gives a body no meaning: none is sent.";
        lowering.report(Problem::note(code::EMPTY_BODY, &found.at, message, "Remove the request body."));
        return Lowered { body: None, example: None };
    }
    let example = examples::of_media(lowering.document, primary);
    let media = lower_media(lowering, &found, &order, subject, entries);
    let fields = media.first().and_then(|media| fields(lowering, media, inputs));
    let docs = Docs(found.value.description.clone().unwrap_or_default());
    let body = Body { required: found.value.required, docs, media, name: ParamName::body(), fields };
    Lowered { body: Some(body), example }
}

/// True for an optional form without fields where a body has no meaning anyway (RFC 9110 §9.3).
fn says_nothing(lowering: &Lowering<'_>, site: &Site<'_>, body: &RequestBody, media: &MediaType) -> bool {
    let meaningless = matches!(site.method.as_str(), "GET" | "HEAD" | "DELETE");
    let form = body.content.keys().all(|name| matches!(media::kind(name), MediaKind::Form | MediaKind::Multipart));
    let schema = media.schema.as_ref().and_then(|schema| lowering.document.schema(schema));
    let empty = schema.is_some_and(|schema| match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => {
            object.properties.is_empty()
                && !matches!(object.additional_properties, Some(AdditionalProperties::Schema(_)))
        }
        _ => false,
    });
    meaningless && form && empty && !body.required
}

/// Which media type a method uses when there are several: JSON, then forms, then bytes and text.
fn rank(name: &str) -> u8 {
    match media::kind(name) {
        MediaKind::Json if media::is_plain_json(name) => 0,
        MediaKind::Json => 1,
        MediaKind::Form => 2,
        MediaKind::Multipart => 3,
        MediaKind::Text | MediaKind::JsonLines | MediaKind::Events => 4,
        MediaKind::Binary => 5,
    }
}

fn lower_media(
    lowering: &mut Lowering<'_>,
    found: &Found<'_, RequestBody>,
    order: &[(&String, &MediaType)],
    subject: &Subject,
    entries: &mut Entries,
) -> Vec<BodyMedia> {
    let hint = match found.component {
        Some(key) => NameHint::new(key).or(format!("{key} body")),
        None => subject.hint("body"),
    };
    let mut lowered: Vec<BodyMedia> = Vec::new();
    let mut known: Option<(&MediaType, TypeRef)> = None;
    for (index, (name, media)) in order.iter().enumerate() {
        let kind = media::kind(name);
        let typed = matches!(kind, MediaKind::Json | MediaKind::Form | MediaKind::Multipart);
        let at = found.at.child("content").child(name).child("schema");
        let ty = match (&known, &media.schema) {
            (Some((first, ty)), _) if first.schema == media.schema => ty.clone(),
            // The manifest lists what a method sends, and every JSON body.
            (_, schema) if typed && (index == 0 || kind == MediaKind::Json) => {
                entries.type_of(lowering, schema.as_ref(), &at, &hint)
            }
            (_, Some(schema)) if typed => lowering.type_of(schema, &at, &other_hint(subject, kind)).into_ref(),
            _ => TypeRef::Json,
        };
        let says_same = known.as_ref().is_some_and(|(first, _)| media.schema.is_some() && first.schema == media.schema);
        if index == 0 {
            known = Some((media, ty.clone()));
        }
        lowered.push(BodyMedia { media_type: media::concrete(name), form: form(kind, ty, media), says_same });
    }
    if let [(name, media), ..] = order {
        let at = found.at.child("content").child(name);
        super::reply::report_untyped(lowering, name, media, &at);
    }
    if let [_, (other, _), ..] = order {
        let message = format!("The body is sent as `{}` only.", lowered[0].media_type);
        let hint = format!(
            "`Client::request` sends `{}`, and any other, as the method's documentation says.",
            media::essence(other)
        );
        lowering.report(Problem::note(code::OTHER_MEDIA, &found.at, message, hint));
    }
    lowered
}

/// A name for the type of a body that the method itself does not send.
fn other_hint(subject: &Subject, kind: MediaKind) -> NameHint {
    subject.hint(if kind == MediaKind::Multipart { "multipart" } else { "form" })
}

fn form(kind: MediaKind, ty: TypeRef, media: &MediaType) -> BodyForm {
    match kind {
        MediaKind::Json => BodyForm::Json(ty),
        MediaKind::Form => BodyForm::Form { ty, encoding: encodings(&media.encoding) },
        MediaKind::Multipart => BodyForm::Multipart { ty, encoding: encodings(&media.encoding) },
        MediaKind::Text | MediaKind::JsonLines | MediaKind::Events => BodyForm::Text,
        MediaKind::Binary => BodyForm::Binary,
    }
}

/// The encodings of a form's or multipart body's properties.
pub(super) fn encodings(encoding: &IndexMap<String, Encoding>) -> Vec<PartEncoding> {
    let encodings = encoding.iter().map(|(property, encoding)| PartEncoding {
        property: property.clone(),
        content_type: encoding.content_type.clone(),
        style: style(encoding),
        allow_reserved: encoding.allow_reserved,
    });
    encodings.collect()
}

/// Style and explode, where either is given (OpenAPI 3.1 §4.8.15.1): `form` by default, and exploded where it is `form`.
fn style(encoding: &Encoding) -> Option<(Style, bool)> {
    let explode = encoding.extensions.get(ext::EXPLODE).and_then(Value::as_bool);
    let given = match encoding.extensions.get(ext::STYLE).and_then(Value::as_str) {
        Some("tabDelimited") => Some(Style::TabDelimited),
        _ => encoding.style.as_ref().map(query_style),
    };
    match (given, explode) {
        (None, None) if encoding.allow_reserved => Some((Style::Form, true)),
        (None, None) => None,
        (given, explode) => {
            let style = given.unwrap_or(Style::Form);
            Some((style, explode.unwrap_or(matches!(style, Style::Form | Style::DeepObject))))
        }
    }
}

/// The fields of a record, each as an argument or setter. What only replies carry is not offered.
fn fields(lowering: &Lowering<'_>, media: &BodyMedia, inputs: &mut Inputs) -> Option<Vec<BodyField>> {
    let (BodyForm::Json(ty) | BodyForm::Form { ty, .. } | BodyForm::Multipart { ty, .. }) = &media.form else {
        return None;
    };
    let record = lowering.record_of(ty).filter(|record| record.flattened.is_none())?;
    let offered = record.fields.iter().filter(|field| !field.read_only);
    let fields = offered.map(|field| BodyField {
        wire: field.wire.clone(),
        field: field.name.clone(),
        name: inputs.claim(&field.wire, Place::Body),
    });
    Some(fields.collect())
}
