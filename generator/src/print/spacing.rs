//! Blank lines: between items, and between the methods of an `impl`. `prettyplease` writes none.

use proc_macro2::{TokenStream, TokenTree};
use syn::{File, Item};

use super::calls;
use super::comments::Taken;
use super::items::{self, Part};

/// The text of a file, with its header.
pub(super) fn source(header: &str, pieces: impl IntoIterator<Item = TokenStream>) -> syn::Result<String> {
    let mut text = String::from(header);
    let mut before = None;
    for part in pieces.into_iter().flat_map(items::parts) {
        match part {
            Part::Attributes(tokens) => {
                text.push('\n');
                let mut comments = Taken::default();
                let file = syn::parse2(comments.from(tokens))?;
                push_lines(&mut text, &prettyplease::unparse(&file), &comments);
            }
            Part::Item(tokens) => push_item(&mut text, tokens, &mut before)?,
        }
    }
    Ok(text)
}

/// Adds an item, after a blank line if need be.
fn push_item(text: &mut String, tokens: Vec<TokenTree>, before: &mut Option<Group>) -> syn::Result<()> {
    if let Some(item) = items::structure(&tokens).or_else(|| calls::call(&tokens)) {
        text.push('\n');
        text.push_str(&item);
        *before = Some(Group::Other);
        return Ok(());
    }
    let mut comments = Taken::default();
    let file: File = syn::parse2(comments.from(tokens))?;
    let group = file.items.first().map_or(Group::Other, Group::of);
    if !before.is_some_and(|before| group.joins(before)) {
        text.push('\n');
    }
    *before = Some(group);
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

/// Items of one group stand together; a blank line separates all others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    PrivateModule,
    Import,
    Export,
    Other,
}

impl Group {
    fn of(item: &Item) -> Self {
        match item {
            Item::Mod(module) if module.content.is_none() && module.attrs.is_empty() => Self::PrivateModule,
            Item::Use(import) if matches!(import.vis, syn::Visibility::Inherited) => Self::Import,
            Item::Use(_) => Self::Export,
            _ => Self::Other,
        }
    }

    fn joins(self, before: Self) -> bool {
        self == before && self != Self::Other
    }
}

/// Adds the text of an `impl`, with a blank line between its items. A line one step in that ends in `}` or `;` and is
/// no comment ends an item: strings hold no line breaks here, because tokens made from values escape them.
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
