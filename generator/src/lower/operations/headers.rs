//! Headers that responses declare: one getter for each name in the document.

use std::collections::HashMap;

use indexmap::IndexSet;
use openapiv3::{Header, ParameterSchemaOrContent, StatusCode};

use super::super::{Lowering, NameHint};
use super::sites::{self, Found, HEADERS, RESPONSES, Site};
use crate::api::{Docs, HeaderId, ResponseHeader, Scalar, TypeRef};
use crate::naming::{Scope, reserved};
use crate::pointer::Pointer;
use crate::schema::{JsonType, Kind, SchemaRef};

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
    /// Returns the header of a name; one that is of several types is a text.
    fn enter(&mut self, lowering: &mut Lowering<'_>, wire: &str, found: &Found<'_, Header>) -> HeaderId {
        let ty = type_of(lowering, wire, found);
        let mut text = found.value.description.clone().unwrap_or_default();
        if found.value.deprecated == Some(true) {
            text.push_str(if text.is_empty() { "Deprecated." } else { "\n\nDeprecated." });
        }
        let docs = Docs(text);
        if let Some(at) = self.by_name.get(&wire.to_ascii_lowercase()).copied() {
            let known = &mut self.all[at];
            if known.ty != ty {
                known.ty = TypeRef::Scalar(Scalar::String);
            }
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
    let at = found.at.child("schema");
    match lowering.document.schemas.at(schema) {
        Some(SchemaRef::Inline(list)) if list.kind == Kind::Typed(JsonType::Array) => {
            let item = list.items.as_ref().and_then(|items| plain(lowering, wire, items, &at.child("items")));
            item.map_or(text, |item| TypeRef::List(Box::new(item)))
        }
        schema => schema.and_then(|schema| plain(lowering, wire, schema, &at)).unwrap_or(text),
    }
}

fn plain(lowering: &mut Lowering<'_>, wire: &str, schema: &SchemaRef, at: &Pointer) -> Option<TypeRef> {
    let found = lowering.document.schema(schema)?;
    let is_plain = match found.kind {
        Kind::Typed(JsonType::Object | JsonType::Array) => false,
        Kind::Typed(_) => found.values.is_empty(),
        _ => false,
    };
    let ty = is_plain.then(|| lowering.type_of(schema, at, &NameHint::new(wire)).ty)?;
    match ty {
        TypeRef::Scalar(Scalar::Binary) => None,
        TypeRef::Scalar(_) | TypeRef::Named(_) => Some(ty),
        _ => None,
    }
}
