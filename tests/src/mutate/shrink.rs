//! The smallest document that still shows a defect.

use serde_json::Value;

/// Drops every member, and lifts or empties every value, that `shows` does not need. `shows` is asked at most `patience` times.
pub fn shrink(document: &Value, patience: usize, mut shows: impl FnMut(&Value) -> bool) -> Value {
    let mut best = document.clone();
    let mut asked = 0;
    loop {
        let before = best.to_string().len();
        let mut at = 0;
        while let Some(smaller) = attempt(&best, at) {
            if asked == patience {
                return best;
            }
            asked += 1;
            if shows(&smaller) {
                best = smaller;
            } else {
                at += 1;
            }
        }
        if best.to_string().len() == before {
            return best;
        }
    }
}

/// The document without its member number `at`, counted in the order of the text.
fn attempt(document: &Value, at: usize) -> Option<Value> {
    let mut copy = document.clone();
    let mut left = at;
    remove(&mut copy, &mut left).then_some(copy)
}

fn remove(node: &mut Value, left: &mut usize) -> bool {
    match node {
        Value::Array(items) => {
            if *left < items.len() {
                items.remove(*left);
                return true;
            }
            *left -= items.len();
            items.iter_mut().any(|item| remove(item, left))
        }
        Value::Object(members) => {
            if let Some(key) = members.keys().nth(*left).cloned() {
                members.shift_remove(&key);
                return true;
            }
            *left -= members.len();
            members.values_mut().any(|member| remove(member, left))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::shrink;

    #[test]
    fn only_what_matters_stays() {
        let document = json!({"a": [1, {"b": 2, "c": [3, 4]}], "d": {"e": 5}});
        let small = shrink(&document, 1000, |value| value.pointer("/a").is_some_and(|a| a.to_string().contains('4')));
        assert_eq!(small, json!({"a": [{"c": [4]}]}));
    }
}
