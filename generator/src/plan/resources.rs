//! Files and module paths of resources.

use std::collections::BTreeSet;

use crate::api::{Api, OperationId, Resource, ResourceId};
use crate::plan::calls::{CallPlan, plan_call};
use crate::resolve::Resolved;

/// The file of one resource: `src/resources/admin/organization.rs`.
#[derive(Debug)]
pub struct ResourcePlan<'a> {
    /// Its id.
    pub id: ResourceId,
    /// The resource.
    pub resource: &'a Resource,
    /// Path of the file, with `/` on every machine.
    pub path: String,
    /// Modules from the crate's root: `["resources", "admin", "organization"]`.
    pub modules: Vec<String>,
    /// Accessors from the client: `["admin", "organization"]`.
    pub accessors: Vec<String>,
    /// The feature that switches it and all below it.
    pub feature: Option<String>,
    /// Its operations, with the names that only the file sees.
    pub calls: Vec<CallPlan<'a>>,
}

/// A further method for an operation.
#[derive(Clone, Copy, Debug)]
pub struct AliasPlan<'a> {
    /// Its name.
    pub name: &'a str,
    /// The resource of the operation's own method.
    pub home: &'a ResourcePlan<'a>,
    /// The operation.
    pub call: &'a CallPlan<'a>,
}

impl AliasPlan<'_> {
    /// Returns the feature that the operation's own method needs, where the alias is in a resource that another one switches.
    pub fn feature(&self, resource: &ResourcePlan<'_>) -> Option<String> {
        self.home.feature.clone().filter(|feature| resource.feature.as_ref() != Some(feature))
    }
}

impl ResourcePlan<'_> {
    /// Returns the path of a type of this file from the crate's root: `resources::admin::Admin`.
    pub fn item(&self, name: &str) -> String {
        format!("{}::{name}", self.modules.join("::"))
    }

    /// Returns the same for a link of rustdoc, which would read `r#` as an anchor.
    pub fn linked_item(&self, name: &str) -> String {
        self.item(name).replace("r#", "")
    }

    /// Returns `admin().organization()`; empty for the root.
    pub fn accessor_chain(&self) -> String {
        let calls: Vec<String> = self.accessors.iter().map(|accessor| format!("{accessor}()")).collect();
        calls.join(".")
    }

    /// Returns the dotted path of a method, as the manifest writes it: `admin.organization.update`.
    pub fn dotted(&self, method: &str) -> String {
        let names = self.accessors.iter().map(String::as_str).chain([method]);
        names.map(|name| name.trim_start_matches("r#")).collect::<Vec<_>>().join(".")
    }
}

/// Lays out every resource that is reachable from the root, parents before children.
pub fn plan_resources(resolved: &Resolved) -> Vec<ResourcePlan<'_>> {
    let api = resolved.api();
    let mut plans = Vec::with_capacity(api.resources.len());
    let mut open = vec![(ResourceId::ROOT, vec!["resources".to_owned()], Vec::new())];
    while let Some((id, modules, accessors)) = open.pop() {
        let Some(resource) = api.resources.get(id.0) else { continue };
        for child in resource.children.iter().rev() {
            let below = api.resource(*child);
            open.push((
                *child,
                extended(&modules, below.module.as_str()),
                extended(&accessors, below.accessor.as_str()),
            ));
        }
        let calls = plan_calls(api, resource);
        let feature = resolved.feature_of(id).map(|feature| feature.name.as_str().to_owned());
        plans.push(ResourcePlan { id, resource, path: file_path(&modules), modules, accessors, feature, calls });
    }
    plans
}

fn extended(names: &[String], name: &str) -> Vec<String> {
    let mut names = names.to_vec();
    names.push(name.to_owned());
    names
}

/// Returns a path such as `src/resources/admin.rs`: a module's file is named without the `r#` of a keyword.
fn file_path(modules: &[String]) -> String {
    let files: Vec<&str> = modules.iter().map(|module| module.trim_start_matches("r#")).collect();
    format!("src/{}.rs", files.join("/"))
}

/// Returns the operations of a resource. Names that only printing needs are made here, where all of the module's are visible.
fn plan_calls<'a>(api: &'a Api, resource: &'a Resource) -> Vec<CallPlan<'a>> {
    let mut types = Taken::default();
    types.hold(resource.name.as_str());
    let mut statics = Taken::default();
    let operations: Vec<OperationId> =
        resource.operations.iter().copied().filter(|id| id.0 < api.operations.len()).collect();
    for id in &operations {
        let operation = api.operation(*id);
        types.hold(operation.request.as_str());
        types.hold(operation.response.name.as_str());
    }
    let mut calls: Vec<CallPlan<'a>> = operations
        .iter()
        .map(|id| {
            let operation = api.operation(*id);
            let name = operation.name.as_str().trim_start_matches("r#").to_uppercase();
            let descriptor = statics.claim(&name, "_CALL");
            let call = plan_call(api, operation, descriptor, |name| types.claim(name, "Arguments"));
            let (former, former_request) = (api.former.methods.get(id), api.former.requests.get(id));
            CallPlan { former, former_request, ..call }
        })
        .collect();
    for turn in calls.iter_mut().flat_map(|call| &mut call.turns) {
        turn.descriptor = statics.claim(&turn.descriptor, "_CALL");
    }
    for asked in calls.iter_mut().filter_map(|call| call.asked.as_mut()) {
        asked.descriptor = statics.claim(&asked.descriptor, "_CALL");
    }
    calls
}

/// Names in use in one scope.
#[derive(Debug, Default)]
pub struct Taken(BTreeSet<String>);

impl Taken {
    /// Marks a name as used.
    pub fn hold(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// Takes a name; when it is in use, with the suffix as often as needed.
    pub fn claim(&mut self, name: &str, suffix: &str) -> String {
        let mut name = name.to_owned();
        while self.0.contains(&name) {
            name.push_str(suffix);
        }
        self.hold(&name);
        name
    }
}
