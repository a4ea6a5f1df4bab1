//! Headers that responses declare: one getter for each name in the document.

use std::collections::HashMap;

use indexmap::IndexSet;
use openapiv3::{Header, ParameterSchemaOrContent, StatusCode};

use super::super::{Lowering, NameHint};
use super::sites::{self, Found, HEADERS, RESPONSES, Site};
use crate::api::{BoundedInteger, Docs, HeaderId, ResponseHeader, Scalar, TypeRef};
use crate::naming::{Scope, reserved};
use crate::pointer::Pointer;
use crate::read::{Document, ext};
use crate::schema::{JsonType, Kind, SchemaRef};

/// Longest chain of `allOf`s of one part that is followed.
const MOST_PARTS: usize = 8;

/// The headers of a document's responses.
#[derive(Default)]
pub(super) struct Headers {
    /// Each name once, in document order.
    pub(super) all: Vec<ResponseHeader>,
    /// Headers that the responses of each operation declare.
    pub(super) of_operations: Vec<Vec<HeaderId>>,
    /// The place of each name, in lower case.
    by_name: HashMap<String, usize>,
}

/// Collects the declared headers of the responses of all operations.
pub(super) fn collect(lowering: &mut Lowering<'_>, sites: &[Site<'_>]) -> Headers {
    let mut headers = Headers { of_operations: Vec::with_capacity(sites.len()), ..Headers::default() };
    for site in sites {
        let mut own = IndexSet::new();
        for (name, found) in declared(lowering, site) {
            let id = headers.enter(lowering, name, &found);
            own.insert(id);
        }
        headers.of_operations.push(own.into_iter().collect());
    }
    headers.name();
    headers
}

/// Returns the headers of an operation's responses, successes or not, but `Content-Type` (OpenAPI 3.1.1 §4.8.17.1) and the like.
fn declared<'d>(lowering: &Lowering<'d>, site: &Site<'d>) -> Vec<(&'d str, Found<'d, Header>)> {
    let document = lowering.document;
    let at = site.at.child("responses");
    let responses = &site.operation.responses;
    let by_status = responses.responses.iter().map(|(status, response)| {
        let fails = matches!(status, StatusCode::Code(400..) | StatusCode::Range(4..));
        (response, at.child(status), fails)
    });
    let other = responses.default.iter().map(|response| (response, at.child("default"), true));
    let mut found = Vec::new();
    for (response, at, fails) in by_status.chain(other) {
        let Some(response) = sites::follow(document, response, &at, &RESPONSES) else { continue };
        for (name, header) in &response.value.headers {
            let at = response.at.child("headers").child(name);
            if !is_read_already(name, fails)
                && let Some(header) = sites::follow(document, header, &at, &HEADERS)
            {
                found.push((name.as_str(), header));
            }
        }
    }
    found
}

/// Returns true for headers that have a place of their own: the body's type, and what responses and errors tell by themselves.
fn is_read_already(name: &str, fails: bool) -> bool {
    match name.to_ascii_lowercase().as_str() {
        "content-type" | "x-request-id" | "request-id" => true,
        "retry-after" => fails,
        _ => false,
    }
}

impl Headers {
    /// Returns the header of a name. One of several types has the type of them all.
    fn enter(&mut self, lowering: &mut Lowering<'_>, wire: &str, found: &Found<'_, Header>) -> HeaderId {
        let ty = type_of(lowering, wire, found);
        let mut text = found.value.description.clone().unwrap_or_default();
        if found.value.deprecated == Some(true) {
            text.push_str(if text.is_empty() { "Deprecated." } else { "\n\nDeprecated." });
        }
        let docs = Docs(text);
        if let Some(at) = self.by_name.get(&wire.to_ascii_lowercase()).copied() {
            let known = &mut self.all[at];
            known.ty = common(lowering, &known.ty, &ty);
            if known.docs.is_empty() {
                known.docs = docs;
            }
            // One spelling of several, wherever it stands in the document.
            if wire < known.wire.as_str() {
                wire.clone_into(&mut known.wire);
            }
            return HeaderId(at);
        }
        let name = Scope::new().claim(wire);
        self.by_name.insert(wire.to_ascii_lowercase(), self.all.len());
        self.all.push(ResponseHeader { wire: wire.to_owned(), name, ty, docs });
        HeaderId(self.all.len() - 1)
    }
}

impl Headers {
    /// Names the getters, when all of them are known: a name depends on the set, not on the order of the document.
    fn name(&mut self) {
        let mut names = Scope::new();
        names.reserve_all(reserved::ON_RESPONSES);
        let texts: Vec<Vec<String>> =
            self.all.iter().map(|header| vec![header.wire.clone(), format!("{} header", header.wire)]).collect();
        for (header, name) in self.all.iter_mut().zip(names.claim_all(&texts)) {
            header.name = name;
        }
    }
}

/// Returns the type of a header: a plain value or a list of them; anything else is text.
fn type_of(lowering: &mut Lowering<'_>, wire: &str, found: &Found<'_, Header>) -> TypeRef {
    let text = TypeRef::Scalar(Scalar::String);
    let ParameterSchemaOrContent::Schema(schema) = &found.value.format else { return text };
    let Some(schema) = lowering.document.schemas.at(schema) else { return text };
    let (schema, at) = unwrapped(lowering.document, schema, found.at.child("schema"));
    let list = lowering.document.schema(schema).filter(|list| list.kind == Kind::Typed(JsonType::Array));
    let Some(list) = list else { return plain(lowering, wire, schema, &at).unwrap_or(text) };
    let Some(items) = list.items.as_ref().filter(|_| !ext::is_without_commas(found.value)) else { return text };
    let (items, at) = unwrapped(lowering.document, items, at.child("items"));
    plain(lowering, wire, items, &at).map_or(text, |item| TypeRef::List(Box::new(item)))
}

/// Returns the schema that an `allOf` of one part stands for, and its place.
fn unwrapped<'d>(document: &'d Document, mut schema: &'d SchemaRef, mut at: Pointer) -> (&'d SchemaRef, Pointer) {
    for _ in 0..MOST_PARTS {
        let found = document.schema(schema).filter(|found| found.kind == Kind::AllOf);
        let Some([only]) = found.map(|found| found.all_of.as_slice()) else { break };
        schema = only;
        at = at.child("allOf").child("0");
    }
    (schema, at)
}

fn plain(lowering: &mut Lowering<'_>, wire: &str, schema: &SchemaRef, at: &Pointer) -> Option<TypeRef> {
    let found = lowering.document.schema(schema)?;
    let Kind::Typed(kind) = found.kind else { return None };
    let has_parts = matches!(kind, JsonType::Object | JsonType::Array);
    if has_parts || !found.values.is_empty() {
        return of_values(kind, !found.digits.is_empty()).map(TypeRef::Scalar);
    }
    let ty = lowering.type_of(schema, at, &NameHint::new(wire)).ty;
    match ty {
        TypeRef::Scalar(Scalar::Binary) => None,
        TypeRef::Scalar(_) | TypeRef::Named(_) => Some(ty),
        _ => None,
    }
}

/// Returns the type of values that are listed: a server may send others, so that there is no enum of them.
fn of_values(kind: JsonType, are_long: bool) -> Option<Scalar> {
    match kind {
        JsonType::String => Some(Scalar::String),
        JsonType::Integer if are_long => Some(Scalar::I128),
        JsonType::Integer => Some(Scalar::I64),
        JsonType::Number => Some(Scalar::F64),
        JsonType::Boolean => Some(Scalar::Bool),
        JsonType::Object | JsonType::Array => None,
    }
}

/// Returns the type of a header that responses declare with two types: one that holds the numbers of both, else a text.
fn common(lowering: &Lowering<'_>, one: &TypeRef, other: &TypeRef) -> TypeRef {
    if one == other {
        return one.clone();
    }
    let wider = match (lowering.target(one), lowering.target(other)) {
        (Some(TypeRef::List(one)), Some(TypeRef::List(other))) => {
            return TypeRef::List(Box::new(common(lowering, one, other)));
        }
        (Some(TypeRef::Scalar(one)), Some(TypeRef::Scalar(other))) => wider(*one, *other),
        _ => None,
    };
    TypeRef::Scalar(wider.unwrap_or(Scalar::String))
}

/// A bounded integer that `i64` does not hold.
const WIDE: Scalar = Scalar::Bounded(BoundedInteger::U64);

fn wider(one: Scalar, other: Scalar) -> Option<Scalar> {
    let both = |is: fn(Scalar) -> bool| is(one) && is(other);
    if one == other {
        Some(one)
    } else if both(|scalar| is_integer(scalar) && !matches!(scalar, WIDE | Scalar::U64 | Scalar::I128)) {
        Some(Scalar::I64)
    } else if both(is_integer) {
        Some(Scalar::I128)
    } else {
        let is_number: fn(Scalar) -> bool =
            |scalar| is_integer(scalar) || matches!(scalar, Scalar::F64 | Scalar::Number);
        both(is_number).then_some(Scalar::Number)
    }
}

fn is_integer(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::I32 | Scalar::I64 | Scalar::U64 | Scalar::I128 | Scalar::Bounded(_))
}
