//! YAML 1.2 to a tree, by a parser of our own.
//!
//! The parsers at hand disagree on what real documents hold (a `}` in the column of its key, U+2028 in a text, a tab after a colon), and
//! tell in their own words what is wrong. This one takes what any of them takes, has the place of every node, and is linear.
//! Keys are always text; timestamps are text; tags are ignored but for those of the core schema (YAML 1.2.2, section 10.3).
//!
//! [`parse`] walks the text once and tells a [`Sink`] what it finds, without a tree of its own.

mod block;
mod build;
mod cursor;
mod flow;
mod literal;
mod quoted;
mod scalar;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub(super) use self::build::{spelled, tree};
use self::cursor::Cursor;
use super::tree::Refusal;

/// How a scalar's type is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// By the core schema: an unquoted scalar.
    #[default]
    Plain,
    /// It is text: quoted, a block, or tagged so.
    Text,
}

/// A scalar.
#[derive(Debug)]
pub(super) struct Scalar<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) style: Style,
    pub(super) anchor: Option<&'t str>,
}

/// What listens to the parser. `at` is a byte offset.
pub(super) trait Sink<'t> {
    /// A scalar value.
    fn scalar(&mut self, scalar: Scalar<'t>, at: usize) -> Result<(), Refusal>;
    /// `*name` as a value.
    fn alias(&mut self, name: &'t str, at: usize) -> Result<(), Refusal>;
    /// A list begins.
    fn open_list(&mut self, anchor: Option<&'t str>, at: usize) -> Result<(), Refusal>;
    /// A mapping begins.
    fn open_map(&mut self, anchor: Option<&'t str>, at: usize) -> Result<(), Refusal>;
    /// A key of the innermost mapping; its value comes next.
    fn key(&mut self, key: Scalar<'t>, at: usize) -> Result<(), Refusal>;
    /// `*name` as a key.
    fn key_alias(&mut self, name: &'t str, at: usize) -> Result<(), Refusal>;
    /// The innermost list or mapping ends.
    fn close(&mut self) -> Result<(), Refusal>;
    /// A further document begins, which is not read.
    fn second_document(&mut self);
}

/// Tells `sink` the first document of a text.
pub(super) fn parse<'t>(text: &'t str, sink: &mut impl Sink<'t>) -> Result<(), Refusal> {
    Parser { cursor: Cursor::new(text), sink }.stream()
}

/// The parser: a cursor and its listener.
struct Parser<'t, 's, S> {
    cursor: Cursor<'t>,
    sink: &'s mut S,
}

/// What may stand before a node.
#[derive(Clone, Copy, Debug, Default)]
struct Props<'t> {
    anchor: Option<&'t str>,
    /// Tagged as text.
    is_text: bool,
    /// Tagged as something that an unquoted scalar would be.
    is_plain: bool,
}

impl<'t> Props<'t> {
    fn scalar(self, text: Cow<'t, str>, style: Style) -> Scalar<'t> {
        let style = match style {
            _ if self.is_text => Style::Text,
            _ if self.is_plain => Style::Plain,
            style => style,
        };
        Scalar { text, style, anchor: self.anchor }
    }

    /// These, with what they do not say from others.
    fn or(self, other: Self) -> Self {
        Self {
            anchor: self.anchor.or(other.anchor),
            is_text: self.is_text || other.is_text,
            is_plain: self.is_plain || other.is_plain,
        }
    }
}

impl<'t, S: Sink<'t>> Parser<'t, '_, S> {
    fn stream(mut self) -> Result<(), Refusal> {
        self.cursor.skip_to_content()?;
        while self.cursor.column() == 0 && self.cursor.byte() == Some(b'%') {
            self.cursor.skip_line();
            self.cursor.skip_to_content()?;
        }
        if self.cursor.at_document_start() {
            self.cursor.advance(3);
        }
        self.value(-1, block::Position::Root, 0)?;
        loop {
            self.cursor.skip_to_content()?;
            if self.cursor.is_done() {
                return Ok(());
            }
            if self.cursor.at_document_end() {
                self.cursor.advance(3);
                continue;
            }
            if self.cursor.at_document_start() {
                self.cursor.advance(3);
                self.cursor.skip_to_content()?;
                if !self.cursor.is_done() {
                    self.sink.second_document();
                }
                return Ok(());
            }
            return Err(self.cursor.refuse(
                "this does not belong to what stands above it",
                "check the indentation of this line and of those above it",
            ));
        }
    }

    /// Anchors and tags before a node, on one line.
    fn props(&mut self) -> Result<Props<'t>, Refusal> {
        let mut props = Props::default();
        loop {
            match self.cursor.byte() {
                Some(b'&') => {
                    self.cursor.advance(1);
                    props.anchor = Some(self.cursor.name("an anchor")?);
                }
                Some(b'!') => match self.cursor.tag() {
                    "!" | "!!str" | "!!binary" | "!!timestamp" | "!<tag:yaml.org,2002:str>" => props.is_text = true,
                    "!!int" | "!!float" | "!!bool" | "!!null" => props.is_plain = true,
                    _ => {}
                },
                _ => return Ok(props),
            }
            self.cursor.skip_blanks();
        }
    }
}
