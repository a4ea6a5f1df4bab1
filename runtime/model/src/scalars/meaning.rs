//! Comparison of scalars by the meaning of their texts.

use std::cmp::Ordering;

/// Meaning of a text, for comparison. A text without a meaning is compared as text and comes after all that have one, so that all texts obey the laws of `Eq`
/// and `Ord`.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Meaning<'a, T> {
    Known(T),
    Unknown(&'a str),
}

impl<'a, T> Meaning<'a, T> {
    pub(crate) fn of(text: &'a str, known: Option<T>) -> Self {
        known.map_or(Self::Unknown(text), Self::Known)
    }
}

/// Equality and `Hash` by meaning. Texts that are the same need no second look.
macro_rules! equal_by_meaning {
    ($name:ident, $known:path) => {
        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                use $crate::scalars::meaning::Meaning;
                *self.0 == *other || Meaning::of(&self.0, $known(&self.0)) == Meaning::of(other, $known(other))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                *self == *other.0
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                $crate::scalars::meaning::Meaning::of(&self.0, $known(&self.0)).hash(state);
            }
        }
    };
}

/// Equality, order and `Hash` by meaning.
macro_rules! ordered_by_meaning {
    ($name:ident, $known:path) => {
        $crate::scalars::meaning::equal_by_meaning!($name, $known);

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                use $crate::scalars::meaning::Meaning;
                Meaning::of(&self.0, $known(&self.0)).cmp(&Meaning::of(&other.0, $known(&other.0)))
            }
        }

        impl PartialOrd<&str> for $name {
            fn partial_cmp(&self, other: &&str) -> Option<std::cmp::Ordering> {
                use $crate::scalars::meaning::Meaning;
                Some(Meaning::of(&self.0, $known(&self.0)).cmp(&Meaning::of(other, $known(other))))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
    };
}

pub(crate) use {equal_by_meaning, ordered_by_meaning};

/// A decimal number in its canonical form: no zero around its digits.
pub(crate) struct Canonical<'a> {
    negative: bool,
    /// The power of ten of the first digit.
    exponent: i128,
    whole: &'a [u8],
    part: &'a [u8],
}

impl<'a> Canonical<'a> {
    /// Reads digits with a sign, a decimal point and an exponent, each optional; `None` for anything else, and for an exponent beyond 64 bits.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let negative = text.starts_with('-');
        let text = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || (whole.is_empty() && part.is_empty()) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let zeros = part.len() - part.trim_start_matches('0').len();
        let first = if whole.is_empty() { -(zeros as i128) - 1 } else { whole.len() as i128 - 1 };
        let part = part[if whole.is_empty() { zeros } else { 0 }..].trim_end_matches('0');
        let whole = if part.is_empty() { whole.trim_end_matches('0') } else { whole };
        let zero = whole.is_empty() && part.is_empty();
        Some(Self {
            negative: negative && !zero,
            exponent: if zero { 0 } else { first + i128::from(exponent) },
            whole: whole.as_bytes(),
            part: part.as_bytes(),
        })
    }

    fn digits(&self) -> impl Iterator<Item = u8> + '_ {
        self.whole.iter().chain(self.part).copied()
    }

    fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.part.is_empty()
    }

    /// Returns the order without the sign.
    fn size(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (false, false) => self.exponent.cmp(&other.exponent).then_with(|| self.digits().cmp(other.digits())),
            (one, other) => other.cmp(&one),
        }
    }
}

impl PartialEq for Canonical<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Canonical<'_> {}

impl PartialOrd for Canonical<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Canonical<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (true, true) => other.size(self),
            (false, false) => self.size(other),
            (one, other) => other.cmp(&one),
        }
    }
}

impl std::hash::Hash for Canonical<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.negative, self.exponent, self.whole.len() + self.part.len()).hash(state);
        self.digits().for_each(|digit| digit.hash(state));
    }
}
