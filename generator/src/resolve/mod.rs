//! Facts every printer needs, computed once: boxes, directions, shapes, homes; then the freeze.

mod boxes;
mod check;
mod dedup;
mod derives;
mod directions;
mod features;
mod files;
mod foreign;
mod graph;
mod merged;
mod nullable;
mod shapes;
mod sizes;
mod tags;
#[cfg(test)]
mod tests;

pub use features::{Feature, FeatureId, Need, Part};

use std::collections::BTreeSet;

use crate::api::{Api, Foreign, ResourceId, TypeId};
use crate::lock::{self, Lock};
use crate::report::{Code, Problem, Report};
use features::Features;

/// A frozen [`Api`]: boxed, homed, checked. From here on nothing can fail.
#[derive(Clone, Debug)]
pub struct Resolved {
    api: Api,
    features: Features,
    names: Lock,
}

impl Resolved {
    /// Returns the model, read only.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Returns the names of the crate by their keys; none without a lock.
    pub fn names(&self) -> &Lock {
        &self.names
    }

    /// Returns the types of other crates in the types of the API, and with `operations` in its operations.
    pub fn foreign(&self, operations: bool) -> BTreeSet<Foreign> {
        foreign::used(&self.api, operations)
    }

    /// Returns the cargo features of the crate.
    pub fn features(&self) -> &[Feature] {
        &self.features.features
    }

    /// Returns the condition on which a type is compiled.
    pub fn need(&self, id: TypeId) -> &Need {
        self.features.needs.get(id.0).unwrap_or(&Need::Always)
    }

    /// Returns the feature that is about this resource.
    pub fn feature_of(&self, resource: ResourceId) -> Option<&Feature> {
        self.features().iter().find(|feature| feature.part == Part::Resource(resource))
    }
}

/// Completes and freezes the model. Reports defects of the generator, and what had to be loosened.
pub fn resolve(api: Api, report: &mut Report) -> Resolved {
    resolve_locked(api, None, report)
}

/// Completes and freezes the model, with the names that a lock has.
pub fn resolve_locked(api: Api, lock: Option<&Lock>, report: &mut Report) -> Resolved {
    let mut api = api;
    let before = report.problems().len();
    check::check(&api, report);
    if report.problems().len() > before {
        // A model with a defect is not printed; what follows may rely on what was checked.
        return Resolved { api, features: Features::default(), names: Lock::default() };
    }
    let lock = lock.map(|lock| lock::with_given(&api, lock));
    let lock = lock.as_deref();
    lock.into_iter().for_each(|lock| lock::apply(&mut api, lock));
    foreign::resolve(&mut api);
    directions::fill(&mut api);
    directions::loosen(&mut api, report);
    files::mark(&mut api, report);
    tags::fill(&mut api);
    dedup::merge(&mut api);
    // Types that stand for several places have names of their own.
    lock.into_iter().for_each(|lock| lock::apply(&mut api, lock));
    lock.into_iter().for_each(|lock| lock::note_former(&mut api, lock));
    let names = lock.map(|lock| lock::of(&mut api, lock)).unwrap_or_default();
    nullable::mark(&mut api);
    boxes::insert(&mut api);
    boxes::even_out(&mut api);
    if let Some(union) = shapes::fill(&mut api) {
        report.add(Problem::warning(
            Code::TooLarge,
            &api.ty(union).origin,
            "the unions of this document have too many variants within variants to look at all of them; from here on they are told apart by trying",
            "describe fewer variants, or give them a `discriminator`",
        ));
    }
    derives::fill(&mut api, report);
    let features = features::find(&api);
    Resolved { api, features, names }
}
