//! Options as fields, and strings with a value that the schema fixes.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use crate::fault::Fault;
use crate::node::Node;
use crate::nullable::Nullable;
use crate::traits::FieldVisitor;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

impl<T: Decode> Decode for Nullable<T> {
    const TAKES_NULL: bool = true;

    #[inline]
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        if node.is_null() { Ok(Self::Null) } else { T::decode(node).map(Self::Value) }
    }

    #[inline]
    fn lenient_default() -> Option<Self> {
        Some(Self::Absent)
    }
}

impl<T: Encode> Encode for Nullable<T> {
    #[inline]
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Value(value) => value.encode(writer),
            _ => writer.null(),
        }
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

/// A string whose value the schema fixes. If a server sends another one, it is kept and written back.
#[derive(Clone)]
pub struct Const(Cow<'static, str>);

impl Const {
    /// Makes a value.
    pub const fn new(value: &'static str) -> Self {
        Self(Cow::Borrowed(value))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Decodes a string that is expected to be `value`.
    pub(crate) fn decode_as(node: Node<'_>, value: &'static str) -> Result<Self, Fault> {
        let text = node.text()?;
        if text == value {
            return Ok(Self::new(value));
        }
        node.unlisted(None);
        Ok(Self(Cow::Owned(text.to_owned())))
    }
}

impl Decode for Const {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        String::decode(node).map(|text| Self(Cow::Owned(text)))
    }
}

impl Encode for Const {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl Deref for Const {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Const {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Const {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl PartialEq for Const {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Const {}

impl Hash for Const {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl PartialOrd for Const {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Const {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl PartialEq<str> for Const {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Const {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl From<&'static str> for Const {
    fn from(value: &'static str) -> Self {
        Self::new(value)
    }
}

impl From<String> for Const {
    fn from(value: String) -> Self {
        Self(Cow::Owned(value))
    }
}

impl AsRef<str> for Const {
    fn as_ref(&self) -> &str {
        self
    }
}

crate::model_serde!(Const);
