//! Parameters: which an operation has, how each is written, and what type its value has.

mod gathered;
mod placeholders;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use openapiv3::{Parameter, ParameterData, ParameterSchemaOrContent, ReferenceOr};

use super::super::{Lowering, NameHint};
use super::default_styles::DefaultStyles;
use super::input_names::{self, Subject};
use super::media::{MediaKind, MediaType};
use super::sites::{self, PARAMETERS, Site};
use super::styles::{path_style, query_style};
use crate::api::{DocFacts, Docs, Location, Param, ParamForm, Scalar, SetPresence, Style, TypeRef};
use crate::pointer::Pointer;
use crate::read::{Document, ext};
use crate::report::{Code, Problem};
use gathered::Declared;
use placeholders::match_placeholders;

pub(super) use gathered::Gathered;

/// Collects the parameters of an operation: its own win over those of its path item (OpenAPI 3.1 §4.8.9).
pub(super) fn gather<'d>(lowering: &mut Lowering<'d>, site: &Site<'d>) -> Gathered<'d> {
    let mut gathered =
        Gathered { declared: Vec::new(), known: HashSet::new(), missing: Vec::new(), missing_in_query: Vec::new() };
    let shared = site.item.map_or(&[][..], |item| item.parameters.as_slice());
    add_all(lowering, shared, &site.item_at, &mut gathered);
    let from_item = gathered.declared.len();
    add_own(lowering, &site.operation.parameters, &site.at, from_item, &mut gathered);
    match_placeholders(lowering, site, &mut gathered);
    gathered
}

fn add_all<'d>(
    lowering: &mut Lowering<'d>,
    list: &'d [ReferenceOr<Parameter>],
    at: &Pointer,
    gathered: &mut Gathered<'d>,
) {
    add_own(lowering, list, at, 0, gathered);
}

/// Adds a list of parameters, which may replace the first `replaceable` existing ones.
fn add_own<'d>(
    lowering: &mut Lowering<'d>,
    list: &'d [ReferenceOr<Parameter>],
    at: &Pointer,
    mut replaceable: usize,
    gathered: &mut Gathered<'d>,
) {
    for (index, node) in list.iter().enumerate() {
        let at = at.child("parameters").child(index);
        let Some(found) = sites::follow(lowering.document, node, &at, &PARAMETERS) else { continue };
        let data = found.value.parameter_data_ref();
        let location = location(found.value);
        if is_ignored(location, &data.name) {
            let message = format!("the header parameter `{}` is ignored", data.name);
            let hint = "OpenAPI gives this header to the request itself: its media types and its security";
            lowering.report(Problem::note(Code::IgnoredHeader, &at, message, hint));
            continue;
        }
        let wire = data.name.clone();
        let declared = Declared { found, wire, location };
        let is_new = gathered.known.insert(declared.key());
        let same = || gathered.declared.iter().position(|other| other.is_same(&declared));
        match if is_new { None } else { same() } {
            Some(place) if place < replaceable => {
                gathered.declared.remove(place);
                replaceable -= 1;
                gathered.declared.push(declared);
            }
            Some(_) => {
                let message = format!("the parameter `{}` is declared twice in one list", declared.wire);
                lowering.report(Problem::warning(
                    Code::DuplicateParameter,
                    &at,
                    message,
                    "remove one; the first is used",
                ));
            }
            None => gathered.declared.push(declared),
        }
    }
}

fn location(parameter: &Parameter) -> Location {
    match parameter {
        Parameter::Query { .. } => Location::Query,
        Parameter::Header { .. } => Location::Header,
        Parameter::Path { .. } => Location::Path,
        Parameter::Cookie { .. } => Location::Cookie,
    }
}

/// Returns true for header parameters that OpenAPI requires to be ignored (3.1 §4.8.12.1).
fn is_ignored(location: Location, name: &str) -> bool {
    let names = ["accept", "content-type", "authorization"];
    location == Location::Header && names.iter().any(|ignored| name.eq_ignore_ascii_case(ignored))
}

/// Adds the types of the parameters, and the names that they have alone.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    gathered: &Gathered<'_>,
    site: &Site<'_>,
    subject: &Subject,
) -> Vec<Param> {
    let placeholders = site.path.placeholders();
    let styles = DefaultStyles::of(lowering.document, site);
    let mut params: Vec<Param> = Vec::with_capacity(gathered.declared.len() + gathered.missing.len());
    for declared in &gathered.declared {
        let mut param = lower_one(lowering, declared, subject);
        let found = &declared.found;
        styles.parameter(lowering, found.value, &found.at, &mut param);
        params.push(param);
    }
    params.extend(gathered.missing.iter().map(|wire| synthesised(wire, Location::Path)));
    params.extend(gathered.missing_in_query.iter().map(|wire| synthesised(wire, Location::Query)));
    let places: HashMap<&str, usize> = placeholders.iter().enumerate().map(|(place, name)| (*name, place)).collect();
    params.sort_by_key(|param| match param.location {
        Location::Path => places.get(param.wire.as_str()).copied().unwrap_or(usize::MAX - 1),
        _ => usize::MAX,
    });
    params
}

fn synthesised(wire: &str, location: Location) -> Param {
    let style = if location == Location::Path { Style::Simple } else { Style::Form };
    Param {
        wire: wire.to_owned(),
        location,
        form: ParamForm::Styled { style, explode: style == Style::Form, allow_reserved: false },
        name: input_names::alone(wire),
        ty: TypeRef::Scalar(Scalar::String),
        required: true,
        docs: Docs::default(),
        facts: DocFacts::default(),
        deprecated: false,
        set: SetPresence::default(),
    }
}

fn lower_one(lowering: &mut Lowering<'_>, declared: &Declared<'_>, subject: &Subject) -> Param {
    let data = declared.found.value.parameter_data_ref();
    let (ty, notes) = value_type(lowering, declared, data, subject);
    let mut facts = notes.facts;
    if facts.example.is_none() {
        facts.example = super::examples::of_parameter(lowering, data, &declared.found.at).map(Arc::new);
    }
    let docs = data.description.as_deref().unwrap_or(&notes.docs.0);
    let docs = lowering.docs(docs, |_| declared.found.at.clone());
    Param {
        wire: declared.wire.clone(),
        location: declared.location,
        form: form(lowering.document, declared, data),
        name: input_names::alone(&declared.wire),
        ty,
        required: data.required || matches!(declared.found.value, Parameter::Path { .. }),
        docs,
        facts,
        deprecated: data.deprecated.unwrap_or(false) || notes.deprecated,
        set: SetPresence::default(),
    }
}

fn value_type(
    lowering: &mut Lowering<'_>,
    declared: &Declared<'_>,
    data: &ParameterData,
    subject: &Subject,
) -> (TypeRef, super::super::Notes) {
    let hint = match declared.found.component {
        Some(key) => NameHint::new(key).or(format!("{key} param")),
        None => subject.hint(&data.name),
    };
    let schemas = &lowering.document.schemas;
    let (schema, at) = match &data.format {
        ParameterSchemaOrContent::Schema(schema) => (schemas.at(schema), declared.found.at.child("schema")),
        ParameterSchemaOrContent::Content(content) => match content.first() {
            Some((name, media)) if is_typed(data, name) => {
                (schemas.of(media), declared.found.at.child("content").child(name).child("schema"))
            }
            _ => return (TypeRef::Scalar(Scalar::String), super::super::Notes::default()),
        },
    };
    let Some(schema) = schema else { return (TypeRef::Json, super::super::Notes::default()) };
    let notes = lowering.notes_of(schema, &at);
    let ty = match lowering.type_of(schema, &at, &hint).into_ref() {
        TypeRef::Scalar(Scalar::Binary) => {
            lowering.report(Problem::warning(
                Code::BinaryText,
                &at,
                "binary content has no form of its own in a parameter: it is sent as text",
                "say `contentEncoding: base64` (OpenAPI 3.1) or `format: byte` if that is right",
            ));
            TypeRef::Scalar(Scalar::String)
        }
        ty => ty,
    };
    (ty, notes)
}

/// Returns true for content that has a type; any other is a text.
fn is_typed(data: &ParameterData, media: &str) -> bool {
    match MediaType::parse(media).kind() {
        MediaKind::Json | MediaKind::Any => true,
        MediaKind::Form => ext::is_whole_query(data),
        _ => false,
    }
}

/// Returns the media type of a parameter that is a document; a range means JSON.
fn document_type(key: &str) -> String {
    let media = MediaType::parse(key);
    match media.kind() {
        MediaKind::Any => "application/json".to_owned(),
        kind => media.content_type(kind),
    }
}

/// Returns the form of a parameter (OpenAPI 3.1 §4.8.12.2): by default `form` in queries and cookies, else `simple`; exploded if the style is `form`.
fn form(document: &Document, declared: &Declared<'_>, data: &ParameterData) -> ParamForm {
    if ext::is_whole_query(data) {
        return whole_query(document, data);
    }
    if let ParameterSchemaOrContent::Content(content) = &data.format {
        let name = content.first().map_or("application/json", |(name, _)| name.as_str());
        return ParamForm::Content(document_type(name));
    }
    let reserved = ext::allows_reserved(data);
    let (style, allow_reserved) = match declared.found.value {
        Parameter::Path { .. } if declared.location == Location::Query => (Style::Form, reserved),
        Parameter::Query { style, allow_reserved, .. } => (query_style(style), *allow_reserved),
        Parameter::Path { style, .. } => (path_style(style), reserved),
        Parameter::Header { .. } => (Style::Simple, reserved),
        Parameter::Cookie { .. } => (Style::Form, reserved),
    };
    let (style, allow_reserved) = match ext::style(data) {
        Some("tabDelimited") => (Style::TabDelimited, allow_reserved),
        Some("spaceDelimited") => (Style::SpaceDelimited, allow_reserved),
        Some("pipeDelimited") => (Style::PipeDelimited, allow_reserved),
        // 3.2's `cookie`: `form` without percent-encoding.
        Some("cookie") => (Style::Form, true),
        _ => (style, allow_reserved),
    };
    let explode = data.explode.unwrap_or(matches!(style, Style::Form | Style::DeepObject));
    ParamForm::Styled { style, explode, allow_reserved }
}

/// Returns the form of a parameter that is the whole query: a form, unless its content has another media type.
fn whole_query(document: &Document, data: &ParameterData) -> ParamForm {
    let content = match &data.format {
        ParameterSchemaOrContent::Content(content) => content.first(),
        ParameterSchemaOrContent::Schema(_) => None,
    };
    match content {
        Some((name, media)) => ParamForm::Whole {
            media: document_type(name),
            encoding: super::encodings::of_form(document, &media.encoding),
        },
        None => ParamForm::Whole { media: "application/x-www-form-urlencoded".to_owned(), encoding: Vec::new() },
    }
}

/// Returns true if an operation cannot be called without saying more in its query: then `DELETE /x` is not about all of it.
pub(super) fn has_required_query(gathered: &Gathered<'_>) -> bool {
    let needs = |param: &Declared<'_>| param.found.value.parameter_data_ref().required;
    gathered.declared.iter().any(|param| param.location == Location::Query && needs(param))
}
