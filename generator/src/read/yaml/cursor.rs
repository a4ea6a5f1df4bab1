//! A place in a YAML text, and the steps every part of the parser takes.

use crate::read::position::line_and_column;
use crate::read::tree::Refusal;

/// A place in the text.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// Start of the line.
    pub(super) line: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 0 }
    }

    pub(super) fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    /// Returns the byte here.
    pub(super) fn byte(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    /// Returns the byte `ahead` of here.
    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes().get(self.at + ahead).copied()
    }

    /// Returns the bytes since the line began: indentation is spaces, so it counts them.
    pub(super) fn column(&self) -> usize {
        self.at - self.line
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Spaces and tabs.
    pub(super) fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    /// Returns true at the end of the line or text.
    pub(super) fn at_break(&self) -> bool {
        matches!(self.byte(), None | Some(b'\n' | b'\r'))
    }

    /// Passes one line break, if there is one.
    pub(super) fn skip_break(&mut self) -> bool {
        match self.byte() {
            Some(b'\r') if self.peek(1) == Some(b'\n') => self.at += 2,
            Some(b'\n' | b'\r') => self.at += 1,
            _ => return false,
        }
        self.line = self.at;
        true
    }

    /// Skips the rest of the line, and its break.
    pub(super) fn skip_line(&mut self) {
        while !self.at_break() {
            self.at += 1;
        }
        self.skip_break();
    }

    /// Blanks, comments and line breaks, to the next token of a block. A tab must not be part of its indentation.
    pub(super) fn skip_to_content(&mut self) -> Result<(), Refusal> {
        loop {
            let mut tab = None;
            let is_indentation = self.bytes()[self.line..self.at].iter().all(|byte| *byte == b' ');
            while let Some(byte @ (b' ' | b'\t')) = self.byte() {
                if byte == b'\t' && is_indentation {
                    tab.get_or_insert(self.at);
                }
                self.at += 1;
            }
            match (self.byte(), tab) {
                (Some(b'#'), _) => self.skip_line(),
                (Some(b'\n' | b'\r'), _) => {
                    self.skip_break();
                }
                (None, _) | (Some(_), None) => return Ok(()),
                (Some(_), Some(tab)) => {
                    return Err(self.refuse_at(
                        tab,
                        "a tab stands where YAML allows only spaces",
                        "indent with spaces",
                    ));
                }
            }
        }
    }

    /// Blanks, comments and line breaks between the tokens of a `[…]` or `{…}`.
    pub(super) fn skip_space(&mut self) {
        loop {
            match self.byte() {
                Some(b' ' | b'\t') => self.at += 1,
                Some(b'\n' | b'\r') => {
                    self.skip_break();
                }
                Some(b'#') => self.skip_line(),
                _ => return,
            }
        }
    }

    /// Returns true if the byte `ahead` ends a token: a blank, a break or the end.
    pub(super) fn is_blank_at(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
    }

    /// Returns true at a one-byte indicator that a blank follows: `- `, `? `, `: `.
    pub(super) fn at_indicator(&self, indicator: u8) -> bool {
        self.byte() == Some(indicator) && self.is_blank_at(1)
    }

    pub(super) fn at_document_start(&self) -> bool {
        self.at_marker(b"---")
    }

    pub(super) fn at_document_end(&self) -> bool {
        self.at_marker(b"...")
    }

    /// Returns true at either document marker, or at the end.
    pub(super) fn at_end(&self) -> bool {
        self.is_done() || self.at_document_start() || self.at_document_end()
    }

    fn at_marker(&self, marker: &[u8]) -> bool {
        self.column() == 0 && self.bytes()[self.at..].starts_with(marker) && self.is_blank_at(3)
    }

    /// Parses the name of an anchor or alias.
    pub(super) fn name(&mut self, what: &str) -> Result<&'t str, Refusal> {
        let start = self.at;
        while let Some(byte) = self.byte()
            && !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}')
            && !(byte == b':' && self.is_blank_at(1))
        {
            self.at += 1;
        }
        if self.at == start {
            let message = format!("a name must follow: this begins {what}");
            return Err(self.refuse_at(start - 1, &message, "quote text that begins with `*` or `&`"));
        }
        Ok(&self.text[start..self.at])
    }

    /// Parses a tag, as written.
    pub(super) fn tag(&mut self) -> &'t str {
        let start = self.at;
        let verbatim = self.peek(1) == Some(b'<');
        while let Some(byte) = self.byte() {
            let ends = matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
                || (!verbatim && matches!(byte, b',' | b'[' | b']' | b'{' | b'}'));
            if ends {
                break;
            }
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    /// Returns a refusal here.
    pub(super) fn refuse(&self, message: &str, hint: &str) -> Refusal {
        self.refuse_at(self.at, message, hint)
    }

    /// Returns a refusal at an offset.
    pub(super) fn refuse_at(&self, at: usize, message: &str, hint: &str) -> Refusal {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        Refusal::new(Some(line_and_column(self.text, at)), message, hint)
    }
}
