//! `enum` and `const`: null out, repetitions out, values of the schema's own type.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::Value;

use super::gather::Raw;
use super::types::Types;
use crate::read::at::At;
use crate::read::value::parse_number;
use crate::read::value_reader::ValueReader;
use crate::report::Code;
use crate::schema::JsonType;

/// Values of `enum` and `const`.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// The values, null excepted; empty when any value is allowed.
    pub(super) list: Vec<Value>,
    /// True if null is one of them.
    pub(super) null: bool,
    /// True if the values come from `const`.
    pub(super) constant: bool,
    /// The texts of integers beyond 64 bits, by the index in the list.
    pub(super) digits: Vec<(usize, String)>,
}

impl Values {
    /// Returns true for null and nothing else.
    pub(super) fn only_null(&self) -> bool {
        self.null && self.list.is_empty()
    }
}

/// A value, and its index in the list that the author wrote.
type Listed = (usize, Value);

/// Returns the values a schema allows; `types` may be corrected to the one they have.
pub(super) fn allowed<'d>(values: &mut ValueReader<'d>, raw: &Raw<'d>, types: &mut Types, at: &At<'_>) -> Values {
    match (raw.constant, raw.enumeration) {
        (Some(Value::Null), _) => Values { null: true, constant: true, ..Values::default() },
        (Some(constant), _) => {
            let list = agree(values, vec![(0, constant.clone())], true, types, &at.key("const"));
            let list: Vec<Value> = list.into_iter().map(|(_, value)| value).collect();
            let digits = list.first().and_then(|value| large_digits(values, value, &at.key("const")));
            let digits = digits.into_iter().map(|text| (0, text)).collect();
            Values { list, constant: true, digits, ..Values::default() }
        }
        (None, Some(list)) => enumeration(values, list, types, &at.key("enum")),
        (None, None) => Values::default(),
    }
}

fn enumeration<'d>(values: &mut ValueReader<'d>, list: &'d Value, types: &mut Types, at: &At<'_>) -> Values {
    let Value::Array(items) = list else {
        values.wrong(list, "a list", "it was ignored, so any value is allowed", at);
        return Values::default();
    };
    if items.is_empty() {
        values.warn(
            Code::BadEnum,
            at,
            "an empty `enum` allows no value at all; it was ignored",
            "list the values, or remove the keyword",
        );
        return Values::default();
    }
    // A null leaves the list, but no other value moves: what the author wrote is found by its index.
    let listed = items.iter().cloned().enumerate().filter(|(_, item)| !item.is_null()).collect();
    let listed = agree(values, listed, false, types, at);
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(listed.len());
    let mut digits = Vec::new();
    for (index, value) in listed {
        let large = large_digits(values, &value, &at.index(index));
        if seen.insert(large.clone().map_or_else(|| meaning(&value), Value::String)) {
            digits.extend(large.map(|text| (kept.len(), text)));
            kept.push(value);
            continue;
        }
        let text = values.spelling(&items[index], &at.index(index));
        values.warn(
            Code::BadEnum,
            &at.index(index),
            format!("the value `{text}` is listed twice"),
            "remove one of the two",
        );
    }
    let null = items.iter().any(Value::is_null);
    Values { list: kept, null, constant: false, digits }
}

/// Returns the text of an integer beyond 64 bits, which its value does not represent exactly.
fn large_digits(values: &ValueReader<'_>, value: &Value, at: &At<'_>) -> Option<String> {
    const LIMIT: f64 = 9.0e15;
    value.as_f64().filter(|float| value.is_f64() && float.fract() == 0.0 && float.abs() >= LIMIT)?;
    let text = values.spelling(value, at);
    text.bytes().skip(usize::from(text.starts_with('-'))).all(|byte| byte.is_ascii_digit()).then_some(text)
}

/// Converts values of another type than the schema's where that keeps their meaning; else corrects the type.
fn agree(
    values: &mut ValueReader<'_>,
    list: Vec<Listed>,
    constant: bool,
    types: &mut Types,
    at: &At<'_>,
) -> Vec<Listed> {
    let Some(ty) = types.one() else { return list };
    if list.iter().all(|(_, value)| fits(value, ty)) {
        return list;
    }
    let convert = |(index, value): &Listed| {
        let converted =
            if constant { convert(values, value, ty, at) } else { convert(values, value, ty, &at.index(*index)) };
        converted.map(|value| (*index, value))
    };
    if let Some(converted) = list.iter().map(convert).collect::<Option<Vec<Listed>>>() {
        // 1.0 among integers is a matter of spelling only.
        if ty != JsonType::Integer || list.iter().any(|(_, value)| !value.is_number()) {
            contradiction(values, ty, "they were read as such", at);
        }
        return converted;
    }
    if list.iter().all(|(_, value)| value.is_string())
        && matches!(ty, JsonType::Integer | JsonType::Number | JsonType::Boolean)
    {
        contradiction(values, ty, "the type was read as string", at);
        types.names = vec![JsonType::String];
    } else if !matches!(ty, JsonType::Object | JsonType::Array) {
        contradiction(values, ty, "the type was ignored", at);
        types.names.clear();
    }
    list
}

/// Sets a scalar where a string belongs to its author's spelling.
pub(super) fn as_written(values: &ValueReader<'_>, value: &mut Option<Arc<Value>>, types: &Types, at: &At<'_>) {
    if let Some(found) = value
        && matches!(**found, Value::Number(_) | Value::Bool(_))
        && types.one() == Some(JsonType::String)
    {
        *found = Arc::new(Value::String(values.spelling(found, at)));
    }
}

fn contradiction(values: &mut ValueReader<'_>, ty: JsonType, done: &str, at: &At<'_>) {
    let ty = ty.name();
    values.warn(
        Code::BadEnum,
        at,
        format!("the type is {ty}, but not every value here is one; {done}"),
        "make `type` and the values agree; quote texts that look like numbers or booleans",
    );
}

fn convert(values: &ValueReader<'_>, value: &Value, ty: JsonType, at: &At<'_>) -> Option<Value> {
    if fits(value, ty) {
        return Some(value.clone());
    }
    match (ty, value) {
        // The author's spelling counts: `1.10` is not `1.1`.
        (JsonType::String, Value::Number(_) | Value::Bool(_)) => Some(Value::String(values.spelling(value, at))),
        (JsonType::Integer, Value::Number(_)) if large_digits(values, value, at).is_some() => Some(value.clone()),
        (JsonType::Integer, Value::Number(number)) => {
            let float = number.as_f64()?;
            (float.fract() == 0.0 && float.abs() < 9.0e15).then(|| Value::from(float as i64))
        }
        (JsonType::Integer, Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        (JsonType::Number, Value::String(text)) => parse_number(text.trim()).map(Value::Number),
        (JsonType::Boolean, Value::String(text)) => text.trim().to_lowercase().parse::<bool>().ok().map(Value::Bool),
        _ => None,
    }
}

fn fits(value: &Value, ty: JsonType) -> bool {
    match ty {
        JsonType::Integer => value.is_i64() || value.is_u64(),
        ty => ty.admits(value),
    }
}

/// Returns a value by which two values are compared: 1 and 1.0 are one number.
fn meaning(value: &Value) -> Value {
    match value.as_f64() {
        Some(float) if !(value.is_i64() || value.is_u64()) && float.fract() == 0.0 && float.abs() < 9.0e15 => {
            Value::from(float as i64)
        }
        _ => value.clone(),
    }
}
