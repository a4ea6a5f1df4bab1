//! Constants: an open enum of constants.

use proc_macro2::{Delimiter, TokenStream};
use quote::quote;

use super::docs::{self, Doc};
use super::idents::{ident, listed};
use super::types::{plain_literal, suffixed_literal};
use crate::api::{Constant, Constants, ConstantsForm, Literal, TypeDef};

/// `specsmith_runtime::string_enum! { pub enum Order { Asc = "asc", Desc = "desc" } }`: the enum, and what it is in JSON.
pub(super) fn constants(def: &TypeDef, words: &Constants) -> TokenStream {
    let docs = super::type_docs::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let variants = listed(Delimiter::Brace, words.variants.iter().map(|word| variant(word, words.form)));
    let mark = match words.form {
        ConstantsForm::Strings => quote!(string_enum),
        ConstantsForm::Integers => quote!(integer_enum),
        ConstantsForm::Mixed => quote!(literal_enum),
    };
    quote! {
        #mark! {
            #docs
            pub enum #name #variants
        }
    }
}

/// A variant and its value, which is its documentation as well when the author gave none.
fn variant(word: &Constant, form: ConstantsForm) -> TokenStream {
    let mut docs = Doc::new().author(&word.docs);
    if !documents_itself(&word.value) {
        docs = docs.or(|| docs::literal(&word.value));
    }
    let docs = docs.outer();
    let name = ident(word.name.as_str());
    let value = match form {
        ConstantsForm::Strings | ConstantsForm::Integers => plain_literal(&word.value),
        ConstantsForm::Mixed => suffixed_literal(&word.value),
    };
    quote!(#docs #name = #value)
}

/// True when a value between two backticks is a code span that shows it.
fn documents_itself(value: &Literal) -> bool {
    match value {
        Literal::Str(text) => docs::code(text) == format!("`{text}`"),
        Literal::Int(_) | Literal::Float(_) | Literal::Bool(_) => true,
    }
}
