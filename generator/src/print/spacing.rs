//! Blank lines: between items, and between the methods of an `impl`. `prettyplease` writes none.

use proc_macro2::TokenStream;
use syn::{File, Item};

use super::{calls, comments};

/// The text of a file, with its header.
pub(super) fn source(header: &str, pieces: impl IntoIterator<Item = TokenStream>) -> syn::Result<String> {
    let mut text = String::from(header);
    let mut before = None;
    for piece in pieces {
        let mut file: File = syn::parse2(piece)?;
        let items = std::mem::take(&mut file.items);
        if !file.attrs.is_empty() {
            text.push('\n');
            push_lines(&mut text, &prettyplease::unparse(&file));
            file.attrs.clear();
        }
        for item in items {
            push_item(&mut text, &mut file, item, &mut before);
        }
    }
    Ok(text)
}

/// Adds an item, after a blank line if need be. `file` is empty before and after: it is what can be printed.
fn push_item(text: &mut String, file: &mut File, item: Item, before: &mut Option<Group>) {
    let group = Group::of(&item);
    if !before.is_some_and(|before| group.joins(before)) {
        text.push('\n');
    }
    *before = Some(group);
    if let Item::Macro(item) = &item
        && let Some(call) = calls::call(item)
    {
        text.push_str(&call);
        return;
    }
    let is_impl = matches!(item, Item::Impl(_));
    file.items.push(item);
    let item = prettyplease::unparse(file);
    file.items.clear();
    if is_impl {
        push_spaced(text, &item);
    } else {
        push_lines(text, &item);
    }
}

fn push_lines(text: &mut String, item: &str) {
    for line in item.lines() {
        comments::push_line(text, line);
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
fn push_spaced(text: &mut String, block: &str) {
    let mut after_item = false;
    for line in block.lines() {
        if after_item && line != "}" {
            text.push('\n');
        }
        let inner = line.strip_prefix("    ").filter(|inner| !inner.starts_with([' ', '/']));
        after_item = inner.is_some_and(|inner| inner.ends_with(['}', ';']));
        comments::push_line(text, line);
    }
}
