//! What a request gives: the runtime's marker for it, and an enum when there are several types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::idents::ident;
use super::method_docs;
use super::site::Site;
use crate::api::{ReplyForm, StatusSpec, StreamForm};
use crate::plan::calls::CallPlan;
use crate::plan::replies::{ReplyPlan, SeveralVariant};

/// The marker type that tells the runtime how to decode: `Json<types::Role>`.
pub(super) fn reply_kind(site: Site<'_>, call: &CallPlan<'_>) -> TokenStream {
    let of = |ty| site.types().owned(ty);
    match &call.reply {
        ReplyPlan::Raw => quote!(Raw),
        ReplyPlan::Empty => quote!(Empty),
        ReplyPlan::Text => quote!(Text),
        ReplyPlan::Plain(ty) => {
            let ty = of(ty);
            quote!(Plain<#ty>)
        }
        ReplyPlan::Binary => quote!(Binary),
        ReplyPlan::Json(ty) => {
            let ty = of(ty);
            quote!(Json<#ty>)
        }
        ReplyPlan::OptionalJson(ty) => {
            let ty = of(ty);
            quote!(OptionalJson<#ty>)
        }
        ReplyPlan::Stream(form) => stream_kind(site, form, call),
        ReplyPlan::Several(_) => {
            let name = ident(call.operation.reply.name.as_str());
            quote!(Several<#name>)
        }
    }
}

/// The marker type of a stream: `DataEvents<types::Role>`, with the type of the whole value where there is a rule for it.
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

/// The enum of an operation whose successes have several types.
pub(super) fn reply_enum(site: Site<'_>, call: &CallPlan<'_>) -> Option<TokenStream> {
    let ReplyPlan::Several(variants) = &call.reply else { return None };
    let name = ident(call.operation.reply.name.as_str());
    let docs = method_docs::reply_enum(site, call).outer();
    let items = variants.iter().map(|variant| item(site, variant));
    let specs = variants.iter().flat_map(|variant| &variant.when).map(|(status, media)| spec(*status, *media));
    let arms = arms(variants);
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#items),* }

        impl ReplyEnum for #name {
            fn decode(reply: &RawReply<'_>) -> Result<Self, Error> {
                match reply.pick(&[#(#specs),*]) { #(#arms),* }
            }
        }
    })
}

fn item(site: Site<'_>, variant: &SeveralVariant<'_>) -> TokenStream {
    let name = ident(variant.name.as_str());
    let docs = method_docs::reply_variant(variant).outer();
    let held = match variant.form {
        ReplyForm::Empty => None,
        ReplyForm::Json(ty) | ReplyForm::Plain(ty) => Some(site.types().held(ty)),
        ReplyForm::Text | ReplyForm::Stream(_) => Some(quote!(String)),
        ReplyForm::Binary => Some(quote!(Bytes)),
    };
    let held = held.map(|ty| quote!((#ty)));
    quote!(#docs #name #held)
}

/// A status as the runtime's value.
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

/// One arm a variant; its statuses are consecutive in the list that is picked from. The last takes the rest.
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
        ReplyForm::Empty => quote!(Ok(Self::#name)),
        ReplyForm::Json(_) => quote!(reply.json().map(Self::#name)),
        ReplyForm::Text | ReplyForm::Stream(_) => quote!(reply.text().map(Self::#name)),
        ReplyForm::Plain(_) => quote!(reply.plain().map(Self::#name)),
        ReplyForm::Binary => quote!(Ok(Self::#name(reply.bytes()))),
    }
}
