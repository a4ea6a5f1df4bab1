//! [`Plan`] to [`SourceFile`]s: one small emitter for each thing that is printed. Nothing here can fail.

mod alias;
mod api_md;
mod argument;
mod build;
mod cargo_toml;
mod cases;
mod client;
mod client_settings;
mod constants;
mod derives;
mod descriptor;
pub(crate) mod docs;
mod errors;
mod example;
#[cfg(test)]
mod fixture;
mod getters;
mod headers;
pub(crate) mod idents;
mod in_module;
mod lib_rs;
mod lints;
mod list_sources;
mod method;
mod method_docs;
mod other_bodies;
mod prose;
mod readme;
mod record;
mod record_view;
mod request;
mod resource;
mod response;
mod rules;
pub(crate) mod rust_type;
mod schemes;
mod sending;
mod servers;
mod setters;
mod signature;
mod site;
mod taken;
#[cfg(test)]
mod tests;
mod tokens;
mod type_docs;
pub(crate) mod types;
mod types_file;
#[cfg(test)]
mod types_tests;
mod union;

use crate::plan::package::Layout;
use crate::plan::{FilePlan, Item, Plan};

pub use crate::source_file::{Content, SourceFile};

/// Emits one file of a plan.
pub fn file(plan: &Plan<'_>, file: &FilePlan) -> SourceFile {
    let content = match &file.item {
        Item::TypesRoot(modules) => Content::Tokens(types_file::types_root(modules)),
        Item::Types(ids) => Content::Pieces(types_file::types_file(plan, ids)),
        Item::Resource(at) => Content::Pieces(
            plan.resources
                .get(*at)
                .map_or_else(Vec::new, |resource| resource::resource_file(site::Site { plan, resource })),
        ),
        Item::Headers => Content::Tokens(headers::headers_file(plan)),
        Item::Client => Content::Tokens(client::client_file(plan)),
        Item::Root => Content::Tokens(lib_rs::root_file(plan)),
        Item::Cargo => Content::Text(cargo_toml::cargo_toml(&plan.package)),
        Item::Readme => Content::Text(readme::readme(plan)),
        Item::Reference => Content::Text(api_md::api_md(plan)),
    };
    let file = SourceFile { path: file.path.clone(), content };
    match plan.package.setting.layout {
        Layout::Crate => file,
        Layout::Module => in_module::in_module(file),
    }
}
