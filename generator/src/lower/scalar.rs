//! `type` and `format` to a scalar.

use serde_json::Value;

use super::node::{JsonType, Keywords};
use super::string_formats::text;
use crate::api::{BoundedInteger, DocFacts, Scalar};

/// Returns the scalar of a schema of one type; `None` for objects and arrays.
pub(super) fn scalar(kind: JsonType, keywords: &Keywords) -> Option<Scalar> {
    let format = keywords.core.format.as_deref().map(str::to_ascii_lowercase);
    let format = format.as_deref().unwrap_or_default();
    Some(match kind {
        JsonType::String => text(format).unwrap_or(Scalar::String),
        JsonType::Boolean => Scalar::Bool,
        JsonType::Integer => integer(format, &keywords.notes.facts),
        JsonType::Number => match format {
            "decimal" | "big-decimal" | "bigdecimal" => Scalar::Decimal,
            _ if is_time(format) => Scalar::UnixTime,
            _ => Scalar::F64,
        },
        JsonType::Object | JsonType::Array => return None,
    })
}

/// Returns true if the type already implies the format.
pub(super) fn tells(kind: JsonType, format: &str) -> bool {
    let format = format.to_ascii_lowercase();
    match kind {
        JsonType::String => text(&format).is_some(),
        JsonType::Number => is_time(&format) || matches!(format.as_str(), "double" | "float" | "decimal"),
        JsonType::Integer => is_time(&format) || matches!(format.as_str(), "int64" | "int32" | "uint64" | "int128"),
        JsonType::Boolean | JsonType::Object | JsonType::Array => false,
    }
}

fn is_time(format: &str) -> bool {
    matches!(format, "unixtime" | "unix-time" | "unix_time" | "unix-timestamp" | "epoch" | "unix-epoch")
}

/// Returns the type of an integer. A format alone narrows nothing: a type of fewer bits needs bounds that keep every value in its range.
fn integer(format: &str, facts: &DocFacts) -> Scalar {
    if is_time(format) {
        return Scalar::UnixTime;
    }
    let (least, most) = (bound(facts.minimum.as_ref()), bound(facts.maximum.as_ref()));
    let within =
        |low: i128, high: i128| least.is_some_and(|least| least >= low) && most.is_some_and(|most| most <= high);
    let seen = [&facts.default, &facts.example].into_iter().flatten().filter_map(|value| whole(value));
    let (mut low, mut high) = (least.unwrap_or(0).min(0), most.unwrap_or(0).max(0));
    for value in seen {
        (low, high) = (low.min(value), high.max(value));
    }
    match format {
        "int128" | "uint128" => Scalar::I128,
        "int32" if within(i128::from(i32::MIN), i128::from(i32::MAX)) => Scalar::I32,
        "uint64" if low >= 0 => Scalar::U64,
        _ if low >= i128::from(i64::MIN) && high <= i128::from(i64::MAX) => Scalar::I64,
        // A bound read as a float is a little off: 2^64 - 1 comes as 2^64.
        _ if least.is_some_and(|least| least >= 0) && high <= i128::from(u64::MAX) + 4096 => Scalar::U64,
        _ => Scalar::I128,
    }
}

/// Returns the smallest type for an integer that has a wide one: by its bounds, and where one is missing by the range that its format names. One without a
/// sign comes first.
pub(super) fn smallest(scalar: Scalar, keywords: &Keywords) -> Scalar {
    if !matches!(scalar, Scalar::I32 | Scalar::I64 | Scalar::U64) {
        return scalar;
    }
    let facts = &keywords.notes.facts;
    let format = keywords.core.format.as_deref().map(str::to_ascii_lowercase).unwrap_or_default();
    let least = bound(facts.minimum.as_ref()).map(|least| least + step(facts.minimum.as_ref()));
    let most = bound(facts.maximum.as_ref()).map(|most| most - step(facts.maximum.as_ref()));
    // A format whose range the declared bound is beyond says nothing.
    let (lowest, highest) = range(&format).unzip();
    let lowest = lowest.filter(|lowest| most.is_none_or(|most| *lowest <= most));
    let mut low = least.or(lowest).unwrap_or(i128::from(i64::MIN));
    let highest = highest.filter(|highest| low <= *highest);
    let beyond = if low >= 0 { i128::from(u64::MAX) } else { i128::from(i64::MAX) };
    let mut high = most.or(highest).unwrap_or(beyond);
    for value in [&facts.default, &facts.example].into_iter().flatten().filter_map(|value| whole(value)) {
        (low, high) = (low.min(value), high.max(value));
    }
    let fits = |least: i128, most: i128| least <= low && high <= most;
    let small = {
        use BoundedInteger::{I8, I16, I32, U8, U16, U32, U64};
        [U8, I8, U16, I16, U32, I32, U64]
    };
    match small.into_iter().find(|small| fits(small.range().0, small.range().1)) {
        // The type that it has without the setting.
        Some(BoundedInteger::I32) if scalar == Scalar::I32 => scalar,
        Some(BoundedInteger::U64) if scalar == Scalar::U64 => scalar,
        small => small.map_or(scalar, Scalar::Bounded),
    }
}

/// Returns the distance from a bound to the integers it admits: a whole number that is excluded is not one of them.
fn step(bound: Option<&(String, bool)>) -> i128 {
    let is_whole = |text: &str| text.parse().is_ok_and(|number: f64| number.fract() == 0.0);
    i128::from(bound.is_some_and(|(text, is_exclusive)| *is_exclusive && is_whole(text)))
}

/// Returns the range that the format of an integer names.
fn range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i128::from(i8::MIN), i128::from(i8::MAX)),
        "int16" => (i128::from(i16::MIN), i128::from(i16::MAX)),
        "int32" => (i128::from(i32::MIN), i128::from(i32::MAX)),
        "int64" => (i128::from(i64::MIN), i128::from(i64::MAX)),
        "uint8" => (0, i128::from(u8::MAX)),
        "uint16" => (0, i128::from(u16::MAX)),
        "uint32" => (0, i128::from(u32::MAX)),
        "uint64" => (0, i128::from(u64::MAX)),
        _ => return None,
    })
}

fn bound(bound: Option<&(String, bool)>) -> Option<i128> {
    let (text, _) = bound?;
    text.parse()
        .ok()
        .or_else(|| text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number as i128))
}

fn whole(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    let exact = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    exact.or_else(|| number.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i128))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn integer_of(format: &str, minimum: Option<&str>, maximum: Option<&str>) -> Scalar {
        let bound = |text: Option<&str>| text.map(|text| (text.to_owned(), false));
        integer(format, &DocFacts { minimum: bound(minimum), maximum: bound(maximum), ..DocFacts::default() })
    }

    #[test]
    fn integers_are_as_wide_as_their_bounds_ask() {
        assert_eq!(integer_of("", None, None), Scalar::I64);
        assert_eq!(integer_of("int32", None, None), Scalar::I64);
        assert_eq!(integer_of("int32", Some("0"), Some("100")), Scalar::I32);
        assert_eq!(integer_of("int32", Some("0"), Some("3000000000")), Scalar::I64);
        assert_eq!(integer_of("uint64", Some("0"), None), Scalar::U64);
        assert_eq!(integer_of("uint64", Some("-1"), None), Scalar::I64);
        assert_eq!(integer_of("", Some("0"), Some("18446744073709551616")), Scalar::U64);
        assert_eq!(integer_of("", Some("-9223372036854775809"), None), Scalar::I128);
        assert_eq!(integer_of("", Some("-1e19"), None), Scalar::I128);
        assert_eq!(integer_of("unix-time", None, None), Scalar::UnixTime);
    }

    #[test]
    fn the_smallest_integer_holds_bounds_format_and_values() {
        let smallest_of = |format: &str, minimum: Option<(&str, bool)>, maximum: Option<(&str, bool)>| {
            let bound = |bound: Option<(&str, bool)>| bound.map(|(text, exclusive)| (text.to_owned(), exclusive));
            let facts = DocFacts { minimum: bound(minimum), maximum: bound(maximum), ..DocFacts::default() };
            let scalar = integer(format, &facts);
            let mut keywords = Keywords::default();
            (keywords.core.format, keywords.notes.facts) = (Some(format.to_owned()), facts);
            smallest(scalar, &keywords)
        };
        let at = |bound: &'static str| Some((bound, false));
        assert_eq!(smallest_of("", None, None), Scalar::I64);
        assert_eq!(smallest_of("", at("0"), None), Scalar::Bounded(BoundedInteger::U64));
        assert_eq!(smallest_of("", at("0"), at("255")), Scalar::Bounded(BoundedInteger::U8));
        assert_eq!(smallest_of("", at("0"), Some(("256", true))), Scalar::Bounded(BoundedInteger::U8));
        assert_eq!(smallest_of("", Some(("-1", true)), at("256")), Scalar::Bounded(BoundedInteger::U16));
        assert_eq!(smallest_of("", at("-1"), at("127")), Scalar::Bounded(BoundedInteger::I8));
        assert_eq!(smallest_of("int64", at("-40000"), at("1")), Scalar::Bounded(BoundedInteger::I32));
        assert_eq!(smallest_of("int32", None, None), Scalar::Bounded(BoundedInteger::I32));
        assert_eq!(smallest_of("int32", at("1"), None), Scalar::Bounded(BoundedInteger::U32));
        assert_eq!(smallest_of("uint16", None, None), Scalar::Bounded(BoundedInteger::U16));
        assert_eq!(smallest_of("", None, at("10")), Scalar::I64);
        assert_eq!(smallest_of("int32", at("0"), at("9999999999")), Scalar::Bounded(BoundedInteger::U64));
        assert_eq!(smallest_of("int32", at("-1"), at("9999999999")), Scalar::I64);
        assert_eq!(smallest_of("int32", at("9999999999"), None), Scalar::Bounded(BoundedInteger::U64));
        assert_eq!(smallest_of("int32", None, at("-9999999999")), Scalar::I64);
        assert_eq!(smallest_of("uint8", None, at("300")), Scalar::Bounded(BoundedInteger::U16));
        assert_eq!(smallest_of("uint64", at("-1"), None), Scalar::I64);
        assert_eq!(smallest_of("", Some(("-1.5", true)), at("9")), Scalar::Bounded(BoundedInteger::I8));
        assert_eq!(smallest_of("int32", at("-1"), at("99999")), Scalar::I32);
        assert_eq!(smallest_of("", at("0"), at("18446744073709551615")), Scalar::U64);
        assert_eq!(smallest_of("int128", at("0"), at("1")), Scalar::I128);
        assert_eq!(smallest_of("unixtime", None, None), Scalar::UnixTime);
    }

    #[test]
    fn a_value_seen_beyond_the_type_widens_it() {
        let example = std::sync::Arc::new(serde_json::json!(10_000_000_000_000_000_000_u64));
        let facts = DocFacts { example: Some(example), ..DocFacts::default() };
        assert_eq!(integer("", &facts), Scalar::I128);
        assert_eq!(integer("uint64", &facts), Scalar::U64);
    }
}
