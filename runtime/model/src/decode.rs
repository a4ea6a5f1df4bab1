//! Parsing JSON text into a tree, and decoding the tree.

use crate::fault::{DecodeError, Fault};
use crate::json::parse;
use crate::json::tree::Tree;
use crate::mode::DecodeMode;
use crate::node::{Node, Session};
use crate::notes::Notes;
use crate::traits::Decode;

impl<'s> Tree<'s> {
    /// Parses a JSON text (RFC 8259). A byte order mark at its start is skipped. Bytes that are not UTF-8, halves of surrogate pairs, and numbers that an
    /// `f64` cannot hold are accepted here, and refused by strict decoding.
    ///
    /// # Errors
    /// If it is not JSON, or nests 128 deep.
    pub fn parse(json: &'s [u8]) -> Result<Self, DecodeError> {
        match std::str::from_utf8(json) {
            Ok(text) => Self::parse_str(text),
            Err(error) => Self::parse_lossy(json, error.valid_up_to()),
        }
    }

    /// Parses a JSON text (RFC 8259), like [`Tree::parse`].
    ///
    /// # Errors
    /// If it is not JSON, or nests 128 deep.
    pub fn parse_str(json: &'s str) -> Result<Self, DecodeError> {
        let json = json.strip_prefix('\u{feff}').unwrap_or(json);
        parse::parse(json, false).map_err(|stop| DecodeError::syntax(json.as_bytes(), stop))
    }

    /// Parses a text that has bytes that are not UTF-8, the first of them at an offset: with U+FFFD in their place.
    #[cold]
    fn parse_lossy(json: &[u8], offset: usize) -> Result<Self, DecodeError> {
        let text = String::from_utf8_lossy(json);
        let mut tree = Tree::parse_str(&text).map_err(|_| DecodeError::not_utf8(json, offset))?.into_owned();
        tree.odd.get_or_insert_default().not_utf8 = Some(offset);
        Ok(tree)
    }

    /// Returns the error with which strict decoding refuses the text, if it does.
    #[cold]
    fn refusal(&self) -> Option<DecodeError> {
        let odd = self.odd.as_ref()?;
        let text = if self.text.is_empty() { &self.own } else { self.text };
        let not_utf8 = odd.not_utf8.map(|offset| DecodeError::not_utf8(text.as_bytes(), offset));
        not_utf8.or_else(|| odd.stop.map(|stop| DecodeError::syntax(text.as_bytes(), stop)))
    }

    /// Decodes the whole document.
    ///
    /// # Errors
    /// If the document does not decode as `T`.
    pub fn decode<T: Decode>(&self, mode: DecodeMode) -> Result<T, DecodeError> {
        self.read(mode, |root| T::decode(root))
    }

    /// Decodes the document with a function of its root.
    ///
    /// # Errors
    /// The error of `read`, with its path.
    pub fn read<T>(&self, mode: DecodeMode, read: impl FnOnce(Node<'_>) -> Result<T, Fault>) -> Result<T, DecodeError> {
        self.read_noting(mode, None, read)
    }

    /// Decodes like [`read`](Self::read), and notes values that the types do not know.
    ///
    /// # Errors
    /// As [`Tree::read`].
    #[inline]
    pub(crate) fn read_noting<T>(
        &self,
        mode: DecodeMode,
        notes: Option<&Notes>,
        read: impl FnOnce(Node<'_>) -> Result<T, Fault>,
    ) -> Result<T, DecodeError> {
        if self.odd.is_some() && mode.is_strict() {
            if let Some(refusal) = self.refusal() {
                return Err(refusal);
            }
        }
        let session = Session::new(self, mode, notes);
        let value = read(Node::root(&session)).map_err(|fault| DecodeError::fault(&fault, &session))?;
        if self.odd.is_some() {
            session.note_odd();
        }
        Ok(value)
    }
}

impl Node<'_> {
    /// Decodes the value as `T`.
    ///
    /// # Errors
    /// If it does not decode as `T`.
    #[inline]
    pub fn decode<T: Decode>(self) -> Result<T, Fault> {
        T::decode(self)
    }

    /// Decodes the value as the case of a union that `wrap` makes.
    ///
    /// # Errors
    /// If it does not decode as the case.
    #[inline]
    pub fn case<T: Decode, U>(self, wrap: fn(T) -> U) -> Result<U, Fault> {
        T::decode(self).map(wrap)
    }

    /// Decodes a flattened field from this object, which then seems to have none of the claimed members.
    pub(crate) fn without<T: Decode>(self, mut claimed: Vec<u32>) -> Result<T, Fault> {
        let session = self.session;
        if session.claimed_of.get() == self.index {
            claimed.extend(session.claimed.borrow().iter());
        }
        let before = (session.claimed_of.replace(self.index), session.claimed.replace(claimed));
        let result = T::decode(self);
        session.claimed_of.set(before.0);
        session.claimed.replace(before.1);
        result
    }
}
