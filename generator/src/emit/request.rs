//! The request of a method: a plain struct with a setter for each optional input.

use proc_macro2::TokenStream;
use quote::quote;

use super::alias::former;
use super::idents::ident;
use super::method_docs;
use super::prose::stream_method;
use super::response::{response_enum, response_kind, stream_kind};
use super::setters;
use super::site::Site;
use crate::api::OperationErrors;
use crate::plan::calls::{CallPlan, Input, Target, free_method};
use crate::plan::pages::{Access, PagePlan};
use crate::plan::responses::ResponsePlan;

/// Returns the request type, and the types only it uses.
pub(super) fn request(site: Site<'_>, call: &CallPlan<'_>) -> TokenStream {
    let request = if is_plain(call) { plain(site, call) } else { own(site, call) };
    let bundle = bundle(site, call);
    // A method for another body gives what the operation's own does.
    let responses = call.operation.alternative_of.is_none().then(|| response_enum(site, call));
    let former = call.former_request.map(|old| former(old, &call.operation.request));
    quote!(#request #former #bundle #responses)
}

/// Returns true if there is nothing to set or choose except what every request has: the runtime's own type is used then.
pub(super) fn is_plain(call: &CallPlan<'_>) -> bool {
    let streams = call.stream.is_some_and(|stream| stream.alternative) || is_bytes(call);
    let rules = &call.operation.rules;
    let more = rules.polling.is_some() || rules.structured_output.is_some() || rules.websocket.is_some();
    call.setters.is_empty() && call.turns.is_empty() && call.pages.is_none() && !streams && !more
}

/// Returns `pub type Delete = Request<Json<types::RoleDeleted>>;`
fn plain(site: Site<'_>, call: &CallPlan<'_>) -> TokenStream {
    let name = ident(call.operation.request.as_str());
    let docs = method_docs::request(site, call).outer();
    let kind = response_kind(site, call);
    let errors = named_errors(call).map(|errors| {
        let docs = method_docs::errors_of_request(call.operation, errors).outer();
        let (name, ty) = (ident(errors.name.as_str()), site.types().owned(&errors.ty));
        quote!(#docs pub type #name = #ty;)
    });
    quote! {
        #docs
        pub type #name = Request<#kind>;
        #errors
    }
}

/// Returns the operation's name for its errors, which is printed once.
fn named_errors<'a>(call: &CallPlan<'a>) -> Option<&'a OperationErrors> {
    call.operation.errors.as_ref().filter(|_| call.operation.alternative_of.is_none())
}

/// Setters that send the same body in another form.
fn turns(call: &CallPlan<'_>) -> Option<TokenStream> {
    let request = ident(call.operation.request.as_str());
    let methods = call.turns.iter().map(|turn| {
        let (name, descriptor) = (ident(turn.name), ident(&turn.descriptor));
        let docs = method_docs::turn(turn).outer();
        quote! {
            #docs
            pub fn #name(mut self) -> Self {
                self.call.turn(&#descriptor);
                self
            }
        }
    });
    let methods: Vec<TokenStream> = methods.collect();
    (!methods.is_empty()).then(|| quote!(impl #request { #(#methods)* }))
}

/// Returns the request struct, its setters, and the macro that makes it awaitable.
fn own(site: Site<'_>, call: &CallPlan<'_>) -> TokenStream {
    let name = ident(call.operation.request.as_str());
    let docs = method_docs::request(site, call).outer();
    let setters = setters::setters(site, call);
    let turns = turns(call);
    let awaitable = awaitable(site, call);
    let streamed = streamed(site, call);
    quote! {
        #docs
        #[must_use = "a request does nothing until it is awaited"]
        #[derive(Clone, Debug)]
        pub struct #name { call: Call }
        #setters
        #turns
        #awaitable
        #streamed
    }
}

/// Returns `request!(Update, Json<types::Role>);`
fn awaitable(site: Site<'_>, call: &CallPlan<'_>) -> TokenStream {
    let name = ident(call.operation.request.as_str());
    let types = site.types();
    let errors = named_errors(call).map(|errors| {
        let (name, ty) = (ident(errors.name.as_str()), types.owned(&errors.ty));
        quote!(, #name = #ty)
    });
    if let Some(socket) = &call.operation.rules.websocket {
        let (sent, received) = (types.owned(&socket.sent), types.owned(&socket.received));
        let method = ident(free_method(call, "open", "open_websocket"));
        return quote!(specsmith_runtime::websocket_request!(#name, #method, #sent, #received););
    }
    if let Some(pages) = &call.pages {
        let (page, item, items) = (types.owned(pages.page), types.owned(pages.item), items(pages));
        return quote!(paged_request!(#name, #page, #item, |page| #items #errors););
    }
    let kind = response_kind(site, call);
    quote!(request!(#name, #kind #errors);)
}

/// Returns `stream_request!(Create, stream, DataEvents<types::Event>);`, for answers that can also be read as they come.
fn streamed(site: Site<'_>, call: &CallPlan<'_>) -> TokenStream {
    if call.operation.rules.websocket.is_some() {
        return TokenStream::new();
    }
    let name = ident(call.operation.request.as_str());
    let alternative = call.stream.filter(|stream| stream.alternative).map(|stream| {
        let kind = stream_kind(site, stream.form, call);
        let method = ident(stream_method(call));
        quote!(stream_request!(#name, #method, #kind);)
    });
    let bytes = is_bytes(call).then(|| quote!(stream_request!(#name, stream_bytes, ByteChunks);));
    let polled = call.operation.rules.polling.as_ref().map(|rule| {
        let ty = site.types().owned(&rule.value);
        let method = ident(free_method(call, "wait", "wait_until_done"));
        quote!(specsmith_runtime::polled_request!(#name, #method, #ty);)
    });
    let parsed = call.operation.rules.structured_output.as_ref().map(|rule| {
        let ty = site.types().owned(&rule.response);
        let method = ident(free_method(call, "parse", "parse_as"));
        quote!(specsmith_runtime::parsed_request!(#name, #method, #ty);)
    });
    quote!(#alternative #bytes #polled #parsed)
}

/// Returns true if the response may be read as it arrives.
fn is_bytes(call: &CallPlan<'_>) -> bool {
    matches!(call.response, ResponsePlan::Binary | ResponsePlan::Text | ResponsePlan::Plain(_))
}

/// Returns the expression from a page to its items: `page.data`.
fn items(pages: &PagePlan<'_>) -> TokenStream {
    let mut at = quote!(page);
    let mut optional = false;
    for step in &pages.steps {
        let name = ident(step.name.as_str());
        let unboxed = if step.boxed && step.access == Access::Plain { quote!(*) } else { TokenStream::new() };
        let field = |of: &TokenStream| match step.access {
            Access::Tristate => quote!(#of.#name.into_value()),
            Access::Plain | Access::Optional => quote!(#unboxed #of.#name),
        };
        at = match (optional, step.access) {
            (false, _) => field(&at),
            (true, Access::Plain) => {
                let inner = field(&quote!(inner));
                quote!(#at.map(|inner| #inner))
            }
            (true, Access::Optional | Access::Tristate) => {
                let inner = field(&quote!(inner));
                quote!(#at.and_then(|inner| #inner))
            }
        };
        optional |= step.access != Access::Plain;
    }
    if optional { quote!(#at.unwrap_or_default()) } else { at }
}

/// Returns the struct many arguments travel in.
fn bundle(site: Site<'_>, call: &CallPlan<'_>) -> Option<TokenStream> {
    let name = ident(call.bundle.as_ref()?);
    let docs = method_docs::bundle(site, call).outer();
    let fields = call.arguments.iter().map(|input| {
        let field = ident(input.name);
        let ty = bundled_type(site, input);
        let docs = method_docs::setter(site, input).outer();
        quote!(#docs pub #field: #ty)
    });
    Some(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name { #(#fields),* }
    })
}

fn bundled_type(site: Site<'_>, input: &Input<'_>) -> TokenStream {
    let ty = match input.target {
        Target::Bytes => quote!(Upload),
        _ => site.types().owned(&input.ty),
    };
    if input.nullable { quote!(Option<#ty>) } else { ty }
}
