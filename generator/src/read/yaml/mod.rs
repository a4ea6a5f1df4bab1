//! Parser of YAML 1.2 into a tree.
//!
//! The parsers at hand disagree on what real documents hold (a `}` in the column of its key, U+2028 in a text, a tab after a colon), and
//! tell in their own words what is wrong. This one takes what any of them takes, has the place of every node, and is linear.
//! Keys are always text; timestamps are text; tags are ignored but for those of the core schema (YAML 1.2.2, section 10.3).
//!
//! [`parse`] walks the text once and tells a [`Sink`] what it finds, without a tree of its own.

mod block;
mod build;
mod cursor;
mod events;
mod flow;
mod literal;
mod parser;
mod quoted;
mod scalar;
mod spelled;
#[cfg(test)]
mod tests;

pub(super) use self::build::tree;
use self::cursor::Cursor;
pub(super) use self::events::{Scalar, Sink};
use self::parser::{Parser, Position, Props};
pub(super) use self::spelled::spelled;
use super::tree::Refusal;

/// Tells `sink` the first document of a text.
pub(super) fn parse<'t>(text: &'t str, sink: &mut impl Sink<'t>) -> Result<(), Refusal> {
    Parser { cursor: Cursor::new(text), sink }.stream()
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
        self.value(-1, Position::Root, 0)?;
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
