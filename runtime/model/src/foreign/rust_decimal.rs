//! Types of `rust_decimal`.

use std::fmt;
use std::ops::Deref;

use crate::fault::Fault;
use crate::foreign::{as_scalar, from_foreign, try_from_scalar};
use crate::node::Node;
use crate::scalars::decimal::Decimal;
use crate::traits::{Decode, Encode, FieldVisitor};
use crate::writer::Writer;

/// A [`rust_decimal::Decimal`] that is written as a JSON number, not as a string.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DecimalNumber(pub rust_decimal::Decimal);

impl fmt::Debug for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for DecimalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Deref for DecimalNumber {
    type Target = rust_decimal::Decimal;

    fn deref(&self) -> &rust_decimal::Decimal {
        &self.0
    }
}

impl From<rust_decimal::Decimal> for DecimalNumber {
    fn from(value: rust_decimal::Decimal) -> Self {
        Self(value)
    }
}

impl From<DecimalNumber> for rust_decimal::Decimal {
    fn from(value: DecimalNumber) -> Self {
        value.0
    }
}

impl Decode for DecimalNumber {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        let decimal = Decimal::decode(node)?;
        let value = decimal.try_into().map(Self).map_err(|_| Fault::expected(node, "a decimal number of 96 bits"))?;
        node.note_rewritten(&value);
        Ok(value)
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::default())
    }
}

impl Encode for DecimalNumber {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(&self.0.to_string());
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

// As text, since a schema of decimals is one of strings more often than of numbers; `Decimal::number` makes the other form.
from_foreign! {
    rust_decimal::Decimal => Decimal, |value| value.to_string();
}

as_scalar! {
    rust_decimal::Decimal => Decimal, "a decimal number of 96 bits", Some(Self::ZERO), "\"0\"";
}

try_from_scalar! {
    Decimal => rust_decimal::Decimal, "a decimal number of 96 bits", |text| {
        let text = text.as_str();
        let plain = rust_decimal::Decimal::from_str_exact(text);
        plain.or_else(|_| rust_decimal::Decimal::from_scientific(text)).ok()
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_go_both_ways_or_do_not_fit() {
        let value = rust_decimal::Decimal::new(150, 2);
        assert_eq!(Decimal::from(value).as_str(), "1.50");
        assert_eq!(rust_decimal::Decimal::try_from(Decimal::from("1.50")), Ok(value));
        assert_eq!(rust_decimal::Decimal::try_from(&Decimal::number("15e-1").unwrap()), Ok(value));
        for text in ["x", "1e99", "0.12345678901234567890123456789012345"] {
            assert!(rust_decimal::Decimal::try_from(Decimal::from(text)).is_err(), "{text}");
        }
    }
}
