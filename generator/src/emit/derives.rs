//! Derives of types: the common ones, and those that settings request.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents::{ident, own_path};
use crate::api::{Derive, TypeDef};

/// Emits `#[derive(Clone, Eq)]`: `always`, and the derives that settings request, unless the type has the trait already.
pub(super) fn derive(def: &TypeDef, always: TokenStream, own: &[Derive]) -> TokenStream {
    let more = def.derives.iter().filter(|derive| !own.contains(derive)).map(tokens);
    let more: Vec<_> = more.collect();
    quote!(#[derive(#always #(, #more)*)])
}

/// Does the same for a record, whose `PartialEq` is not derived, but compares the same fields.
pub(super) fn derive_beside_own_equality(def: &TypeDef, always: TokenStream) -> TokenStream {
    let derive = derive(def, always, &[]);
    let lint = def.derives.contains(&Derive::Hash).then(
        || quote!(#[allow(clippy::derived_hash_with_manual_eq, reason = "the runtime compares the same fields")]),
    );
    quote!(#derive #lint)
}

/// Emits the attribute of an item whose common traits are implemented by a macro; none if settings request nothing.
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
