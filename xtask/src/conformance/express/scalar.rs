//! Scalars as Rust expressions.

use specsmith_generator::api::Scalar;

use super::super::base64;
use super::super::json::Json;
use super::code::{Code, Expressed, narrower, string};

/// Returns the expression of a scalar of exactly this type.
pub(super) fn expression(scalar: Scalar, value: &Json) -> Expressed {
    let text = match (scalar, value) {
        (Scalar::Bool, Json::Bool(flag)) => flag.to_string(),
        (Scalar::String, Json::Text(text)) => string(text),
        (Scalar::Binary, Json::Text(text)) => format!("Octets::from_text({text:?})"),
        (Scalar::Binary, Json::Bytes(bytes)) => format!("Octets::from({})", byte_string(bytes)),
        (Scalar::File, Json::Text(text)) => format!("Upload::bytes({text:?})"),
        (Scalar::File, Json::Bytes(bytes)) => format!("Upload::bytes(&{}[..])", byte_string(bytes)),
        (Scalar::File, Json::File(bytes, name)) => {
            format!("Upload::bytes(&{}[..]).file_name({name:?})", byte_string(bytes))
        }
        (Scalar::Base64, Json::Bytes(bytes)) => format!("Base64::from({})", byte_string(bytes)),
        (Scalar::Base64Url, Json::Bytes(bytes)) => format!("Base64Url::from({})", byte_string(bytes)),
        (_, Json::Text(text)) => match of_text(scalar) {
            Some(name) => format!("{name}::from({text:?})"),
            None => return Err(narrower(wanted(scalar), value)),
        },
        (_, Json::Number(text)) => match of_number(scalar, text) {
            Some(code) => code,
            None => return Err(narrower(wanted(scalar), value)),
        },
        _ => return Err(narrower(wanted(scalar), value)),
    };
    Ok(Code::of(text))
}

/// Returns the expression of a file in text: one whose Base64 is the text.
pub(super) fn file_in_text(value: &Json) -> Expressed {
    let bytes = match value {
        Json::Text(text) => base64::decode(text).filter(|bytes| base64::encode(bytes) == *text),
        _ => None,
    };
    match bytes {
        Some(bytes) => expression(Scalar::File, &Json::Bytes(bytes)),
        None => Err(narrower("Base64 in the place of a file", value)),
    }
}

/// Returns the name of a scalar that is made of text.
fn of_text(scalar: Scalar) -> Option<&'static str> {
    Some(match scalar {
        Scalar::DateTime => "DateTime",
        Scalar::Date => "Date",
        Scalar::Time => "Time",
        Scalar::Duration => "Duration",
        Scalar::Uuid => "Uuid",
        Scalar::Uri => "Uri",
        Scalar::Ip => "IpText",
        Scalar::Base64 => "Base64",
        Scalar::Base64Url => "Base64Url",
        Scalar::Decimal => "Decimal",
        _ => return None,
    })
}

fn of_number(scalar: Scalar, text: &str) -> Option<String> {
    let whole = integer(text);
    match scalar {
        Scalar::I32 => i32::try_from(whole?).ok().map(|number| format!("{number}_i32")),
        Scalar::I64 => i64::try_from(whole?).ok().map(|number| format!("{number}_i64")),
        Scalar::U64 => u64::try_from(whole?).ok().map(|number| format!("{number}_u64")),
        Scalar::I128 => Some(format!("{}_i128", whole?)),
        Scalar::UnixTime => i64::try_from(whole?).ok().map(|number| format!("UnixTime::new({number}_i64)")),
        Scalar::F64 => {
            text.parse().ok().filter(|number: &f64| number.is_finite()).map(|number| format!("{number:?}_f64"))
        }
        Scalar::Number => Some(format!("number({text:?})")),
        Scalar::Decimal => match whole.and_then(|whole| i64::try_from(whole).ok()) {
            Some(whole) => Some(format!("Decimal::from({whole}_i64)")),
            None => text.parse().ok().map(|number: f64| format!("Decimal::from({number:?}_f64)")),
        },
        _ => None,
    }
}

/// Returns the integer that a number's text is; `1.0` and `1e2` are integers in JSON Schema (2020-12 §4.2.3).
pub(super) fn integer(text: &str) -> Option<i128> {
    text.parse().ok().or_else(|| {
        let float = text.parse::<f64>().ok().filter(|float| float.fract() == 0.0 && float.abs() < 9e15)?;
        Some(float as i128)
    })
}

/// `b"…"`
fn byte_string(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.escape_ascii())
}

fn wanted(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "a string",
        Scalar::Bool => "true or false",
        Scalar::I32 => "an integer of 32 bits",
        Scalar::I64 | Scalar::U64 => "an integer of 64 bits",
        Scalar::I128 => "an integer of 128 bits",
        Scalar::F64 | Scalar::Number => "a number",
        Scalar::UnixTime => "whole seconds",
        Scalar::Decimal => "a decimal number",
        Scalar::Binary | Scalar::File => "bytes",
        _ => "text",
    }
}
