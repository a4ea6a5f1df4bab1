//! Files of a crate as files of a module: [`Layout::Module`](crate::Layout::Module). The module may be included anywhere, so no path begins with `crate`, no
//! item depends on a feature, and no example is compiled, since the names around the module are unknown.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

use crate::source_file::{Content, SourceFile};

/// Makes a file of a crate, whose path is already that of a module's file, one of a module.
pub(super) fn in_module(file: SourceFile) -> SourceFile {
    let depth = depth(&file.path);
    let content = match file.content {
        Content::Tokens(tokens) => Content::Tokens(relocate(tokens, depth)),
        Content::Pieces(pieces) => Content::Pieces(pieces.into_iter().map(|piece| relocate(piece, depth)).collect()),
        Content::Text(text) => Content::Text(text),
    };
    SourceFile { content, ..file }
}

/// Returns the depth of a file's module below the root of the output.
fn depth(path: &str) -> usize {
    let module = path.strip_suffix(".rs").unwrap_or(path);
    let module = module.strip_suffix("mod").unwrap_or(module);
    module.split('/').filter(|part| !part.is_empty()).count()
}

fn relocate(tokens: TokenStream, depth: usize) -> TokenStream {
    let mut out = TokenStream::new();
    let mut rest = tokens.into_iter().peekable();
    while let Some(token) = rest.next() {
        match token {
            TokenTree::Ident(name) if name == "crate" && rest.peek().is_some_and(|next| is_punct(next, ':')) => {
                out.extend(root(depth));
            }
            TokenTree::Punct(sign) if sign.as_char() == '#' && rest.peek().is_some_and(is_feature) => {
                rest.next();
            }
            // A path of the user's, see `idents::own_path`.
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => out.extend(group.stream()),
            TokenTree::Group(group) => {
                let inner = Group::new(group.delimiter(), relocate(group.stream(), depth));
                out.extend([TokenTree::Group(inner)]);
            }
            TokenTree::Literal(literal) => out.extend([TokenTree::Literal(comment(literal, depth))]),
            token => out.extend([token]),
        }
    }
    out
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Returns true for the brackets of `#[cfg(feature = "…")]`.
fn is_feature(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let mut tokens = group.stream().into_iter();
    let is_cfg = matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "cfg");
    group.delimiter() == Delimiter::Bracket && is_cfg && tokens.any(|token| token.to_string().contains("feature"))
}

/// Returns the path from a module to the root of the output: `self`, or `super::super`.
fn root(depth: usize) -> Vec<TokenTree> {
    let name = |name| TokenTree::Ident(Ident::new(name, Span::call_site()));
    let colons = || [Spacing::Joint, Spacing::Alone].map(|spacing| TokenTree::Punct(Punct::new(':', spacing)));
    let Some(above) = depth.checked_sub(1) else { return vec![name("self")] };
    let mut tokens = vec![name("super")];
    for _ in 0..above {
        tokens.extend(colons());
        tokens.push(name("super"));
    }
    tokens
}

/// Returns a comment, which is a byte string, with its links and examples as they read in a module. Other literals stay.
fn comment(literal: Literal, depth: usize) -> Literal {
    let text = literal.to_string();
    if !text.starts_with("b\"") {
        return literal;
    }
    let root: String = root(depth).iter().map(ToString::to_string).collect();
    let text = text.replace("](crate::", &format!("]({root}::")).replace("```no_run", "```ignore");
    text.parse().unwrap_or(literal)
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;
    use crate::emit::idents::own_path;

    #[test]
    fn the_depth_of_a_file_is_that_of_its_module() {
        for (path, expected) in [("mod.rs", 0), ("client.rs", 1), ("types/mod.rs", 1), ("resources/a/b.rs", 3)] {
            assert_eq!(depth(path), expected, "{path}");
        }
    }

    #[test]
    fn the_crate_in_a_path_of_the_users_is_the_one_around_the_module() {
        let path = own_path("Serde<crate::Money>");
        let tokens = relocate(quote!(field: Option<#path>, other: crate::types::A), 1);
        assert_eq!(tokens.to_string(), quote!(field: Option<Serde<crate::Money> >, other: super::types::A).to_string());
    }

    #[test]
    fn the_crate_of_another_name_is_no_crate_of_the_users() {
        let path = own_path("my_crate::types::Money");
        assert_eq!(path.to_string(), quote!(my_crate::types::Money).to_string());
        assert!(!path.into_iter().any(|token| matches!(token, TokenTree::Group(_))));
        let path = own_path("crate::types::Money");
        assert_eq!(relocate(quote!(#path), 1).to_string(), quote!(crate::types::Money).to_string());
    }

    #[test]
    fn no_path_begins_at_the_crate_and_nothing_depends_on_a_feature() {
        let comment = Literal::byte_string(b"See [`A`](crate::types::A).\n\n```no_run\n```");
        let tokens = quote! {
            #[doc = #comment]
            #[cfg(feature = "a")]
            #[cfg(doc)]
            pub(crate) fn f(x: crate::types::A) -> &'static str { "crate::types" }
        };
        let expected = Literal::byte_string(b"See [`A`](super::super::types::A).\n\n```ignore\n```");
        let expected = quote! {
            #[doc = #expected]
            #[cfg(doc)]
            pub(crate) fn f(x: super::super::types::A) -> &'static str { "crate::types" }
        };
        assert_eq!(relocate(tokens, 2).to_string(), expected.to_string());
    }
}
