//! Constants: an enum of them.

use proc_macro2::{Delimiter, Ident, TokenStream};
use quote::quote;

use super::derives;
use super::docs::{self, Doc};
use super::idents::{ident, listed};
use super::types::{plain_literal, suffixed_literal};
use crate::api::{Constant, Constants, ConstantsForm, Derive, Literal, TypeDef, TypeKind};

/// Emits an enum and its JSON traits: `specsmith_runtime::string_enum! { pub enum Order { Asc = "asc", Desc = "desc" } }`.
pub(super) fn constants(def: &TypeDef, set: &Constants) -> TokenStream {
    let docs = super::type_docs::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let variants = listed(Delimiter::Brace, set.variants.iter().map(|word| variant(word, set.form)));
    let macro_name = ident(match (set.form, set.open) {
        (ConstantsForm::Strings, true) => "string_enum",
        (ConstantsForm::Integers, true) => "integer_enum",
        (ConstantsForm::Mixed, true) => "literal_enum",
        (ConstantsForm::Strings, false) => "closed_string_enum",
        (ConstantsForm::Integers, false) => "closed_integer_enum",
        (ConstantsForm::Mixed, false) => "closed_literal_enum",
    });
    let derive = derives::attribute(def, own_traits(set));
    let order = order(def, set);
    quote! {
        #macro_name! {
            #docs
            #derive
            pub enum #name #variants
        }
        #order
    }
}

/// Returns the traits that the runtime's macro or [`order`] implements.
fn own_traits(set: &Constants) -> &'static [Derive] {
    match (set.form, set.open) {
        (ConstantsForm::Mixed, true) => &[],
        (_, true) => &[Derive::Eq, Derive::Hash, Derive::PartialOrd, Derive::Ord],
        (_, false) => &[Derive::Copy, Derive::Eq, Derive::Hash],
    }
}

/// Emits the order of an open enum by its list, which a derive cannot do for unknown values.
fn order(def: &TypeDef, set: &Constants) -> Option<TokenStream> {
    let is_ordered = def.derives.contains(&Derive::PartialOrd) || def.derives.contains(&Derive::Ord);
    let value = match set.form {
        ConstantsForm::Strings => quote!(as_str),
        ConstantsForm::Integers => quote!(as_i64),
        ConstantsForm::Mixed => return None,
    };
    let name = ident(def.name.as_str());
    (is_ordered && set.open).then(|| quote!(enum_order!(#name, #value);))
}

/// Returns the variant of a closed enum that has a value.
pub(super) fn closed_variant(def: &TypeDef, value: &Literal) -> Option<Ident> {
    let TypeKind::Constants(set) = &def.kind else { return None };
    let word = set.variants.iter().find(|word| word.value == *value).filter(|_| !set.open)?;
    Some(ident(word.name.as_str()))
}

/// Returns a variant and its value, which is its documentation as well when the author gave none.
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

/// Returns true if a value between two backticks is a code span that shows it.
fn documents_itself(value: &Literal) -> bool {
    match value {
        Literal::Str(text) => docs::code(text) == format!("`{text}`"),
        Literal::Int(_) | Literal::Float(_) | Literal::Bool(_) => true,
    }
}
