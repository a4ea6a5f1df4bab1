//! Text of the document to doc comments. What an author wrote passes through `markdown` here, and nowhere else, on
//! its way into the output.

mod blocks;
mod escape;
mod facts;
mod html;
mod markdown;
mod tags;
mod urls;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(crate) use escape::{code, plain};
pub(crate) use facts::{of_constant as facts_of_constant, sentence as facts};

use serde_json::Value;

use crate::api::{Docs, Literal as Constant};

/// Longest example that is shown, in lines.
const MAX_EXAMPLE: usize = 60;

/// A doc comment being put together, paragraph by paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doc {
    lines: Vec<String>,
}

impl Doc {
    /// An empty comment.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds what the document's author wrote, made safe.
    pub(crate) fn author(mut self, docs: &Docs) -> Self {
        self.block(markdown::safe(&docs.0));
        self
    }

    /// Adds a paragraph of ours: Markdown that is safe as it stands. Text of the document that goes into it passes
    /// through [`code`] or [`plain`] first.
    pub(crate) fn paragraph(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.block(text.lines().map(str::to_owned).collect());
        }
        self
    }

    /// Adds a block of code that no test runs, in a language that is not Rust.
    pub(crate) fn block_of_code(mut self, language: &str, text: &str) -> Self {
        self.block(escape::fence(language, text));
        self
    }

    /// Adds an example as a block of JSON, unless it would drown the rest.
    pub(crate) fn example(self, value: &Value) -> Self {
        // A value that came from JSON is always JSON again.
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        if text.lines().count() > MAX_EXAMPLE { self } else { self.block_of_code("json", &text) }
    }

    /// True when nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// This comment, or one of this paragraph when it is empty: every public item has a comment.
    pub(crate) fn or(self, text: impl FnOnce() -> String) -> Self {
        if self.is_empty() { self.paragraph(text()) } else { self }
    }

    /// As Markdown text, for files that are not Rust.
    pub(crate) fn markdown(&self) -> String {
        self.lines.join("\n")
    }

    /// As an attribute of the item that follows, which is printed as `/// …`.
    pub(crate) fn outer(&self) -> Option<TokenStream> {
        let lines = self.attribute()?;
        Some(quote!(#[doc = #lines]))
    }

    /// As an attribute of the item around it, which is printed as `//! …`.
    pub(crate) fn inner(&self) -> Option<TokenStream> {
        let lines = self.attribute()?;
        Some(quote!(#![doc = #lines]))
    }

    /// All lines in one byte string: a string would have each character looked at for what it is in Unicode, and attributes for each line
    /// were a quarter of the cost of a run.
    fn attribute(&self) -> Option<Literal> {
        (!self.is_empty()).then(|| Literal::byte_string(self.markdown().as_bytes()))
    }

    fn block(&mut self, lines: Vec<String>) {
        if lines.is_empty() {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
    }
}

/// A constant in a code span: as text when it is a string, else as JSON.
pub(crate) fn literal(value: &Constant) -> String {
    match value {
        Constant::Str(text) => code(text),
        Constant::Int(number) => format!("`{number}`"),
        Constant::Float(number) => format!("`{number}`"),
        Constant::Bool(value) => format!("`{value}`"),
    }
}

/// True when an author already named the constant.
pub(crate) fn mentions(docs: &Docs, value: &Constant) -> bool {
    docs.0.contains(&literal(value))
}
