//! Names that the document's own samples call operations by: `client.pets.list(` in an extension such as `x-codeSamples`.
//!
//! A sample may be that of another operation, copied. Where two operations claim one name, the one that has it without its sample keeps it.

mod calls;
mod foreign;
mod samples;
mod scan;

use std::collections::HashMap;

use serde_json::Value;

use super::super::{Lowering, suggestion};
use super::english;
use super::ids;
use super::route::{Route, snake};
use super::sites::Site;
use super::verbs::{self, NameKind, NameProposal};
use crate::naming::words;
use crate::pointer::Pointer;
use crate::read::{Document, ext, settings};
use crate::report::{Code, Problem};
use calls::{Call, calls};
use samples::{Language, samples};

/// The calls in the samples of each operation.
#[derive(Debug, Default)]
pub(super) struct Examples(Vec<Vec<Call>>);

/// A name in a sample that is another operation's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dropped {
    route: usize,
    /// `pets.list`
    name: String,
}

impl Examples {
    /// Reads the samples in the extension that `x-specsmith-tree` names.
    pub(super) fn of(document: &Document, sites: &[Site<'_>]) -> Self {
        let Some(extension) = extension(document) else { return Self::default() };
        let calls = |site: &Site<'_>| site.operation.extensions.get(extension).map(calls_in).unwrap_or_default();
        Self(sites.iter().map(calls).collect())
    }

    /// Applies the names of samples to operations. Settings of an operation win.
    pub(super) fn apply(&self, routes: &[Route<'_>], wanted: &mut [NameProposal]) -> Vec<Dropped> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let (claims, dropped) = self.claims(routes, wanted);
        for ((route, wanted), claim) in routes.iter().zip(wanted).zip(claims) {
            let Some((name, resource)) = claim.as_deref().and_then(<[String]>::split_last) else { continue };
            if route.resource.is_none() {
                wanted.resource = resource.iter().take(verbs::DEEPEST).cloned().collect();
            }
            if route.named.is_none() {
                wanted.names = vec![name.clone()];
            }
            if wanted.kind != NameKind::Given {
                wanted.kind = NameKind::Example;
            }
        }
        dropped
    }

    /// Returns the name that each operation has by its sample.
    fn claims(&self, routes: &[Route<'_>], wanted: &[NameProposal]) -> (Vec<Option<Call>>, Vec<Dropped>) {
        let own: Vec<Call> = wanted.iter().map(own_call).collect();
        let mut claims: Vec<Option<Call>> = Vec::with_capacity(routes.len());
        for ((route, wanted), (calls, own)) in routes.iter().zip(wanted).zip(self.0.iter().zip(&own)) {
            let is_given = route.resource.is_some() && route.named.is_some();
            let calls = calls.iter().filter(|_| !is_given).map(|call| spelled(call, wanted));
            claims.push(best(calls, own, route).map(|call| with_given(call, own, route)));
        }
        put_stages_in_front(routes, &mut claims);
        let mut claimants: HashMap<&Call, Vec<usize>> = HashMap::new();
        for (route, (claim, own)) in claims.iter().zip(&own).enumerate() {
            claimants.entry(claim.as_ref().unwrap_or(own)).or_default().push(route);
        }
        let mut dropped = Vec::new();
        for (name, claimants) in claimants.into_iter().filter(|(_, claimants)| claimants.len() > 1) {
            let winner = winner(name, &claimants, routes, &own);
            let others = claimants.into_iter().filter(|route| winner != Some(*route) && claims[*route].is_some());
            dropped.extend(others.map(|route| Dropped { route, name: name.join(".") }));
        }
        dropped.sort_by_key(|dropped| dropped.route);
        dropped.iter().for_each(|dropped| claims[dropped.route] = None);
        (claims, dropped)
    }
}

/// Returns the extension that `x-specsmith-tree` names.
fn extension(document: &Document) -> Option<&str> {
    document.openapi.extensions.get(settings::TREE)?.get(settings::BY_EXAMPLE)?.as_str()
}

/// Returns the calls of the best language in which there are any.
fn calls_in(extension: &Value) -> Vec<Call> {
    let samples = samples(extension);
    let of = |language: Language| {
        let samples = samples.iter().filter(move |sample| sample.0 == language);
        samples.flat_map(|(language, text)| calls(text, *language)).collect::<Vec<Call>>()
    };
    Language::ALL.into_iter().map(of).find(|calls| !calls.is_empty()).unwrap_or_default()
}

/// Returns the name that an operation has without its sample.
fn own_call(wanted: &NameProposal) -> Call {
    let resource = wanted.resource.iter().map(|segment| snake(&words(segment)));
    resource.chain(wanted.names.first().cloned()).collect()
}

/// Returns a call with the path's spelling of its resources: `chatKit` is the `chatkit` of the path.
fn spelled(call: &Call, wanted: &NameProposal) -> Call {
    let Some((method, resource)) = call.split_last() else { return Call::new() };
    let letters = |text: &str| text.replace('_', "");
    let own: Vec<String> = wanted.resource.iter().map(|segment| snake(&words(segment))).collect();
    let spelling =
        |segment: &String| own.iter().find(|own| letters(own) == letters(segment)).unwrap_or(segment).clone();
    resource.iter().map(spelling).chain([method.clone()]).collect()
}

/// Returns the best of several calls: the operation's own name, else the one that shares most with its `operationId`, else the last, which the others
/// prepare.
fn best(calls: impl Iterator<Item = Call>, own: &Call, route: &Route<'_>) -> Option<Call> {
    calls.max_by_key(|call| (call == own, shared_words(call, route)))
}

/// Returns a call with the resource and method from the operation's settings.
fn with_given(call: Call, own: &[String], route: &Route<'_>) -> Call {
    let (Some((method, resource)), Some((own_method, own_resource))) = (call.split_last(), own.split_last()) else {
        return call;
    };
    let resource = if route.resource.is_some() { own_resource } else { resource };
    let method = if route.named.is_some() { own_method } else { method };
    resource.iter().chain([method]).cloned().collect()
}

/// Returns the number of words of a call that an `operationId` has as well.
fn shared_words(call: &Call, route: &Route<'_>) -> usize {
    let singulars = |words: Vec<String>| words.iter().map(|word| english::singular(word)).collect::<Vec<_>>();
    let id = singulars(ids::id_words(route));
    let call = singulars(call.iter().flat_map(|name| words(name)).collect());
    id.iter().filter(|word| call.contains(word)).count()
}

/// Puts the stage in front of the calls of operations in a stage (`?beta=true`) whose sample is a copy of another operation's.
fn put_stages_in_front(routes: &[Route<'_>], claims: &mut [Option<Call>]) {
    let mut counts: HashMap<Call, usize> = HashMap::new();
    claims.iter().flatten().for_each(|claim| *counts.entry(claim.clone()).or_default() += 1);
    for (route, claim) in routes.iter().zip(claims) {
        let (Some(stage), Some(claim)) = (verbs::stage(route.key), claim) else { continue };
        let is_inferred = route.resource.is_none();
        if is_inferred && counts.get(claim).is_some_and(|count| *count > 1) && claim[0] != stage {
            claim.insert(0, stage.to_owned());
        }
    }
}

/// Returns the winner among the operations that claim one name: the one that has it without its sample, else the only one whose `operationId` fits it best.
fn winner(name: &Call, claimants: &[usize], routes: &[Route<'_>], own: &[Call]) -> Option<usize> {
    if let Some(route) = claimants.iter().find(|route| own[**route] == *name) {
        return Some(*route);
    }
    let shared = |route: &usize| shared_words(name, &routes[*route]);
    let most = claimants.iter().map(shared).max()?;
    let mut best = claimants.iter().filter(|route| shared(route) == most);
    best.next().filter(|_| best.next().is_none()).copied()
}

/// Reports an extension that names no operation, and samples that are those of other operations.
pub(super) fn report(lowering: &mut Lowering<'_>, sites: &[Site<'_>], examples: &Examples, dropped: &[Dropped]) {
    let document = lowering.document;
    let Some(extension) = extension(document) else { return };
    let at = Pointer::root().child(settings::TREE).child(settings::BY_EXAMPLE);
    if !sites.iter().any(|site| site.operation.extensions.contains_key(extension)) {
        let names = sites.iter().flat_map(|site| site.operation.extensions.keys());
        let mut known: Vec<&str> = names.map(String::as_str).filter(|name| !name.starts_with(ext::PREFIX)).collect();
        known.sort_unstable();
        known.dedup();
        let hint = suggestion(extension, &known, "the extensions of operations");
        lowering.setting_problem(&at, format!("no operation has the extension `{extension}`"), hint);
    } else if examples.0.iter().all(Vec::is_empty) {
        let message = format!("no sample in `{extension}` calls a client in Python or JavaScript");
        lowering.setting_problem(&at, message, "name an extension with such samples");
    }
    for Dropped { route, name } in dropped {
        let message = format!("the sample of the operation calls `{name}`, which is another operation");
        let hint = format!("set `{}` and `{}` to choose its name", settings::RESOURCE, settings::METHOD);
        lowering.report(Problem::note(Code::LongerName, &sites[*route].at, message, hint));
    }
}
