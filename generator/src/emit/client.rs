//! `client.rs`: the client, its builder with a setter for each credential, and the constants of the API.

use proc_macro2::TokenStream;
use quote::quote;

use super::descriptor;
use super::docs::{Doc, code};
use super::idents::{ident, operator_note};
use super::prose::title;
use super::resource::{accessor_docs, former_accessor, switch};
use super::schemes::{scheme_of, sent};
use super::servers;
use super::site::Site;
use super::tokens::begins_path;
use super::types::{Types, WrittenIn};
use super::types_file::condition;
use crate::api::{Api, Reading, SchemeKind, SecurityScheme, WebhookEvents};
use crate::plan::Plan;

/// Returns the whole file.
pub(super) fn client_file(plan: &Plan<'_>) -> TokenStream {
    let docs = client_docs(plan.api).outer();
    let accessors = accessors(plan);
    let builder = builder(plan.api);
    let api = api_static(plan.api);
    let webhooks = webhooks(plan);
    let types = webhooks.clone().filter(|webhooks| begins_path(webhooks.clone(), "types")).map(|_| {
        let condition = condition(plan.webhooks_feature.as_slice());
        quote!(#condition use crate::types;)
    });
    quote! {
        //! The client of the API and its builder.

        #types
        use specsmith_runtime::call::prelude::*;

        #docs
        #[derive(Clone, Debug)]
        pub struct Client { pub(crate) inner: Handle }

        #accessors
        #builder
        specsmith_runtime::client!(Client, ClientBuilder, API);
        #webhooks
        #api
    }
}

/// Returns `webhooks!(Client, ClientBuilder, webhooks, crate::types::WebhookEvent);`
fn webhooks(plan: &Plan<'_>) -> Option<TokenStream> {
    let events = plan.api.webhook_events.as_ref()?;
    let method = ident(events.method.as_str());
    let ty = Types::new(plan, WrittenIn::Crate).owned(&events.ty);
    let condition = condition(plan.webhooks_feature.as_slice());
    Some(quote!(#condition specsmith_runtime::webhooks!(Client, ClientBuilder, #method, #ty);))
}

fn client_docs(api: &Api) -> Doc {
    let name = title(&api.info.title);
    let doc = match name.as_str() {
        "" => Doc::new().paragraph("A client of the API."),
        name => Doc::new().paragraph(format!("A client of {name}.")),
    };
    let doc = doc.paragraph("Cloning is cheap; clones share their connections.");
    let items = servers::items(api);
    if items.is_empty() {
        return doc;
    }
    doc.paragraph("Servers of the document, of which the first is the default:").paragraph(items.join("\n"))
}

fn accessors(plan: &Plan<'_>) -> Option<TokenStream> {
    let site = Site { plan, resource: plan.resources.first()? };
    let children = &site.resource.resource.children;
    if children.is_empty() {
        return None;
    }
    let accessors = children.iter().map(|child| {
        let resource = plan.api.resource(*child);
        let (accessor, module, name) =
            (ident(resource.accessor.as_str()), ident(resource.module.as_str()), ident(resource.name.as_str()));
        let docs = accessor_docs(site, *child).outer();
        let condition = switch(plan, *child);
        let former = former_accessor(plan, *child, &quote!(crate::resources::#module::#name));
        quote! {
            #docs
            #condition
            pub fn #accessor(&self) -> crate::resources::#module::#name {
                crate::resources::#module::#name::new(self.inner.clone())
            }
            #former
        }
    });
    Some(quote!(impl Client { #(#accessors)* }))
}

fn builder(api: &Api) -> TokenStream {
    let mut setters: Vec<TokenStream> = api.schemes.iter().filter_map(credential).collect();
    setters.extend(super::client_settings::setters(api));
    setters.extend(servers::setters(api));
    let servers = servers::choice(api);
    let setters = (!setters.is_empty()).then(|| quote!(impl ClientBuilder { #(#setters)* }));
    quote! {
        /// Builds a [`Client`].
        #[derive(Clone, Debug)]
        pub struct ClientBuilder { inner: specsmith_runtime::ClientBuilder }

        #setters
        #servers
    }
}

/// Emits the setter of a scheme's credential. A scheme of the transport has none.
fn credential(scheme: &SecurityScheme) -> Option<TokenStream> {
    let name = ident(scheme.name.as_str());
    let id = &scheme.id;
    let docs = credential_docs(scheme).outer();
    let note = operator_note(scheme.name.as_str());
    match scheme.kind {
        SchemeKind::Transport => None,
        SchemeKind::Basic => Some(quote! {
            #docs
            pub fn #name(mut self, user: &str, password: &str) -> Self {
                self.inner = self.inner.credential(#id, format!("{user}:{password}"));
                self
            }
        }),
        SchemeKind::Bearer
        | SchemeKind::Header(_)
        | SchemeKind::PrefixedHeader { .. }
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_) => Some(quote! {
            #docs
            #note
            pub fn #name(mut self, credential: impl Into<Credential>) -> Self {
                self.inner = self.inner.credential(#id, credential);
                self
            }
        }),
    }
}

fn credential_docs(scheme: &SecurityScheme) -> Doc {
    let sent = sent(&scheme.kind);
    let provider = (scheme.kind != SchemeKind::Basic)
        .then_some("Takes a text, or a provider that returns one: see [`auth`](crate::auth).");
    let form = if scheme.kind == SchemeKind::Basic { ", in the form `user:password`" } else { "" };
    Doc::new()
        .paragraph(format!("Sets the credential of the scheme {}, which is sent {sent}.", code(&scheme.id)))
        .author(&scheme.docs)
        .paragraph(provider.unwrap_or_default())
        .paragraph(format!("`from_env` reads it from {}{form}.", code(&scheme.env)))
}

fn api_static(api: &Api) -> TokenStream {
    let name = api.crate_name.as_str();
    let base = servers::known(api);
    let env = &api.base_url_env;
    let env = (!env.is_empty()).then(|| quote!(.base_url_env(#env)));
    let schemes = api.schemes.iter().map(scheme);
    let schemes = (!api.schemes.is_empty()).then(|| quote!(.schemes(&[#(#schemes),*])));
    let security = (!api.security.is_empty()).then(|| descriptor::security(&api.security));
    let retry = api.retry.map(descriptor::retry);
    let headers = descriptor::headers(&api.headers_of_all);
    let settings = super::client_settings::settings_call(&api.client.settings);
    let headers_env = api.client.headers_env.as_ref().map(|variable| quote!(.headers_env(#variable)));
    let reading = api.reading.map(|reading| match reading {
        Reading::Strict => quote!(.strict()),
        Reading::Tolerant => quote!(.tolerant()),
        Reading::Lenient => quote!(.lenient()),
    });
    let webhooks =
        api.webhook_events.as_ref().map(|WebhookEvents { env, prefix, .. }| quote!(.webhooks(#env, #prefix)));
    quote! {
        /// Constants of the API, for the runtime.
        pub(crate) static API: Api = Api::new(#name, env!("CARGO_PKG_VERSION")) #base #env #schemes #security #retry #headers #settings #headers_env #reading #webhooks;
    }
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    scheme_of(&scheme.id, &scheme.kind, &scheme.env)
}
