//! Decimal numbers of any size.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use crate::fault::Fault;
use crate::json::number;
use crate::lenient;
use crate::node::Node;
use crate::scalars::meaning::{Canonical, Meaning};
use crate::traits::FieldVisitor;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

/// A decimal number of any size, as text. It is written in its original form: a JSON string, or a JSON number.
///
/// Decimals compare by value, however they are written: `1.50` is `"1.5"` and `15e-1`. A text that is no number comes after all that are.
#[derive(Clone)]
pub struct Decimal {
    text: Box<str>,
    number: bool,
}

impl Decimal {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Makes a decimal that is written as a JSON number; `None` if the text is not a JSON number (RFC 8259 section 6).
    pub fn number(text: &str) -> Option<Self> {
        number::whole(text).map(|_| Self { text: text.into(), number: true })
    }

    /// Returns true if it is written as a JSON number.
    pub fn is_number(&self) -> bool {
        self.number
    }

    /// Returns the nearest `f64`, if the text is a number.
    pub fn to_f64(&self) -> Option<f64> {
        self.text.parse().ok()
    }

    /// Returns the exact value, if it is integral and fits.
    pub fn to_i128(&self) -> Option<i128> {
        number::whole(&self.text)?;
        number::to_i128(&self.text)
    }
}

impl Decimal {
    fn meaning(&self) -> Meaning<'_, Canonical<'_>> {
        Meaning::of(&self.text, Canonical::read(&self.text))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || self.meaning() == other.meaning()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.meaning().cmp(&other.meaning())
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.meaning().hash(state);
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self { text: "0".into(), number: true }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.number { f.write_str(&self.text) } else { fmt::Debug::fmt(&self.text, f) }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl From<&str> for Decimal {
    fn from(text: &str) -> Self {
        Self { text: text.into(), number: false }
    }
}

impl From<String> for Decimal {
    fn from(text: String) -> Self {
        Self { text: text.into(), number: false }
    }
}

macro_rules! from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Self { text: value.to_string().into(), number: true }
            }
        }
    )*};
}

from_integer!(i32, i64, u32, u64, i128);

/// Written as a JSON number, in the fewest digits that are read as the same `f64`. What is not finite is written as text.
impl From<f64> for Decimal {
    fn from(value: f64) -> Self {
        Self { text: value.to_string().into(), number: value.is_finite() }
    }
}

impl Decode for Decimal {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        if let Some(text) = node.as_str() {
            return Ok(Self::from(text));
        }
        match node.as_number() {
            Some(text) => Ok(Self { text: text.into(), number: true }),
            None => lenient::read(node, "a decimal number", |_| None),
        }
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::default())
    }
}

impl Encode for Decimal {
    fn encode(&self, writer: &mut Writer) {
        if self.number {
            writer.raw(&self.text);
        } else {
            writer.string(&self.text);
        }
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

crate::model_serde!(Decimal);
