//! Splitting of a file's tokens into items, and printing of structs. `syn` and `prettyplease` print any item, and take most of the time; structs of plain
//! fields, here, and calls of macros, in [`super::calls`], are most of a crate and are printed without them.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::{calls, spell};

/// Lines of this length are broken by `prettyplease`.
const WIDTH: usize = 88;

/// Indentation of a body.
const INDENT: &str = "    ";

/// A part of a file.
pub(super) enum Part {
    /// `#![…]`: attributes of the file, all there are.
    Attributes(TokenStream),
    /// An item, its attributes included.
    Item(Vec<TokenTree>),
}

/// Returns the parts of a file, in order.
pub(super) fn parts(tokens: TokenStream) -> Vec<Part> {
    let mut tokens = tokens.into_iter().peekable();
    let mut parts = Vec::new();
    let mut attributes = TokenStream::new();
    while tokens.peek().is_some() {
        let item = item(&mut tokens);
        if matches!(item.as_slice(), [TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Group(_)]) {
            attributes.extend(item);
        } else {
            parts.push(Part::Item(item));
        }
    }
    if !attributes.is_empty() {
        parts.insert(0, Part::Attributes(attributes));
    }
    parts
}

/// Takes the tokens of an item, or of one attribute of the file. An item ends with its body in braces or with a semicolon; one that begins with one of a few
/// words may contain braces and always ends with a semicolon.
fn item(tokens: &mut Peekable<IntoIter>) -> Vec<TokenTree> {
    let mut item: Vec<TokenTree> = Vec::new();
    let mut to_semicolon = false;
    let mut begun = false;
    for token in tokens.by_ref() {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Brace => !to_semicolon,
                Delimiter::Bracket => {
                    !begun && matches!(item.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == '!')
                }
                _ => false,
            },
            TokenTree::Ident(word) => {
                if !begun && word != "pub" {
                    begun = true;
                    to_semicolon = ["use", "type", "const", "static"].iter().any(|keyword| word == keyword);
                }
                false
            }
            TokenTree::Literal(_) => false,
        };
        item.push(token);
        if ends {
            break;
        }
    }
    item
}

/// Returns the text of `pub struct Name { … }`; `None` for any other item.
pub(super) fn structure(item: &[TokenTree]) -> Option<String> {
    let [_, TokenTree::Ident(keyword), ..] = after_attributes(item) else { return None };
    if keyword != "struct" {
        return None;
    }
    let mut text = String::new();
    let item = push_attributes(&mut text, "", item);
    let [TokenTree::Ident(public), TokenTree::Ident(keyword), TokenTree::Ident(name), TokenTree::Group(body)] = item
    else {
        return None;
    };
    if public != "pub" || keyword != "struct" || body.delimiter() != Delimiter::Brace {
        return None;
    }
    text.push_str(&format!("pub struct {name} {{"));
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    let mut fields = tokens.as_slice();
    if !fields.is_empty() {
        text.push('\n');
    }
    while !fields.is_empty() {
        fields = push_field(&mut text, fields)?;
    }
    text.push_str("}\n");
    Some(text)
}

/// Writes a field and returns the tokens after it; `None` if there is no field.
fn push_field<'t>(text: &mut String, fields: &'t [TokenTree]) -> Option<&'t [TokenTree]> {
    let field = push_attributes(text, INDENT, fields);
    let mut open = 0_usize;
    let end = field.iter().position(|token| {
        let TokenTree::Punct(punct) = token else { return false };
        match punct.as_char() {
            '<' => open += 1,
            '>' => open = open.saturating_sub(1),
            _ => {}
        }
        punct.as_char() == ',' && open == 0
    });
    let (field, rest) = field.split_at(end?);
    let line = spell::line(field.iter().cloned());
    if INDENT.len() + line.chars().count() < WIDTH {
        text.push_str(&format!("{INDENT}{line},\n"));
    } else {
        text.push_str(&broken(field)?);
    }
    Some(rest.get(1..).unwrap_or_default())
}

/// Returns the lines of a field that is too long for one: those it has in a struct of its own.
fn broken(field: &[TokenTree]) -> Option<String> {
    let field = field.iter().cloned().collect::<TokenStream>();
    let printed = prettyplease::unparse(&syn::parse2(quote!(struct Alone { #field })).ok()?);
    Some(printed.strip_prefix("struct Alone {\n")?.strip_suffix("}\n")?.to_owned())
}

/// Returns the tokens of an item without the attributes it begins with.
pub(super) fn after_attributes(mut item: &[TokenTree]) -> &[TokenTree] {
    while let [TokenTree::Punct(hash), TokenTree::Group(_), rest @ ..] = item
        && hash.as_char() == '#'
    {
        item = rest;
    }
    item
}

/// Writes the attributes at the start of tokens, comments among them, and returns the rest.
pub(super) fn push_attributes<'t>(text: &mut String, indent: &str, tokens: &'t [TokenTree]) -> &'t [TokenTree] {
    let mut tokens = calls::push_docs(text, indent, tokens);
    while let [TokenTree::Punct(hash), TokenTree::Group(attribute), rest @ ..] = tokens
        && hash.as_char() == '#'
    {
        text.push_str(&format!("{indent}#[{}]\n", spell::line(attribute.stream())));
        tokens = calls::push_docs(text, indent, rest);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> TokenStream {
        source.parse().expect("tokens")
    }

    #[test]
    fn items_end_where_they_end() {
        let source = "#![doc = \"x\"] #![allow(a)] use a::{b, c}; #[cfg(x)] pub use d::*; pub(crate) mod e; pub const F: G = G { h: 1 }; static I: [J; 1] = [J {}]; \
                      pub type K = L; #[derive(M)] pub struct N { o: P } struct Q(R); impl S for T { fn u() {} } v!(w); x::y! { z } enum Aa { B }";
        let texts: Vec<String> = parts(tokens(source))
            .into_iter()
            .map(|part| match part {
                Part::Attributes(tokens) => tokens.to_string(),
                Part::Item(tokens) => tokens.into_iter().collect::<TokenStream>().to_string(),
            })
            .collect();
        assert_eq!(texts.len(), 13, "{texts:#?}");
        assert!(texts[0].contains("allow") && texts[4].ends_with("} ;") && texts[10].starts_with("v !"), "{texts:#?}");
        let again: TokenStream = texts.join(" ").parse().expect("tokens");
        assert_eq!(again.to_string(), tokens(source).to_string());
    }

    /// The output is the same as that of `prettyplease`.
    #[test]
    fn structs_read_as_ever() {
        let long = |length: usize| {
            let source = format!("pub struct A {{\n    pub b: Option<{}>,\n    c: D,\n}}\n", "B".repeat(length));
            prettyplease::unparse(&syn::parse_file(&source).expect("Rust"))
        };
        let lengths: Vec<String> = (60..90).map(long).collect();
        for source in [
            "#[derive(Clone, Debug, PartialEq, Default)]\n#[non_exhaustive]\npub struct A {\n    pub r#type: Option<Vec<String>>,\n    extra: Extra,\n}\n",
            "pub struct A {}\n",
            "pub struct A {\n    pub b: BTreeMap<String, (i64, Box<C>)>,\n    pub(crate) c: Option<crate::types::D>,\n    d: [u8; 4],\n}\n",
        ]
        .into_iter()
        .chain(lengths.iter().map(String::as_str))
        {
            let item: Vec<TokenTree> = tokens(source).into_iter().collect();
            assert_eq!(structure(&item).as_deref(), Some(source));
            assert_eq!(prettyplease::unparse(&syn::parse_file(source).expect("Rust")), source);
        }
    }

    #[test]
    fn other_items_are_left_alone() {
        for source in
            ["struct A { b: C, }", "pub struct A(B);", "pub struct A<B> { c: B, }", "pub enum A { B }", "impl A {}"]
        {
            let item: Vec<TokenTree> = tokens(source).into_iter().collect();
            assert_eq!(structure(&item), None, "{source}");
        }
    }
}
