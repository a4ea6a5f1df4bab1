//! A diagnostic: a code, a severity, a place, a sentence and a hint.

use std::fmt;

use serde::Serialize;

use super::code::Code;
use crate::pointer::Pointer;

/// The severity of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Information: nothing is lost (an inferred name, an inferred pager).
    Note,
    /// A part cannot be represented exactly, or is a slip in the document; `--strict` makes it an error.
    Warning,
    /// The document is refused.
    Error,
}

/// One diagnostic.
///
/// A program around the generator that has diagnostics of its own uses an enum of its own for `C`.
#[derive(Clone, Debug)]
pub struct Problem<C = Code> {
    /// The kind of problem.
    pub code: C,
    /// Its severity.
    pub severity: Severity,
    /// Place in the document the user wrote.
    pub pointer: Pointer,
    /// Line and column of that place; completed once, at the end of the run.
    pub place: Option<Place>,
    /// A second place, such as the first of two duplicate keys.
    pub other: Option<Place>,
    /// Further nodes of which the same is true: it is reported once.
    pub also: Vec<Pointer>,
    /// One sentence about the problem. No trailing newline.
    pub message: String,
    /// One sentence: what to do about it.
    pub hint: String,
}

impl<C> Problem<C> {
    /// Returns a warning at a pointer.
    pub fn warning(code: C, pointer: &Pointer, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, pointer, message, hint)
    }

    /// Returns an error at a pointer.
    pub fn error(code: C, pointer: &Pointer, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, pointer, message, hint)
    }

    /// Returns a note at a pointer.
    pub fn note(code: C, pointer: &Pointer, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, pointer, message, hint)
    }

    fn new(
        code: C,
        severity: Severity,
        pointer: &Pointer,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity,
            pointer: pointer.clone(),
            place: None,
            other: None,
            also: Vec::new(),
            message: shortened(message.into()),
            hint: shortened(hint.into()),
        }
    }

    /// Returns the text of message or hint that breaks the form of all diagnostics: they begin in lower case, or with a name, and have no full stop.
    pub fn out_of_form(&self) -> Option<&str> {
        let is_out = |text: &&str| {
            let mut letters = text.chars();
            let capital = letters.next().is_some_and(char::is_uppercase);
            // `OpenAPI` and `YAML` are names, `A` and `The` are not.
            let name = text.split(' ').next().is_some_and(|word| word.chars().skip(1).any(char::is_uppercase));
            capital && !name || text.ends_with('.') && !text.ends_with("..")
        };
        [self.message.as_str(), self.hint.as_str()].into_iter().find(is_out)
    }

    /// Returns the same problem under the code of another enum.
    pub fn widened<D: From<C>>(self) -> Problem<D> {
        let Self { code, severity, pointer, place, other, also, message, hint } = self;
        Problem { code: code.into(), severity, pointer, place, other, also, message, hint }
    }

    /// Returns the same problem at a known line and column.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }
}

/// The longest text of a diagnostic, in bytes. It may quote names and URLs of the document, which may be of any length.
const LONGEST: usize = 2_000;

/// Returns a text that is no longer than it helps.
fn shortened(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let tail = text.len() - text.ceil_char_boundary(text.len() - LONGEST / 4);
    format!("{}…{}", &text[..text.floor_char_boundary(LONGEST / 2)], &text[text.len() - tail..])
}

/// A place in a file. Lines and columns count from 1; columns count characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// File as the user named it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
