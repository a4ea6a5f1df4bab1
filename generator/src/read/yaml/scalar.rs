//! Unquoted scalars (YAML 1.2.2, section 7.3.3).

use std::borrow::Cow;

use super::events::Sink;
use super::parser::Parser;
use crate::read::tree::Refusal;

impl<'t, S: Sink<'t>> Parser<'t, '_, S> {
    /// Parses one line of an unquoted scalar, without the blanks around it. The cursor is then after the text.
    pub(super) fn plain_line(&mut self, flow: bool) -> Result<&'t str, Refusal> {
        self.check_start(flow)?;
        Ok(self.plain_text(flow))
    }

    fn plain_text(&mut self, flow: bool) -> &'t str {
        let bytes = self.cursor.bytes();
        let start = self.cursor.at;
        let mut end = start;
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\n' | b'\r' => break,
                b' ' | b'\t' => {
                    at += 1;
                    if bytes.get(at) == Some(&b'#') {
                        break;
                    }
                    continue;
                }
                b':' => {
                    let next = bytes.get(at + 1);
                    let ends = matches!(next, None | Some(b' ' | b'\t' | b'\n' | b'\r'))
                        || (flow && matches!(next, Some(b',' | b'[' | b']' | b'{' | b'}')));
                    if ends {
                        break;
                    }
                }
                b',' | b'[' | b']' | b'{' | b'}' if flow => break,
                _ => {}
            }
            at += 1;
            end = at;
        }
        self.cursor.at = end;
        &self.cursor.text[start..end]
    }

    /// Refuses text that begins with an indicator of YAML.
    fn check_start(&self, flow: bool) -> Result<(), Refusal> {
        let Some(byte) = self.cursor.byte() else { return Ok(()) };
        let ends = |ahead| if flow { self.ends_plain_key(ahead) } else { self.cursor.is_blank_at(ahead) };
        let is_reserved = match byte {
            b'-' | b'?' | b':' => ends(1) && !(flow && byte == b'-'),
            b',' | b']' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' => true,
            _ => false,
        };
        if !is_reserved {
            return Ok(());
        }
        let message = format!("unquoted text cannot begin with `{}` here", char::from(byte));
        Err(self.cursor.refuse(&message, "put the text into quotes"))
    }

    /// Returns the further lines of a scalar whose first one is `text`. In a block they are indented more than `parent`; in a flow
    /// collection (`None`) they are not measured. Lines are joined by spaces, empty lines are line breaks.
    pub(super) fn plain_rest(
        &mut self,
        mut text: Cow<'t, str>,
        parent: Option<isize>,
    ) -> Result<Cow<'t, str>, Refusal> {
        loop {
            let before = self.cursor;
            self.cursor.skip_blanks();
            if !self.cursor.at_break() {
                return self.plain_end(text, parent);
            }
            let mut breaks = 0_usize;
            while self.cursor.skip_break() {
                breaks += 1;
                self.cursor.skip_blanks();
            }
            let indentation = &self.cursor.bytes()[self.cursor.line..self.cursor.at];
            let spaces = indentation.iter().take_while(|byte| **byte == b' ').count();
            let goes_on = match (self.cursor.byte(), parent) {
                (None | Some(b'#'), _) => false,
                (Some(b',' | b'[' | b']' | b'{' | b'}' | b':' | b'"' | b'\''), None) => false,
                (Some(_), None) => true,
                (Some(_), Some(parent)) => {
                    let at_marker = self.cursor.column() == 0 && self.cursor.at_end();
                    spaces as isize > parent && !at_marker
                }
            };
            if !goes_on {
                self.cursor = before;
                return Ok(text);
            }
            let line = self.plain_text(parent.is_none());
            let owned = text.to_mut();
            match breaks {
                1 => owned.push(' '),
                breaks => owned.extend(std::iter::repeat_n('\n', breaks - 1)),
            }
            owned.push_str(line);
        }
    }

    /// Ends a plain scalar. In a block nothing but a comment may follow its last line.
    fn plain_end(&self, text: Cow<'t, str>, parent: Option<isize>) -> Result<Cow<'t, str>, Refusal> {
        if parent.is_none() || self.cursor.byte() != Some(b':') {
            return Ok(text);
        }
        Err(self.cursor.refuse(
            "a `:` stands where no key can be",
            "quote text that contains `: `, or check the indentation of this line",
        ))
    }
}
