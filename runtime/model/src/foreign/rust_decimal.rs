//! Types of `rust_decimal`.

use crate::foreign::{from_foreign, try_from_scalar};
use crate::scalars::decimal::Decimal;

// As text, since a schema of decimals is one of strings more often than of numbers; `Decimal::number` makes the other form.
from_foreign! {
    rust_decimal::Decimal => Decimal, |value| value.to_string();
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
