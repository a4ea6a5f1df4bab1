//! Facts every printer needs, computed once: boxes, directions, shapes, homes; then the freeze.

mod boxes;
mod check;
mod graph;
mod homes;
mod shapes;
mod sizes;
#[cfg(test)]
mod tests;
mod travels;

use crate::api::{Api, ResourceId, TypeId};
use crate::report::Report;

/// A frozen [`Api`]: boxed, homed, checked. From here on nothing can fail.
#[derive(Clone, Debug)]
pub struct Settled {
    api: Api,
    homes: Vec<Option<ResourceId>>,
}

impl Settled {
    /// The model, read only.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// The only top-level resource that uses a type; `None` when several do, or none.
    pub fn home(&self, id: TypeId) -> Option<ResourceId> {
        self.homes.get(id.0).copied().flatten()
    }
}

/// Completes and freezes the model. Reports only what would be a defect of the generator.
pub fn settle(api: Api, report: &mut Report) -> Settled {
    let mut api = api;
    let before = report.problems().len();
    check::check(&api, report);
    if report.problems().len() > before {
        // A model with a defect is not printed; what follows may rely on what was checked.
        return Settled { api, homes: Vec::new() };
    }
    travels::fill(&mut api);
    travels::loosen(&mut api);
    boxes::break_cycles(&mut api);
    boxes::even_out(&mut api);
    shapes::fill(&mut api);
    let homes = homes::find(&api);
    Settled { api, homes }
}
