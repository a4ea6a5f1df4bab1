//! Quoted scalars (YAML 1.2.2, sections 7.3.1 and 7.3.2).

use std::borrow::Cow;

use super::events::Sink;
use super::parser::Parser;
use crate::read::tree::Refusal;

impl<'t, S: Sink<'t>> Parser<'t, '_, S> {
    /// Parses a '…' text, from its first quote.
    pub(super) fn single_quoted(&mut self) -> Result<Cow<'t, str>, Refusal> {
        let open = self.cursor.at;
        self.cursor.advance(1);
        let start = self.cursor.at;
        let mut text: Option<String> = None;
        let mut run = start;
        loop {
            match self.cursor.byte() {
                None => return Err(self.unclosed(open)),
                Some(b'\'') if self.cursor.peek(1) == Some(b'\'') => {
                    text.get_or_insert_default().push_str(&self.cursor.text[run..=self.cursor.at]);
                    self.cursor.advance(2);
                    run = self.cursor.at;
                }
                Some(b'\'') => {
                    let last = &self.cursor.text[run..self.cursor.at];
                    self.cursor.advance(1);
                    return Ok(finish(text, last));
                }
                Some(b'\n' | b'\r') => {
                    let line = &self.cursor.text[run..self.cursor.at];
                    let text = text.get_or_insert_default();
                    text.push_str(line.trim_end_matches([' ', '\t']));
                    self.fold(text, open)?;
                    run = self.cursor.at;
                }
                Some(_) => self.cursor.advance(1),
            }
        }
    }

    /// Parses a "…" text, from its first quote.
    pub(super) fn double_quoted(&mut self) -> Result<Cow<'t, str>, Refusal> {
        let open = self.cursor.at;
        self.cursor.advance(1);
        let mut text: Option<String> = None;
        let mut run = self.cursor.at;
        loop {
            match self.cursor.byte() {
                None => return Err(self.unclosed(open)),
                Some(b'"') => {
                    let last = &self.cursor.text[run..self.cursor.at];
                    self.cursor.advance(1);
                    return Ok(finish(text, last));
                }
                Some(b'\\') => {
                    let text = text.get_or_insert_default();
                    text.push_str(&self.cursor.text[run..self.cursor.at]);
                    self.escape(text, open)?;
                    run = self.cursor.at;
                }
                Some(b'\n' | b'\r') => {
                    let line = &self.cursor.text[run..self.cursor.at];
                    let text = text.get_or_insert_default();
                    text.push_str(line.trim_end_matches([' ', '\t']));
                    self.fold(text, open)?;
                    run = self.cursor.at;
                }
                Some(_) => self.cursor.advance(1),
            }
        }
    }

    /// Folds line breaks inside quotes: one is a space, more are one less.
    fn fold(&mut self, text: &mut String, open: usize) -> Result<(), Refusal> {
        match self.breaks(open)? {
            1 => text.push(' '),
            breaks => text.extend(std::iter::repeat_n('\n', breaks - 1)),
        }
        Ok(())
    }

    /// Joins lines at an escaped line break: without a space, and each empty line after it is a break.
    fn join(&mut self, text: &mut String, open: usize) -> Result<(), Refusal> {
        let breaks = self.breaks(open)?;
        text.extend(std::iter::repeat_n('\n', breaks - 1));
        Ok(())
    }

    /// Skips line breaks and the blanks around them, and counts them: one or more, since the cursor is at one.
    fn breaks(&mut self, open: usize) -> Result<usize, Refusal> {
        let mut breaks = 0_usize;
        while self.cursor.skip_break() {
            breaks += 1;
            if self.cursor.column() == 0 && !self.cursor.is_done() && self.cursor.at_end() {
                return Err(self.unclosed(open));
            }
            self.cursor.skip_blanks();
        }
        Ok(breaks.max(1))
    }

    /// Parses a backslash escape.
    fn escape(&mut self, text: &mut String, open: usize) -> Result<(), Refusal> {
        let start = self.cursor.at;
        self.cursor.advance(1);
        let escaped = match self.cursor.byte() {
            Some(b'0') => '\0',
            Some(b'a') => '\u{7}',
            Some(b'b') => '\u{8}',
            Some(b't' | b'\t') => '\t',
            Some(b'n') => '\n',
            Some(b'v') => '\u{B}',
            Some(b'f') => '\u{C}',
            Some(b'r') => '\r',
            Some(b'e') => '\u{1B}',
            Some(byte @ (b' ' | b'"' | b'/' | b'\\')) => char::from(byte),
            Some(b'N') => '\u{85}',
            Some(b'_') => '\u{A0}',
            Some(b'L') => '\u{2028}',
            Some(b'P') => '\u{2029}',
            Some(b'x') => return self.code_point(text, start, 2),
            Some(b'u') => return self.code_point(text, start, 4),
            Some(b'U') => return self.code_point(text, start, 8),
            Some(b'\n' | b'\r') => return self.join(text, open),
            _ => return Err(self.bad_escape(start)),
        };
        text.push(escaped);
        self.cursor.advance(1);
        Ok(())
    }

    fn code_point(&mut self, text: &mut String, start: usize, digits: usize) -> Result<(), Refusal> {
        let code = self.hex(start, digits)?;
        // JSON writes characters beyond 16 bits as two escapes.
        if (0xD800..0xDC00).contains(&code) && self.cursor.byte() == Some(b'\\') && self.cursor.peek(1) == Some(b'u') {
            self.cursor.advance(1);
            let low = self.hex(start, 4)?;
            if (0xDC00..0xE000).contains(&low) {
                let code = 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00);
                text.extend(char::from_u32(code));
                return Ok(());
            }
        }
        text.push(char::from_u32(code).ok_or_else(|| self.bad_escape(start))?);
        Ok(())
    }

    /// Parses the digits after `\x`, `\u` or `\U`.
    fn hex(&mut self, start: usize, digits: usize) -> Result<u32, Refusal> {
        self.cursor.advance(1);
        let end = self.cursor.at + digits;
        let text =
            self.cursor.text.get(self.cursor.at..end).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = text.and_then(|text| u32::from_str_radix(text, 16).ok()).ok_or_else(|| self.bad_escape(start))?;
        self.cursor.at = end;
        Ok(code)
    }

    fn bad_escape(&self, at: usize) -> Refusal {
        self.cursor.refuse_at(
            at,
            "this escape means nothing in a \"…\" text",
            "write a backslash as `\\\\`, or use single quotes, where it stands for itself",
        )
    }

    fn unclosed(&self, open: usize) -> Refusal {
        self.cursor.refuse_at(
            open,
            "the quote that opens here is never closed",
            "close it; inside '…' write a quote twice, inside \"…\" with a backslash",
        )
    }
}

fn finish<'t>(text: Option<String>, last: &'t str) -> Cow<'t, str> {
    match text {
        None => Cow::Borrowed(last),
        Some(mut text) => {
            text.push_str(last);
            Cow::Owned(text)
        }
    }
}
