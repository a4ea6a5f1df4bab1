//! Conversions of lenient decoding, and empty values: the rules of [`DecodeMode`](crate::mode::DecodeMode), apart from the common path.

use crate::fault::Fault;
use crate::json::number;
use crate::members::Fields;
use crate::node::{NOWHERE, Node, NodeKind};
use crate::traits::Decode;

/// Empty values that may be made inside each other, so that a type that needs itself ends.
const DEEPEST_NATURAL: u8 = 16;

/// Reads a scalar: the empty one for `null`, the only item of a list, or the value that a string spells.
///
/// # Errors
/// When it is none of these, and always when nothing is converted.
#[cold]
pub(crate) fn read<T: Decode>(
    node: Node<'_>,
    what: &'static str,
    spelled: impl Fn(&str) -> Option<T>,
) -> Result<T, Fault> {
    let found = match node.kind() {
        _ if !node.converts() => None,
        NodeKind::Null => T::lenient_default(),
        NodeKind::String => node.as_str().and_then(spelled),
        _ => node.only().and_then(|only| T::decode(only).ok()),
    };
    found.ok_or_else(|| Fault::expected(node, what))
}

/// Returns the integer that a text spells as JSON does.
pub(crate) fn integer(text: &str) -> Option<i128> {
    number::whole(text)?;
    number::to_i128(text)
}

/// Returns the number that a text spells as JSON does.
pub(crate) fn float(text: &str) -> Option<f64> {
    number::whole(text)?;
    text.parse().ok()
}

/// Reads a list: an empty one for `null`, else the value as the only item.
///
/// # Errors
/// When the value is no item either, and always when nothing is converted.
#[cold]
pub(crate) fn list<T: Decode>(node: Node<'_>) -> Result<Vec<T>, Fault> {
    match node.kind() {
        _ if !node.converts() => {}
        NodeKind::Null => return Ok(Vec::new()),
        _ => {
            if let Ok(item) = T::decode(node) {
                return Ok(vec![item]);
            }
        }
    }
    Err(Fault::expected(node, "an array"))
}

/// Reads an object, or a value that counts as an empty one; returns the node whose members are taken.
///
/// # Errors
/// When it is neither, and always when nothing is converted.
#[cold]
pub(crate) fn object(node: Node<'_>) -> Result<Node<'_>, Fault> {
    let found = match node.kind() {
        _ if !node.converts() => None,
        NodeKind::Null => Some(node),
        _ => node.only().filter(|only| only.kind() == NodeKind::Object),
    };
    found.ok_or_else(|| Fault::expected(node, "an object"))
}

impl<'t> Node<'t> {
    /// Returns true if a value of another type may be converted, and of what is not there: the empty value is made of it.
    fn converts(self) -> bool {
        self.mode().is_lenient() || !self.exists()
    }

    /// Returns the only item of a list, should it be one that says something.
    fn only(self) -> Option<Node<'t>> {
        let mut items = self.items();
        let only = items.next().filter(|item| !matches!(item.kind(), NodeKind::Null | NodeKind::Array))?;
        items.next().is_none().then_some(only)
    }

    /// Returns the text of a string; in lenient decoding also that of a value that converts into one (see
    /// [`DecodeMode::Lenient`](crate::DecodeMode::Lenient)).
    ///
    /// # Errors
    /// If it is not a string.
    #[inline]
    pub fn text(self) -> Result<&'t str, Fault> {
        match self.as_str() {
            Some(text) => Ok(text),
            None => self.text_of_other(),
        }
    }

    /// Reads [`Node::text`] from anything but a string: a number or a boolean as it is spelled.
    ///
    /// # Errors
    /// When it is neither that, nor `null`, nor a list of one; always when nothing is converted.
    #[cold]
    pub(crate) fn text_of_other(self) -> Result<&'t str, Fault> {
        let found = match self.kind() {
            _ if !self.converts() => None,
            NodeKind::Null => Some(""),
            NodeKind::Boolean | NodeKind::Integer | NodeKind::Number => Some(self.slice(self.entry())),
            _ => self.only().and_then(|only| only.text().ok()),
        };
        found.ok_or_else(|| Fault::expected(self, "a string"))
    }

    /// Reads [`Node::fields`] from anything but an object.
    ///
    /// # Errors
    /// When lenient decoding does not take it for an object either.
    #[cold]
    pub(crate) fn fields_of_other<'f>(self) -> Result<Fields<'t, 'f>, Fault> {
        let object = object(self)?;
        Ok(if object.is_null() { Fields::empty(object) } else { Fields::new(object) })
    }

    /// Reads [`Node::fields_of_other`], or no fields: those of a record that keeps this value where it would fail the whole document otherwise.
    ///
    /// That is the document itself, if its schema allows any type, and an item of the list that the document is, or of lists within that one. Further in, the
    /// record around it keeps what does not fit, or the union around it is of another case.
    ///
    /// # Errors
    /// Where the value is not kept.
    #[cold]
    #[inline(never)]
    pub(crate) fn fields_instead<'f>(self, any_type: bool) -> Result<Fields<'t, 'f>, Fault> {
        let fault = match self.fields_of_other() {
            Ok(fields) => return Ok(fields),
            Err(fault) => fault,
        };
        let decided = self.session().deciding.get().0 != u32::MAX;
        let kept = if self.index() == 0 { any_type } else { self.is_in_lists_only() };
        if self.mode().is_strict() || !self.exists() || self.is_guarded() || decided || !kept {
            return Err(fault);
        }
        let mut fields = Fields::empty(self);
        let rare = fields.rare.get_or_insert_default();
        rare.instead = true;
        rare.why = Some(fault);
        Ok(fields)
    }

    /// Returns the empty value of a type, which stands for one that is missing: `""`, `[]`, `0`, `false`, and of a record one whose fields are all absent or
    /// empty. `None` in strict decoding, and for a type that has none.
    pub(crate) fn lenient_default<T: Decode>(self) -> Option<T> {
        if self.mode().is_strict() {
            return None;
        }
        T::lenient_default().or_else(|| {
            let lenient_defaults = &self.session().lenient_defaults;
            let depth = lenient_defaults.get();
            if depth == DEEPEST_NATURAL || !self.spend(1) {
                return None;
            }
            lenient_defaults.set(depth + 1);
            let made = T::decode(self.at(NOWHERE));
            lenient_defaults.set(depth);
            made.ok()
        })
    }
}
