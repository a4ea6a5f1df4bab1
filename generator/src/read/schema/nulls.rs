//! Schemas that allow only null.

use serde_json::Value;

use crate::read::at::FileId;
use crate::read::found::pure_reference;
use crate::read::references::References;
use crate::read::value_reader::ValueReader;
use crate::read::walk::Section;

/// References a member is followed through to see whether it is null.
const MAX_STEPS: usize = 8;

/// Returns true for a schema that allows null and nothing else.
pub(super) fn is_null_schema<'d>(
    values: &ValueReader<'d>,
    references: &References<'d>,
    value: &'d Value,
    file: FileId,
) -> bool {
    is_null_behind(values, references, value, file, 0)
}

/// Returns true for such a schema behind `steps` references.
fn is_null_behind<'d>(
    values: &ValueReader<'d>,
    references: &References<'d>,
    value: &'d Value,
    file: FileId,
    steps: usize,
) -> bool {
    let Value::Object(map) = value else { return false };
    if let Some(reference) = pure_reference(value) {
        let found = references.chase(Section::Schemas, reference, file);
        return steps < MAX_STEPS
            && found.is_ok_and(|found| is_null_behind(values, references, found.node, found.file, steps + 1));
    }
    match map.get("type") {
        Some(Value::String(ty)) if ty == "null" => return true,
        Some(Value::Array(types)) if !types.is_empty() && types.iter().all(is_null_name) => return true,
        Some(Value::Null) if values.is_json_schema() && map.len() == 1 => return true,
        _ => {}
    }
    let only_null =
        |list: &Value| list.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_null));
    map.get("const").is_some_and(Value::is_null) || map.get("enum").is_some_and(only_null)
}

fn is_null_name(value: &Value) -> bool {
    value.is_null() || value == "null"
}
