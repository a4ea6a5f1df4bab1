//! JSON to a tree, with `serde_json` and a visitor of our own, which sees duplicate keys.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Value};

use super::tree::{Refusal, SlipKind, Slips, Tree, float, insert, plain_decimal};

/// Parses a JSON text.
pub(super) fn parse(text: &str) -> Result<Tree, Refusal> {
    let slips = RefCell::new(Slips::default());
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Node { slips: &slips }.deserialize(&mut reader).and_then(|value| {
        reader.end()?;
        Ok(value)
    });
    match value {
        Ok(value) => Ok(Tree { value, slips: slips.into_inner().finish() }),
        Err(error) => Err(explain(&error, text)),
    }
}

#[derive(Clone, Copy)]
struct Node<'s> {
    slips: &'s RefCell<Slips>,
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        let mut slips = self.slips.borrow_mut();
        // The reader gives integers beyond 64 bits as floats.
        if value.fract() == 0.0 && !(-9_223_372_036_854_775_808.0..=18_446_744_073_709_551_615.0).contains(&value) {
            slips.add(SlipKind::Rounded(plain_decimal(value)));
        }
        Ok(float(value, || value.to_string(), &mut slips))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        loop {
            let mark = self.slips.borrow().mark();
            let Some(item) = access.next_element_seed(self)? else { return Ok(Value::Array(items)) };
            self.slips.borrow_mut().below(mark, || items.len().to_string());
            items.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            let mark = self.slips.borrow().mark();
            let value = access.next_value_seed(self)?;
            let slips = &mut *self.slips.borrow_mut();
            slips.below(mark, || key.clone());
            insert(&mut map, key, value, slips);
        }
        Ok(Value::Object(map))
    }
}

/// The parser's complaint in our words.
fn explain(error: &serde_json::Error, text: &str) -> Refusal {
    let full = error.to_string();
    let info = full.rfind(" at line ").map_or(full.as_str(), |end| &full[..end]);
    let has = |part: &str| info.contains(part);
    let (message, hint) = if has("recursion limit") {
        (
            "The document is nested too deeply here: more than 128 levels.",
            "Move inner parts to `components` and refer to them with `$ref`.",
        )
    } else if error.classify() == Category::Eof {
        (
            "The text ends in the middle of a value.",
            "Check that the file is complete and that every bracket and quote is closed.",
        )
    } else if has("trailing comma") {
        ("A comma follows the last member.", "Remove the comma: JSON does not allow one before `}` or `]`.")
    } else if has("key must be a string") {
        ("A key is not in double quotes.", "Write keys as \"key\"; JSON allows no comments either.")
    } else if has("control character") {
        ("A text contains a line break or another control character.", "Write it as `\\n`, or as its `\\u` escape.")
    } else if has("escape") || has("surrogate") {
        ("An escape in a text is not valid.", "Write a backslash as `\\\\`.")
    } else if has("trailing characters") {
        ("Something follows the end of the document.", "Remove it: a file holds one JSON value.")
    } else if has("expected `,`") || has("expected `:`") {
        ("A comma or a colon is missing.", "Check the end of the member before this place.")
    } else {
        ("This is not valid JSON.", "Check the text around this place.")
    };
    Refusal::new(Some(column(error, text)), message, hint)
}

/// The parser counts columns in bytes; people count characters.
fn column(error: &serde_json::Error, text: &str) -> (usize, usize) {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or("");
    let bytes = error.column().saturating_sub(1).min(line.len());
    let characters = line.char_indices().take_while(|(at, _)| *at < bytes).count();
    (error.line().max(1), characters + 1)
}
