//! A parsed JSON document: one flat list of entries over its text.
//!
//! An entry is twenty bytes: where its key is, and where its text is (a scalar) or how many children follow and where they end (a container). Children
//! stand right after their container, so a whole value is skipped by one addition, and the path of an entry is found again from its
//! index alone. That is why decoding carries no path around: it is computed when there is an error to print.

use crate::json::stop::Stop;

/// Nesting at which a document is refused, the same as `serde_json`'s.
pub(crate) const MAX_DEPTH: usize = 128;

/// A range of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Span {
    /// First byte; in a container, the number of children.
    pub(crate) start: u32,
    /// Number of bytes; in a container, the index after its last descendant.
    pub(crate) len: u32,
}

/// Type of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// A number of digits only.
    Integer,
    /// A number with a fraction or an exponent.
    Float,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// Flags for the spans that lie in the tree's own text, which has the unescaped strings, instead of the document's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Owned {
    /// True if the key has escapes.
    pub(crate) key: bool,
    /// True if the text has escapes.
    pub(crate) body: bool,
}

/// One value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// Its key, when it is a member of an object.
    pub(crate) key: Span,
    /// Its text, or its extent.
    pub(crate) body: Span,
    /// Type of the value.
    pub(crate) kind: Kind,
    /// Text that its spans lie in.
    pub(crate) owned: Owned,
}

impl Entry {
    /// Returns the number of children of a container.
    pub(crate) fn count(&self) -> usize {
        self.body.start as usize
    }

    /// Returns the index of the entry after this one and its contents.
    pub(crate) fn next(&self, index: u32) -> u32 {
        if matches!(self.kind, Kind::Array | Kind::Object) { self.body.len } else { index + 1 }
    }
}

/// A parsed JSON document, borrowed from its text.
///
/// Parse once, read as often as needed: [`Tree::decode`] makes a typed value, [`Tree::read`] looks at single values.
#[derive(Clone, Debug)]
pub struct Tree<'s> {
    pub(crate) text: &'s str,
    pub(crate) own: String,
    pub(crate) entries: Vec<Entry>,
    /// Texts that the entries do not hold as they came. A pointer, since such texts are rare.
    pub(crate) odd: Option<Box<Odd>>,
}

/// Texts that the entries do not hold as they came. Strict decoding refuses them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Odd {
    /// Strings with half of a surrogate pair, and numbers that an `f64` cannot hold: each entry, and where its text is, in the order of the document.
    pub(crate) texts: Vec<(u32, Span)>,
    /// The first of them, or of keys like them.
    pub(crate) stop: Option<Stop>,
    /// Offset of the first byte that is not UTF-8.
    pub(crate) not_utf8: Option<usize>,
}

impl<'s> Tree<'s> {
    /// Returns the same tree, with the text in its own.
    pub(crate) fn into_owned<'o>(mut self) -> Tree<'o> {
        let before = self.text.len() as u32;
        for entry in &mut self.entries {
            entry.key.start += if entry.owned.key { before } else { 0 };
            if !matches!(entry.kind, Kind::Array | Kind::Object) {
                entry.body.start += if entry.owned.body { before } else { 0 };
            }
            entry.owned = Owned { key: true, body: true };
        }
        Tree { text: "", own: self.text.to_owned() + &self.own, entries: self.entries, odd: self.odd }
    }

    /// Returns the span of such an entry's text in the document.
    pub(crate) fn odd_span(&self, index: u32) -> Option<(usize, usize)> {
        let texts = &self.odd.as_ref()?.texts;
        let (_, span) = texts.get(texts.binary_search_by_key(&index, |(odd, _)| *odd).ok()?)?;
        Some((span.start as usize, (span.start + span.len) as usize))
    }

    /// Returns the original text of an entry that is not held as it came.
    pub(crate) fn odd_text(&self, index: u32) -> Option<&str> {
        let (start, end) = self.odd_span(index)?;
        if self.text.is_empty() { &self.own } else { self.text }.get(start..end)
    }

    /// Returns the path of an entry, as `$.data[3].name`.
    pub(crate) fn path(&self, target: u32) -> String {
        let mut path = String::from("$");
        let mut at = 0;
        while at != target {
            let Some(container) = self.entries.get(at as usize) else { break };
            let mut child = at + 1;
            let mut position = 0;
            loop {
                let Some(entry) = self.entries.get(child as usize) else { return path };
                let next = entry.next(child);
                if target < next {
                    break;
                }
                child = next;
                position += 1;
            }
            match container.kind {
                Kind::Array => path.push_str(&format!("[{position}]")),
                _ => push_key(&mut path, self.key(child)),
            }
            at = child;
        }
        path
    }

    /// Returns the key of a member, empty for anything else.
    pub(crate) fn key(&self, index: u32) -> &str {
        self.entries.get(index as usize).map_or("", |entry| self.slice(entry.key, entry.owned.key))
    }

    /// Returns the text of a span.
    #[inline]
    pub(crate) fn slice(&self, span: Span, own: bool) -> &str {
        let text = if own { &self.own } else { self.text };
        let start = span.start as usize;
        text.get(start..start + span.len as usize).unwrap_or("")
    }
}

/// Adds a key to a path: `.name`, or `["odd name"]` when it is not an identifier.
pub(crate) fn push_key(path: &mut String, key: &str) {
    let plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'$' | b'@'));
    if plain && !key.is_empty() {
        path.push('.');
        path.push_str(key);
    } else {
        path.push_str(&format!("[{key:?}]"));
    }
}
