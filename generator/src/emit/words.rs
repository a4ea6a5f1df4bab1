//! Words: an open enum of constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Doc};
use super::names::ident;
use super::types::plain_literal;
use crate::api::{TypeDef, Word, Words, WordsForm};

/// The enum and the macro line that gives it its text.
pub(super) fn words(def: &TypeDef, words: &Words) -> TokenStream {
    let docs = super::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let variants = words.variants.iter().map(variant);
    let (derives, unknown, mark) = match words.form {
        WordsForm::Strings => (quote!(Clone, Debug, PartialEq, Eq, Hash), quote!(Box<str>), quote!(words)),
        WordsForm::Integers => (quote!(Clone, Debug, PartialEq, Eq, Hash), quote!(i64), quote!(integers)),
        WordsForm::Mixed => (quote!(Clone, Debug, PartialEq), quote!(Value), quote!(literals)),
    };
    let values = words.variants.iter().map(|word| {
        let name = ident(word.name.as_str());
        let value = plain_literal(&word.value);
        quote!(#name = #value)
    });
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value this version of the crate does not know, kept as it came.
            Unknown(#unknown),
        }
        specsmith_runtime::#mark!(#name { #(#values),* });
    }
}

fn variant(word: &Word) -> TokenStream {
    let docs = Doc::new().author(&word.docs).or(|| docs::literal(&word.value)).outer();
    let name = ident(word.name.as_str());
    quote!(#docs #name)
}
