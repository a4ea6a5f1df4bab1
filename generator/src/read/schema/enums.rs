//! `enum` and `const`: null out, repetitions out, values of the schema's own type.

use std::collections::HashSet;

use serde_json::Value;

use super::gather::Raw;
use super::types::Types;
use crate::read::at::At;
use crate::read::mend::parse_number;
use crate::read::reader::Reader;
use crate::report::code;

/// What `enum` and `const` say.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// The values, null excepted; `None` when any value is allowed.
    pub(super) list: Option<Vec<Value>>,
    /// Null is one of them.
    pub(super) null: bool,
    /// They were a `const`.
    pub(super) constant: bool,
}

impl Values {
    /// Null and nothing else.
    pub(super) fn only_null(&self) -> bool {
        self.null && self.list.is_none()
    }
}

impl<'d> Reader<'d> {
    /// The values a schema allows; `types` may be corrected to the one they have.
    pub(super) fn values(&mut self, raw: &Raw<'d>, types: &mut Types, at: &At<'_>) -> Values {
        let mut values = match (raw.constant, raw.enumeration) {
            (Some(Value::Null), _) => Values { list: None, null: true, constant: true },
            (Some(constant), _) => Values { list: Some(vec![constant.clone()]), null: false, constant: true },
            (None, Some(list)) => self.enumeration(list, &at.key("enum")),
            (None, None) => return Values::default(),
        };
        if let Some(list) = &mut values.list {
            let key = if values.constant { "const" } else { "enum" };
            self.agree(list, types, &at.key(key));
        }
        values
    }

    fn enumeration(&mut self, list: &'d Value, at: &At<'_>) -> Values {
        let Value::Array(items) = list else {
            self.wrong(list, "a list", "it was ignored, so any value is allowed", at);
            return Values::default();
        };
        if items.is_empty() {
            self.warn(
                code::BAD_ENUM,
                at,
                "An empty `enum` allows no value at all; it was ignored.",
                "List the values, or remove the keyword.",
            );
            return Values::default();
        }
        let mut seen = HashSet::new();
        let mut kept = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            if item.is_null() {
                continue;
            }
            if seen.insert(item) {
                kept.push(item.clone());
            } else {
                let text = self.spelling(item, at);
                self.warn(
                    code::BAD_ENUM,
                    &at.index(index),
                    format!("The value `{text}` is listed twice."),
                    "Remove one of the two.",
                );
            }
        }
        let null = items.iter().any(Value::is_null);
        Values { list: Some(kept).filter(|list| !list.is_empty()), null, constant: false }
    }

    /// Values of another type than the schema's are turned into it where that keeps their meaning; else the type is corrected.
    fn agree(&mut self, list: &mut Vec<Value>, types: &mut Types, at: &At<'_>) {
        let Some(ty) = types.one() else { return };
        if list.iter().all(|value| fits(value, ty)) {
            return;
        }
        let converted: Option<Vec<Value>> =
            list.iter().enumerate().map(|(index, value)| self.convert(value, ty, &at.index(index))).collect();
        if let Some(converted) = converted {
            // 1.0 among integers is a matter of spelling only.
            if ty != "integer" || list.iter().any(|value| !value.is_number()) {
                self.contradiction(ty, "they were read as such", at);
            }
            let mut seen = HashSet::new();
            *list = converted.into_iter().filter(|value| seen.insert(value.clone())).collect();
        } else if list.iter().all(Value::is_string) && matches!(ty, "integer" | "number" | "boolean") {
            self.contradiction(ty, "the type was read as string", at);
            types.names = vec!["string"];
        } else if !matches!(ty, "object" | "array") {
            self.contradiction(ty, "the type was ignored", at);
            types.names.clear();
        }
    }

    fn contradiction(&mut self, ty: &str, done: &str, at: &At<'_>) {
        self.warn(
            code::BAD_ENUM,
            at,
            format!("The type is {ty}, but not every value here is one; {done}."),
            "Make `type` and the values agree; quote texts that look like numbers or booleans.",
        );
    }

    fn convert(&self, value: &Value, ty: &str, at: &At<'_>) -> Option<Value> {
        if fits(value, ty) {
            return Some(value.clone());
        }
        match (ty, value) {
            // The author's spelling counts: `1.10` is not `1.1`.
            ("string", Value::Number(_)) => {
                let whole = self.forest.spelled(at.file, &at.origin()).map(str::to_owned);
                Some(Value::String(whole.unwrap_or_else(|| value.to_string())))
            }
            ("string", Value::Bool(flag)) => Some(Value::String(flag.to_string())),
            ("integer", Value::Number(number)) => {
                let float = number.as_f64()?;
                (float.fract() == 0.0 && float.abs() < 9.0e15).then(|| Value::from(float as i64))
            }
            ("integer", Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
            ("number", Value::String(text)) => parse_number(text.trim()).map(Value::Number),
            ("boolean", Value::String(text)) => text.trim().to_lowercase().parse::<bool>().ok().map(Value::Bool),
            _ => None,
        }
    }
}

fn fits(value: &Value, ty: &str) -> bool {
    match ty {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        _ => true,
    }
}
