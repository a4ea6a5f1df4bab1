//! Parser of JSON text into a flat tree, in one pass and without recursion (RFC 8259).

use crate::json::stop::{Stop, Why};
use crate::json::tree::{Entry, Kind, MAX_DEPTH, Owned, Span, Tree};
use crate::json::{number, scan};

/// Parses a text into a tree. `keep_spans` keeps the spans of strings with escapes as well.
pub(crate) fn parse(text: &str, keep_spans: bool) -> Result<Tree<'_>, Stop> {
    if u32::try_from(text.len()).is_err() {
        return Err(Stop { at: 0, why: Why::Size });
    }
    let entries = Vec::with_capacity(text.len() / 24 + 4);
    let tree = Tree { text, own: String::new(), entries, odd: None };
    let mut parser = Parser { bytes: text.as_bytes(), at: 0, tree, open: 0, top: Top::ROOT, keep_spans, lone: None };
    parser.document()?;
    Ok(parser.tree)
}

/// The container being filled.
#[derive(Clone, Copy)]
struct Top {
    /// Its entry.
    index: u32,
    /// Its children so far.
    count: u32,
    /// True for an object, false for an array.
    object: bool,
}

impl Top {
    /// Nothing: the document itself.
    const ROOT: Self = Self { index: 0, count: 0, object: false };
}

/// A key, and whether it had to be unescaped.
#[derive(Clone, Copy, Default)]
struct Key {
    span: Span,
    owned: bool,
}

struct Parser<'s> {
    bytes: &'s [u8],
    at: usize,
    tree: Tree<'s>,
    /// Number of open containers. Until one is closed, its extent holds the state of the one around it.
    open: usize,
    top: Top,
    keep_spans: bool,
    /// Position of half a surrogate pair in the string just read.
    lone: Option<Stop>,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        let mut key = Key::default();
        loop {
            // A value starts here.
            let opened = match self.peek()? {
                b'"' => self.text(key)?,
                b'{' => self.container(key, true)?,
                b'[' => self.container(key, false)?,
                b't' => self.word("true", Kind::True, key)?,
                b'f' => self.word("false", Kind::False, key)?,
                b'n' => self.word("null", Kind::Null, key)?,
                b'-' | b'0'..=b'9' => self.number(key)?,
                _ => return Err(self.expected("a value")),
            };
            if opened {
                key = if self.top.object { self.key()? } else { Key::default() };
                continue;
            }
            if self.after_value()? {
                return Ok(());
            }
            key = if self.top.object { self.key()? } else { Key::default() };
        }
    }

    /// Closes what ends here; true at the end of the document, false before another child.
    fn after_value(&mut self) -> Result<bool, Stop> {
        loop {
            if self.open == 0 {
                self.space();
                return if self.at == self.bytes.len() { Ok(true) } else { Err(self.expected("the end of the text")) };
            }
            self.top.count += 1;
            match (self.peek()?, self.top.object) {
                (b',', _) => {
                    self.at += 1;
                    return Ok(false);
                }
                (b'}', true) | (b']', false) => {
                    self.at += 1;
                    self.close();
                }
                (_, true) => return Err(self.expected("`,` or `}`")),
                (_, false) => return Err(self.expected("`,` or `]`")),
            }
        }
    }

    /// Opens a container; false when it is empty and already closed.
    fn container(&mut self, key: Key, object: bool) -> Result<bool, Stop> {
        if self.open + 1 >= MAX_DEPTH {
            return Err(Stop { at: self.at, why: Why::Depth });
        }
        self.at += 1;
        let index = self.tree.entries.len() as u32;
        let kind = if object { Kind::Object } else { Kind::Array };
        self.push(key, Span { start: 0, len: index + 1 }, kind, false);
        if self.peek()? == if object { b'}' } else { b']' } {
            self.at += 1;
            return Ok(false);
        }
        let around = Span { start: self.top.count, len: self.top.index };
        self.extend(index, around);
        self.open += 1;
        self.top = Top { index, count: 0, object };
        Ok(true)
    }

    fn close(&mut self) {
        let end = self.tree.entries.len() as u32;
        let around = self.extend(self.top.index, Span { start: self.top.count, len: end });
        self.open -= 1;
        let object = self.tree.entries.get(around.len as usize).is_some_and(|entry| entry.kind == Kind::Object);
        self.top = Top { index: around.len, count: around.start, object };
    }

    /// Sets the extent of a container and returns the former one.
    fn extend(&mut self, index: u32, extent: Span) -> Span {
        self.tree.entries.get_mut(index as usize).map_or(extent, |entry| std::mem::replace(&mut entry.body, extent))
    }

    /// Parses a key and its colon.
    fn key(&mut self) -> Result<Key, Stop> {
        if self.peek()? != b'"' {
            return Err(self.expected("a key in quotes"));
        }
        let (span, owned) = self.string()?;
        if let Some(stop) = self.lone.take() {
            self.tree.odd.get_or_insert_default().stop.get_or_insert(stop);
        }
        if self.peek()? != b':' {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(Key { span, owned })
    }

    fn text(&mut self, key: Key) -> Result<bool, Stop> {
        let start = self.at;
        let (span, owned) = self.string()?;
        if owned && (self.keep_spans || self.lone.is_some()) {
            let stop = self.lone.take();
            self.keep_odd(start, stop);
        }
        self.push(key, span, Kind::Text, owned);
        Ok(false)
    }

    /// Keeps the span of the next entry's text, and the error with which strict decoding refuses it.
    #[cold]
    fn keep_odd(&mut self, start: usize, stop: Option<Stop>) {
        let index = self.tree.entries.len() as u32;
        let odd = self.tree.odd.get_or_insert_default();
        odd.texts.push((index, Span { start: start as u32, len: (self.at - start) as u32 }));
        odd.stop = odd.stop.or(stop);
    }

    /// A string from its opening quote; true when it had escapes and lies in the tree's own text.
    // Always inlined, and what few strings need is not: left to itself the compiler decides anew with each change elsewhere, at up to a twentieth of decoding.
    #[inline(always)]
    fn string(&mut self) -> Result<(Span, bool), Stop> {
        let start = self.at + 1;
        let end = scan::special(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok((Span { start: start as u32, len: (end - start) as u32 }, false));
        }
        self.escaped(start, end)
    }

    /// Parses the rest of a string that has escapes, or is invalid.
    #[inline(never)]
    fn escaped(&mut self, start: usize, end: usize) -> Result<(Span, bool), Stop> {
        let from = self.tree.own.len();
        self.at = scan::unescape(self.tree.text, start, end, &mut self.tree.own, &mut self.lone)?;
        Ok((Span { start: from as u32, len: (self.tree.own.len() - from) as u32 }, true))
    }

    fn number(&mut self, key: Key) -> Result<bool, Stop> {
        let start = self.at;
        let number::Scanned { end, integer, large } = number::scan(self.bytes, start)?;
        self.at = end;
        if large && !self.tree.text.get(start..end).is_some_and(number::in_range) {
            self.keep_odd(start, Some(Stop { at: start, why: Why::NumberRange }));
        }
        let kind = if integer { Kind::Integer } else { Kind::Float };
        self.push(key, Span { start: start as u32, len: (end - start) as u32 }, kind, false);
        Ok(false)
    }

    fn word(&mut self, word: &'static str, kind: Kind, key: Key) -> Result<bool, Stop> {
        let start = self.at;
        if !self.bytes[start..].starts_with(word.as_bytes()) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        self.push(key, Span { start: start as u32, len: word.len() as u32 }, kind, false);
        Ok(false)
    }

    #[inline]
    fn push(&mut self, key: Key, body: Span, kind: Kind, owned: bool) {
        self.tree.entries.push(Entry { key: key.span, body, kind, owned: Owned { key: key.owned, body: owned } });
    }

    /// Returns the next byte that is not white space.
    #[inline]
    fn peek(&mut self) -> Result<u8, Stop> {
        match self.bytes.get(self.at) {
            Some(&byte) if byte > b' ' => Ok(byte),
            _ => self.peek_far(),
        }
    }

    fn peek_far(&mut self) -> Result<u8, Stop> {
        self.space();
        self.bytes.get(self.at).copied().ok_or(Stop { at: self.at, why: Why::End })
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    #[cold]
    fn expected(&self, what: &'static str) -> Stop {
        Stop { at: self.at, why: Why::Expected(what) }
    }
}
