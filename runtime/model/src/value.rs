//! Any JSON value, as a `Value` of `serde_json`. It works with every combination of `serde_json`'s features.

use std::fmt::Write as _;
use std::sync::OnceLock;

use serde_json::{Map, Number};

use crate::Value;
use crate::fault::{DecodeError, Fault};
use crate::json::number;
use crate::json::tree::{Entry, Kind, MAX_DEPTH, Owned, Span, Tree};
use crate::node::Node;
use crate::spelling::Form;
use crate::traits::FieldVisitor;
use crate::traits::{Decode, Encode};
use crate::writer::Writer;

impl Node<'_> {
    /// Returns the value as a `Value` of `serde_json`.
    pub fn to_value(self) -> Value {
        from_node(self)
    }
}

/// Copies a node. Documents nest at most [`MAX_DEPTH`] deep, and so does the recursion.
pub(crate) fn from_node(node: Node<'_>) -> Value {
    let entry = node.entry();
    match entry.kind {
        Kind::Null => Value::Null,
        Kind::True => Value::Bool(true),
        Kind::False => Value::Bool(false),
        Kind::Integer | Kind::Float => {
            node.note_spelling(Form::Value);
            to_number(node.slice(entry))
        }
        Kind::Text => Value::String(node.slice(entry).to_owned()),
        Kind::Array => Value::Array(node.items().map(from_node).collect()),
        Kind::Object => {
            let mut map = Map::new();
            for member in node.all_members().filter(|member| !node.is_claimed(*member)) {
                map.insert(member.key().to_owned(), from_node(member));
            }
            Value::Object(map)
        }
    }
}

/// Returns a number by its JSON text. What fits 64 bits stays an integer; the rest is the nearest `f64`, or the text itself where `serde_json` keeps it.
pub(crate) fn to_number(text: &str) -> Value {
    if text != "-0" {
        if let Ok(value) = text.parse::<u64>() {
            return Value::Number(value.into());
        }
        if let Ok(value) = text.parse::<i64>() {
            return Value::Number(value.into());
        }
    }
    let number = if keeps_texts() { text.parse().ok() } else { text.parse().ok().and_then(Number::from_f64) };
    number.map_or(Value::Null, Value::Number)
}

/// Returns true if `serde_json` keeps the texts of numbers (its feature `arbitrary_precision`, which any crate of a build can turn on). When it does not,
/// std reads floats, since `serde_json` by itself may miss the nearest one.
pub(crate) fn keeps_texts() -> bool {
    static KEEPS: OnceLock<bool> = OnceLock::new();
    *KEEPS.get_or_init(|| "1.10".parse::<Number>().is_ok_and(|number| number.to_string() == "1.10"))
}

impl Decode for Value {
    const TAKES_NULL: bool = true;

    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        Ok(from_node(node))
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::Null)
    }
}

impl Encode for Value {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(value) => writer.boolean(*value),
            Self::Number(value) => write_number(value, writer),
            Self::String(text) => writer.string(text),
            Self::Array(items) => writer.array(items),
            Self::Object(members) => writer.map(members),
        }
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

fn write_number(number: &Number, writer: &mut Writer) {
    if let Some(value) = number.as_u64() {
        writer.integer(value);
    } else if let Some(value) = number.as_i64() {
        writer.integer(value);
    } else {
        // Its own text: that of a float as `serde_json` writes it, that of any number when it keeps texts.
        writer.raw(&number.to_string());
    }
}

impl Tree<'static> {
    /// Makes the tree of a value, as if its JSON text were parsed.
    ///
    /// # Errors
    /// If it nests 128 deep.
    pub fn of_value(value: &Value) -> Result<Self, DecodeError> {
        let mut tree = Tree::empty();
        tree.add_value(Span::default(), value, 0)?;
        Ok(tree)
    }

    pub(crate) fn empty() -> Self {
        Self { text: "", own: String::new(), entries: Vec::new(), odd: None }
    }

    fn add_value(&mut self, key: Span, value: &Value, depth: usize) -> Result<(), DecodeError> {
        match value {
            Value::Null => self.add(key, Kind::Null, "null"),
            Value::Bool(true) => self.add(key, Kind::True, "true"),
            Value::Bool(false) => self.add(key, Kind::False, "false"),
            Value::Number(number) => self.add_number(key, number),
            Value::String(text) => self.add(key, Kind::Text, text),
            Value::Array(items) => {
                let open = self.open(key, Kind::Array, depth)?;
                for item in items {
                    self.add_value(Span::default(), item, depth + 1)?;
                }
                self.close(open, items.len());
            }
            Value::Object(members) => {
                let open = self.open(key, Kind::Object, depth)?;
                for (name, member) in members {
                    let key = self.keep(name);
                    self.add_value(key, member, depth + 1)?;
                }
                self.close(open, members.len());
            }
        }
        Ok(())
    }

    /// Adds anything that is written as a number.
    pub(crate) fn add_number(&mut self, key: Span, number: &impl std::fmt::Display) {
        let start = self.own.len();
        // Writing to a string does not fail, and a number's `Display` neither.
        let _ = write!(self.own, "{number}");
        let integer = self.own.get(start..).and_then(number::whole).unwrap_or(false);
        let kind = if integer { Kind::Integer } else { Kind::Float };
        self.push(key, Span { start: start as u32, len: (self.own.len() - start) as u32 }, kind);
    }

    /// Adds a scalar.
    pub(crate) fn add(&mut self, key: Span, kind: Kind, text: &str) {
        let body = self.keep(text);
        self.push(key, body, kind);
    }

    /// Copies text into the tree.
    pub(crate) fn keep(&mut self, text: &str) -> Span {
        let start = self.own.len() as u32;
        self.own.push_str(text);
        Span { start, len: text.len() as u32 }
    }

    /// Begins a container.
    pub(crate) fn open(&mut self, key: Span, kind: Kind, depth: usize) -> Result<u32, DecodeError> {
        if depth + 1 >= MAX_DEPTH {
            return Err(DecodeError::depth());
        }
        let index = self.entries.len() as u32;
        self.push(key, Span { start: 0, len: index + 1 }, kind);
        Ok(index)
    }

    /// Ends a container.
    pub(crate) fn close(&mut self, open: u32, count: usize) {
        let end = self.entries.len() as u32;
        if let Some(entry) = self.entries.get_mut(open as usize) {
            entry.body = Span { start: count as u32, len: end };
        }
    }

    fn push(&mut self, key: Span, body: Span, kind: Kind) {
        self.entries.push(Entry { key, body, kind, owned: Owned { key: true, body: true } });
    }
}
