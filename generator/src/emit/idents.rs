//! Converts names to `proc_macro2` identifiers. `naming` made them; `plan` adds endings that no name of a document has (`ROLES_STATE`).

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// Returns the identifier of a name that `naming` made, `r#` included.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Returns a type or macro by a path of the user's, which `read` has checked. In an invisible group, where it begins at `crate`, also
/// as the argument of a type of ours: [`in_module`](super::in_module) leaves it alone, since that crate is the one around the module.
pub(crate) fn own_path(path: &str) -> TokenStream {
    let tokens: TokenStream = path.parse().unwrap_or_default();
    if path.starts_with("crate::") || path.contains("<crate::") {
        Group::new(Delimiter::None, tokens).into_token_stream()
    } else {
        tokens
    }
}

/// Emits entries with commas between them, in a group. `quote!` copies the tokens that it interpolates, but a group as one token, so that long lists are
/// cheaper as a group.
pub(crate) fn listed(delimiter: Delimiter, entries: impl IntoIterator<Item = TokenStream>) -> Group {
    let mut list = TokenStream::new();
    for entry in entries {
        if !list.is_empty() {
            list.extend(quote!(,));
        }
        list.extend(entry);
    }
    Group::new(delimiter, list)
}

/// Returns the `allow` attribute for a setter or method with the name of an operator's method, which clippy rejects.
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

/// Returns the `allow` attribute for a getter whose name promises, by Rust's conventions, another kind of `self` than a reference.
pub(crate) fn convention_note(name: &str) -> Option<TokenStream> {
    let promises_another =
        name.starts_with("from_") || name.starts_with("into_") || (name.starts_with("to_") && name.ends_with("_mut"));
    promises_another.then(|| quote!(#[allow(clippy::wrong_self_convention, reason = "the API has this name")]))
}
