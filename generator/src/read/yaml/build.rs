//! From the parser to a tree: scalars get their type, aliases their copies, merge keys their members.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::events::{Scalar, Sink, Style};
use crate::read::position::line_and_column;
use crate::read::tree::{MAX_DEPTH, Refusal, Slip, SlipKind, Tree, too_deep};

/// Number of nodes that aliases may add, for every size of text. A longer text may have one more for every eight bytes.
const FREE_COPIES: usize = 1 << 19;

/// Parses a text to a tree.
pub(in crate::read) fn tree(text: &str) -> Result<Tree, Refusal> {
    let mut builder = Builder {
        text,
        stack: Vec::new(),
        root: Value::Null,
        anchors: HashMap::new(),
        slips: Vec::new(),
        copies_left: FREE_COPIES + text.len() / 8,
        anchored: false,
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
    /// True if the scalar being read has an anchor.
    anchored: bool,
}

/// A list or mapping that has not ended.
struct Open<'t> {
    anchor: Option<&'t str>,
    node: Node,
    at: usize,
    /// Slips before it.
    mark: usize,
}

enum Node {
    List(Vec<Value>),
    Map {
        map: Map<String, Value>,
        key: String,
        /// True if the key is an unquoted `<<`.
        is_merge: bool,
        /// Keys that came by `<<`: a key of the mapping's own replaces them.
        merged: HashSet<String>,
    },
}

/// A node with an anchor, kept for its aliases. `None` while it is being read.
struct Anchored {
    value: Option<Value>,
    /// A scalar as written, for aliases used as keys.
    text: Option<String>,
    /// Spelling of its scalars, by their paths in it.
    spelled: Vec<Slip>,
    /// Cost of a copy, and its depth.
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
                let was_merged = merged.remove(&key);
                let replaced = map.insert(key.clone(), value).is_some();
                if replaced && !was_merged {
                    self.slip(SlipKind::DuplicateKey, Some(key));
                }
            }
        }
    }

    /// Merges for `<<` (YAML's merge key): adds the members that are not there yet.
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
                    merged.insert(key.clone());
                    map.insert(key, value);
                }
            }
        }
    }

    /// Notes a slip at the node being read, or at a member of the innermost mapping.
    fn slip(&mut self, kind: SlipKind, key: Option<String>) {
        let path = self.path(key);
        self.slips.push(Slip::new(path, kind));
    }

    /// Returns the tokens from the node being read, or from a member of the innermost mapping, to the root.
    fn path(&self, key: Option<String>) -> Vec<String> {
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
        path
    }

    /// Keeps how the scalars of a copy are written.
    fn spell_copy(&mut self, spelled: &[Slip]) {
        if spelled.is_empty() {
            return;
        }
        let is_merge = matches!(self.stack.last(), Some(Open { node: Node::Map { is_merge: true, .. }, .. }));
        // Entries that `<<` adds are beside it, not below it.
        let around: Vec<String> = self.path(None).into_iter().skip(usize::from(is_merge)).collect();
        for slip in spelled {
            self.slips.push(Slip::new([slip.path(), &around].concat(), slip.kind.clone()));
        }
    }

    /// Keeps a copy of a node that has an anchor, at the cost of a copy.
    fn keep(
        &mut self,
        anchor: Option<&'t str>,
        value: &Value,
        text: Option<String>,
        (at, mark): (usize, usize),
    ) -> Result<(), Refusal> {
        let Some(anchor) = anchor else { return Ok(()) };
        let measure = measure(value);
        self.spend(measure.0, at)?;
        let depth = self.stack.len();
        let spelled = self.slips[mark..].iter().filter(|slip| matches!(slip.kind, SlipKind::Spelled(_)));
        let own = |slip: &Slip| Slip::new(slip.path()[..slip.path().len() - depth].to_vec(), slip.kind.clone());
        let spelled = spelled.map(own).collect();
        self.anchors.insert(anchor, Anchored { value: Some(value.clone()), text, spelled, measure });
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
                "the aliases of this document multiply into more data than it can mean",
                "use `$ref` instead of YAML aliases for shared parts",
            )),
        }
    }

    fn open(&mut self, anchor: Option<&'t str>, node: Node, at: usize) -> Result<(), Refusal> {
        if self.stack.len() > MAX_DEPTH {
            return Err(too_deep(self.text, at));
        }
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, Anchored { value: None, text: None, spelled: Vec::new(), measure: (0, 0) });
        }
        self.stack.push(Open { anchor, node, at, mark: self.slips.len() });
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
        let message = format!("the alias `*{name}` refers to an anchor that is not defined before it");
        self.refuse(at, &message, "define it with `&` and the same name, or quote text that begins with `*`")
    }

    /// Returns the value of an unquoted scalar, by the core schema. Digits after a leading zero stay text, as in `007`.
    fn plain(&mut self, text: &str) -> Value {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
            "true" | "false" => return Value::Bool(text == "true"),
            "True" | "TRUE" | "False" | "FALSE" => {
                self.spell(text);
                return Value::Bool(text.eq_ignore_ascii_case("true"));
            }
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
            self.spell(text);
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
                if text.starts_with('+') || text == "-0" {
                    self.spell(text);
                }
                return Some(value);
            }
            self.slip(SlipKind::Rounded(text.to_owned()), None);
        } else if !unsigned
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'))
        {
            return None;
        }
        let value = serde_json::Number::from_f64(signed.parse().ok()?).map(Value::Number)?;
        let digits = unsigned.bytes().all(|byte| byte.is_ascii_digit());
        if !digits && self.is_spelling_kept() && !is_canonical(&value, text) {
            self.slip(SlipKind::Spelled(text.to_owned()), None);
        }
        Some(value)
    }

    /// Keeps how a scalar was written, where that may count.
    fn spell(&mut self, text: &str) {
        if self.is_spelling_kept() {
            self.slip(SlipKind::Spelled(text.to_owned()), None);
        }
    }

    /// Returns true if a number is often meant as text: `version: 1.10`, `enum: [1.0, 1.10]`.
    fn is_spelling_kept(&self) -> bool {
        let key = self.stack.iter().rev().find_map(|open| match &open.node {
            Node::Map { key, .. } => Some(key.as_str()),
            Node::List(_) => None,
        });
        const KEYS: [&str; 9] =
            ["version", "openapi", "swagger", "enum", "const", "default", "example", "examples", "value"];
        // A node with an anchor may be used anywhere.
        let anchored = || self.anchored || self.stack.iter().any(|open| open.anchor.is_some());
        key.is_some_and(|key| KEYS.contains(&key)) || anchored()
    }
}

impl<'t> Sink<'t> for Builder<'t> {
    fn scalar(&mut self, scalar: Scalar<'t>, at: usize) -> Result<(), Refusal> {
        let Scalar { text, style, anchor } = scalar;
        let kept = anchor.map(|_| text.to_string());
        let mark = self.slips.len();
        self.anchored = anchor.is_some();
        let value = match style {
            Style::Plain => self.plain(&text),
            Style::Text => Value::String(text.into_owned()),
        };
        self.keep(anchor, &value, kept, (at, mark))?;
        self.add(value);
        Ok(())
    }

    fn alias(&mut self, name: &'t str, at: usize) -> Result<(), Refusal> {
        let anchored = self.anchors.get(name).ok_or_else(|| self.unknown(name, at))?;
        let (weight, depth) = anchored.measure;
        let Some(value) = &anchored.value else {
            return Err(self.refuse(
                at,
                &format!("the alias `*{name}` stands inside the node that it refers to"),
                "use a `$ref` for a structure that contains itself",
            ));
        };
        if self.stack.len() + depth > MAX_DEPTH {
            return Err(too_deep(self.text, at));
        }
        let (value, spelled) = (value.clone(), anchored.spelled.clone());
        self.spend(weight, at)?;
        self.spell_copy(&spelled);
        self.add(value);
        Ok(())
    }

    fn open_list(&mut self, anchor: Option<&'t str>, at: usize) -> Result<(), Refusal> {
        self.open(anchor, Node::List(Vec::new()), at)
    }

    fn open_map(&mut self, anchor: Option<&'t str>, at: usize) -> Result<(), Refusal> {
        let node = Node::Map { map: Map::new(), key: String::new(), is_merge: false, merged: HashSet::new() };
        self.open(anchor, node, at)
    }

    fn key(&mut self, key: Scalar<'t>, at: usize) -> Result<(), Refusal> {
        let is_merge = key.style == Style::Plain && key.text == "<<";
        if let Some(anchor) = key.anchor {
            let text = key.text.to_string();
            let mark = self.slips.len();
            self.keep(Some(anchor), &Value::String(text.clone()), Some(text), (at, mark))?;
        }
        self.set_key(Cow::into_owned(key.text), is_merge);
        Ok(())
    }

    fn key_alias(&mut self, name: &'t str, at: usize) -> Result<(), Refusal> {
        let anchored = self.anchors.get(name).ok_or_else(|| self.unknown(name, at))?;
        let Some(text) = anchored.text.clone() else {
            return Err(self.refuse(at, "a mapping or a list stands where a key is expected", "refer to a text"));
        };
        self.set_key(text, false);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let Some(Open { anchor, node, at, mark }) = self.stack.pop() else { return Ok(()) };
        let value = match node {
            Node::List(mut items) => {
                // The first element takes the place of four, which is most of what a list of one takes.
                items.shrink_to_fit();
                Value::Array(items)
            }
            Node::Map { map, .. } => Value::Object(map),
        };
        self.keep(anchor, &value, None, (at, mark))?;
        self.add(value);
        Ok(())
    }

    fn second_document(&mut self) {
        self.slips.push(Slip::new(Vec::new(), SlipKind::SecondDocument));
    }
}

/// Returns true if JSON writes the value as the text is.
fn is_canonical(value: &Value, text: &str) -> bool {
    let written = value.to_string();
    written == text
}

/// Parses `0x1F` and `0o17`.
fn radix(unsigned: &str) -> Option<(u32, &str)> {
    let digits = unsigned.get(2..)?;
    let radix = match &unsigned.as_bytes()[..2] {
        b"0x" => 16,
        b"0o" => 8,
        _ => return None,
    };
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some((radix, digits))
}

/// Returns the cost of a copy of a value, and its depth.
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
