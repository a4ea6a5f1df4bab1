//! The setters of a request: a table of those that send a value under a name, and methods written out for all others.

use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

use super::argument::Route;
use super::idents::{ident, listed, operator_note};
use super::method_docs;
use super::sending::{param_verb, send, send_fixed};
use super::site::Site;
use super::taken::{Taken, deprecated, take};
use crate::api::TypeRef;
use crate::plan::calls::{CallPlan, Fixed, Input, Setter, Target};

/// Emits `setters! { impl List { query limit: i64, … } }`, and an `impl` of the setters that do not fit into the table.
pub(super) fn setters(site: Site<'_>, call: &CallPlan<'_>) -> TokenStream {
    let name = ident(call.operation.request.as_str());
    let mut entries = Vec::new();
    let mut methods = Vec::new();
    for setter in &call.setters {
        match entry(site, setter) {
            Some(entry) => entries.extend(entry),
            None => methods.push(method(site, setter)),
        }
    }
    let table = (!entries.is_empty()).then(|| {
        let entries = listed(Delimiter::Brace, entries);
        quote!(setters! { impl #name #entries })
    });
    let methods = (!methods.is_empty()).then(|| quote!(impl #name { #(#methods)* }));
    quote!(#table #methods)
}

/// Returns the lines of a setter, if it sends one value under a name and needs no attributes.
fn entry(site: Site<'_>, setter: &Setter<'_>) -> Option<Vec<TokenStream>> {
    let input = &setter.input;
    let (verb, wire) = match input.target {
        Target::Param(location, wire) => (param_verb(location), wire),
        Target::Field(wire) => (quote!(field), wire),
        Target::Body | Target::Text | Target::Bytes => return None,
    };
    let body_null = setter.null.is_some() && !matches!(input.target, Target::Field(_));
    if body_null || input.deprecated || matches!(*input.ty, TypeRef::Const(_)) || operator_note(input.name).is_some() {
        return None;
    }
    let name = ident(input.name);
    let docs = method_docs::setter(site, input).outer();
    let key = (input.name != wire).then(|| quote!(as #wire));
    let argument = site.types().argument(&input.ty);
    let from = match argument.route()? {
        Route::Same => None,
        Route::Into => Some(quote!(=> into)),
        Route::List => Some(quote!(=> list)),
        Route::Vec => Some(quote!(=> vec)),
        Route::Map => Some(quote!(=> map)),
    };
    let ty = &argument.ty;
    let mut entries = vec![quote!(#docs #verb #name #key: #ty #from)];
    if let Some(null) = setter.null {
        let null_docs = method_docs::null_setter(input).outer();
        let null = ident(null);
        entries.push(quote!(#null_docs null #null as #wire));
    }
    Some(entries)
}

/// Returns the setter of an optional input, and the one that sends `null` if there is a difference.
fn method(site: Site<'_>, setter: &Setter<'_>) -> TokenStream {
    let input = &setter.input;
    let name = ident(input.name);
    let docs = method_docs::setter(site, input).outer();
    let deprecated = deprecated(input.deprecated);
    let lint = operator_note(input.name);
    let call = quote!(self.call);
    let (parameter, statement) = match &*input.ty {
        TypeRef::Const(value) => (None, send_fixed(&call, &Fixed { target: input.target, value })),
        _ => {
            let Taken { ty, value } = take(site, input, false);
            (Some(quote!(, #name: #ty)), send(&call, input.target, &value))
        }
    };
    let null = setter.null.map(|null| null_setter(null, input));
    quote! {
        #docs
        #deprecated
        #lint
        pub fn #name(mut self #parameter) -> Self {
            #statement
            self
        }
        #null
    }
}

fn null_setter(name: &str, input: &Input<'_>) -> TokenStream {
    let name = ident(name);
    let docs = method_docs::null_setter(input).outer();
    let deprecated = deprecated(input.deprecated);
    let statement = match input.target {
        Target::Field(wire) => quote!(self.call.field_null(#wire);),
        Target::Param(..) | Target::Body | Target::Text | Target::Bytes => quote!(self.call.body(&Value::Null);),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self) -> Self {
            #statement
            self
        }
    }
}
