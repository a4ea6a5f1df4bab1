//! Servers: which there are, as an enum, and setters of the variables in their URLs.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Doc, code};
use super::idents::{ident, operator_note};
use super::prose::{doc_name, first_paragraph, list_item};
use crate::api::{Api, Server, ServerSetter, ServerVariable};

/// Returns true if users may choose among servers.
pub(super) fn is_choice(api: &Api) -> bool {
    api.servers.choices.len() > 1
}

/// Returns the enum of servers, where there are several.
pub(super) fn choice(api: &Api) -> Option<TokenStream> {
    if !is_choice(api) {
        return None;
    }
    let variants = api.servers.choices.iter().filter_map(|choice| {
        let server = api.servers.chosen(choice)?;
        let name = ident(choice.name.as_str());
        let docs = Doc::new().paragraph(format!("{}.", code(&server.template))).author(&server.docs).outer();
        Some(quote!(#docs #name))
    });
    Some(quote! {
        /// Servers of the document, for [`ClientBuilder::server`]; the first one is the default.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Server { #(#variants),* }
    })
}

/// Returns the builder's methods about servers.
pub(super) fn setters(api: &Api) -> Vec<TokenStream> {
    let choose = is_choice(api).then(|| {
        quote! {
            /// Sends calls to another of the API's servers. Operations with a server of their own keep it.
            pub fn server(mut self, server: Server) -> Self {
                self.inner = self.inner.server(server as usize);
                self
            }
        }
    });
    choose.into_iter().chain(api.servers.setters.iter().map(variable)).collect()
}

fn variable(setter: &ServerSetter) -> TokenStream {
    let name = ident(setter.name.as_str());
    let wire = &setter.variable.name;
    let docs = variable_docs(&setter.variable).outer();
    let note = operator_note(setter.name.as_str());
    quote! {
        #docs
        #note
        pub fn #name(mut self, value: impl Into<String>) -> Self {
            self.inner = self.inner.server_variable(#wire, value);
            self
        }
    }
}

fn variable_docs(variable: &ServerVariable) -> Doc {
    let doc = Doc::new()
        .paragraph(format!("Sets the variable {} of the servers' URLs.", code(&variable.name)))
        .author(&variable.docs);
    let default = if variable.default.is_empty() { "empty".to_owned() } else { code(&variable.default) };
    if variable.values.is_empty() {
        return doc.paragraph(format!("Default: {default}."));
    }
    let values: Vec<String> = variable.values.iter().map(|value| code(value)).collect();
    doc.paragraph(format!("Allowed values: {}. Default: {default}.", values.join(", ")))
        .paragraph("A value that the server does not allow is an error: when the client is built, or, for an operation with a server of its own, when it is called.")
}

/// Emits the servers for the runtime: only a URL if there is one absolute server without variables.
pub(super) fn known(api: &Api) -> Option<TokenStream> {
    let default = api.servers.default()?;
    if !is_choice(api) && default.variables.is_empty() && default.is_absolute() {
        let url = &default.url;
        return Some(quote!(.base_url(#url)));
    }
    let servers = api.servers.choices.iter().filter_map(|choice| api.servers.chosen(choice)).map(url);
    Some(quote!(.servers(&[#(#servers),*])))
}

/// Returns `ServerUrl::new("https://{region}.x").variables(&[…])`
pub(super) fn url(server: &Server) -> TokenStream {
    let template = &server.template;
    let variables = server.variables.iter().map(|variable| {
        let (name, default, values) = (&variable.name, &variable.default, &variable.values);
        let values = (!values.is_empty()).then(|| quote!(.one_of(&[#(#values),*])));
        quote!(specsmith_runtime::ServerVariable::new(#name, #default) #values)
    });
    let variables = (!server.variables.is_empty()).then(|| quote!(.variables(&[#(#variables),*])));
    quote!(specsmith_runtime::ServerUrl::new(#template) #variables)
}

/// Returns the lines of a list of servers.
pub(super) fn items(api: &Api) -> Vec<String> {
    let mut items = Vec::new();
    for server in &api.servers.all {
        items.push(list_item(&code(&server.template), &first_paragraph(&server.docs)));
        items.extend(server.variables.iter().filter_map(|variable| {
            let setter = api.servers.setters.iter().find(|setter| setter.variable.name == variable.name)?;
            let values: Vec<String> = variable.values.iter().map(|value| code(value)).collect();
            let values = if values.is_empty() { String::new() } else { format!(", one of {}", values.join(", ")) };
            let (name, default) = (doc_name(setter.name.as_str()), code(&variable.default));
            Some(format!("  - {} ([`{name}`](ClientBuilder::{name})): {default}{values}", code(&variable.name)))
        }));
    }
    items
}
