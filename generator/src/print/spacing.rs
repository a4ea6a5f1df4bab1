//! Blank lines: between items, and between the methods of an `impl`. `prettyplease` writes none.

use proc_macro2::{TokenStream, TokenTree};
use syn::{File, Item};

use super::blocks;
use super::calls;
use super::comments::Taken;
use super::group::Group;
use super::items::{self, Part};
use super::memory::Texts;

/// Returns the text of a file, with its header.
pub(super) fn source(
    header: &str,
    pieces: impl IntoIterator<Item = TokenStream>,
    texts: &mut Texts<'_>,
) -> syn::Result<String> {
    let mut text = String::from(header);
    let mut before = None;
    for piece in pieces {
        texts.push(&mut text, &mut before, piece, push_items)?;
    }
    Ok(text)
}

/// Adds some items.
fn push_items(piece: TokenStream, text: &mut String, before: &mut Option<Group>) -> syn::Result<()> {
    for part in items::parts(piece) {
        match part {
            Part::Attributes(tokens) => {
                text.push('\n');
                let mut comments = Taken::default();
                let file = syn::parse2(comments.from(tokens))?;
                push_lines(text, &prettyplease::unparse(&file), &comments);
            }
            Part::Item(tokens) => push_item(text, tokens, before)?,
        }
    }
    Ok(())
}

/// Prints items of one kind without `syn` and `prettyplease`.
type Quick = fn(&[TokenTree]) -> Option<String>;

/// Adds an item, after a blank line if need be.
fn push_item(text: &mut String, tokens: Vec<TokenTree>, before: &mut Option<Group>) -> syn::Result<()> {
    let group = Group::of(&tokens);
    if !before.is_some_and(|before| group.joins(before)) {
        text.push('\n');
    }
    *before = Some(group);
    let quick: [Quick; 5] = [items::structure, calls::call, blocks::implementation, blocks::constant, blocks::line];
    if let Some(item) = quick.iter().find_map(|print| print(&tokens)) {
        text.push_str(&item);
        return Ok(());
    }
    let mut comments = Taken::default();
    let file: File = syn::parse2(comments.from(tokens))?;
    let printed = prettyplease::unparse(&file);
    match file.items.as_slice() {
        [Item::Impl(_)] => push_spaced(text, &printed, &comments),
        _ => push_lines(text, &printed, &comments),
    }
    Ok(())
}

fn push_lines(text: &mut String, item: &str, comments: &Taken) {
    for line in item.lines() {
        comments.push_line(text, line);
    }
}

/// Adds the text of an `impl`, with blank lines between its items. A line at the first indentation that ends in `}` or `;` and is not a comment ends an item:
/// strings contain no line breaks here, because tokens made from values escape them.
fn push_spaced(text: &mut String, block: &str, comments: &Taken) {
    let mut after_item = false;
    for line in block.lines() {
        if after_item && line != "}" {
            text.push('\n');
        }
        let inner = line.strip_prefix("    ").filter(|inner| !inner.starts_with([' ', '/']));
        after_item = inner.is_some_and(|inner| inner.ends_with(['}', ';']));
        comments.push_line(text, line);
    }
}
