//! Block scalars, `|` and `>` (YAML 1.2.2, section 8.1).

use super::events::Sink;
use super::parser::Parser;
use crate::read::tree::Refusal;

/// Treatment of the line breaks at the end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomp {
    Strip,
    Clip,
    Keep,
}

impl<'t, S: Sink<'t>> Parser<'t, '_, S> {
    /// Parses a block scalar, from its indicator. Its lines are indented more than `parent`.
    pub(super) fn literal(&mut self, parent: isize) -> Result<String, Refusal> {
        let folded = self.cursor.byte() == Some(b'>');
        let (chomp, given) = self.header()?;
        if self.cursor.is_done() {
            return Ok(String::new());
        }
        let least = usize::try_from(parent + 1).unwrap_or(0);
        let indent = match given {
            Some(given) => usize::try_from(parent.max(0)).unwrap_or(0) + given,
            None => self.detect(least),
        };
        let mut text = String::new();
        // Breaks not yet written: how many there are decides what they become.
        let mut breaks = 0_usize;
        let mut last_is_loose = false;
        while let Some(line) = self.literal_line(indent)? {
            if line.is_empty() {
                breaks += usize::from(self.cursor.skip_break());
                if self.cursor.is_done() {
                    break;
                }
                continue;
            }
            // Lines that begin with a blank keep their breaks.
            let is_loose = line.starts_with([' ', '\t']);
            match breaks {
                0 => {}
                1 if folded && !text.is_empty() && !is_loose && !last_is_loose => text.push(' '),
                breaks => {
                    let joins = folded && !text.is_empty() && !is_loose && !last_is_loose;
                    text.extend(std::iter::repeat_n('\n', breaks - usize::from(joins)));
                }
            }
            text.push_str(line);
            last_is_loose = is_loose;
            breaks = usize::from(self.cursor.skip_break());
            if self.cursor.is_done() {
                break;
            }
        }
        match chomp {
            Chomp::Strip => {}
            Chomp::Clip if text.is_empty() || breaks == 0 => {}
            Chomp::Clip => text.push('\n'),
            Chomp::Keep => text.extend(std::iter::repeat_n('\n', breaks)),
        }
        Ok(text)
    }

    /// Indicators after `|` or `>`, to the first line of text.
    fn header(&mut self) -> Result<(Chomp, Option<usize>), Refusal> {
        self.cursor.advance(1);
        let mut chomp = Chomp::Clip;
        let mut indent = None;
        loop {
            match self.cursor.byte() {
                Some(b'-') => chomp = Chomp::Strip,
                Some(b'+') => chomp = Chomp::Keep,
                Some(digit @ b'1'..=b'9') => indent = Some(usize::from(digit - b'0')),
                _ => break,
            }
            self.cursor.advance(1);
        }
        self.cursor.skip_blanks();
        if !self.cursor.at_break() && self.cursor.byte() != Some(b'#') {
            return Err(self.cursor.refuse(
                "the text of a block begins on the line after its `|` or `>`",
                "begin a new line, or quote text that begins with `|` or `>`",
            ));
        }
        self.cursor.skip_line();
        Ok((chomp, indent))
    }

    /// Returns the indentation of the first line that is not empty; where there is none, that of the longest empty one.
    fn detect(&self, least: usize) -> usize {
        let mut cursor = self.cursor;
        let mut longest = least;
        loop {
            while cursor.byte() == Some(b' ') {
                cursor.advance(1);
            }
            let column = cursor.column();
            cursor.skip_blanks();
            if !cursor.at_break() && column >= least {
                return column;
            }
            if !cursor.at_break() || cursor.is_done() {
                return longest;
            }
            longest = longest.max(column);
            cursor.skip_break();
        }
    }

    /// Returns the next line of text, without its indentation and break; empty for an empty line. `None`, with the cursor at the
    /// line's start, when the scalar has ended.
    fn literal_line(&mut self, indent: usize) -> Result<Option<&'t str>, Refusal> {
        let bytes = self.cursor.bytes();
        let start = self.cursor.line;
        let mut at = start;
        while at < start + indent && bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        let mut end = at;
        while !matches!(bytes.get(end), None | Some(b'\n' | b'\r')) {
            end += 1;
        }
        let line = &self.cursor.text[at..end];
        let is_short = at < start + indent;
        if is_short && !line.trim_matches([' ', '\t']).is_empty() {
            if line.starts_with('\t') && !line.trim_start().starts_with('#') {
                return Err(self.cursor.refuse_at(
                    at,
                    "a tab stands where YAML allows only spaces",
                    "indent with spaces",
                ));
            }
            return Ok(None);
        }
        if at >= bytes.len() && end == at {
            return Ok(None);
        }
        self.cursor.at = end;
        Ok(Some(if is_short { "" } else { line }))
    }
}
