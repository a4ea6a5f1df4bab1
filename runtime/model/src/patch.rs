//! Merge patches (RFC 7396).

use serde_json::Map;

use crate::Value;
use crate::codec::to_value;
use crate::fault::DecodeError;
use crate::traits::Encode;

/// Returns the merge patch from `old` to `new`: the members that changed, with `null` for those that were removed. `{}` changes nothing. Values that are not
/// both objects are replaced whole.
///
/// # Errors
/// If one of the values nests 128 deep.
pub fn patch<A: Encode + ?Sized, B: Encode + ?Sized>(old: &A, new: &B) -> Result<Value, DecodeError> {
    match (to_value(old)?, to_value(new)?) {
        (Value::Object(old), Value::Object(new)) => Ok(Value::Object(difference(old, new))),
        (_, new) => Ok(new),
    }
}

fn difference(mut old: Map<String, Value>, new: Map<String, Value>) -> Map<String, Value> {
    let mut patch = Map::new();
    for (key, new) in new {
        match (old.remove(&key), new) {
            (Some(old), new) if old == new => {}
            (Some(Value::Object(old)), Value::Object(new)) => {
                patch.insert(key, Value::Object(difference(old, new)));
            }
            (_, new) => {
                patch.insert(key, new);
            }
        }
    }
    patch.extend(old.into_iter().map(|(key, _)| (key, Value::Null)));
    patch
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_changed_is_in_the_patch() {
        let old = json!({"a": 1, "b": {"c": 1, "d": 2}, "e": [1], "f": "x"});
        let new = json!({"a": 1, "b": {"c": 3, "d": 2}, "e": [1, 2], "g": {"h": 1}});
        let wanted = json!({"b": {"c": 3}, "e": [1, 2], "f": null, "g": {"h": 1}});
        assert_eq!(patch(&old, &new), Ok(wanted));
        assert_eq!(patch(&old, &old), Ok(json!({})));
        assert_eq!(patch(&old, &json!(1)), Ok(json!(1)));
    }
}
