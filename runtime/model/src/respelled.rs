//! Scalars that their Rust types would write in another form than the original: numbers such as `5.0` and `1e2` in an integer or a float, numbers with more
//! digits than any number type holds, and texts of types of other crates, such as a time with an offset in `jiff::Timestamp`.
//!
//! Each is noted while it is decoded, and remembered by the object around it. If its value has not changed, it is written in its original form.

use std::collections::BTreeMap;

use crate::codec;
use crate::json::{number, parse, scan};
use crate::mode::DecodeMode;
use crate::node::{Node, NodeKind, Session};
use crate::spelling::{Form, Respelled, Step};
use crate::traits::{Decode, Encode};
use crate::value;
use crate::writer::Writer;

impl Form {
    /// Returns the text that the type writes for a number that came as `came`.
    fn text(self, came: &str) -> Option<String> {
        let mut writer = Writer::new();
        match self {
            Self::Integer => writer.value(&number::to_i128(came)?),
            Self::Float => writer.float(came.parse().ok()?),
            Self::Value => writer.value(&value::to_number(came)),
            Self::Text => {
                let mut text = String::new();
                scan::unescape(came, 1, scan::special(came.as_bytes(), 1), &mut text, &mut None).ok()?;
                writer.string(&text);
            }
            Self::Foreign(rewrite) => return rewrite(came),
        }
        Some(writer.into_string())
    }
}

/// Returns true if every number type writes the text of a number as it is: few digits, no exponent, no zero at the end of a fraction.
#[inline]
fn is_plain(text: &str, fraction: bool) -> bool {
    const DIGITS: usize = 15;
    if !fraction {
        return text.len() <= DIGITS && text != "-0";
    }
    let bytes = text.as_bytes();
    bytes.len() <= DIGITS
        && !matches!(bytes, [.., b'0'] | [b'0', b'.', b'0', b'0', ..] | [b'-', b'0', b'.', b'0', b'0', ..])
        && !bytes.iter().any(|byte| byte | 0x20 == b'e')
}

impl<'t> Node<'t> {
    /// Notes a number, unless every type writes it as it came.
    #[inline]
    pub(crate) fn note_spelling(self, form: Form) {
        let entry = self.entry();
        if !is_plain(self.slice(entry), entry.kind == crate::json::tree::Kind::Float) {
            self.respell(form);
        }
    }

    #[cold]
    pub(crate) fn respell(self, form: Form) {
        let Some(came) = self.as_number() else { return };
        if form.text(came).is_some_and(|text| text != came) {
            self.session().note_respelled(self.index(), form);
        }
    }

    /// Notes a scalar that a type of another crate holds, when the type writes it otherwise than it came.
    pub(crate) fn note_rewritten<T: Decode + Encode>(self, value: &T) {
        if self.scalar_json().is_some_and(|came| codec::to_string(value) != came) {
            self.session().note_respelled(self.index(), Form::Foreign(rewrite::<T>));
        }
    }

    /// Returns the JSON of a string or a number.
    fn scalar_json(self) -> Option<String> {
        match self.as_str() {
            Some(text) => {
                let mut writer = Writer::new();
                writer.string(text);
                Some(writer.into_string())
            }
            None => self.as_number().map(str::to_owned),
        }
    }

    /// Returns the text of a noted scalar as it came; `None` for an array or object.
    fn came(self, form: Form) -> Option<Box<str>> {
        match form {
            Form::Foreign(_) => self.scalar_json().map(Into::into),
            _ => self.as_number().or_else(|| self.odd_text()).map(Into::into),
        }
    }

    /// Returns true if a number was noted that may be in this object.
    #[inline]
    pub(crate) fn has_respelled(self) -> bool {
        self.session().last_respelled() > self.index()
    }

    /// Takes the numbers noted in this object, those aside that belong to a record around this one.
    #[cold]
    pub(crate) fn take_respelled(self) -> Vec<Respelled> {
        let mut noted = self.session().take_respelled(self.index());
        if let Some(odd) = &self.session().tree().odd {
            let own = self.index() + 1..self.entry().next(self.index());
            let texts = odd.texts.iter().map(|(index, _)| *index).filter(|index| own.contains(index));
            noted.extend(texts.filter(|index| self.at(*index).as_str().is_some()).map(|index| (index, Form::Text)));
        }
        noted.sort_unstable_by_key(|(index, _)| *index);
        noted.dedup_by_key(|(index, _)| *index);
        let mut found = Finder { noted: &noted, found: Vec::new(), left: Vec::new(), path: Vec::new() };
        found.children(self, true);
        for (index, form) in found.left {
            self.session().note_respelled(index, form);
        }
        found.found
    }
}

/// Returns the JSON that a type writes for what it reads from other JSON.
fn rewrite<T: Decode + Encode>(came: &str) -> Option<String> {
    codec::from_str::<T>(came).ok().map(|value| codec::to_string(&value))
}

/// Finds the paths of numbers by their indices, in one walk.
struct Finder<'n> {
    /// Numbers still to be found, in the order of the document.
    noted: &'n [(u32, Form)],
    found: Vec<Respelled>,
    /// Numbers of members that another record claims.
    left: Vec<(u32, Form)>,
    path: Vec<Step>,
}

impl Finder<'_> {
    fn children(&mut self, node: Node<'_>, top: bool) {
        let object = node.kind() == NodeKind::Object;
        let children = if object { node.all_members() } else { node.items() };
        for (position, child) in (0..).zip(children) {
            let Some((next, _)) = self.noted.first() else { return };
            let end = child.entry().next(child.index());
            if *next >= end {
                continue;
            }
            if top && node.is_claimed(child) {
                let count = self.noted.iter().take_while(|(index, _)| *index < end).count();
                let (claimed, rest) = self.noted.split_at(count);
                self.left.extend(claimed);
                self.noted = rest;
                continue;
            }
            self.path.push(if object { Step::Key(child.key().into()) } else { Step::Index(position) });
            self.child(child);
            self.path.pop();
        }
    }

    fn child(&mut self, child: Node<'_>) {
        let Some(((_, form), rest)) = self.noted.split_first() else { return };
        let Some(came) = child.came(*form) else { return self.children(child, false) };
        self.found.push(Respelled { path: self.path.as_slice().into(), came, form: *form });
        self.noted = rest;
    }
}

/// Returns the members of an object with its numbers as they came, where they have not changed. `None` when there is nothing to change.
#[cold]
pub(crate) fn restore(members: &str, numbers: &[Respelled]) -> Option<String> {
    let object = format!("{{{members}}}");
    let tree = parse::parse(&object, true).ok()?;
    let session = Session::new(&tree, DecodeMode::Strict, None);
    let mut edits = Vec::new();
    find((Node::root(&session), &object), numbers, 0, &mut edits);
    edits.sort_unstable();
    let mut restored = String::with_capacity(object.len());
    let mut at = 1;
    for (start, end, came) in &edits {
        restored.push_str(object.get(at..*start)?);
        restored.push_str(came);
        at = *end;
    }
    restored.push_str(object.get(at..object.len() - 1)?);
    (!edits.is_empty()).then_some(restored)
}

/// Finds the numbers below a node whose path is the same up to `depth`: where each stands, and how it came.
fn find<'n>(
    (node, object): (Node<'_>, &str),
    numbers: &'n [Respelled],
    depth: usize,
    edits: &mut Vec<(usize, usize, &'n str)>,
) {
    let same_step = |one: &Respelled, other: &Respelled| one.path.get(depth) == other.path.get(depth);
    let mut members = None;
    let mut items = node.items();
    let mut passed = 0;
    for group in numbers.chunk_by(same_step) {
        let [first, ..] = group else { continue };
        let child = match first.path.get(depth) {
            Some(Step::Key(key)) => {
                let members = members.get_or_insert_with(|| node.members().collect::<BTreeMap<_, _>>());
                members.get(&**key).copied()
            }
            Some(Step::Index(index)) => {
                let child = index.checked_sub(passed).and_then(|skip| items.nth(skip as usize));
                passed = index + 1;
                child
            }
            None => {
                edits.extend(
                    node.scalar_span()
                        .filter(|span| is_unchanged(object, *span, first))
                        .map(|(start, end)| (start, end, &*first.came)),
                );
                continue;
            }
        };
        if let Some(child) = child {
            find((child, object), group, depth + 1, edits);
        }
    }
}

fn is_unchanged(object: &str, (start, end): (usize, usize), scalar: &Respelled) -> bool {
    scalar.form.text(&scalar.came).is_some_and(|text| object.get(start..end) == Some(&*text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_written_as_they_are_by_every_type() {
        let texts = ["0", "7", "-12", "999999999999999", "0.5", "-1.25", "0.01", "123456.789", "0.1000001", "100.01"];
        for text in texts {
            assert!(is_plain(text, text.contains('.')), "{text}");
            for form in [Form::Float, Form::Value] {
                assert_eq!(form.text(text).as_deref(), Some(text), "{text}");
            }
        }
        for text in ["-0", "5.0", "1e2", "1.5E3", "0.0001", "1.10", "9007199254740993"] {
            assert!(!is_plain(text, text.contains(['.', 'e', 'E'])), "{text}");
        }
    }
}
