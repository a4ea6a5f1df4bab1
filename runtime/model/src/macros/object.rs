//! Objects of JSON, written as JSON.

use std::collections::BTreeMap;

use crate::Value;

/// Returns the members of an object. The macro gives it no other value.
pub fn members_of(object: Value) -> BTreeMap<String, Value> {
    match object {
        Value::Object(members) => members.into_iter().collect(),
        _ => BTreeMap::new(),
    }
}

/// Makes an object of any JSON, written as JSON, for arguments that are maps of [`Value`](crate::Value), such as the schema of a function's parameters.
///
/// ```
/// use specsmith_model::object;
///
/// let unit = "celsius";
/// let parameters = object! { "type": "object", "properties": { "unit": { "const": unit } }, "required": ["unit"] };
///
/// assert_eq!(parameters["properties"]["unit"]["const"], "celsius");
/// ```
///
/// # Panics
/// If a value between the members is an expression that serde cannot write as JSON: its `Serialize` fails, or it is a map with keys that no string can be.
#[macro_export]
macro_rules! object {
    ($($members:tt)*) => {
        $crate::internal::members_of($crate::internal::json!({ $($members)* }))
    };
}
