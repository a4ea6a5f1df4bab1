//! Elements that are pieces of the whole value, merged member by member.

use crate::model::Value;
use crate::operation::accumulation::Merge;

/// Merges an element into the whole value.
pub(super) fn merge(rule: &Merge, whole: &mut Value, element: &Value) {
    add(rule, whole, element, false);
    if let Value::Object(members) = whole {
        for name in rule.drop {
            members.remove(*name);
        }
        for (name, text) in rule.set {
            members.insert((*name).to_owned(), Value::from(*text));
        }
    }
}

/// Adds a piece to a value; `joins`: texts are pieces to be joined.
fn add(rule: &Merge, whole: &mut Value, piece: &Value, joins: bool) {
    // Lists and objects are made of their pieces too, so that what is in them has its name in the whole value.
    match piece {
        Value::Object(_) if !whole.is_object() => *whole = Value::Object(Default::default()),
        Value::Array(_) if !whole.is_array() => *whole = Value::Array(Vec::new()),
        _ => {}
    }
    match (whole, piece) {
        (whole @ Value::Object(_), Value::Object(piece)) => {
            piece.iter().for_each(|(name, value)| add_member(rule, whole, name, value, joins));
        }
        (Value::Array(whole), Value::Array(piece)) => {
            piece.iter().for_each(|item| add_item(rule, whole, item, joins));
        }
        (Value::String(whole), Value::String(piece)) if joins => whole.push_str(piece),
        // A piece that says nothing takes nothing away.
        (whole, Value::Null) if !whole.is_null() => {}
        (whole, piece) => *whole = piece.clone(),
    }
}

fn add_member(rule: &Merge, whole: &mut Value, name: &str, piece: &Value, joins: bool) {
    let (name, joins) = match joins {
        false if name == rule.delta.0 => (rule.delta.1, true),
        _ => (name, joins && !rule.keep.contains(&name)),
    };
    if let Value::Object(members) = whole {
        add(rule, members.entry(name).or_insert(Value::Null), piece, joins);
    }
}

/// Adds an item to a list: to the one with its index, or else in the order of the indices. One without an index is appended.
fn add_item(rule: &Merge, whole: &mut Vec<Value>, item: &Value, joins: bool) {
    let index_of = |item: &Value| item.get(rule.index).and_then(Value::as_u64);
    let Some(index) = index_of(item) else {
        whole.push(item.clone());
        return;
    };
    let at = whole.iter().position(|known| index_of(known).is_some_and(|known| known >= index)).unwrap_or(whole.len());
    if whole.get(at).and_then(index_of) != Some(index) {
        whole.insert(at, Value::Null);
    }
    if let Some(place) = whole.get_mut(at) {
        add(rule, place, item, joins);
    }
}

/// Returns the value as it would come in one piece: the indices within the delta are left out, since they belong to the stream.
pub(super) fn finished(rule: &Merge, whole: &Value) -> Value {
    let mut value = whole.clone();
    strip(rule, &mut value, false);
    value
}

fn strip(rule: &Merge, value: &mut Value, inside: bool) {
    match value {
        Value::Object(members) => {
            members.iter_mut().for_each(|(name, value)| strip(rule, value, inside || name == rule.delta.1));
        }
        Value::Array(items) => {
            for item in items {
                strip(rule, item, inside);
                let index = item.as_object_mut().filter(|members| members.get(rule.index).is_some_and(Value::is_u64));
                if let (true, Some(members)) = (inside, index) {
                    members.remove(rule.index);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const RULE: Merge = Merge {
        delta: ("delta", "message"),
        index: "index",
        keep: &["id", "role", "type"],
        set: &[("object", "chat.completion")],
        drop: &["padding"],
    };

    /// Returns the whole value of these elements.
    fn merged(elements: &[Value]) -> Value {
        let mut whole = Value::Null;
        elements.iter().for_each(|element| merge(&RULE, &mut whole, element));
        finished(&RULE, &whole)
    }

    #[test]
    fn deltas_are_joined_by_choice_and_tool_call() {
        let chunk =
            |choice: Value| json!({"id": "c1", "object": "chat.completion.chunk", "choices": [choice], "usage": null});
        let whole = merged(&[
            chunk(json!({"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": null})),
            chunk(json!({"index": 0, "delta": {"role": "assistant", "content": "Hel"}, "finish_reason": null})),
            chunk(json!({"index": 1, "delta": {"tool_calls": [
                {"index": 0, "id": "t1", "type": "function", "function": {"name": "f", "arguments": ""}},
                {"index": 1, "id": "t2", "type": "function", "function": {"name": "g", "arguments": "{}"}}
            ]}})),
            chunk(json!({"index": 0, "delta": {"content": "lo"}, "logprobs": {"content": [{"token": "a"}]}})),
            chunk(
                json!({"index": 1, "delta": {"tool_calls": [{"index": 0, "id": "t1", "function": {"arguments": "{\"a\""}}]}}),
            ),
            chunk(
                json!({"index": 1, "delta": {"tool_calls": [{"index": 0, "function": {"arguments": ":1}"}}]}, "finish_reason": "tool_calls"}),
            ),
            chunk(json!({"index": 0, "delta": {}, "logprobs": {"content": [{"token": "b"}]}, "finish_reason": "stop"})),
            json!({"id": "c1", "choices": [], "usage": {"total_tokens": 7}}),
        ]);
        let calls = json!([
            {"id": "t1", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}},
            {"id": "t2", "type": "function", "function": {"name": "g", "arguments": "{}"}}
        ]);
        let expected = json!({"id": "c1", "object": "chat.completion", "usage": {"total_tokens": 7}, "choices": [
            {"index": 0, "message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop",
             "logprobs": {"content": [{"token": "a"}, {"token": "b"}]}},
            {"index": 1, "message": {"tool_calls": calls}, "finish_reason": "tool_calls"}
        ]});
        assert_eq!(whole, expected);
    }

    #[test]
    fn a_huge_index_makes_no_long_list() {
        let element = json!({"choices": [{"index": 4_000_000_000_u64, "delta": {"a": [{"index": 9, "b": "c"}]}}]});
        let whole = merged(&[element]);
        assert_eq!(whole["choices"][0]["message"]["a"], json!([{"b": "c"}]));
    }

    #[test]
    fn items_are_told_apart_and_ordered_by_index_whichever_comes_first() {
        let call = |index: u64, text: &str| json!({"choices": [{"index": 0, "delta": {"calls": [{"index": index, "arguments": text}]}}]});
        let calls = |elements: &[Value]| merged(elements)["choices"][0]["message"]["calls"].clone();
        let expected = json!([{"arguments": "{}"}, {"arguments": "[]"}]);
        // Some servers count from one, or begin with the last.
        assert_eq!(calls(&[call(1, "{"), call(1, "}"), call(2, "["), call(2, "]")]), expected);
        assert_eq!(calls(&[call(5, "["), call(2, "{"), call(5, "]"), call(2, "}")]), expected);
        let two = merged(&[
            json!({"choices": [{"index": 1, "delta": {"content": "b"}}]}),
            json!({"choices": [{"index": 0}]}),
        ]);
        assert_eq!(two["choices"], json!([{"index": 0}, {"index": 1, "message": {"content": "b"}}]));
    }

    #[test]
    fn dropped_members_are_of_elements_alone() {
        let element = json!({"padding": "xx", "choices": [{"index": 0, "padding": "a", "delta": {"padding": "b"}}]});
        let expected = json!([{"index": 0, "padding": "a", "message": {"padding": "bb"}}]);
        let whole = merged(&[element.clone(), element]);
        assert_eq!((whole.get("padding"), &whole["choices"]), (None, &expected));
    }
}
