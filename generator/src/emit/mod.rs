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
pub(crate) mod manifest;
mod method;
mod method_docs;
mod other_bodies;
mod prose;
mod readme;
mod record;
mod reply;
mod request;
mod resource;
mod rules;
mod rust_type;
mod schemes;
mod sending;
mod servers;
mod setters;
mod signature;
#[cfg(test)]
mod tests;
pub(crate) mod types;
mod types_file;
#[cfg(test)]
mod types_tests;
mod union;

use proc_macro2::TokenStream;

use crate::api::TypeDef;
use crate::plan::package::Layout;
use crate::plan::{FilePlan, Item, Plan};

/// A file before it is text.
#[derive(Debug)]
pub struct SourceFile {
    /// Path in the crate, with `/`.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// A Rust source file.
    Tokens(TokenStream),
    /// A Rust source file in pieces, each some items, which are printed one by one: a long file is never held whole.
    Pieces(Vec<TokenStream>),
    /// Anything else, as it will be written.
    Text(String),
}

/// Emits one file of a plan.
pub fn file(plan: &Plan<'_>, file: &FilePlan) -> SourceFile {
    let content = match &file.item {
        Item::TypesRoot(modules) => Content::Tokens(types_file::types_root(modules)),
        Item::Types(ids) => Content::Pieces(types_file::types_file(plan, ids)),
        Item::Resource(at) => Content::Pieces(
            plan.resources
                .get(*at)
                .map_or_else(Vec::new, |resource| resource::resource_file(resource::Site { plan, resource })),
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

/// The comment of a named type: title, the author's words, an example.
fn type_docs(def: &TypeDef) -> docs::Doc {
    let title = def.title.as_deref().filter(|title| !says_nothing(title, def));
    let mut doc = docs::Doc::new();
    if let Some(title) = title {
        doc = doc.paragraph(docs::plain(title));
    }
    doc = doc.author(&def.docs).or(|| format!("The schema {}.", docs::code(&shown(def.origin.as_str()))));
    if def.deprecated {
        doc = doc.paragraph("Deprecated.");
    }
    match &def.example {
        Some(example) => doc.example(example),
        None => doc,
    }
}

/// Bytes of a place that documentation shows at its beginning, and at its end.
const SHOWN: usize = 160;

/// A place, as far as documentation shows it: each type below a long name repeats the name.
fn shown(place: &str) -> std::borrow::Cow<'_, str> {
    if place.len() <= 2 * SHOWN + "…".len() {
        return place.into();
    }
    let is_boundary = |at: &usize| place.is_char_boundary(*at);
    let (head, tail) = (SHOWN, place.len() - SHOWN);
    let head = (0..=head).rev().find(is_boundary).unwrap_or(0);
    let tail = (tail..=place.len()).find(is_boundary).unwrap_or(place.len());
    format!("{}…{}", &place[..head], &place[tail..]).into()
}

/// True when a title only repeats the name or the description.
fn says_nothing(title: &str, def: &TypeDef) -> bool {
    let letters =
        |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect() };
    let title = letters(title);
    title.is_empty() || title == letters(def.name.as_str()) || letters(&def.docs.0).starts_with(&title)
}
