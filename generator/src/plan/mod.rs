//! Planning of a [`Resolved`] API: the [`Plan`] has the files, their items and their order. It cannot fail, and is the same on every machine.
//!
//! A `Plan`, and through it the resolved `Api`, is all that `emit` sees: never the document. `xtask/src/tidy/rules/stages.rs` checks which stage uses which.

pub mod calls;

pub mod conversions;
mod file;
mod layout;
pub mod package;
pub mod pages;
pub mod resources;
pub mod responses;
pub mod streams;
mod target;
mod version;

pub use file::{FilePlan, Item, TypesModule};

#[cfg(test)]
use std::collections::BTreeSet;

use crate::api::{Api, ResourceId, TypeDef, TypeId};
use crate::resolve::{Part, Resolved};

use package::{Contents, Layout, Package, Setting};
use resources::{AliasPlan, ResourcePlan, plan_resources};

/// Everything that will be printed, each item in exactly one file.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The model the files are about.
    pub api: &'a Api,
    /// The files of the crate, in the order of their paths.
    pub files: Vec<FilePlan>,
    /// The resources, the root first, each before those below it.
    pub resources: Vec<ResourcePlan<'a>>,
    /// The place of each resource of the model among them.
    places: Vec<Option<usize>>,
    /// Contents of the crate's `Cargo.toml`.
    pub package: Package,
    /// The feature that switches the types of webhooks.
    pub webhooks_feature: Option<String>,
}

impl Plan<'_> {
    /// Returns the parts of the API that the output has.
    pub fn contents(&self) -> Contents {
        self.package.setting.contents
    }

    /// Returns the types that the output has.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        layout::written(self.api, self.contents())
    }

    /// Returns true if the output has types.
    pub fn has_types(&self) -> bool {
        self.types().next().is_some()
    }

    /// Returns the rough size of a file, in types, operations and accessors.
    pub fn weight(&self, file: &FilePlan) -> usize {
        let accessors = |resource: &ResourcePlan<'_>| resource.resource.children.len();
        match &file.item {
            Item::Types(ids) => ids.len(),
            Item::Resource(at) => {
                self.resources.get(*at).map_or(0, |resource| resource.calls.len() + accessors(resource))
            }
            Item::Client => self.resources.first().map_or(0, accessors),
            _ => 0,
        }
    }
}

/// Lays out the crate.
pub fn plan<'a>(resolved: &'a Resolved, setting: &Setting) -> Plan<'a> {
    let api = resolved.api();
    let resources = match setting.contents {
        Contents::Client => plan_resources(resolved),
        Contents::Types => Vec::new(),
    };
    let mut files = layout::types(resolved, setting.contents);
    for (at, resource) in resources.iter().enumerate() {
        files.push(FilePlan { path: resource.path.clone(), item: Item::Resource(at) });
    }
    let mut fixed = vec![("src/lib.rs", Item::Root), ("Cargo.toml", Item::Cargo), ("README.md", Item::Readme)];
    if setting.contents == Contents::Client {
        fixed.extend([("src/client.rs", Item::Client), ("api.md", Item::Reference)]);
        fixed.extend((!api.headers.is_empty()).then_some(("src/headers.rs", Item::Headers)));
    }
    files.extend(fixed.into_iter().map(|(path, item)| FilePlan { path: path.to_owned(), item }));
    if setting.layout == Layout::Module {
        files = files.into_iter().filter_map(of_module).collect();
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut places = vec![None; api.resources.len()];
    for (place, resource) in resources.iter().enumerate() {
        places[resource.id.0] = Some(place);
    }
    let foreign = resolved.foreign(setting.contents == Contents::Client);
    let package = Package::of(api, resolved.features(), foreign, setting);
    let webhooks = resolved.features().iter().find(|feature| feature.part == Part::Webhooks);
    let webhooks_feature = webhooks.map(|feature| feature.name.as_str().to_owned());
    Plan { api, files, resources, places, package, webhooks_feature }
}

/// Returns a file of a crate as one of a module, which has no manifest and no page of its own.
fn of_module(file: FilePlan) -> Option<FilePlan> {
    let path = match &file.item {
        Item::Cargo | Item::Readme => return None,
        Item::Root => "mod.rs".to_owned(),
        _ => file.path.strip_prefix("src/").unwrap_or(&file.path).to_owned(),
    };
    Some(FilePlan { path, ..file })
}

impl<'a> Plan<'a> {
    /// Returns the file of a resource.
    pub fn resource(&self, id: ResourceId) -> Option<&ResourcePlan<'a>> {
        self.resources.get(self.places.get(id.0).copied().flatten()?)
    }

    /// Returns the further methods that a resource has for operations, those of other resources among them.
    pub fn aliases(&self, id: ResourceId) -> impl Iterator<Item = AliasPlan<'_>> {
        let own = self.api.aliases.iter().filter(move |alias| alias.resource == id);
        own.filter_map(|alias| {
            let operation = self.api.operation(alias.of);
            let home = self.resource(operation.resource)?;
            let call = home.calls.iter().find(|call| std::ptr::eq(call.operation, operation))?;
            Some(AliasPlan { name: alias.name.as_str(), home, call })
        })
    }
}

#[cfg(test)]
impl<'a> Plan<'a> {
    /// Returns a plan without files or resources, to print types one by one.
    pub(crate) fn bare(api: &'a Api) -> Self {
        let setting = Setting::with_runtime_at("../runtime");
        let package = Package::of(api, &[], BTreeSet::new(), &setting);
        Self { api, files: Vec::new(), resources: Vec::new(), places: Vec::new(), package, webhooks_feature: None }
    }
}
