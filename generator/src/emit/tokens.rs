//! Looks at tokens.

use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};

/// Returns true if an identifier begins a path.
pub(super) fn is_path(ident: &Ident, name: &str, next: Option<&TokenTree>) -> bool {
    ident == name && matches!(next, Some(TokenTree::Punct(colon)) if colon.spacing() == Spacing::Joint)
}

/// Returns true if a path begins with an identifier: `types::Role`. Methods and arguments of that name do not count.
pub(super) fn begins_path(tokens: TokenStream, name: &str) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Ident(ident) => is_path(&ident, name, tokens.peek()),
            TokenTree::Group(group) => begins_path(group.stream(), name),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        };
        if found {
            return true;
        }
    }
    false
}
