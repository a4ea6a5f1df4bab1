//! Are two JSON texts the same value? Numbers are compared by value, the order of keys does not count.

use serde_json::{Number, Value};

/// Returns the first difference, as a sentence with its JSON path; `None` when there is none.
pub(super) fn difference(before: &str, after: &str) -> Option<String> {
    match (serde_json::from_str(before), serde_json::from_str(after)) {
        (Ok(before), Ok(after)) => differ(&before, &after, &mut "$".to_owned()),
        (Err(error), _) => Some(format!("the example is not JSON: {error}")),
        (_, Err(error)) => Some(format!("what came out is not JSON: {error}")),
    }
}

fn differ(before: &Value, after: &Value, path: &mut String) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            if let Some(key) = before.keys().find(|key| !after.contains_key(*key)) {
                return Some(format!("at {path}.{key}: lost"));
            }
            if let Some(key) = after.keys().find(|key| !before.contains_key(*key)) {
                return Some(format!("at {path}.{key}: invented"));
            }
            before.iter().find_map(|(key, value)| below(value, &after[key], path, &format!(".{key}")))
        }
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => before
            .iter()
            .zip(after)
            .enumerate()
            .find_map(|(index, (before, after))| below(before, after, path, &format!("[{index}]"))),
        (Value::Number(a), Value::Number(b)) if same_number(a, b) => None,
        _ if before == after => None,
        _ => Some(format!("at {path}: {} became {}", short(before), short(after))),
    }
}

fn below(before: &Value, after: &Value, path: &mut String, step: &str) -> Option<String> {
    let length = path.len();
    path.push_str(step);
    let found = differ(before, after, path);
    path.truncate(length);
    found
}

/// 1 and 1.0 are one number; integers are compared exactly.
fn same_number(a: &Number, b: &Number) -> bool {
    let integer = |number: &Number| number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a.as_f64() == b.as_f64(),
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 { text } else { text.chars().take(60).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn equal_values_may_look_different() {
        assert_eq!(difference(r#"{"a": 1.0, "b": [1e2]}"#, r#"{"b":[100],"a":1}"#), None);
    }

    #[test]
    fn differences_have_a_path() {
        let cases = [
            (r#"{"a": {"b": null}}"#, r#"{"a": {}}"#, "at $.a.b: lost"),
            (r#"{"a": {}}"#, r#"{"a": {"b": null}}"#, "at $.a.b: invented"),
            (r#"{"a": [1, 2]}"#, r#"{"a": [1, 3]}"#, "at $.a[1]: 2 became 3"),
            (r#"[1]"#, r#"[1, 1]"#, "at $: [1] became [1,1]"),
            ("9007199254740993", "9007199254740992", "at $: 9007199254740993 became 9007199254740992"),
            ("\"1\"", "1", "at $: \"1\" became 1"),
        ];
        for (before, after, why) in cases {
            assert_eq!(difference(before, after).as_deref(), Some(why));
        }
    }
}
