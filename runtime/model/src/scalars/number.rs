//! Numbers that may be integers.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::fault::Fault;
use crate::json::number;
use crate::lenient;
use crate::node::Node;
use crate::traits::FieldVisitor;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

/// A number of any size, integer or not. It is written in its original form: `5.0` and `5` are equal, and stay as they are.
#[derive(Clone)]
pub struct Number(Box<str>);

impl Number {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes a number from its text; `None` if the text is not a JSON number (RFC 8259 section 6).
    pub fn parse(text: &str) -> Option<Self> {
        number::whole(text).map(|_| Self(text.into()))
    }

    /// Returns the exact value, if it is integral and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128()?.try_into().ok()
    }

    /// Returns the exact value, if it is integral and fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128()?.try_into().ok()
    }

    /// Returns the exact value, if it is integral and fits.
    pub fn as_i128(&self) -> Option<i128> {
        number::to_i128(&self.0)
    }

    /// Returns the nearest `f64`.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl Default for Number {
    fn default() -> Self {
        Self("0".into())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// By value.
impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || number::same(&self.0, &other.0)
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        number::hash(&self.0, state);
    }
}

macro_rules! from {
    ($($type:ty),*) => {$(
        impl From<$type> for Number {
            fn from(value: $type) -> Self {
                Self(value.to_string().into())
            }
        }

        impl PartialEq<$type> for Number {
            fn eq(&self, other: &$type) -> bool {
                number::same(&self.0, &other.to_string())
            }
        }
    )*};
}

from!(i32, i64, u32, u64, i128);

/// Written with a fraction or an exponent: `5.0`. What is not finite is written as `null`.
impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(if value.is_finite() { format!("{value:?}") } else { "null".to_owned() }.into())
    }
}

impl PartialEq<f64> for Number {
    fn eq(&self, other: &f64) -> bool {
        self.to_f64() == *other
    }
}

impl Decode for Number {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        match node.as_number() {
            Some(text) => Ok(Self(text.into())),
            None => lenient::read(node, "a number", Self::parse),
        }
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::default())
    }
}

impl Encode for Number {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(&self.0);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

crate::model_serde!(Number);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_came_or_were_made() {
        for text in ["9007199254740993", "5.0", "5", "-0", "1E3", "18446744073709551616", "0.10000000000000000555"] {
            let number: Number = crate::codec::from_str(text).unwrap();
            assert_eq!(crate::codec::to_string(&number), text);
        }
        assert_eq!(crate::codec::to_string(&Number::from(5.0)), "5.0");
        assert_eq!(crate::codec::to_string(&Number::from(i64::MIN)), "-9223372036854775808");
        assert_eq!(crate::codec::to_string(&Number::from(1e300)), "1e300");
        assert_eq!(crate::codec::to_string(&Number::from(f64::NAN)), "null");
    }

    #[test]
    fn numbers_are_compared_by_value() {
        let number = |text: &str| Number::parse(text).unwrap();
        assert_eq!(number("5.0"), number("5"));
        assert_eq!(number("5e0"), 5);
        assert_eq!(number("0.5"), 0.5);
        assert_ne!(number("9007199254740993"), number("9007199254740992"));
        assert_eq!(number("5.0").as_i64(), Some(5));
        assert_eq!(number("5.5").as_i64(), None);
        assert_eq!(Number::parse("0x5"), None);
    }
}
