//! Groups of items, which decide on blank lines between them.

use proc_macro2::TokenTree;

use super::items;

/// Groups of items: those of one group follow each other; a blank line separates all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    PrivateModule,
    Import,
    Export,
    Other,
}

impl Group {
    /// Returns the group of an item.
    pub(super) fn of(item: &[TokenTree]) -> Self {
        let is_word =
            |token: Option<&TokenTree>, word: &str| matches!(token, Some(TokenTree::Ident(ident)) if ident == word);
        let bare = items::after_attributes(item);
        let is_public = is_word(bare.first(), "pub");
        let unmarked = match bare {
            [_, TokenTree::Group(_), rest @ ..] | [_, rest @ ..] if is_public => rest,
            _ => bare,
        };
        let ends = matches!(item.last(), Some(TokenTree::Punct(_)));
        match unmarked.first() {
            first if is_word(first, "use") => {
                if is_public {
                    Self::Export
                } else {
                    Self::Import
                }
            }
            first if is_word(first, "mod") && ends && bare.len() == item.len() => Self::PrivateModule,
            _ => Self::Other,
        }
    }

    /// Returns true if there is no blank line between an item of the other group and one of this.
    pub(super) fn joins(self, before: Self) -> bool {
        self == before && self != Self::Other
    }
}
