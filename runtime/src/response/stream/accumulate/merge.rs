//! Elements that are pieces of the whole value, merged member by member.

use crate::model::Value;
use crate::operation::accumulation::Merge;

/// Merges an element into the whole value.
pub(super) fn merge(rule: &Merge, whole: &mut Value, element: &Value) {
    add(rule, whole, element, false);
    if let Value::Object(members) = whole {
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

/// Adds an item to a list: to the one with its index, or else at the end. Within the delta the index is only a matter of the stream, and is not kept.
fn add_item(rule: &Merge, whole: &mut Vec<Value>, item: &Value, joins: bool) {
    let Some(index) = item.get(rule.index).and_then(Value::as_u64) else {
        whole.push(item.clone());
        return;
    };
    let own = |(at, known): (usize, &Value)| match joins {
        true => at as u64 == index,
        false => known.get(rule.index).and_then(Value::as_u64) == Some(index),
    };
    let at = whole.iter().enumerate().position(own).unwrap_or_else(|| {
        whole.push(Value::Null);
        whole.len() - 1
    });
    let Some(place) = whole.get_mut(at) else { return };
    add(rule, place, item, joins);
    if let (true, Some(members)) = (joins, place.as_object_mut()) {
        members.remove(rule.index);
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
    };

    #[test]
    fn deltas_are_joined_by_choice_and_tool_call() {
        let mut whole = Value::Null;
        let chunk =
            |choice: Value| json!({"id": "c1", "object": "chat.completion.chunk", "choices": [choice], "usage": null});
        for element in [
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
        ] {
            merge(&RULE, &mut whole, &element);
        }
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
        let mut whole = Value::Null;
        merge(
            &RULE,
            &mut whole,
            &json!({"choices": [{"index": 4_000_000_000_u64, "delta": {"a": [{"index": 9, "b": "c"}]}}]}),
        );
        assert_eq!(whole["choices"][0]["message"]["a"], json!([{"b": "c"}]));
    }
}
