//! Streams that `record.py` recorded: their events, and what is made of them held against what openai-python made of them.

use serde_json::{Value, json};

/// A stream, and what openai-python made of it.
pub(crate) struct Stream {
    /// A name of this project's own.
    pub(crate) id: String,
    /// The operation: `responses` or `chat.completions`.
    pub(crate) operation: String,
    /// The data of the events.
    pub(crate) events: Vec<Value>,
    /// The SDK's final value; none where it refuses the stream.
    last: Option<Value>,
    /// Texts that the SDK has accumulated: number of the event, place in the value, text.
    texts: Vec<(usize, String, String)>,
}

/// Places where our value is meant to be another: stream, place, value.
const MEANT: [(&str, &str, &str); 3] = [
    // The SDK joins texts that come again, whatever they are.
    ("an identifier in each fragment", "/choices/0/message/tool_calls/0/id", "call_1"),
    ("a role in each chunk", "/choices/0/message/role", "assistant"),
    // The SDK takes the usage of the last chunk, though it says none.
    ("usage before the end", "/usage", r#"{"prompt_tokens":9,"completion_tokens":12,"total_tokens":21}"#),
];

/// Reads the recording.
pub(crate) fn read(text: &str) -> Vec<Stream> {
    let recording: Value = serde_json::from_str(text).expect("a recording");
    recording["streams"].as_array().expect("streams").iter().map(Stream::of).collect()
}

impl Stream {
    fn of(record: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |name: &str| record[name].as_array().cloned().unwrap_or_default();
        let taken = |it: &Value| (it[0].as_u64().unwrap_or_default() as usize, text(&it[1]), text(&it[2]));
        Self {
            id: text(&record["id"]),
            operation: text(&record["operation"]),
            events: list("events"),
            last: record.get("final").cloned(),
            texts: list("snapshots").iter().map(taken).collect(),
        }
    }

    /// The body of the response.
    pub(crate) fn body(&self) -> String {
        let events: String = self.events.iter().map(|event| format!("data: {event}\n\n")).collect();
        let end = if self.operation == "chat.completions" { "data: [DONE]\n\n" } else { "" };
        events + end
    }

    /// The value that is expected; an error for none.
    fn expected(&self) -> Result<Value, ()> {
        if let Some(last) = &self.last {
            let mut expected = without_index(plain(last.clone()));
            for (_, place, value) in MEANT.iter().filter(|(id, ..)| *id == self.id) {
                let (parent, name) = place.rsplit_once('/').unwrap_or_default();
                let value = serde_json::from_str(value).unwrap_or_else(|_| json!(value));
                expected
                    .pointer_mut(parent)
                    .and_then(Value::as_object_mut)
                    .expect("a place")
                    .insert(name.to_owned(), value);
            }
            return Ok(expected);
        }
        // The SDK makes a value of completed responses only.
        if self.operation == "responses" {
            return self.events.last().and_then(|event| event.get("response")).cloned().map(plain).ok_or(());
        }
        let call = |id: &str, name: &str, arguments: &str| json!({"id": id, "type": "function", "function": {"name": name, "arguments": arguments}});
        let (a, b) = (call("call_1", "a", "{}"), call("call_2", "b", "[]"));
        let calls = json!([{"index": 0, "finish_reason": "tool_calls", "message": {"role": "assistant", "tool_calls": [a, b]}}]);
        let said = |index: u32, text: &str, reason: &str| json!({"index": index, "finish_reason": reason, "message": {"role": "assistant", "content": text}});
        let choices = match self.id.as_str() {
            "cut by length" => json!([said(0, "Hel", "length")]),
            "the last choice first" => json!([said(0, "One", "stop"), said(1, "Two", "stop")]),
            // The SDK looks for a call by its place in the list.
            "tool calls counted from one" | "the last call first" => calls,
            _ => return Err(()),
        };
        let members =
            json!({"id": "chatcmpl-1", "object": "chat.completion", "created": 1_700_000_000, "model": "gpt-5"});
        let Value::Object(mut members) = members else { return Err(()) };
        members.insert("choices".to_owned(), choices);
        Ok(Value::Object(members))
    }

    /// Compares the values made of a stream with the expected ones: the final value, and that after each event.
    pub(crate) fn differences(&self, ours: Result<Value, String>, after: &[Value]) -> Vec<String> {
        let mut differences = Vec::new();
        match (self.expected(), ours.map(plain)) {
            (Ok(expected), Ok(ours)) if expected == ours => {}
            (Err(()), Err(_)) => {}
            (expected, ours) => differences.push(format!("{}: expected {expected:?}, not {ours:?}", self.id)),
        }
        for (event, place, text) in &self.texts {
            let pointer = format!("/{}", place.replace('.', "/"));
            let ours = after.get(*event).and_then(|value| value.pointer(&pointer)).and_then(Value::as_str);
            if ours != Some(text) {
                differences.push(format!("{}: {place} after event {event}: expected {text:?}, not {ours:?}", self.id));
            }
        }
        differences
    }
}

/// Without members that are null, of which the SDK writes all that its classes have. It writes times as numbers with a point, too.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(members.map(|(name, value)| (name, plain(value))).collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(plain).collect()),
        Value::Number(number) => match number.as_f64().filter(|number| number.fract() == 0.0) {
            Some(whole) => json!(whole as i64),
            None => Value::Number(number),
        },
        value => value,
    }
}

/// Without the index of tool calls, which the SDK keeps, though a response that comes whole has none.
fn without_index(mut value: Value) -> Value {
    fn list<'v>(value: &'v mut Value, name: &str) -> impl Iterator<Item = &'v mut Value> {
        value.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten()
    }
    for message in list(&mut value, "choices").filter_map(|choice| choice.get_mut("message")) {
        for call in list(message, "tool_calls").filter_map(Value::as_object_mut) {
            call.remove("index");
        }
    }
    value
}
