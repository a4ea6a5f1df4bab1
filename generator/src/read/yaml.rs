//! YAML 1.2 to a tree, from the events of `saphyr-parser`, which carry their place and the text as written.
//!
//! Scalars are read by the core schema (YAML 1.2.2, section 10.3) with one difference: digits after a leading zero
//! (`007`) are text, as the author of an example meant them. Timestamps are text. Keys are always text.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use serde_json::{Map, Value};

use super::tree::{MAX_DEPTH, Refusal, SlipKind, Slips, Tree, float, insert};

/// Nodes that aliases may add, whatever the size of the text.
const FREE_COPIES: usize = 1 << 20;

/// Parses a YAML text.
pub(super) fn parse(text: &str) -> Result<Tree, Refusal> {
    let mut builder = Builder {
        parser: Parser::new_from_str(text),
        anchors: HashMap::new(),
        slips: Slips::default(),
        copies_left: FREE_COPIES + text.len(),
    };
    let value = builder.document()?;
    Ok(Tree { value, slips: builder.slips.finish() })
}

struct Builder<'t> {
    parser: Parser<'t, StrInput<'t>>,
    anchors: HashMap<usize, Anchored>,
    slips: Slips,
    copies_left: usize,
}

/// A node with an anchor, kept for its aliases.
struct Anchored {
    value: Value,
    /// The scalar as written, for aliases used as keys.
    text: Option<String>,
    /// How much one copy costs.
    weight: usize,
    /// Levels below it, so that copies cannot nest deeper than the text may.
    depth: usize,
}

/// What decides how floats are kept: the key that holds the node.
#[derive(Clone, Copy, PartialEq)]
enum Holder {
    /// A key whose value is often meant as text: `version: 1.10`.
    Text,
    /// Any other.
    Other,
}

impl<'t> Builder<'t> {
    fn next(&mut self) -> Result<(Event<'t>, Span), Refusal> {
        match self.parser.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(explain(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn document(&mut self) -> Result<Value, Refusal> {
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::Nothing | Event::StreamStart | Event::DocumentStart(_) => {}
                Event::StreamEnd | Event::DocumentEnd => return Ok(Value::Null),
                event => {
                    let value = self.node(event, span, 0, Holder::Other)?;
                    self.rest()?;
                    return Ok(value);
                }
            }
        }
    }

    /// What follows the first document is not read, and said so.
    fn rest(&mut self) -> Result<(), Refusal> {
        loop {
            match self.next()?.0 {
                Event::StreamEnd => return Ok(()),
                Event::DocumentEnd | Event::Nothing => {}
                _ => {
                    self.slips.add(SlipKind::SecondDocument);
                    return Ok(());
                }
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize, holder: Holder) -> Result<Value, Refusal> {
        if depth > MAX_DEPTH {
            return Err(too_deep(span.start));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = self.scalar(&text, style, tag.as_deref(), holder);
                if anchor > 0 {
                    self.keep(anchor, &value, Some(text.into_owned()));
                }
                Ok(value)
            }
            Event::SequenceStart(anchor, _) => {
                let value = Value::Array(self.sequence(depth, holder)?);
                if anchor > 0 {
                    self.keep(anchor, &value, None);
                }
                Ok(value)
            }
            Event::MappingStart(anchor, _) => {
                let value = Value::Object(self.mapping(depth)?);
                if anchor > 0 {
                    self.keep(anchor, &value, None);
                }
                Ok(value)
            }
            Event::Alias(id) => self.copy(id, span.start, depth),
            _ => Err(at(span.start, "A value is missing here.", "Check the indentation around this line.")),
        }
    }

    fn sequence(&mut self, depth: usize, holder: Holder) -> Result<Vec<Value>, Refusal> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Ok(items);
            }
            let mark = self.slips.mark();
            let item = self.node(event, span, depth + 1, holder)?;
            self.slips.below(mark, || items.len().to_string());
            items.push(item);
        }
    }

    fn mapping(&mut self, depth: usize) -> Result<Map<String, Value>, Refusal> {
        let mut map = Map::new();
        let mut merged: Vec<String> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd) {
                return Ok(map);
            }
            let is_merge = matches!(&event, Event::Scalar(text, ScalarStyle::Plain, ..) if text == "<<");
            let key = self.key(event, span.start)?;
            let (event, span) = self.next()?;
            let mark = self.slips.mark();
            let value = self.node(event, span, depth + 1, holder_of(&key))?;
            self.slips.below(mark, || key.clone());
            if is_merge {
                self.merge(&mut map, value, &mut merged);
            } else if let Some(known) = merged.iter().position(|merged| *merged == key) {
                merged.swap_remove(known);
                map.insert(key, value);
            } else {
                insert(&mut map, key, value, &mut self.slips);
            }
        }
    }

    /// A key is its text, whatever type the text would have as a value.
    fn key(&mut self, event: Event<'t>, place: Marker) -> Result<String, Refusal> {
        match event {
            Event::Scalar(text, _, anchor, _) => {
                if anchor > 0 {
                    self.keep(anchor, &Value::String(text.clone().into_owned()), Some(text.clone().into_owned()));
                }
                Ok(text.into_owned())
            }
            Event::Alias(id) => match self.anchors.get(&id).and_then(|anchored| anchored.text.clone()) {
                Some(text) => Ok(text),
                None => Err(complex_key(place)),
            },
            _ => Err(complex_key(place)),
        }
    }

    /// `<<` (YAML merge key): adds the members that are not there yet.
    fn merge(&mut self, map: &mut Map<String, Value>, value: Value, merged: &mut Vec<String>) {
        let sources = match value {
            Value::Object(source) => vec![Value::Object(source)],
            Value::Array(sources) => sources,
            Value::Null => return,
            _ => vec![value],
        };
        for source in sources {
            let Value::Object(source) = source else {
                let mark = self.slips.mark();
                self.slips.add(SlipKind::BadMerge);
                self.slips.below(mark, || "<<".to_owned());
                continue;
            };
            for (key, value) in source {
                if !map.contains_key(&key) {
                    merged.push(key.clone());
                    map.insert(key, value);
                }
            }
        }
    }

    fn keep(&mut self, anchor: usize, value: &Value, text: Option<String>) {
        let (weight, depth) = measure(value);
        self.anchors.insert(anchor, Anchored { value: value.clone(), text, weight, depth });
    }

    fn copy(&mut self, id: usize, place: Marker, depth: usize) -> Result<Value, Refusal> {
        let Some(anchored) = self.anchors.get(&id) else {
            return Err(at(
                place,
                "This alias refers to a node that it is itself part of.",
                "Use a `$ref` for a recursive structure.",
            ));
        };
        if depth + anchored.depth > MAX_DEPTH {
            return Err(too_deep(place));
        }
        match self.copies_left.checked_sub(anchored.weight) {
            Some(left) => self.copies_left = left,
            None => {
                return Err(at(
                    place,
                    "The aliases of this YAML multiply into more data than a document can mean.",
                    "Use `$ref` instead of YAML aliases for shared parts.",
                ));
            }
        }
        Ok(anchored.value.clone())
    }

    fn scalar(&mut self, text: &Cow<'t, str>, style: ScalarStyle, tag: Option<&Tag>, holder: Holder) -> Value {
        let is_text = match tag {
            Some(tag) if tag.is_yaml_core_schema() => !matches!(tag.suffix.as_str(), "int" | "float" | "bool" | "null"),
            Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => true,
            _ => style != ScalarStyle::Plain,
        };
        if is_text { Value::String(text.to_string()) } else { self.plain(text, holder) }
    }

    /// The core schema's reading of an unquoted scalar.
    fn plain(&mut self, text: &str, holder: Holder) -> Value {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
            "true" | "True" | "TRUE" => return Value::Bool(true),
            "false" | "False" | "FALSE" => return Value::Bool(false),
            _ => {}
        }
        self.number(text, holder).unwrap_or_else(|| Value::String(text.to_owned()))
    }

    fn number(&mut self, text: &str, holder: Holder) -> Option<Value> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let first = *unsigned.as_bytes().first()?;
        if !first.is_ascii_digit() && first != b'.' {
            return None;
        }
        if let Some((radix, digits)) = radix(unsigned) {
            let value = i64::from_str_radix(digits, radix).ok()?;
            return Some(Value::from(if text.starts_with('-') { -value } else { value }));
        }
        let second = unsigned.as_bytes().get(1);
        if first == b'0' && second.is_some_and(u8::is_ascii_digit) {
            return None;
        }
        if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.integer(text.strip_prefix('+').unwrap_or(text));
        }
        if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
            return Some(float(f64::NAN, || text.to_owned(), &mut self.slips));
        }
        let shape = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
        if !unsigned.bytes().all(shape) {
            return None;
        }
        let value: f64 = text.strip_prefix('+').unwrap_or(text).parse().ok()?;
        if holder == Holder::Text {
            self.slips.add(SlipKind::Spelled(text.to_owned()));
        }
        Some(float(value, || text.to_owned(), &mut self.slips))
    }

    fn integer(&mut self, text: &str) -> Option<Value> {
        if let Ok(value) = text.parse::<i64>() {
            return Some(Value::from(value));
        }
        if let Ok(value) = text.parse::<u64>() {
            return Some(Value::from(value));
        }
        self.slips.add(SlipKind::Rounded(text.to_owned()));
        Some(float(text.parse().ok()?, || text.to_owned(), &mut self.slips))
    }
}

/// `0x1F` and `0o17`.
fn radix(unsigned: &str) -> Option<(u32, &str)> {
    let (radix, digits) = match unsigned.as_bytes() {
        [b'0', b'x', ..] => (16, &unsigned[2..]),
        [b'0', b'o', ..] => (8, &unsigned[2..]),
        _ => return None,
    };
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some((radix, digits))
}

fn holder_of(key: &str) -> Holder {
    match key {
        "version" | "openapi" | "swagger" | "enum" | "const" | "default" => Holder::Text,
        _ => Holder::Other,
    }
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

fn at(place: Marker, message: &str, hint: &str) -> Refusal {
    Refusal::new(Some((place.line(), place.col() + 1)), message, hint)
}

fn too_deep(place: Marker) -> Refusal {
    at(
        place,
        "The document is nested too deeply here: more than 128 levels.",
        "Move inner parts to `components` and refer to them with `$ref`.",
    )
}

fn complex_key(place: Marker) -> Refusal {
    at(
        place,
        "A mapping or a list stands where a key is expected.",
        "Quote text that begins with `{` or `[`, such as a template's `{{name}}`.",
    )
}

/// The parser's complaint in our words.
fn explain(error: &ScanError) -> Refusal {
    let info = error.info();
    let has = |part: &str| info.contains(part);
    let (message, hint) = if has("tab") {
        ("A tab stands where YAML allows only spaces.", "Indent with spaces.")
    } else if has("recursion limit") {
        return too_deep(*error.marker());
    } else if has("quoted scalar") || (has("unexpected end of stream") && has("quote")) {
        (
            "A quoted text is not closed properly.",
            "Close the quote; write a quote inside it twice, or with a backslash in \"…\".",
        )
    } else if has("unexpected end") || has("unexpected eof") {
        ("The text ends in the middle of a value.", "Check that the file is complete.")
    } else if has("anchor") {
        (
            "This alias refers to an anchor that does not exist.",
            "Define the anchor with `&name` before it is used, or quote text that begins with `*`.",
        )
    } else if has("mapping values are not allowed") {
        ("A `:` stands where no key can be.", "Quote text that contains `: `, or check the indentation.")
    } else if has("simple key") || has("could not find expected ':'") || has("expected ':'") {
        ("A key is not followed by `:`.", "Check the indentation, and quote text that goes over several lines.")
    } else if has("indent") || has("block mapping") || has("block collection") || has("<block end>") || has("block end")
    {
        ("The indentation does not fit the lines around it.", "Indent the members of one mapping or list alike.")
    } else if has("flow") || has("bracket") || has("','") {
        ("A `{…}` or `[…]` is not closed or not separated properly.", "Check brackets and commas.")
    } else if has("directive") || has("handle") || has("tag") {
        ("A tag or a `%` directive is not valid YAML.", "Quote text that begins with `!` or `%`.")
    } else if has("escape") || has("hexdigit") {
        ("An escape in a \"…\" text is not valid.", "Write a backslash as `\\\\`, or use single quotes.")
    } else {
        ("This is not valid YAML.", "Check the indentation and the quotes around this line.")
    };
    let hint = format!("{hint} (The parser says: {info}.)");
    Refusal::new(Some((error.marker().line(), error.marker().col() + 1)), message, hint)
}
