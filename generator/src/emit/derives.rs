//! Derives of types: those that all have, and those that settings ask for.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::{ident, own_path};
use crate::api::{Derive, TypeDef};

/// `#[derive(Clone, Eq)]`: `always`, and what settings ask for unless the type has it by itself.
pub(super) fn derive(def: &TypeDef, always: TokenStream, own: &[Derive]) -> TokenStream {
    let more = def.derives.iter().filter(|derive| !own.contains(derive)).map(tokens);
    let more: Vec<_> = more.collect();
    quote!(#[derive(#always #(, #more)*)])
}

/// The same of a record, whose `PartialEq` is none that is derived: it goes by the same fields.
pub(super) fn derive_beside_own_equality(def: &TypeDef, always: TokenStream) -> TokenStream {
    let derive = derive(def, always, &[]);
    let lint = def.derives.contains(&Derive::Hash).then(
        || quote!(#[allow(clippy::derived_hash_with_manual_eq, reason = "the runtime compares the same fields")]),
    );
    quote!(#derive #lint)
}

/// The attribute of an item that has the usual traits by a macro; none where nothing else is asked for.
pub(super) fn attribute(def: &TypeDef, own: &[Derive]) -> Option<TokenStream> {
    let more: Vec<_> = def.derives.iter().filter(|derive| !own.contains(derive)).map(tokens).collect();
    (!more.is_empty()).then(|| quote!(#[derive(#(#more),*)]))
}

fn tokens(derive: &Derive) -> TokenStream {
    match derive {
        Derive::Macro(path) => own_path(path),
        other => {
            let name = ident(&other.to_string());
            quote!(#name)
        }
    }
}
