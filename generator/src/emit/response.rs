//! Responses of a request: the runtime's marker type, and an enum if there are several types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::idents::ident;
use super::method_docs;
use super::site::Site;
use crate::api::{ResponseForm, StatusSpec, StreamForm};
use crate::plan::calls::CallPlan;
use crate::plan::responses::{ResponsePlan, SeveralVariant};

/// Returns the marker type that tells the runtime how to decode: `Json<types::Role>`.
pub(super) fn response_kind(site: Site<'_>, call: &CallPlan<'_>) -> TokenStream {
    let of = |ty| site.types().owned(ty);
    match &call.response {
        ResponsePlan::Raw => quote!(Raw),
        ResponsePlan::Empty => quote!(Empty),
        ResponsePlan::Text => quote!(Text),
        ResponsePlan::Plain(ty) => {
            let ty = of(ty);
            quote!(Plain<#ty>)
        }
        ResponsePlan::Binary => quote!(Binary),
        ResponsePlan::Json(ty) => {
            let ty = of(ty);
            quote!(Json<#ty>)
        }
        ResponsePlan::OptionalJson(ty) => {
            let ty = of(ty);
            quote!(OptionalJson<#ty>)
        }
        ResponsePlan::Stream(form) => stream_kind(site, form, call),
        ResponsePlan::Several(_) => {
            let name = ident(call.operation.response.name.as_str());
            quote!(Several<#name>)
        }
    }
}

/// Returns the marker type of a stream: `DataEvents<types::Role>`, with the type of the whole value where there is a rule for it.
pub(super) fn stream_kind(site: Site<'_>, form: &StreamForm, call: &CallPlan<'_>) -> TokenStream {
    let whole = call.operation.rules.accumulation.as_ref().map(|rule| {
        let ty = site.types().owned(&rule.whole);
        quote!(, #ty)
    });
    let of = |ty| {
        let ty = site.types().owned(ty);
        quote!(#ty #whole)
    };
    match form {
        StreamForm::Events(ty) => {
            let ty = of(ty);
            quote!(DataEvents<#ty>)
        }
        StreamForm::NamedEvents(ty) => {
            let ty = of(ty);
            quote!(NamedEvents<#ty>)
        }
        StreamForm::TextEvents => quote!(TextEvents),
        StreamForm::JsonLines(ty) => {
            let ty = of(ty);
            quote!(JsonLines<#ty>)
        }
    }
}

/// Returns the enum of an operation whose successes have several types.
pub(super) fn response_enum(site: Site<'_>, call: &CallPlan<'_>) -> Option<TokenStream> {
    let ResponsePlan::Several(variants) = &call.response else { return None };
    let name = ident(call.operation.response.name.as_str());
    let docs = method_docs::response_enum(site, call).outer();
    let items = variants.iter().map(|variant| item(site, variant));
    let specs = variants.iter().flat_map(|variant| &variant.when).map(|(status, media)| spec(*status, *media));
    let arms = arms(variants);
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#items),* }

        impl ResponseEnum for #name {
            fn decode(response: &RawResponse<'_>) -> Result<Self, Error> {
                match response.pick(&[#(#specs),*]) { #(#arms),* }
            }
        }
    })
}

fn item(site: Site<'_>, variant: &SeveralVariant<'_>) -> TokenStream {
    let name = ident(variant.name.as_str());
    let docs = method_docs::response_variant(variant).outer();
    let held = match variant.form {
        ResponseForm::Empty => None,
        ResponseForm::Json(ty) | ResponseForm::Plain(ty) => Some(site.types().held(ty)),
        ResponseForm::Text | ResponseForm::Stream(_) => Some(quote!(String)),
        ResponseForm::Binary => Some(quote!(Bytes)),
    };
    let held = held.map(|ty| quote!((#ty)));
    quote!(#docs #name #held)
}

/// Returns a status as the runtime's value.
pub(super) fn status_spec(status: StatusSpec) -> TokenStream {
    match status {
        StatusSpec::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(StatusSpec::Code(#code))
        }
        StatusSpec::Range(digit) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote!(StatusSpec::Range(#digit))
        }
        StatusSpec::Default => quote!(StatusSpec::Default),
    }
}

fn spec(status: StatusSpec, media: Option<&str>) -> TokenStream {
    let status = status_spec(status);
    let media = match media {
        Some(media) => quote!(Some(#media)),
        None => quote!(None),
    };
    quote!((#status, #media))
}

/// Returns one arm for each variant; its statuses are consecutive in the list that is picked from. The last takes the rest.
fn arms(variants: &[SeveralVariant<'_>]) -> Vec<TokenStream> {
    let mut first = 0;
    let mut arms = Vec::with_capacity(variants.len());
    for (at, variant) in variants.iter().enumerate() {
        let picks = (first..first + variant.when.len()).map(Literal::usize_unsuffixed);
        first += variant.when.len();
        let pattern = if at + 1 == variants.len() { quote!(_) } else { quote!(#(#picks)|*) };
        let value = decode(variant);
        arms.push(quote!(#pattern => #value));
    }
    arms
}

fn decode(variant: &SeveralVariant<'_>) -> TokenStream {
    let name = ident(variant.name.as_str());
    match variant.form {
        ResponseForm::Empty => quote!(Ok(Self::#name)),
        ResponseForm::Json(_) => quote!(response.json().map(Self::#name)),
        ResponseForm::Text | ResponseForm::Stream(_) => quote!(response.text().map(Self::#name)),
        ResponseForm::Plain(_) => quote!(response.plain().map(Self::#name)),
        ResponseForm::Binary => quote!(Ok(Self::#name(response.bytes()))),
    }
}
