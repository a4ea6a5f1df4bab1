//! Decoding errors, with the path of the value.

use std::error::Error;
use std::fmt;

use crate::json::stop::{Stop, Why};
use crate::json::tree::{Kind, MAX_DEPTH, push_key};
use crate::kinds::Kinds;
use crate::node::{Node, Session};

/// A decoding error while the document is still available: the entry and the problem. It is one pointer, and has no path: [`DecodeError`] computes it from
/// the entry.
#[derive(Debug)]
pub struct Fault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    at: u32,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Expected(&'static str),
    Missing(Box<str>),
    Message(Box<str>),
    NoCase(Vec<Reason>),
    Endless,
}

/// Reason why a case of a union was rejected.
#[derive(Debug)]
pub(crate) struct Reason {
    /// The case.
    pub(crate) case: &'static str,
    /// The reason.
    pub(crate) why: Miss,
}

/// Reason why a case was rejected.
#[derive(Debug)]
pub(crate) enum Miss {
    /// The case has another JSON type.
    Kind(Kinds),
    /// A required key is missing.
    Missing(&'static str),
    /// A constant has another value.
    Constant(&'static str),
    /// The value has a key that the case does not allow.
    Unknown(u32),
    /// The value was similar, and failed to decode.
    Inside(Fault),
}

impl Fault {
    #[cold]
    fn new(node: Node<'_>, problem: Problem) -> Self {
        Self(Box::new(Inner { at: node.index(), problem }))
    }

    /// Returns the fault of a node of another type: `expected a string, found 7`.
    #[cold]
    pub fn expected(node: Node<'_>, what: &'static str) -> Self {
        Self::new(node, Problem::Expected(what))
    }

    /// Returns the fault of a missing key of an object.
    #[cold]
    pub fn missing(object: Node<'_>, key: &str) -> Self {
        Self::new(object, Problem::Missing(key.into()))
    }

    /// Returns the fault of a node for any other reason.
    #[cold]
    pub fn message(node: Node<'_>, message: impl Into<Box<str>>) -> Self {
        Self::new(node, Problem::Message(message.into()))
    }

    /// Returns the fault of a node that no case of a union takes.
    #[cold]
    pub(crate) fn no_case(node: Node<'_>, reasons: Vec<Reason>) -> Self {
        Self::new(node, Problem::NoCase(reasons))
    }

    /// Returns the fault of a node that no variant of a closed union takes.
    #[cold]
    #[doc(hidden)]
    pub fn no_variant(node: Node<'_>) -> Self {
        Self::no_case(node, Vec::new())
    }

    /// Returns the fault of a document that takes too much work, or nests too deep, to be harmless.
    #[cold]
    pub(crate) fn endless(node: Node<'_>) -> Self {
        Self::new(node, Problem::Endless)
    }

    fn kind(&self) -> DecodeErrorKind {
        match self.0.problem {
            Problem::Expected(_) => DecodeErrorKind::Type,
            Problem::Missing(_) => DecodeErrorKind::Missing,
            Problem::Message(_) => DecodeErrorKind::Other,
            Problem::NoCase(_) => DecodeErrorKind::Union,
            Problem::Endless => DecodeErrorKind::Depth,
        }
    }

    fn describe(&self, session: &Session<'_>) -> String {
        match &self.0.problem {
            Problem::Expected(what) => format!("expected {what}, found {}", found(session, self.0.at)),
            Problem::Missing(key) => format!("missing {key:?}"),
            Problem::Message(message) => message.to_string(),
            Problem::NoCase(reasons) => no_case(reasons, session, self.0.at),
            Problem::Endless => "the alternatives of this value take too long to try".to_owned(),
        }
    }
}

/// Returns `no case fits an object: Message: missing "id"; Role: another "object"`
fn no_case(reasons: &[Reason], session: &Session<'_>, at: u32) -> String {
    let mut text = format!("no case fits {}", found(session, at));
    for (position, reason) in reasons.iter().enumerate() {
        text.push_str(if position == 0 { ": " } else { "; " });
        text.push_str(reason.case);
        text.push_str(": ");
        match &reason.why {
            Miss::Kind(kinds) => text.push_str(&format!("wants {kinds}")),
            Miss::Missing(key) => text.push_str(&format!("missing {key:?}")),
            Miss::Constant(key) => text.push_str(&format!("another {key:?}")),
            Miss::Unknown(entry) => text.push_str(&format!("does not allow {:?}", session.tree().key(*entry))),
            Miss::Inside(fault) => {
                let path = session.tree().path(fault.0.at);
                text.push_str(&format!("at {path}: {}", fault.describe(session)));
            }
        }
    }
    text
}

/// Returns the value found, short enough for a message.
fn found(session: &Session<'_>, index: u32) -> String {
    const LONGEST: usize = 60;
    let tree = session.tree();
    let Some(entry) = tree.entries.get(index as usize) else { return "nothing".to_owned() };
    match entry.kind {
        Kind::Object => "an object".to_owned(),
        Kind::Array => "an array".to_owned(),
        Kind::Text => {
            let text = tree.slice(entry.body, entry.owned.body);
            let short: String = text.chars().take(LONGEST).collect();
            let more = if short.len() < text.len() { "…" } else { "" };
            format!("{short:?}{more}")
        }
        _ => {
            let text = tree.slice(entry.body, entry.owned.body);
            let short: String = text.chars().take(LONGEST).collect();
            let more = if short.len() < text.len() { "…" } else { "" };
            format!("{short}{more}")
        }
    }
}

/// Kind of a [`DecodeError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The text is not JSON, or not UTF-8.
    Syntax,
    /// A required key is missing.
    Missing,
    /// A value has another type.
    Type,
    /// No variant of a union fits.
    Union,
    /// The value nests too deep, or its variants take too long to try.
    Depth,
    /// Anything else.
    Other,
}

/// Error of JSON text that does not decode: `at $.data[3].name: expected a string, found 7`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Described>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Described {
    kind: DecodeErrorKind,
    path: String,
    message: String,
    place: Option<Place>,
}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    offset: usize,
    line: usize,
    column: usize,
}

impl DecodeError {
    #[cold]
    pub(crate) fn fault(fault: &Fault, session: &Session<'_>) -> Self {
        let path = session.tree().path(fault.0.at);
        Self(Box::new(Described { kind: fault.kind(), path, message: fault.describe(session), place: None }))
    }

    #[cold]
    pub(crate) fn syntax(text: &[u8], stop: Stop) -> Self {
        let kind = if stop.why == Why::Depth { DecodeErrorKind::Depth } else { DecodeErrorKind::Syntax };
        let message = match stop.why {
            Why::Expected(what) => format!("expected {what}"),
            Why::End => "the text ends inside a value".to_owned(),
            Why::NumberRange => "number out of range".to_owned(),
            Why::Depth => format!("nested {MAX_DEPTH} deep"),
            Why::Size => "longer than four gigabytes".to_owned(),
        };
        Self::at(kind, message, text, stop.at)
    }

    #[cold]
    pub(crate) fn not_utf8(text: &[u8], offset: usize) -> Self {
        Self::at(DecodeErrorKind::Syntax, "not UTF-8".to_owned(), text, offset)
    }

    /// Returns the error of a tree that nests too deep, built from something other than text.
    #[cold]
    pub(crate) fn depth() -> Self {
        let message = format!("nested {MAX_DEPTH} deep");
        Self(Box::new(Described { kind: DecodeErrorKind::Depth, path: String::new(), message, place: None }))
    }

    fn at(kind: DecodeErrorKind, message: String, text: &[u8], offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
        let place = Some(Place { offset, line, column });
        Self(Box::new(Described { kind, path: String::new(), message, place }))
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> DecodeErrorKind {
        self.0.kind
    }

    /// Returns the path of the value, as `$.data[3].name`; empty if the text is not JSON at all.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Returns the message without the path: `expected a string, found 7`.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the line and the column (in bytes, from 1), if the text is not JSON.
    pub fn line_column(&self) -> Option<(usize, usize)> {
        self.0.place.map(|place| (place.line, place.column))
    }

    /// Returns the byte offset, if the text is not JSON.
    pub fn offset(&self) -> Option<usize> {
        self.0.place.map(|place| place.offset)
    }

    /// Returns the error with this key in front of its path, for a value that is part of a larger one.
    #[must_use]
    pub fn under(mut self, key: &str) -> Self {
        let mut path = String::from("$");
        push_key(&mut path, key);
        path.push_str(self.0.path.strip_prefix('$').unwrap_or(&self.0.path));
        self.0.path = path;
        self
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Described { path, message, place, .. } = &*self.0;
        match place {
            Some(place) => write!(f, "invalid JSON at line {} column {}: {message}", place.line, place.column),
            None if path.is_empty() => f.write_str(message),
            None => write!(f, "at {path}: {message}"),
        }
    }
}

impl Error for DecodeError {}
