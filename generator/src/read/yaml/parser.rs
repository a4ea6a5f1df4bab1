//! The parser: a cursor and its listener.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::events::{Scalar, Style};

/// The parser: a cursor and its listener.
pub(super) struct Parser<'t, 's, S> {
    pub(super) cursor: Cursor<'t>,
    pub(super) sink: &'s mut S,
}

/// The properties before a node: an anchor and a tag.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Props<'t> {
    pub(super) anchor: Option<&'t str>,
    /// True if it is tagged as text.
    pub(super) is_text: bool,
    /// True if it is tagged as something that an unquoted scalar would be.
    pub(super) is_plain: bool,
}

impl<'t> Props<'t> {
    pub(super) fn scalar(self, text: Cow<'t, str>, style: Style) -> Scalar<'t> {
        let style = match style {
            _ if self.is_text => Style::Text,
            _ if self.is_plain => Style::Plain,
            style => style,
        };
        Scalar { text, style, anchor: self.anchor }
    }

    /// Returns these properties, completed by others.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            anchor: self.anchor.or(other.anchor),
            is_text: self.is_text || other.is_text,
            is_plain: self.is_plain || other.is_plain,
        }
    }
}

/// The text before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    Root,
    /// `key:`
    Key,
    /// `- `, or `? `
    Dash,
}
