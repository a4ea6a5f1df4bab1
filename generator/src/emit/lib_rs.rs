//! `lib.rs`: the crate's front page, a table of contents, and re-exports, so that users need not depend on the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Doc, code};
use super::example;
use super::idents::ident;
use super::lints::{lints, outer_lints};
use super::prose::{doc_name, first_paragraph, list_item, title};
use super::site::Site;
use super::types_file::prelude;
use crate::api::{Api, Docs, Foreign};
use crate::plan::Plan;
use crate::plan::calls::CallPlan;
use crate::plan::package::{Contents, Layout};
use crate::plan::resources::ResourcePlan;

/// Items of the runtime that every client crate re-exports.
const SURFACE: &[&str] = &[
    "Error",
    "ErrorKind",
    "HeaderMap",
    "Page",
    "Response",
    "ResumeToken",
    "RetryPolicy",
    "Secret",
    "StatusCode",
    "UntypedResponse",
    "Upload",
    "auth",
    "stream",
    "transport",
];

/// The types that fields, arguments and the manifest name, so that a user needs no crate but this.
const VALUES: &[&str] = &[
    "Base64",
    "Base64Url",
    "Bytes",
    "Const",
    "ConstValue",
    "Date",
    "DateTime",
    "Decimal",
    "Duration",
    "Extra",
    "IpText",
    "Nullable",
    "Number",
    "Octets",
    "Time",
    "UnixTime",
    "Uri",
    "Uuid",
    "Value",
    "object",
];

/// First paragraph of the front page of a crate without a client.
const ALONE: &str = "The types of requests and responses, without a client. [`model::from_str`] and [`model::from_slice`] decode them, \
                     [`model::to_string`] and [`model::to_vec`] encode them; with the feature `serde`, so do serde's traits.";

/// A table of more types than this is the page of `types`, not the front page.
const LISTED_TYPES: usize = 60;

/// Emits the whole file. `rustfmt` skips it and all modules.
pub(super) fn root_file(plan: &Plan<'_>) -> TokenStream {
    let items = items(plan);
    match plan.package.setting.layout {
        Layout::Crate => {
            let docs = front_page(plan).inner();
            let lints = lints(plan);
            quote! {
                #docs
                #![cfg_attr(rustfmt, rustfmt_skip)]
                #![forbid(unsafe_code)]
                #lints

                #items
            }
        }
        Layout::Module => items,
    }
}

/// Returns the modules, and what users name. A module that is included can have no attributes inside, so its items have them.
fn items(plan: &Plan<'_>) -> TokenStream {
    let surface = SURFACE.iter().map(|name| ident(name));
    let values = VALUES.iter().map(|name| ident(name));
    let (module, reexport) = match plan.package.setting.layout {
        Layout::Crate => (quote!(#[rustfmt::skip]), None),
        Layout::Module => {
            let lints = outer_lints(plan);
            let unused = "a crate need not use all of an API";
            (
                quote!(#[rustfmt::skip] #[forbid(unsafe_code)] #[allow(dead_code, reason = #unused)] #lints),
                Some(quote!(#[rustfmt::skip] #[allow(unused_imports, reason = #unused)])),
            )
        }
    };
    let types = plan.has_types().then(|| quote!(#module pub mod types;));
    let prelude = prelude(plan.contents());
    let foreign = foreign(plan, reexport.as_ref());
    if plan.contents() == Contents::Types {
        return quote! {
            #types

            #reexport
            pub use #prelude::{#(#values),*};
            #reexport
            pub use specsmith_model as model;
            #foreign
        };
    }
    let has_headers = !plan.api.headers.is_empty();
    let headers = has_headers.then(|| quote!(#module mod headers;));
    let getters = has_headers.then(|| quote!(#reexport pub use headers::ResponseHeaders;));
    let server = super::servers::is_choice(plan.api).then(|| quote!(, Server));
    let (webhooks, websocket) = by_feature(plan);
    quote! {
        #module
        mod client;
        #headers
        #module
        pub mod resources;
        #types

        #reexport
        pub use client::{Client, ClientBuilder #server};
        #getters
        #reexport
        pub use #prelude::{#(#values),*};
        #reexport
        pub use specsmith_runtime::{#(#surface),*};
        #foreign
        #webhooks
        #websocket
    }
}

/// Returns the crates whose types fields and arguments have.
fn foreign(plan: &Plan<'_>, attributes: Option<&TokenStream>) -> Option<TokenStream> {
    let mut names: Vec<&str> = plan.package.foreign_crates().into_iter().collect();
    names.extend(plan.package.foreign.contains(&Foreign::DecimalNumber).then_some("DecimalNumber"));
    names.extend(plan.api.own_types.iter().any(|own| own.is_serde).then_some("Serde"));
    let names: Vec<_> = names.into_iter().map(ident).collect();
    let root = match plan.contents() {
        Contents::Client => quote!(specsmith_runtime::model),
        Contents::Types => quote!(specsmith_model),
    };
    (!names.is_empty()).then(|| quote!(#attributes pub use #root::{#(#names),*};))
}

/// Re-exports of the runtime's optional modules `webhooks` and `websocket`, which only a crate of its own has features for.
fn by_feature(plan: &Plan<'_>) -> (Option<TokenStream>, Option<TokenStream>) {
    let is_crate = plan.package.setting.layout == Layout::Crate;
    let webhooks = plan.api.webhook_events.as_ref().filter(|_| is_crate);
    let webhooks = webhooks.map(|_| {
        quote!(
            #[cfg(feature = "webhooks")]
            pub use specsmith_runtime::webhooks;
        )
    });
    let websocket = is_crate && !plan.api.optional_features().is_empty();
    let websocket = websocket.then(|| {
        quote!(
            #[cfg(feature = "websocket")]
            pub use specsmith_runtime::websocket;
        )
    });
    (webhooks, websocket)
}

fn front_page(plan: &Plan<'_>) -> Doc {
    let info = &plan.api.info;
    let name = title(&info.title);
    let what = match plan.contents() {
        Contents::Client => "Client",
        Contents::Types => "Types",
    };
    let head = if name.is_empty() { format!("{what} of an HTTP API") } else { format!("{what} of {name}") };
    let version = info.version.trim();
    let version = if version.is_empty() { String::new() } else { format!(", version {}", code(version)) };
    let mut doc = Doc::new().paragraph(format!("{head}{version}.")).author(&info.description);
    if plan.contents() == Contents::Types {
        return types(doc.paragraph(ALONE), plan);
    }
    if let Some(example) = first_example(plan) {
        doc = doc.paragraph("# Example").example_code(&example);
    }
    doc = doc.paragraph("# Resources").paragraph(resources(plan));
    types(doc, plan)
}

/// Returns the example of the first typed method that needs nothing made up; of one with pages, rather.
fn first_example(plan: &Plan<'_>) -> Option<String> {
    let calls = || plan.resources.iter().flat_map(|resource| resource.calls.iter().map(move |call| (resource, call)));
    let fits = |resource: &ResourcePlan<'_>, call: &CallPlan<'_>| {
        let operation = call.operation;
        !operation.deprecated
            && operation.status == crate::api::Status::Typed
            && example::statements(Site { plan, resource }, call).is_some()
    };
    let paged = calls().find(|(resource, call)| call.pages.is_some() && fits(resource, call));
    let (resource, call) = paged.or_else(|| calls().find(|(resource, call)| fits(resource, call)))?;
    Some(example::call(Site { plan, resource }, call))
}

/// Returns the tree of resources, with their methods.
fn resources(plan: &Plan<'_>) -> String {
    let lines: Vec<String> = plan.resources.iter().filter_map(resource_lines).collect();
    if lines.is_empty() { "The API has no operations.".to_owned() } else { lines.join("\n") }
}

fn resource_lines(resource: &ResourcePlan<'_>) -> Option<String> {
    let root = resource.accessors.is_empty();
    if root && resource.calls.is_empty() {
        return None;
    }
    let owner = if root { "Client".to_owned() } else { resource.linked_item(resource.resource.name.as_str()) };
    let methods: Vec<String> = resource
        .calls
        .iter()
        .map(|call| {
            let method = doc_name(call.operation.name.as_str());
            format!("[`{method}`]({owner}::{method})")
        })
        .collect();
    let depth = "  ".repeat(resource.accessors.len().saturating_sub(1));
    let chain = if root { "client".to_owned() } else { format!("client.{}", resource.accessor_chain()) };
    let methods = if methods.is_empty() { String::new() } else { format!(": {}", methods.join(", ")) };
    Some(format!("{depth}- [`{chain}`]({owner}){methods}"))
}

fn types(doc: Doc, plan: &Plan<'_>) -> Doc {
    let mut types: Vec<(&str, &Docs)> = plan.types().map(|(_, def)| (def.name.as_str(), &def.docs)).collect();
    if types.is_empty() {
        return doc;
    }
    let doc = doc.paragraph("# Types");
    if types.len() > LISTED_TYPES {
        return doc.paragraph(format!("The {} types of the API are in [`types`].", types.len()));
    }
    types.sort_unstable_by_key(|(name, _)| *name);
    let item = |(name, docs): (&str, &Docs)| list_item(&format!("[`{name}`](types::{name})"), &first_paragraph(docs));
    doc.paragraph(types.into_iter().map(item).collect::<Vec<_>>().join("\n"))
}

/// Returns the README's sentence about the API's servers and the ways to change the base URL.
pub(super) fn base_url_sentence(api: &Api) -> String {
    let env = if api.base_url_env.is_empty() { String::new() } else { format!(" or {}", code(&api.base_url_env)) };
    let url = |server: &crate::api::Server| code(&server.url);
    match api.servers.default() {
        Some(server) if server.is_relative() => {
            let others = match super::servers::is_choice(api) {
                true => ", or choose another of the API's servers with `ClientBuilder::server`",
                false => "",
            };
            format!(
                "The document gives only the path {}: set the host with `ClientBuilder::base_url`{env}, as in `https://example.com`{others}.",
                url(server)
            )
        }
        Some(server) if super::servers::is_choice(api) => format!(
            "Requests go to {}; `ClientBuilder::server` chooses another of the API's servers, and `ClientBuilder::base_url`{env} sets any other.",
            url(server)
        ),
        Some(server) => format!("Requests go to {}; `ClientBuilder::base_url`{env} sets another server.", url(server)),
        None => format!("The document names no server: set one with `ClientBuilder::base_url`{env}."),
    }
}
