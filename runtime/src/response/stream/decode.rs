//! From an element of a stream to a value.

use specsmith_model::internal::Decoding;
use specsmith_model::{Decode, DecodeError, DecodeMode, NodeKind, Tree, Writer};

use crate::response::stream::Event;
use crate::response::stream::frames::Frame;

/// Function that decodes an element.
pub(crate) type DecodeFn<T> = fn(Frame, &Decoding) -> Result<T, DecodeError>;

/// Decodes the data as JSON.
pub(crate) fn data<T: Decode>(frame: Frame, decoding: &Decoding) -> Result<T, DecodeError> {
    decoding.json(frame.data())
}

/// Decodes the event as an object of `event`, `data`, `id` and `retry`, which are there when they were set. Data that is JSON is that JSON, unless the type
/// takes it as text only; other data is text.
pub(crate) fn named<T: Decode>(frame: Frame, decoding: &Decoding) -> Result<T, DecodeError> {
    let Frame::Event(event) = frame else { return data(frame, decoding) };
    if Tree::parse_str(&event.data).is_err() {
        return decoding.json(envelope(&event, false).as_bytes());
    }
    // Strictly first: a tolerant reading would take JSON for a text that is not there.
    let as_json = envelope(&event, true);
    decoding
        .json_strictly(as_json.as_bytes())
        .or_else(|_| decoding.json_strictly(envelope(&event, false).as_bytes()))
        .or_else(|_| decoding.json(as_json.as_bytes()))
}

fn envelope(event: &Event, json: bool) -> String {
    let mut writer = Writer::with_capacity(event.data.len() + 64);
    writer.raw("{\"data\":");
    if json {
        writer.raw(&event.data);
    } else {
        writer.string(&event.data);
    }
    for (key, text) in [(",\"event\":", &event.event), (",\"id\":", &event.id)] {
        if let Some(text) = text {
            writer.raw(key);
            writer.string(text);
        }
    }
    if let Some(retry) = event.retry {
        writer.raw(",\"retry\":");
        writer.integer(u64::try_from(retry.as_millis()).unwrap_or(u64::MAX));
    }
    writer.raw("}");
    writer.into_string()
}

/// Returns the event unchanged.
pub(crate) fn text(frame: Frame, _: &Decoding) -> Result<Event, DecodeError> {
    Ok(match frame {
        Frame::Event(event) => event,
        Frame::Json(text) => Event { data: String::from_utf8_lossy(&text).into_owned(), ..Event::default() },
    })
}

/// Meaning of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// A value.
    Value,
    /// The end of the stream.
    Done,
    /// The API failed after it had begun to respond.
    Failure,
}

/// Returns the meaning of an element. Events: `[DONE]` ends the stream; the name `error`, and an object with a non-empty `error`, are a failure. JSON texts:
/// an object whose only member is `error` is a failure, since records may have such a member beside others.
pub(crate) fn meaning(frame: &Frame) -> Meaning {
    match frame {
        Frame::Event(event) if event.data.trim_start().starts_with("[DONE]") => Meaning::Done,
        Frame::Event(event) if event.event.as_deref() == Some("error") => Meaning::Failure,
        Frame::Event(event) if has_error(event.data.as_bytes(), false) => Meaning::Failure,
        Frame::Json(text) if has_error(text, true) => Meaning::Failure,
        _ => Meaning::Value,
    }
}

fn has_error(json: &[u8], alone: bool) -> bool {
    // Most elements need no second look.
    let mentioned = json.windows(7).any(|window| window == b"\"error\"");
    let Some(tree) = mentioned.then(|| Tree::parse(json).ok()).flatten() else { return false };
    let said = tree.read(DecodeMode::Tolerant, |root| {
        let only = !alone || root.members().all(|(name, _)| name == "error");
        Ok(only && root.get("error").is_some_and(is_said))
    });
    said.unwrap_or(false)
}

/// Returns true for values other than null, `false`, zero, and empty ones.
fn is_said(node: specsmith_model::Node<'_>) -> bool {
    match node.kind() {
        NodeKind::Null => false,
        NodeKind::Boolean => node.as_bool() == Some(true),
        NodeKind::String => node.as_str().is_some_and(|text| !text.is_empty()),
        NodeKind::Integer | NodeKind::Number => node.as_f64() != Some(0.0),
        NodeKind::Array | NodeKind::Object => !node.is_empty(),
    }
}
