//! Binary content in JSON or a URL-encoded form.

use bytes::Bytes;

use crate::fault::Fault;
use crate::node::Node;
use crate::scalars::base64;
use crate::traits::FieldVisitor;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

/// Binary content (`format: binary`) in JSON or a URL-encoded form, which can contain only text.
///
/// OpenAPI defines no text form for `format: binary`; this one is Base64 (RFC 4648 §4). Text that a server sent is kept, and written back.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Octets(Box<str>);

impl Octets {
    /// Makes content from text that is already in the form that the server expects. The text is sent as it is.
    pub fn from_text(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// Returns the text in the JSON or form.
    pub fn as_text(&self) -> &str {
        &self.0
    }

    /// Returns the bytes: the decoded Base64, or the bytes of the text if it is not Base64.
    pub fn to_bytes(&self) -> Bytes {
        bytes_of(&self.0)
    }
}

/// Returns the bytes that a text stands for.
pub fn bytes_of(text: &str) -> Bytes {
    base64::decode(text).unwrap_or_else(|| text.as_bytes().to_vec()).into()
}

/// Returns the text of bytes.
pub fn text_of(bytes: &[u8]) -> String {
    base64::encode(bytes)
}

impl std::fmt::Debug for Octets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(&self.0, f)
    }
}

macro_rules! from_bytes {
    ($([$($param:tt)*] $type:ty),* $(,)?) => {
        $(impl<$($param)*> From<$type> for Octets {
            fn from(bytes: $type) -> Self {
                Self(text_of(bytes.as_ref()).into())
            }
        })*
    };
}

from_bytes!([] Bytes, [] Vec<u8>, [] &[u8], [] Box<[u8]>, [] String, [] &str, [const N: usize] &[u8; N], [const N: usize] [u8; N]);

impl Decode for Octets {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        node.text().map(Self::from_text)
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::default())
    }
}

impl Encode for Octets {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

crate::model_serde!(Octets);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_one_form_and_text_comes_back() {
        for (octets, text) in [
            (Octets::from("hi"), "aGk="),
            (Octets::from(b"\x89PNG\x00\xff"), "iVBORwD/"),
            (Octets::from(Vec::new()), ""),
            (Octets::from_text("hi"), "hi"),
        ] {
            assert_eq!(crate::to_string(&octets), format!("\"{text}\""));
        }
        for (text, bytes) in [("aGk=", &b"hi"[..]), ("aGk", b"hi"), ("no Base64!", b"no Base64!"), ("", b"")] {
            let read: Octets = crate::from_str(&format!("\"{text}\"")).unwrap();
            assert_eq!((read.as_text(), &*read.to_bytes()), (text, bytes));
        }
    }
}
