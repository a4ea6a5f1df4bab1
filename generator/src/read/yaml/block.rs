//! Blocks: structure by indentation (YAML 1.2.2, chapter 8).

use std::borrow::Cow;

use super::events::{Scalar, Sink, Style};
use super::parser::{Parser, Position, Props};
use crate::read::tree::{MAX_DEPTH, Refusal};

/// A node that may be a key.
enum Token<'t> {
    Scalar(Cow<'t, str>, Style),
    Alias(&'t str),
}

impl<'t, S: Sink<'t>> Parser<'t, '_, S> {
    /// Parses the value after a key, a dash, or at the root; `parent` is the column of its parent.
    pub(super) fn value(&mut self, parent: isize, position: Position, depth: usize) -> Result<(), Refusal> {
        self.check(depth)?;
        self.cursor.skip_blanks();
        let start = self.cursor;
        let props = self.props()?;
        let at_comment = self.cursor.byte() == Some(b'#');
        if !self.cursor.at_break() && !at_comment {
            // On the same line, what stands before the first key belongs to the key.
            self.cursor = start;
            return self.node(Props::default(), parent, position != Position::Key, depth);
        }
        self.below(props, parent, position, depth)
    }

    /// Parses the value on the lines below, or none.
    fn below(&mut self, props: Props<'t>, parent: isize, position: Position, depth: usize) -> Result<(), Refusal> {
        self.check(depth)?;
        let start = self.cursor.at;
        self.cursor.skip_to_content()?;
        let column = self.cursor.column() as isize;
        let is_list_of_key = position == Position::Key && column == parent && self.cursor.at_indicator(b'-');
        if self.cursor.at_end() || (column <= parent && !is_list_of_key) {
            return self.sink.scalar(props.scalar(Cow::Borrowed(""), Style::Plain), start);
        }
        self.node(props, parent, true, depth)
    }

    /// Parses a node that begins here. `blocks`: a mapping or list may begin on this line.
    fn node(&mut self, outer: Props<'t>, parent: isize, blocks: bool, depth: usize) -> Result<(), Refusal> {
        let column = self.cursor.column();
        let start = self.cursor.at;
        let own = self.props()?;
        if self.cursor.at_break() || self.cursor.byte() == Some(b'#') {
            return self.below(own.or(outer), parent, Position::Dash, depth + 1);
        }
        let all = own.or(outer);
        match self.cursor.byte() {
            Some(b'-') if self.cursor.at_indicator(b'-') => {
                if !blocks {
                    return Err(self
                        .cursor
                        .refuse("a list cannot begin on the line of its key", "begin it on the next line"));
                }
                self.list(all, column, depth)
            }
            Some(b'|' | b'>') => {
                let text = self.literal(parent)?;
                self.sink.scalar(all.scalar(Cow::Owned(text), Style::Text), start)
            }
            Some(b'[' | b'{') => {
                self.flow_node(all, depth)?;
                self.cursor.skip_blanks();
                if self.cursor.at_indicator(b':') {
                    return Err(self.complex_key(start));
                }
                self.end_of_line()
            }
            Some(b'?') if blocks && self.cursor.at_indicator(b'?') => self.map(outer, column, None, depth),
            Some(b':') if blocks && self.cursor.at_indicator(b':') => {
                let key = own.scalar(Cow::Borrowed(""), Style::Plain);
                self.map(outer, column, Some((Token::Scalar(key.text, key.style), own, start)), depth)
            }
            _ => self.scalar_or_map(outer, own, parent, column, blocks, depth),
        }
    }

    fn scalar_or_map(
        &mut self,
        outer: Props<'t>,
        own: Props<'t>,
        parent: isize,
        column: usize,
        blocks: bool,
        depth: usize,
    ) -> Result<(), Refusal> {
        let start = self.cursor.at;
        let line = self.cursor.line;
        let token = self.token()?;
        let after = self.cursor;
        self.cursor.skip_blanks();
        if self.cursor.at_indicator(b':') && self.cursor.line == line {
            if !blocks {
                return Err(self.cursor.refuse(
                    "a `:` stands where no key can be",
                    "quote text that contains `: `, or check the indentation",
                ));
            }
            return self.map(outer, column, Some((token, own, start)), depth);
        }
        let all = own.or(outer);
        match token {
            Token::Alias(name) => {
                self.sink.alias(name, start)?;
                self.end_of_line()
            }
            Token::Scalar(text, Style::Text) => {
                self.sink.scalar(all.scalar(text, Style::Text), start)?;
                self.end_of_line()
            }
            Token::Scalar(text, Style::Plain) => {
                self.cursor = after;
                let text = self.plain_rest(text, Some(parent))?;
                self.sink.scalar(all.scalar(text, Style::Plain), start)
            }
        }
    }

    /// Parses one quoted scalar, alias, or line of an unquoted scalar.
    fn token(&mut self) -> Result<Token<'t>, Refusal> {
        match self.cursor.byte() {
            Some(b'"') => Ok(Token::Scalar(self.double_quoted()?, Style::Text)),
            Some(b'\'') => Ok(Token::Scalar(self.single_quoted()?, Style::Text)),
            Some(b'*') => {
                self.cursor.advance(1);
                Ok(Token::Alias(self.cursor.name("an alias")?))
            }
            _ => Ok(Token::Scalar(Cow::Borrowed(self.plain_line(false)?), Style::Plain)),
        }
    }

    /// Parses a mapping with its keys in `column`; the first one may have been read already.
    fn map(
        &mut self,
        props: Props<'t>,
        column: usize,
        mut first: Option<(Token<'t>, Props<'t>, usize)>,
        depth: usize,
    ) -> Result<(), Refusal> {
        let start = first.as_ref().map_or(self.cursor.at, |(.., at)| *at);
        self.sink.open_map(props.anchor, start)?;
        loop {
            match first.take() {
                Some((token, props, at)) => self.key(token, props, at)?,
                None if self.cursor.at_indicator(b'?') => {
                    self.explicit_key(column, depth)?;
                    if self.next_in(column)? {
                        continue;
                    }
                    return self.sink.close();
                }
                None => self.next_key()?,
            }
            self.cursor.skip_blanks();
            // The caller saw the colon, or `next_key` did.
            self.cursor.advance(1);
            self.value(column as isize, Position::Key, depth + 1)?;
            if !self.next_in(column)? {
                return self.sink.close();
            }
        }
    }

    fn key(&mut self, token: Token<'t>, props: Props<'t>, at: usize) -> Result<(), Refusal> {
        match token {
            Token::Scalar(text, style) => self.sink.key(props.scalar(text, style), at),
            Token::Alias(name) => self.sink.key_alias(name, at),
        }
    }

    /// Parses a further key, up to its colon.
    fn next_key(&mut self) -> Result<(), Refusal> {
        let start = self.cursor.at;
        let line = self.cursor.line;
        let props = self.props()?;
        let token = match self.cursor.byte() {
            Some(b'[' | b'{') => return Err(self.complex_key(start)),
            Some(b'-') if self.cursor.at_indicator(b'-') => {
                return Err(self.cursor.refuse(
                    "a list item stands among the keys of a mapping",
                    "indent it below its key, or write it as `key: value`",
                ));
            }
            Some(b':') if self.cursor.at_indicator(b':') => Token::Scalar(Cow::Borrowed(""), Style::Plain),
            _ => self.token()?,
        };
        self.cursor.skip_blanks();
        if !self.cursor.at_indicator(b':') || self.cursor.line != line {
            return Err(self.cursor.refuse_at(
                start,
                "a key is not followed by `:` and a space",
                "check the indentation, and quote text that goes over several lines",
            ));
        }
        self.key(token, props, start)
    }

    /// Parses `? key`, and `: value` on a line of its own.
    fn explicit_key(&mut self, column: usize, depth: usize) -> Result<(), Refusal> {
        self.check(depth)?;
        let start = self.cursor.at;
        self.cursor.advance(1);
        self.cursor.skip_blanks();
        let props = self.props()?;
        let scalar = match self.cursor.byte() {
            Some(b'[' | b'{') => return Err(self.complex_key(start)),
            Some(b'|' | b'>') => props.scalar(Cow::Owned(self.literal(column as isize)?), Style::Text),
            _ if self.cursor.at_break() => props.scalar(Cow::Borrowed(""), Style::Plain),
            _ => match self.token()? {
                Token::Alias(_) => return Err(self.complex_key(start)),
                Token::Scalar(text, Style::Plain) => {
                    let text = self.plain_rest(text, Some(column as isize))?;
                    props.scalar(text, Style::Plain)
                }
                Token::Scalar(text, style) => props.scalar(text, style),
            },
        };
        self.sink.key(scalar, start)?;
        self.cursor.skip_to_content()?;
        if !self.cursor.at_end() && self.cursor.column() == column && self.cursor.at_indicator(b':') {
            self.cursor.advance(1);
            return self.value(column as isize, Position::Dash, depth + 1);
        }
        let none = Scalar { text: Cow::Borrowed(""), style: Style::Plain, anchor: None };
        self.sink.scalar(none, self.cursor.at)
    }

    /// Parses a list with its dashes in `column`.
    fn list(&mut self, props: Props<'t>, column: usize, depth: usize) -> Result<(), Refusal> {
        self.sink.open_list(props.anchor, self.cursor.at)?;
        loop {
            self.cursor.advance(1);
            self.value(column as isize, Position::Dash, depth + 1)?;
            self.cursor.skip_to_content()?;
            let goes_on = !self.cursor.at_end() && self.cursor.column() == column && self.cursor.at_indicator(b'-');
            if !goes_on {
                self.check_dedent(column)?;
                return self.sink.close();
            }
        }
    }

    /// Moves to the next key of a mapping in `column`; false when the mapping has ended.
    fn next_in(&mut self, column: usize) -> Result<bool, Refusal> {
        self.cursor.skip_to_content()?;
        self.check_dedent(column)?;
        Ok(!self.cursor.at_end() && self.cursor.column() == column)
    }

    fn check_dedent(&self, column: usize) -> Result<(), Refusal> {
        if !self.cursor.at_end() && self.cursor.column() > column {
            return Err(self.cursor.refuse(
                "the indentation does not fit the lines around it",
                "indent the members of one mapping or list alike",
            ));
        }
        Ok(())
    }

    fn end_of_line(&mut self) -> Result<(), Refusal> {
        self.cursor.skip_blanks();
        if self.cursor.at_break() || self.cursor.byte() == Some(b'#') {
            return Ok(());
        }
        Err(self.cursor.refuse(
            "something follows a value that has already ended",
            "put the whole text into quotes, and write a quote inside it twice, or with a backslash in \"…\"",
        ))
    }

    pub(super) fn complex_key(&self, at: usize) -> Refusal {
        self.cursor.refuse_at(
            at,
            "a mapping or a list stands where a key is expected",
            "quote text that begins with `{` or `[`, such as a template's `{{name}}`",
        )
    }

    /// Refuses deep nesting before the stack overflows.
    pub(super) fn check(&self, depth: usize) -> Result<(), Refusal> {
        if depth <= MAX_DEPTH { Ok(()) } else { Err(super::super::tree::too_deep(self.cursor.text, self.cursor.at)) }
    }
}
