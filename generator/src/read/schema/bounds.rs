//! `minimum`, `maximum` and `multipleOf`, and the exclusive forms of both generations.

use serde_json::{Number, Value};

use super::gather::{Raw, Slot};
use crate::read::at::At;
use crate::read::tree::plain_decimal;
use crate::read::value::parse_number;
use crate::read::value_reader::ValueReader;
use crate::schema::{JsonType, Schema};

/// One end of a range.
#[derive(Debug, Default)]
struct Bound {
    number: Option<Number>,
    exclusive: bool,
}

/// The keywords of one end.
struct End<'d> {
    plain: Slot<'d>,
    plain_key: &'static str,
    exclusive: Slot<'d>,
    exclusive_key: &'static str,
    /// True when the first is the tighter bound.
    tighter: fn(f64, f64) -> bool,
}

/// Reads the bounds of numbers. Returns whether there are any.
pub(super) fn bounds<'d>(values: &mut ValueReader<'d>, raw: &Raw<'d>, schema: &mut Schema, at: &At<'_>) -> bool {
    let is_integer = schema.one_type() == Some(JsonType::Integer);
    let low = End {
        plain: raw.minimum,
        plain_key: "minimum",
        exclusive: raw.exclusive_minimum,
        exclusive_key: "exclusiveMinimum",
        tighter: |a, b| a >= b,
    };
    let high = End {
        plain: raw.maximum,
        plain_key: "maximum",
        exclusive: raw.exclusive_maximum,
        exclusive_key: "exclusiveMaximum",
        tighter: |a, b| a <= b,
    };
    let facts = &mut schema.facts;
    facts.minimum = bound(values, &low, is_integer, at);
    facts.maximum = bound(values, &high, is_integer, at);
    if let Some(value) = raw.multiple_of {
        let at = at.key("multipleOf");
        let step = values.number(value, &at).and_then(|step| fit(&step, is_integer));
        facts.multiple_of = step.or_else(|| (!value.is_null()).then(|| values.spelling(value, &at)));
    }
    facts.minimum.is_some() || facts.maximum.is_some() || facts.multiple_of.is_some()
}

/// Returns the text of one end, and whether it is exclusive.
fn bound<'d>(values: &mut ValueReader<'d>, end: &End<'d>, is_integer: bool, at: &At<'_>) -> Option<(String, bool)> {
    let mut bound = Bound::default();
    let mut written = None;
    if let Some(value) = end.plain {
        let at = at.key(end.plain_key);
        bound.number = values.number(value, &at);
        written = Some((value, number_text(values, value, &at)));
    }
    match end.exclusive {
        None => {}
        Some(Value::Bool(exclusive)) => bound.exclusive = *exclusive,
        Some(Value::String(text)) if parse_number(text).is_none() => {
            let exclusive = values.flag(&Value::String(text.clone()), &at.key(end.exclusive_key));
            bound.exclusive = exclusive.unwrap_or_default();
        }
        Some(value) => {
            let at = at.key(end.exclusive_key);
            let number = values.number(value, &at);
            let replaces = match (&number, &bound.number) {
                (Some(new), Some(old)) => (end.tighter)(as_f64(new), as_f64(old)),
                (number, _) => number.is_some(),
            };
            if replaces {
                if !values.is_json_schema() {
                    values.other_version(end.exclusive_key, "a number for this keyword", "3.1", &at);
                }
                bound = Bound { number, exclusive: true };
                written = Some((value, number_text(values, value, &at)));
            }
        }
    }
    match bound.number.and_then(|number| fit(&number, is_integer)) {
        Some(text) => Some((text, bound.exclusive)),
        None => written.filter(|(value, _)| !value.is_null()).map(|(_, text)| (text, false)),
    }
}

fn number_text(values: &ValueReader<'_>, value: &Value, at: &At<'_>) -> String {
    match value {
        Value::Number(number) if number.is_f64() => {
            let spelled = values.spelled(at);
            spelled.map_or_else(|| plain_decimal(as_f64(number)), str::to_owned)
        }
        value => values.spelling(value, at),
    }
}

/// Returns the text of a number; `None` for one that is none of the type's.
fn fit(number: &Number, is_integer: bool) -> Option<String> {
    let float = as_f64(number);
    match is_integer {
        false => Some(float.to_string()),
        true if number.is_i64() => Some(number.to_string()),
        true => (float.fract() == 0.0 && (-9.0e15..=9.0e15).contains(&float)).then(|| (float as i64).to_string()),
    }
}

fn as_f64(number: &Number) -> f64 {
    number.as_f64().unwrap_or(f64::NAN)
}
