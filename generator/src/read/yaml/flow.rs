//! Flow collections: `[…]` and `{…}` (YAML 1.2.2, section 7.4). How far their lines are indented does not matter.

use std::borrow::Cow;

use super::events::{Scalar, Sink, Style};
use super::parser::{Parser, Props};
use crate::read::tree::Refusal;

impl<'t, S: Sink<'t>> Parser<'t, '_, S> {
    /// Parses the collection that begins here.
    pub(super) fn flow_node(&mut self, props: Props<'t>, depth: usize) -> Result<(), Refusal> {
        self.check(depth)?;
        let start = self.cursor.at;
        let is_map = self.cursor.byte() == Some(b'{');
        self.cursor.advance(1);
        if is_map {
            self.sink.open_map(props.anchor, start)?;
            self.flow_map(start, depth)
        } else {
            self.sink.open_list(props.anchor, start)?;
            self.flow_list(start, depth)
        }
    }

    fn flow_list(&mut self, start: usize, depth: usize) -> Result<(), Refusal> {
        loop {
            self.cursor.skip_space();
            if self.cursor.byte() == Some(b']') {
                self.cursor.advance(1);
                return self.sink.close();
            }
            self.flow_item(depth)?;
            self.separator(b']', start)?;
        }
    }

    /// Parses an item: a node, or one `key: value` without braces.
    fn flow_item(&mut self, depth: usize) -> Result<(), Refusal> {
        let props = self.flow_props()?;
        let start = self.cursor.at;
        match self.cursor.byte() {
            Some(b'[' | b'{') => {
                self.flow_node(props, depth + 1)?;
                self.cursor.skip_space();
                if self.cursor.byte() == Some(b':') {
                    return Err(self.complex_key(start));
                }
                Ok(())
            }
            Some(b'*') => {
                let name = self.flow_alias()?;
                self.sink.alias(name, start)
            }
            _ => {
                let (scalar, is_key) = self.flow_scalar(props)?;
                if !is_key {
                    return self.sink.scalar(scalar, start);
                }
                self.check(depth + 1)?;
                self.sink.open_map(None, start)?;
                self.sink.key(scalar, start)?;
                self.cursor.advance(1);
                self.flow_value(depth + 1)?;
                self.sink.close()
            }
        }
    }

    fn flow_map(&mut self, start: usize, depth: usize) -> Result<(), Refusal> {
        loop {
            self.cursor.skip_space();
            if self.cursor.byte() == Some(b'}') {
                self.cursor.advance(1);
                return self.sink.close();
            }
            if self.cursor.at_indicator(b'?') {
                self.cursor.advance(1);
            }
            let props = self.flow_props()?;
            let at = self.cursor.at;
            let has_value = match self.cursor.byte() {
                Some(b'[' | b'{') => return Err(self.complex_key(at)),
                Some(b'*') => {
                    let name = self.flow_alias()?;
                    self.sink.key_alias(name, at)?;
                    self.cursor.skip_space();
                    self.cursor.byte() == Some(b':')
                }
                _ => {
                    let (key, has_value) = self.flow_scalar(props)?;
                    self.sink.key(key, at)?;
                    has_value
                }
            };
            if has_value {
                self.cursor.advance(1);
                self.flow_value(depth)?;
            } else {
                self.nothing()?;
            }
            self.separator(b'}', start)?;
        }
    }

    /// Parses the value after a `:`, which may be missing.
    fn flow_value(&mut self, depth: usize) -> Result<(), Refusal> {
        let props = self.flow_props()?;
        let start = self.cursor.at;
        match self.cursor.byte() {
            Some(b'[' | b'{') => self.flow_node(props, depth + 1),
            Some(b'*') => {
                let name = self.flow_alias()?;
                self.sink.alias(name, start)
            }
            Some(b',' | b'}' | b']') | None => self.sink.scalar(props.scalar(Cow::Borrowed(""), Style::Plain), start),
            _ => {
                let (scalar, is_key) = self.flow_scalar(props)?;
                if is_key {
                    return Err(self
                        .cursor
                        .refuse("a second `:` follows a value", "put a comma before the next key, or quote the text"));
                }
                self.sink.scalar(scalar, start)
            }
        }
    }

    /// Parses a scalar; returns true with it if a `:` follows, which makes it a key.
    fn flow_scalar(&mut self, props: Props<'t>) -> Result<(Scalar<'t>, bool), Refusal> {
        let (scalar, is_quoted) = match self.cursor.byte() {
            Some(b'"') => (props.scalar(self.double_quoted()?, Style::Text), true),
            Some(b'\'') => (props.scalar(self.single_quoted()?, Style::Text), true),
            Some(b':') if self.ends_plain_key(1) => (props.scalar(Cow::Borrowed(""), Style::Plain), false),
            _ => {
                let line = self.plain_line(true)?;
                let text = self.plain_rest(Cow::Borrowed(line), None)?;
                (props.scalar(text, Style::Plain), false)
            }
        };
        self.cursor.skip_space();
        let is_key = self.cursor.byte() == Some(b':') && (is_quoted || self.ends_plain_key(1));
        Ok((scalar, is_key))
    }

    /// Returns true if the byte `ahead`, which follows a `:`, lets an unquoted key end.
    pub(super) fn ends_plain_key(&self, ahead: usize) -> bool {
        self.cursor.is_blank_at(ahead) || matches!(self.cursor.peek(ahead), Some(b',' | b'[' | b']' | b'{' | b'}'))
    }

    fn flow_alias(&mut self) -> Result<&'t str, Refusal> {
        self.cursor.advance(1);
        self.cursor.name("an alias")
    }

    fn flow_props(&mut self) -> Result<Props<'t>, Refusal> {
        self.cursor.skip_space();
        let props = self.props()?;
        self.cursor.skip_space();
        Ok(props)
    }

    fn nothing(&mut self) -> Result<(), Refusal> {
        let none = Scalar { text: Cow::Borrowed(""), style: Style::Plain, anchor: None };
        self.sink.scalar(none, self.cursor.at)
    }

    /// Parses the comma before the next member; stops before the bracket that ends the collection.
    fn separator(&mut self, close: u8, start: usize) -> Result<(), Refusal> {
        self.cursor.skip_space();
        match self.cursor.byte() {
            Some(b',') => {
                self.cursor.advance(1);
                Ok(())
            }
            Some(byte) if byte == close => Ok(()),
            None => {
                let open = char::from(if close == b']' { b'[' } else { b'{' });
                Err(self.cursor.refuse_at(start, &format!("this `{open}` is never closed"), "add the closing bracket"))
            }
            Some(_) => Err(self.cursor.refuse(
                "a comma or a closing bracket is missing here",
                "check the brackets and commas before this place, and quote text that contains them",
            )),
        }
    }
}
