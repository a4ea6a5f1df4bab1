//! Error responses by status: `errors!`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::idents::ident;
use super::types::Types;
use crate::api::{ErrorCase, Errors, StatusSpec, TypeDef};

/// Returns `errors! { pub enum Error404OrDefault { NotFound(Box<NotFound>) = 404, Default(Box<Problem>) = default } }`
pub(super) fn errors(def: &TypeDef, errors: &Errors, types: Types<'_>) -> TokenStream {
    let docs = super::type_docs::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let cases = errors.cases.iter().map(|case| variant(case, types));
    let untyped = errors.untyped.iter().map(|status| status_words(*status));
    let untyped = (!errors.untyped.is_empty()).then(|| quote!(, _ = #(#untyped)|*));
    quote! {
        errors! {
            #docs
            pub enum #name { #(#cases),* #untyped }
        }
    }
}

fn variant(case: &ErrorCase, types: Types<'_>) -> TokenStream {
    let name = ident(case.name.as_str());
    let held = types.held(&case.ty);
    let status = status_words(case.status);
    quote!(#name(#held) = #status)
}

/// Returns `404`, `4 XX` or `default`.
fn status_words(status: StatusSpec) -> TokenStream {
    match status {
        StatusSpec::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        StatusSpec::Range(digit) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote!(#digit XX)
        }
        StatusSpec::Default => quote!(default),
    }
}
