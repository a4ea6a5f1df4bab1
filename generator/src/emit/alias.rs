//! An alias: another name for a type that needs no item of its own.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::ident;
use super::types::Types;
use crate::api::{TypeDef, TypeRef};

/// `pub type Name = …;`
pub(super) fn alias(def: &TypeDef, target: &TypeRef, types: Types<'_>) -> TokenStream {
    let docs = super::type_docs(def).outer();
    let name = ident(def.name.as_str());
    let target = types.owned(target);
    quote! {
        #docs
        pub type #name = #target;
    }
}
