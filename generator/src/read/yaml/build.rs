//! From the parser to a tree: scalars get their type, aliases their copies, merge keys their members.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{Scalar, Sink, Style};
use crate::read::text::line_and_column;
use crate::read::tree::{MAX_DEPTH, Refusal, Slip, SlipKind, Tree, too_deep};

/// Nodes that aliases may add, whatever the size of the text.
const FREE_COPIES: usize = 1 << 20;

/// Parses a text to a tree.
pub(in crate::read) fn tree(text: &str) -> Result<Tree, Refusal> {
    let mut builder = Builder {
        text,
        stack: Vec::new(),
        root: Value::Null,
        anchors: HashMap::new(),
        slips: Vec::new(),
        copies_left: FREE_COPIES + text.len(),
    };
    super::parse(text, &mut builder)?;
    Ok(Tree { value: builder.root, slips: builder.slips })
}

struct Builder<'t> {
    text: &'t str,
    stack: Vec<Open<'t>>,
    root: Value,
    anchors: HashMap<&'t str, Anchored>,
    slips: Vec<Slip>,
    copies_left: usize,
}

/// A list or mapping that has not ended.
struct Open<'t> {
    anchor: Option<&'t str>,
    node: Node,
    at: usize,
}

enum Node {
    List(Vec<Value>),
    Map {
        map: Map<String, Value>,
        key: String,
        /// The key is an unquoted `<<`.
        is_merge: bool,
        /// Keys that came by `<<`: a key of the mapping's own replaces them.
        merged: Vec<String>,
    },
}

/// A node with an anchor, kept for its aliases. `None` while it is being read.
struct Anchored {
    value: Option<Value>,
    /// A scalar as written, for aliases used as keys.
    text: Option<String>,
    /// What one copy costs, and how deep it is.
    measure: (usize, usize),
}

impl<'t> Builder<'t> {
    fn add(&mut self, value: Value) {
        match self.stack.last_mut().map(|open| &mut open.node) {
            None => self.root = value,
            Some(Node::List(items)) => items.push(value),
            Some(Node::Map { is_merge: true, .. }) => self.merge(value),
            Some(Node::Map { map, key, merged, .. }) => {
                let key = std::mem::take(key);
                let known = merged.iter().position(|merged| *merged == key);
                if let Some(known) = known {
                    merged.swap_remove(known);
                }
                let replaced = map.insert(key.clone(), value).is_some();
                if replaced && known.is_none() {
                    self.slip(SlipKind::DuplicateKey, Some(key));
                }
            }
        }
    }

    /// `<<`: adds the members that are not there yet (YAML's merge key).
    fn merge(&mut self, value: Value) {
        let sources = match value {
            Value::Array(sources) => sources,
            Value::Null => return,
            other => vec![other],
        };
        for source in sources {
            let Value::Object(source) = source else {
                self.slip(SlipKind::BadMerge, Some("<<".to_owned()));
                continue;
            };
            let Some(Open { node: Node::Map { map, merged, .. }, .. }) = self.stack.last_mut() else { return };
            for (key, value) in source {
                if !map.contains_key(&key) {
                    merged.push(key.clone());
                    map.insert(key, value);
                }
            }
        }
    }

    /// Notes a slip at the node being read, or at a member of the innermost mapping.
    fn slip(&mut self, kind: SlipKind, key: Option<String>) {
        let mut open = self.stack.iter().rev();
        let mut path = Vec::new();
        if let Some(key) = key {
            path.push(key);
            open.next();
        }
        path.extend(open.map(|open| match &open.node {
            Node::List(items) => items.len().to_string(),
            Node::Map { key, .. } => key.clone(),
        }));
        self.slips.push(Slip::new(path, kind));
    }

    /// Keeps a node that has an anchor. What is kept is a copy, so it costs one.
    fn keep(&mut self, anchor: Option<&'t str>, value: &Value, text: Option<String>, at: usize) -> Result<(), Refusal> {
        let Some(anchor) = anchor else { return Ok(()) };
        let measure = measure(value);
        self.spend(measure.0, at)?;
        self.anchors.insert(anchor, Anchored { value: Some(value.clone()), text, measure });
        Ok(())
    }

    fn spend(&mut self, weight: usize, at: usize) -> Result<(), Refusal> {
        match self.copies_left.checked_sub(weight) {
            Some(left) => {
                self.copies_left = left;
                Ok(())
            }
            None => Err(self.refuse(
                at,
                "The aliases of this document multiply into more data than it can mean.",
                "Use `$ref` instead of YAML aliases for shared parts.",
            )),
        }
    }

    fn open(&mut self, anchor: Option<&'t str>, node: Node, at: usize) -> Result<(), Refusal> {
        if self.stack.len() > MAX_DEPTH {
            return Err(too_deep(self.text, at));
        }
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, Anchored { value: None, text: None, measure: (0, 0) });
        }
        self.stack.push(Open { anchor, node, at });
        Ok(())
    }

    fn set_key(&mut self, text: String, is_merge_key: bool) {
        if let Some(Open { node: Node::Map { key, is_merge, .. }, .. }) = self.stack.last_mut() {
            *key = text;
            *is_merge = is_merge_key;
        }
    }

    fn refuse(&self, at: usize, message: &str, hint: &str) -> Refusal {
        Refusal::new(Some(line_and_column(self.text, at)), message, hint)
    }

    fn unknown(&self, name: &str, at: usize) -> Refusal {
        let message = format!("The alias `*{name}` refers to an anchor that is not defined before it.");
        self.refuse(at, &message, "Define it with `&` and the same name, or quote text that begins with `*`.")
    }

    /// The value of an unquoted scalar, by the core schema. Digits after a leading zero stay text, as in `007`.
    fn plain(&mut self, text: &str) -> Value {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
            "true" | "True" | "TRUE" => return Value::Bool(true),
            "false" | "False" | "FALSE" => return Value::Bool(false),
            _ => {}
        }
        let first = text.as_bytes().first().copied().unwrap_or_default();
        let number =
            if first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.') { self.number(text) } else { None };
        number.unwrap_or_else(|| Value::String(text.to_owned()))
    }

    fn number(&mut self, text: &str) -> Option<Value> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let signed = text.strip_prefix('+').unwrap_or(text);
        if let Some((radix, digits)) = radix(unsigned) {
            let value = i64::from_str_radix(digits, radix).ok()?;
            return Some(Value::from(if text.starts_with('-') { -value } else { value }));
        }
        match unsigned.as_bytes() {
            [b'0', b'0'..=b'9', ..] => return None,
            [b'0'..=b'9', ..] | [b'.', b'0'..=b'9', ..] => {}
            _ if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") => {
                self.slip(SlipKind::NotFinite, None);
                return None;
            }
            _ => return None,
        }
        if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            let small = signed.parse::<i64>().map(Value::from).or_else(|_| signed.parse::<u64>().map(Value::from));
            if let Ok(value) = small {
                return Some(value);
            }
            self.slip(SlipKind::Rounded(text.to_owned()), None);
        } else if !unsigned
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'))
        {
            return None;
        } else if self.is_spelling_kept() && signed.parse::<f64>().is_ok() {
            self.slip(SlipKind::Spelled(text.to_owned()), None);
        }
        serde_json::Number::from_f64(signed.parse().ok()?).map(Value::Number)
    }

    /// True where a number is often meant as text: `version: 1.10`, `enum: [1.0, 1.10]`.
    fn is_spelling_kept(&self) -> bool {
        let key = self.stack.iter().rev().find_map(|open| match &open.node {
            Node::Map { key, .. } => Some(key.as_str()),
            Node::List(_) => None,
        });
        matches!(key, Some("version" | "openapi" | "swagger" | "enum" | "const"))
    }
}

impl<'t> Sink<'t> for Builder<'t> {
    fn scalar(&mut self, scalar: Scalar<'t>, at: usize) -> Result<(), Refusal> {
        let Scalar { text, style, anchor } = scalar;
        let kept = anchor.map(|_| text.to_string());
        let value = match style {
            Style::Plain => self.plain(&text),
            Style::Text => Value::String(text.into_owned()),
        };
        self.keep(anchor, &value, kept, at)?;
        self.add(value);
        Ok(())
    }

    fn alias(&mut self, name: &'t str, at: usize) -> Result<(), Refusal> {
        let anchored = self.anchors.get(name).ok_or_else(|| self.unknown(name, at))?;
        let (weight, depth) = anchored.measure;
        let Some(value) = &anchored.value else {
            return Err(self.refuse(
                at,
                &format!("The alias `*{name}` stands inside the node that it refers to."),
                "Use a `$ref` for a structure that contains itself.",
            ));
        };
        if self.stack.len() + depth > MAX_DEPTH {
            return Err(too_deep(self.text, at));
        }
        let value = value.clone();
        self.spend(weight, at)?;
        self.add(value);
        Ok(())
    }

    fn open_list(&mut self, anchor: Option<&'t str>, at: usize) -> Result<(), Refusal> {
        self.open(anchor, Node::List(Vec::new()), at)
    }

    fn open_map(&mut self, anchor: Option<&'t str>, at: usize) -> Result<(), Refusal> {
        let node = Node::Map { map: Map::new(), key: String::new(), is_merge: false, merged: Vec::new() };
        self.open(anchor, node, at)
    }

    fn key(&mut self, key: Scalar<'t>, at: usize) -> Result<(), Refusal> {
        let is_merge = key.style == Style::Plain && key.text == "<<";
        if let Some(anchor) = key.anchor {
            let text = key.text.to_string();
            self.keep(Some(anchor), &Value::String(text.clone()), Some(text), at)?;
        }
        self.set_key(Cow::into_owned(key.text), is_merge);
        Ok(())
    }

    fn key_alias(&mut self, name: &'t str, at: usize) -> Result<(), Refusal> {
        let anchored = self.anchors.get(name).ok_or_else(|| self.unknown(name, at))?;
        let Some(text) = anchored.text.clone() else {
            return Err(self.refuse(at, "A mapping or a list stands where a key is expected.", "Refer to a text."));
        };
        self.set_key(text, false);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let Some(Open { anchor, node, at }) = self.stack.pop() else { return Ok(()) };
        let value = match node {
            Node::List(items) => Value::Array(items),
            Node::Map { map, .. } => Value::Object(map),
        };
        self.keep(anchor, &value, None, at)?;
        self.add(value);
        Ok(())
    }

    fn second_document(&mut self) {
        self.slips.push(Slip::new(Vec::new(), SlipKind::SecondDocument));
    }
}

/// `0x1F` and `0o17`.
fn radix(unsigned: &str) -> Option<(u32, &str)> {
    let digits = unsigned.get(2..)?;
    let radix = match &unsigned.as_bytes()[..2] {
        b"0x" => 16,
        b"0o" => 8,
        _ => return None,
    };
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some((radix, digits))
}

/// What a copy of a value costs, and how deep it is.
fn measure(value: &Value) -> (usize, usize) {
    match value {
        Value::String(text) => (1 + text.len() / 16, 0),
        Value::Array(items) => {
            items.iter().map(measure).fold((1, 1), |(weight, depth), (more, deep)| (weight + more, depth.max(deep + 1)))
        }
        Value::Object(map) => map.iter().fold((1, 1), |(weight, depth), (key, value)| {
            let (more, deep) = measure(value);
            (weight + more + key.len() / 16, depth.max(deep + 1))
        }),
        _ => (1, 0),
    }
}
