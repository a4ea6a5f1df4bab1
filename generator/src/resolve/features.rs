//! The switchable parts of an API: a cargo feature for each top-level resource, and which types each of them needs.

use std::collections::{BTreeSet, HashSet};

use super::graph::{mentions, parts, received, sent};
use crate::api::{Api, Resource, ResourceId, TypeId, TypeRef};
use crate::naming::FeatureName;

/// Most features of a crate: crates.io takes no more than 300, and the runtime's own have to fit too.
const MOST: usize = 250;

/// A type that more features need than this is always there: what so many share is small change, and each more feature
/// in a condition is one more to read.
const MOST_SHARED: usize = 3;

/// Minimum number of operations and types of a crate with features: a smaller one is checked in about a second, and each feature is a choice for the user.
const LEAST: usize = 150;

/// Index of a [`Feature`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeatureId(pub usize);

/// A part of the crate that can be left out.
#[derive(Clone, Debug)]
pub struct Feature {
    /// Its name in `Cargo.toml`.
    pub name: FeatureName,
    /// Part of the crate that it enables.
    pub part: Part,
    /// Features that come with it.
    pub implies: BTreeSet<FeatureId>,
}

impl Feature {
    fn claim(module: &str, part: Part, taken: &mut HashSet<String>) -> Self {
        Self { name: FeatureName::claim(module, taken), part, implies: BTreeSet::new() }
    }
}

/// Part of the crate that a feature enables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A resource with everything below it.
    Resource(ResourceId),
    /// The types of the requests that the API sends.
    Webhooks,
    /// The types that nothing else uses.
    Rest,
}

/// When a type is compiled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// With any of these features.
    Any(BTreeSet<FeatureId>),
    /// Always.
    Always,
}

/// The features of a crate, none when it has only one part, and the need of each type by its index.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    pub(super) features: Vec<Feature>,
    pub(super) needs: Vec<Need>,
}

/// Finds the features of an API.
pub(super) fn find(api: &Api) -> Features {
    let mut users = Users { api, of: vec![BTreeSet::new(); api.types.len()], always: vec![false; api.types.len()] };
    let switchable = switchable(api);
    if switchable.len() < 2 || api.operations.len() + api.types.len() < LEAST {
        return Features { features: Vec::new(), needs: vec![Need::Always; api.types.len()] };
    }
    let mut taken: HashSet<String> =
        [api.runtime_features(), api.optional_features()].concat().into_iter().map(str::to_owned).collect();
    let mut features: Vec<Feature> = Vec::new();
    for resource in switchable {
        let module = api.resource(resource).module.plain();
        features.push(Feature::claim(module, Part::Resource(resource), &mut taken));
    }
    for operation in &api.operations {
        let user = gate(api, &features, operation.resource);
        for ty in sent(operation).into_iter().chain(received(operation)) {
            users.visit(ty, user);
        }
    }
    if !api.webhooks.is_empty() {
        let user = Some(FeatureId(features.len()));
        api.webhooks.iter().for_each(|webhook| users.visit(&webhook.ty, user));
        api.webhook_events.iter().for_each(|events| users.visit(&events.ty, user));
        features.push(Feature::claim("webhook_payloads", Part::Webhooks, &mut taken));
    }
    let rest: Vec<TypeId> = users.nobodys();
    if !rest.is_empty() {
        let mut feature = Feature::claim("other_schemas", Part::Rest, &mut taken);
        feature.implies = users.visit_rest(rest, FeatureId(features.len()));
        features.push(feature);
    }
    let needs = users.needs(features.len());
    Features { features, needs }
}

/// Returns the resources that get a feature: the children of the first resource that has several, or operations of its own.
fn switchable(api: &Api) -> Vec<ResourceId> {
    let mut at = ResourceId::ROOT;
    for _ in 0..api.resources.len() {
        match api.resources.get(at.0) {
            Some(resource) if has_no_methods(api, resource, at) && resource.children.len() == 1 => {
                at = resource.children[0]
            }
            _ => break,
        }
    }
    let mut found = api.resources.get(at.0).map(|resource| resource.children.clone()).unwrap_or_default();
    // With too many resources, the largest get a feature; the rest is always compiled.
    if found.len() > MOST - 2 {
        let mut by_size: Vec<(usize, ResourceId)> = found.iter().map(|id| (size(api, *id), *id)).collect();
        by_size.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.cmp(y)));
        let kept: HashSet<ResourceId> = by_size.into_iter().take(MOST - 2).map(|(_, id)| id).collect();
        found.retain(|id| kept.contains(id));
    }
    found
}

fn has_no_methods(api: &Api, resource: &Resource, id: ResourceId) -> bool {
    resource.operations.is_empty() && api.aliases.iter().all(|alias| alias.resource != id)
}

/// Returns the number of operations of a resource and of all below it.
fn size(api: &Api, id: ResourceId) -> usize {
    let mut open = vec![id];
    let mut count = 0;
    while let Some(id) = open.pop() {
        let resource = api.resource(id);
        count += resource.operations.len();
        open.extend(&resource.children);
    }
    count
}

/// Returns the feature that a resource is part of.
pub(super) fn gate(api: &Api, features: &[Feature], resource: ResourceId) -> Option<FeatureId> {
    let mut at = Some(resource);
    for _ in 0..=api.resources.len() {
        let id = at?;
        if let Some(found) = features.iter().position(|feature| feature.part == Part::Resource(id)) {
            return Some(FeatureId(found));
        }
        at = api.resources.get(id.0).and_then(|resource| resource.parent);
    }
    None
}

/// Features that use each type.
struct Users<'a> {
    api: &'a Api,
    of: Vec<BTreeSet<FeatureId>>,
    always: Vec<bool>,
}

impl Users<'_> {
    /// Notes a user of a type and of all types in it; `None` is a part that is always compiled.
    fn visit(&mut self, ty: &TypeRef, user: Option<FeatureId>) {
        let mut open = named(ty);
        while let Some(id) = open.pop() {
            let new = match user {
                Some(feature) => self.of[id.0].insert(feature),
                None => !std::mem::replace(&mut self.always[id.0], true),
            };
            if new {
                open.extend(parts(&self.api.ty(id).kind).into_iter().flat_map(named));
            }
        }
    }

    /// Notes the user of types without other users. Types with other users stay with those, whose features this one then implies; they are returned.
    fn visit_rest(&mut self, rest: Vec<TypeId>, user: FeatureId) -> BTreeSet<FeatureId> {
        let mut implied = BTreeSet::new();
        let mut open = rest;
        while let Some(id) = open.pop() {
            match self.of[id.0].first() {
                None if !self.always[id.0] => {
                    self.of[id.0].insert(user);
                    open.extend(parts(&self.api.ty(id).kind).into_iter().flat_map(named));
                }
                Some(other) if *other != user && !self.always[id.0] => drop(implied.insert(*other)),
                _ => {}
            }
        }
        implied
    }

    /// Returns the types without users so far.
    fn nobodys(&self) -> Vec<TypeId> {
        let unused = |index: &usize| self.of[*index].is_empty() && !self.always[*index];
        (0..self.of.len()).filter(unused).map(TypeId).collect()
    }

    /// Returns the condition of compilation of each type, in a crate of so many features.
    fn needs(self, features: usize) -> Vec<Need> {
        let most = MOST_SHARED.min(features - 1);
        let need = |(users, always): (BTreeSet<FeatureId>, bool)| {
            if always || users.len() > most { Need::Always } else { Need::Any(users) }
        };
        self.of.into_iter().zip(self.always).map(need).collect()
    }
}

fn named(ty: &TypeRef) -> Vec<TypeId> {
    let mut found = Vec::new();
    mentions(ty, true, &mut |id, _| found.push(id));
    found
}
