//! Conversion from any deserializer to a JSON value: keeps the order of members, notes duplicate keys and numbers beyond 64 bits.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde_json::{Map, Value};

use super::tree::{Slip, SlipKind, Slips, float, insert, plain_decimal};

/// Syntax of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// Notes made while a text is read.
#[derive(Debug)]
pub(super) struct Notes {
    syntax: Syntax,
    slips: RefCell<Slips>,
    /// The values alone do not determine the text: there is a merge key, or a number whose spelling matters.
    spelling_counts: Cell<bool>,
}

impl Notes {
    /// Returns a state with nothing recorded.
    pub(super) fn new(syntax: Syntax) -> Self {
        Self { syntax, slips: RefCell::default(), spelling_counts: Cell::new(false) }
    }

    /// Returns the seed of the document's root.
    pub(super) fn root(&self) -> Node<'_> {
        Node { notes: self, is_text: false }
    }

    /// Returns true if the text has to be read by its spelling.
    pub(super) fn spelling_counts(&self) -> bool {
        self.spelling_counts.get()
    }

    /// Returns all slips.
    pub(super) fn finish(self) -> Vec<Slip> {
        self.slips.into_inner().finish()
    }
}

/// One node of the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'n> {
    notes: &'n Notes,
    /// True if the node is below a key whose numbers are often meant as text: `version: 1.10`.
    is_text: bool,
}

impl Node<'_> {
    fn rounded(&self, text: String, value: f64) -> Value {
        let mut slips = self.notes.slips.borrow_mut();
        slips.add(SlipKind::Rounded(text.clone()));
        float(value, || text, &mut slips)
    }
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
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
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

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(self.rounded(value.to_string(), value as f64))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(self.rounded(value.to_string(), value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        if self.is_text {
            self.notes.spelling_counts.set(true);
        }
        // `serde_json` gives integers beyond 64 bits as floats.
        if value.fract() == 0.0 && !(-9_223_372_036_854_775_808.0..=18_446_744_073_709_551_615.0).contains(&value) {
            return Ok(self.rounded(plain_decimal(value), value));
        }
        Ok(float(value, || value.to_string(), &mut self.notes.slips.borrow_mut()))
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
            let mark = self.notes.slips.borrow().mark();
            let Some(item) = access.next_element_seed(self)? else {
                // The first element takes the place of four, which is most of what a list of one takes.
                items.shrink_to_fit();
                return Ok(Value::Array(items));
            };
            self.notes.slips.borrow_mut().below(mark, || items.len().to_string());
            items.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = access.next_key::<String>()? {
            if key == "<<" && self.notes.syntax == Syntax::Yaml {
                self.notes.spelling_counts.set(true);
            }
            let mark = self.notes.slips.borrow().mark();
            let value = access.next_value_seed(Node { is_text: is_text(&key), ..self })?;
            let slips = &mut *self.notes.slips.borrow_mut();
            slips.below(mark, || key.clone());
            insert(&mut map, key, value, slips);
        }
        Ok(Value::Object(map))
    }

    /// Visits a node with a tag. The tag is ignored here; the reader that keeps the spelling uses it.
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        self.notes.spelling_counts.set(true);
        let (_, content) = access.variant::<IgnoredAny>()?;
        content.newtype_variant_seed(self).map_err(A::Error::custom)
    }
}

/// Returns true for keys whose numbers are often meant as text.
fn is_text(key: &str) -> bool {
    matches!(key, "version" | "openapi" | "swagger" | "enum" | "const" | "default")
}
