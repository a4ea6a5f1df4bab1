//! Numbers: their grammar, and their exact values.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use crate::json::stop::{Stop, Why};

/// A number found in a text.
#[derive(Clone, Copy)]
pub(crate) struct Scanned {
    /// End of the number.
    pub(crate) end: usize,
    /// True if the number has digits only.
    pub(crate) integer: bool,
    /// True if the number may be too large for an `f64`.
    pub(crate) large: bool,
}

/// Finds the end of a number that starts at `at`, and whether it is digits only (RFC 8259 section 6).
#[inline]
pub(crate) fn scan(bytes: &[u8], start: usize) -> Result<Scanned, Stop> {
    let mut at = start;
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    let first = at;
    at = digits(bytes, at)?;
    if bytes[first] == b'0' && at > first + 1 {
        return Err(Stop { at: first + 1, why: Why::Expected("no digit after a leading zero") });
    }
    if !matches!(bytes.get(at), Some(b'.' | b'e' | b'E')) {
        return Ok(Scanned { end: at, integer: true, large: at - start > 300 });
    }
    fraction(bytes, start, at)
}

fn fraction(bytes: &[u8], start: usize, mut at: usize) -> Result<Scanned, Stop> {
    if bytes.get(at) == Some(&b'.') {
        at = digits(bytes, at + 1)?;
    }
    let exponent = matches!(bytes.get(at), Some(b'e' | b'E'));
    if exponent {
        at += 1;
        if matches!(bytes.get(at), Some(b'+' | b'-')) {
            at += 1;
        }
        at = digits(bytes, at)?;
    }
    Ok(Scanned { end: at, integer: false, large: exponent || at - start > 300 })
}

/// Skips one digit or more.
#[inline]
fn digits(bytes: &[u8], start: usize) -> Result<usize, Stop> {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    if at > start {
        return Ok(at);
    }
    let why = if at == bytes.len() { Why::End } else { Why::Expected("a digit") };
    Err(Stop { at, why })
}

/// Returns true if an `f64` can hold a number.
pub(crate) fn in_range(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Returns true for an integer, when a whole text is a JSON number that an `f64` can hold.
pub(crate) fn whole(text: &str) -> Option<bool> {
    match text.as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => {}
        _ => return None,
    }
    let Scanned { end, integer, large } = scan(text.as_bytes(), 0).ok()?;
    (end == text.len() && (!large || in_range(text))).then_some(integer)
}

/// Returns true if two JSON numbers have the same value, digit by digit.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (parts(one), parts(other));
    one.is_some() && one == other
}

/// Feeds what [`same`] compares.
pub(crate) fn hash<H: Hasher>(text: &str, state: &mut H) {
    match parts(text) {
        Some(parts) => parts.hash(state),
        None => text.hash(state),
    }
}

/// Returns sign, digits without zeros at either end, and the power of ten they are multiplied by. `None` for an exponent that no number means.
fn parts(text: &str) -> Option<(bool, String, i64)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all: String = whole.trim_start_matches('-').chars().chain(part.chars()).collect();
    let digits = all.trim_end_matches('0');
    let shift = (all.len() - digits.len()) as i64 - part.len() as i64;
    let digits = digits.trim_start_matches('0').to_owned();
    let exponent = if digits.is_empty() { 0 } else { exponent.parse::<i64>().ok()?.checked_add(shift)? };
    Some((whole.starts_with('-'), digits, exponent))
}

/// Returns one text for each number, however it is spelled: that of an integer, else that of the float.
pub(crate) fn canonical(number: &str) -> Cow<'_, str> {
    if let Some(whole) = to_i128(number) {
        return Cow::Owned(whole.to_string());
    }
    match number.parse::<f64>() {
        Ok(float) if float.is_finite() => Cow::Owned(float.to_string()),
        _ => Cow::Borrowed(number),
    }
}

/// Returns the exact value of a JSON number, when it is integral and fits.
pub(crate) fn to_i128(text: &str) -> Option<i128> {
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let negative = whole.starts_with('-');
    let digits: Vec<u8> = whole.bytes().chain(part.bytes()).filter(u8::is_ascii_digit).collect();
    let leading = digits.iter().take_while(|&&digit| digit == b'0').count();
    let trailing = digits.iter().rev().take_while(|&&digit| digit == b'0').count();
    if leading == digits.len() {
        return Some(0);
    }
    let exponent = exponent.parse::<i64>().ok()?.checked_sub(part.len() as i64)?.checked_add(trailing as i64)?;
    if !(0..40).contains(&exponent) {
        return None;
    }
    let mut value = 0i128;
    for digit in &digits[leading..digits.len() - trailing] {
        let digit = i128::from(digit - b'0');
        value = value.checked_mul(10)?;
        value = if negative { value.checked_sub(digit)? } else { value.checked_add(digit)? };
    }
    value.checked_mul(10i128.checked_pow(exponent as u32)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integral_values_are_exact() {
        let cases = [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("5.0", Some(5)),
            ("5.5", None),
            ("-1.50e1", Some(-15)),
            ("1e3", Some(1000)),
            ("1200e-2", Some(12)),
            ("1201e-2", None),
            ("0e99999999999999999999", Some(0)),
            ("1e99999999999999999999", None),
            ("9007199254740993.000", Some(9_007_199_254_740_993)),
            ("170141183460469231731687303715884105727", Some(i128::MAX)),
            ("-170141183460469231731687303715884105728.0", Some(i128::MIN)),
            ("170141183460469231731687303715884105728", None),
            ("1e38", Some(10i128.pow(38))),
            ("1e39", None),
        ];
        for (text, value) in cases {
            assert_eq!(to_i128(text), value, "{text}");
        }
    }

    #[test]
    fn values_are_the_same_digit_by_digit() {
        for (one, other) in
            [("1.50", "1.5"), ("100", "1e2"), ("0.010e3", "10"), ("-0", "-0.0"), ("0e5", "0"), ("1E+29", "1e29")]
        {
            assert!(same(one, other), "{one} {other}");
        }
        for (one, other) in [("0.1", "0.10000000000000001"), ("1", "-1"), ("1e5", "1e6"), ("12", "1.2"), ("0", "-0")] {
            assert!(!same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn the_grammar_is_json() {
        for text in ["0", "-0", "10", "0.5", "1e5", "1E+5", "1.25e-7", "1e-400"] {
            assert!(whole(text).is_some(), "{text}");
        }
        for text in ["", "-", "+1", "01", "-01", "1.", ".5", "1e", "1e+", "0x1", "1 ", "1e400", "-1e400", "NaN"] {
            assert!(whole(text).is_none(), "{text}");
        }
    }
}
