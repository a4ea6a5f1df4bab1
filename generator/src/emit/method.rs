//! A resource's method: fills a call with its arguments and hands out the request.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Doc;
use super::idents::{ident, operator_note};
use super::method_docs::{self, route};
use super::prose::{doc_name, title};
use super::request::is_plain;
use super::sending::{send, send_fixed};
use super::site::Site;
use super::taken::{bundled_value, deprecated, take};
use super::types_file::condition;
use crate::naming::MethodName;
use crate::plan::calls::{CallPlan, Input};
use crate::plan::resources::AliasPlan;

/// Emits the method of one operation. `handle` is the field of `self` with the client.
pub(super) fn method(site: Site<'_>, call: &CallPlan<'_>, handle: &TokenStream) -> TokenStream {
    let operation = call.operation;
    let (name, request, descriptor) =
        (ident(operation.name.as_str()), ident(operation.request.as_str()), ident(&call.descriptor));
    let docs = method_docs::method(site, call).outer();
    let deprecated = deprecated(operation.deprecated);
    let lint = operator_note(operation.name.as_str());
    let local = ident(&local_name(call));
    let statements = statements(site, call, &quote!(#local));
    let parameters = parameters(site, call);
    let former = call.former.map(|old| former(call, old, &parameters));
    let body = if statements.is_empty() {
        finished(call, quote!(self.#handle.call(&#descriptor)))
    } else {
        let finished = finished(call, quote!(#local));
        quote! {
            let mut #local = self.#handle.call(&#descriptor);
            #(#statements)*
            #finished
        }
    };
    quote! {
        #docs
        #deprecated
        #lint
        pub fn #name(&self, #(#parameters),*) -> #request { #body }
        #former
    }
}

/// Returns the method under its former name, which calls the present one.
fn former(call: &CallPlan<'_>, old: &MethodName, parameters: &[TokenStream]) -> TokenStream {
    let operation = call.operation;
    let (old, new, request) = (ident(old.as_str()), ident(operation.name.as_str()), ident(operation.request.as_str()));
    let docs =
        Doc::new().paragraph(format!("The former name of [`Self::{}`].", doc_name(operation.name.as_str()))).outer();
    let note = format!("renamed to `{}`", operation.name.plain());
    let lint = operator_note(&old.to_string());
    let allowed = operation.deprecated.then(|| quote!(#[allow(deprecated)]));
    let arguments: Vec<_> = match call.bundle {
        Some(_) => vec![ident("arguments")],
        None => call.arguments.iter().map(|input| ident(input.name)).collect(),
    };
    quote! {
        #docs
        #[deprecated = #note]
        #lint
        #allowed
        pub fn #old(&self, #(#parameters),*) -> #request { self.#new(#(#arguments),*) }
    }
}

/// Returns the request that makes the call.
fn finished(call: &CallPlan<'_>, made: TokenStream) -> TokenStream {
    let request = ident(call.operation.request.as_str());
    if is_plain(call) {
        quote!(#request::new(#made))
    } else if made.to_string() == "call" {
        quote!(#request { call })
    } else {
        quote!(#request { call: #made })
    }
}

fn parameters(site: Site<'_>, call: &CallPlan<'_>) -> Vec<TokenStream> {
    if let Some(bundle) = &call.bundle {
        let bundle = ident(bundle);
        return vec![quote!(arguments: #bundle)];
    }
    let parameter = |input: &Input<'_>| {
        let (name, ty) = (ident(input.name), take(site, input, input.nullable).ty);
        quote!(#name: #ty)
    };
    call.arguments.iter().map(parameter).collect()
}

fn statements(site: Site<'_>, call: &CallPlan<'_>, local: &TokenStream) -> Vec<TokenStream> {
    let fixed = call.fixed.iter().map(|fixed| send_fixed(local, fixed));
    let given = call.arguments.iter().map(|input| match &call.bundle {
        Some(_) => send(local, input.target, &bundled_value(input)),
        None => send(local, input.target, &take(site, input, input.nullable).value),
    });
    fixed.chain(given).collect()
}

/// Returns the name of the local variable for the call, different from the arguments.
fn local_name(call: &CallPlan<'_>) -> String {
    let mut name = "call".to_owned();
    while call.arguments.iter().any(|input| input.name == name) {
        name.push('_');
    }
    name
}

/// Emits a further method for an operation, which calls the operation's own method. `handle` is the field of `self` with the client.
pub(super) fn alias(site: Site<'_>, alias: &AliasPlan<'_>, handle: &TokenStream) -> TokenStream {
    let (home, call) = (Site { resource: alias.home, ..site }, alias.call);
    let (name, own) = (ident(alias.name), ident(call.operation.name.as_str()));
    let docs = alias_docs(home, alias).outer();
    let condition = condition(alias.feature(site.resource).as_slice());
    let deprecated = deprecated(call.operation.deprecated).map(|mark| {
        quote! {
            #mark
            #[allow(deprecated, reason = "it calls the operation's own method")]
        }
    });
    let lint = operator_note(alias.name);
    let is_here = site.resource.id == alias.home.id;
    let modules = alias.home.modules.iter().map(|module| ident(module));
    let module = if is_here { quote!() } else { quote!(crate::#(#modules::)*) };
    let request = ident(call.operation.request.as_str());
    let (parameters, arguments) = match &call.bundle {
        Some(bundle) => {
            let bundle = ident(bundle);
            (vec![quote!(arguments: #module #bundle)], vec![ident("arguments")])
        }
        None => (parameters(home, call), call.arguments.iter().map(|input| ident(input.name)).collect()),
    };
    let resource = if is_here {
        quote!(self)
    } else if alias.home.accessors.is_empty() {
        quote!(crate::Client { inner: self.#handle.clone() })
    } else {
        let resource = ident(alias.home.resource.name.as_str());
        quote!(#module #resource::new(self.#handle.clone()))
    };
    quote! {
        #docs
        #condition
        #deprecated
        #lint
        pub fn #name(&self, #(#parameters),*) -> #module #request { #resource.#own(#(#arguments),*) }
    }
}

fn alias_docs(home: Site<'_>, alias: &AliasPlan<'_>) -> Doc {
    let operation = alias.call.operation;
    let method = doc_name(operation.name.as_str());
    let link = if alias.home.accessors.is_empty() {
        format!("[`Client::{method}`](crate::Client::{method})")
    } else {
        let resource = home.resource.resource.name.as_str();
        format!("[`{resource}::{method}`](crate::{}::{method})", alias.home.linked_item(resource))
    };
    let title = title(&operation.title);
    let title = if title.contains('\n') { String::new() } else { title };
    Doc::new().paragraph(title).paragraph(route(operation)).paragraph(format!("The same as {link}."))
}
