//! Names to tokens. Names were minted by `naming`; here they only change clothes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The identifier of a minted name, `r#` included.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A minted name with a suffix: `tag` and `null` make `tag_null`.
pub(crate) fn suffixed(name: &str, suffix: &str) -> Ident {
    ident(&format!("{}_{suffix}", name.trim_start_matches("r#")))
}

/// What a setter or method says when the document's name for it is also an operator's: clippy takes it for one.
pub(crate) fn operator_note(name: &str) -> Option<TokenStream> {
    const OPERATORS: &[&str] = &[
        "add",
        "bitand",
        "bitor",
        "bitxor",
        "cmp",
        "div",
        "into_iter",
        "mul",
        "neg",
        "not",
        "rem",
        "shl",
        "shr",
        "sub",
    ];
    OPERATORS
        .contains(&name)
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = "the API has this name")]))
}
