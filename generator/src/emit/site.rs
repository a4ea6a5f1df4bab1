//! The place where a method is printed.

use super::prose::doc_name;
use super::types::{Types, WrittenIn};
use crate::api::ResourceId;
use crate::plan::Plan;
use crate::plan::calls::CallPlan;
use crate::plan::resources::ResourcePlan;

/// The place where a method is printed.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    /// The crate.
    pub(crate) plan: &'a Plan<'a>,
    /// The resource.
    pub(crate) resource: &'a ResourcePlan<'a>,
}

impl<'a> Site<'a> {
    /// Returns references to types from here.
    pub(crate) fn types(self) -> Types<'a> {
        Types::new(self.plan, WrittenIn::Crate)
    }

    /// Returns a link to a method, from beside the resource: ``[`Roles::update`]``.
    pub(crate) fn method_link(self, call: &CallPlan<'_>) -> String {
        let method = doc_name(call.operation.name.as_str());
        if self.is_root() {
            format!("[`Client::{method}`](crate::Client::{method})")
        } else {
            let name = self.resource.resource.name.as_str();
            format!("[`{name}::{method}`]")
        }
    }

    /// Returns true for the root of the tree, whose methods are the client's.
    pub(super) fn is_root(self) -> bool {
        self.resource.id == ResourceId::ROOT
    }
}
