//! Links: which operations go on from a response, and with what.

use std::collections::HashMap;

use openapiv3::{Link as Declared, LinkOperation};
use serde_json::Value;

use super::super::Lowering;
use super::sites::{self, Found, LINKS, RESPONSES, Site};
use crate::api::{Docs, Link, OperationId};
use crate::pointer::Pointer;
use crate::read::percent_decode;
use crate::report::{Code, Problem};

/// Returns the links of every operation's responses; one that leads nowhere is reported.
pub(super) fn collect(lowering: &mut Lowering<'_>, sites: &[Site<'_>]) -> Vec<Vec<Link>> {
    let targets = Targets::of(sites);
    let mut all = Vec::with_capacity(sites.len());
    for site in sites {
        let mut links: Vec<Link> = Vec::new();
        for (name, found) in declared(lowering, site) {
            match targets.find(&found.value.operation) {
                Some(target) => {
                    if lowering.share(1 + found.value.parameters.len(), &found.at, "the docs go without this link") {
                        links.push(link(target, found.value));
                    }
                }
                None => {
                    let message = format!("the link `{name}` leads to no operation of this document");
                    let hint = "name an `operationId` of it, or drop the link; the docs go without it";
                    lowering.report(Problem::note(Code::LostLink, &found.at, message, hint));
                }
            }
        }
        all.push(links);
    }
    all
}

fn declared<'d>(lowering: &Lowering<'d>, site: &Site<'d>) -> Vec<(&'d str, Found<'d, Declared>)> {
    let document = lowering.document;
    let at = site.at.child("responses");
    let responses = &site.operation.responses;
    let by_status = responses.responses.iter().map(|(status, response)| (response, at.child(status)));
    let other = responses.default.iter().map(|response| (response, at.child("default")));
    let mut found = Vec::new();
    for (response, at) in by_status.chain(other) {
        let Some(response) = sites::follow(document, response, &at, &RESPONSES) else { continue };
        for (name, link) in &response.value.links {
            let at = response.at.child("links").child(name);
            found.extend(sites::follow(document, link, &at, &LINKS).map(|link| (name.as_str(), link)));
        }
    }
    found
}

/// The operations that links may name, by id and by place; the first of each.
struct Targets<'s> {
    by_id: HashMap<&'s str, usize>,
    by_place: HashMap<&'s Pointer, usize>,
}

impl<'s> Targets<'s> {
    fn of(sites: &'s [Site<'_>]) -> Self {
        let mut targets = Self { by_id: HashMap::new(), by_place: HashMap::new() };
        for (index, site) in sites.iter().enumerate() {
            targets.by_id.entry(site.operation_id()).or_insert(index);
            targets.by_place.entry(&site.at).or_insert(index);
        }
        targets
    }

    /// Returns the operation a link names, by id or by its place in this document.
    fn find(&self, operation: &LinkOperation) -> Option<OperationId> {
        let found = match operation {
            LinkOperation::OperationId(id) => self.by_id.get(id.as_str()),
            LinkOperation::OperationRef(reference) => self.by_place.get(&Pointer::parse(&percent_decode(reference))),
        };
        found.copied().map(OperationId)
    }
}

fn link(target: OperationId, declared: &Declared) -> Link {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let parameters = declared.parameters.iter().map(|(name, value)| (name.clone(), text(value)));
    let body = declared.request_body.iter().map(|value| ("body".to_owned(), text(value)));
    Link {
        target,
        inputs: parameters.chain(body).collect(),
        docs: Docs(declared.description.clone().unwrap_or_default()),
    }
}
