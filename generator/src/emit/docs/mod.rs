//! Conversion of the document's texts to doc comments. **Invariant:** texts of an author reach the output only through `markdown` here.

mod audit;
mod blocks;
mod dialect;
mod escape;
mod facts;
mod html;
mod markdown;
mod tags;
#[cfg(test)]
mod tests;
mod text_context;
mod urls;
mod writer;

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(crate) use escape::code;
pub(crate) use facts::{of_constant as facts_of_constant, sentence as facts};
pub(crate) use urls::plain;

use serde_json::Value;

use crate::api::{Docs, Literal as Constant};

/// Longest example that is shown, in lines.
const MAX_EXAMPLE: usize = 60;

/// A doc comment under construction, paragraph by paragraph.
///
/// **Invariant:** a comment's only code blocks are those of [`Doc::example_code`] and [`Doc::block_of_code`], and blocks in a language that
/// rustdoc does not test. [`Doc::markdown`] enforces it, and nothing else gives out the text of a comment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doc {
    blocks: Vec<Block>,
}

/// A block of a comment; blank lines separate blocks.
#[derive(Clone, Debug)]
enum Block {
    /// Markdown that should contain no code blocks.
    Prose {
        text: String,
        /// True if it begins with a paragraph, not with a list, a table or code.
        begins_with_text: bool,
    },
    /// A code block of ours, which ends where we end it.
    Code(String),
}

impl Doc {
    /// Returns an empty comment.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a text of the document's author, sanitised.
    pub(crate) fn author(mut self, docs: &Docs) -> Self {
        let safe = markdown::safe(&docs.0);
        self.prose(safe.lines.join("\n"), safe.begins_with_text);
        self
    }

    /// Adds a paragraph of our own in safe Markdown. Texts of the document in it must have passed through [`code`] or [`plain`].
    pub(crate) fn paragraph(mut self, text: impl Into<String>) -> Self {
        self.prose(text.into(), true);
        self
    }

    /// Adds an example in Rust, which rustdoc compiles and does not run.
    pub(crate) fn example_code(self, text: &str) -> Self {
        self.block_of_code("no_run", text)
    }

    /// Adds a block of code in a language.
    pub(crate) fn block_of_code(mut self, language: &str, text: &str) -> Self {
        self.blocks.push(Block::Code(escape::fence(language, text).join("\n")));
        self
    }

    /// Adds an example as a block of JSON, unless it would drown the rest.
    pub(crate) fn example(self, value: &Value) -> Self {
        // A value that came from JSON is always JSON again.
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        if text.lines().count() > MAX_EXAMPLE { self } else { self.block_of_code("json", &text) }
    }

    /// Returns true if nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Returns this comment, or one of this paragraph if it is empty: every public item has a comment.
    pub(crate) fn or(self, text: impl FnOnce() -> String) -> Self {
        if self.is_empty() { self.paragraph(text()) } else { self }
    }

    /// Returns the comment as Markdown, in which rustdoc finds no test but our own.
    pub(crate) fn markdown(&self) -> String {
        let is_certain = |block: &Block| match block {
            Block::Prose { text, .. } => audit::has_no_code(text),
            Block::Code(_) => true,
        };
        let (text, ours) = self.joined(|text| text.into());
        if self.blocks.iter().all(is_certain) || audit::has_only(&text, &ours) {
            return text;
        }
        self.joined(|text| match audit::has_no_code(text) {
            true => text.into(),
            false => escape::fence("text", text).join("\n").into(),
        })
        .0
    }

    /// Joins the blocks, and returns the positions of the code blocks.
    fn joined<'d>(&'d self, prose: impl Fn(&'d str) -> Cow<'d, str>) -> (String, Vec<usize>) {
        let mut joined = String::new();
        let mut ours = Vec::new();
        for block in &self.blocks {
            if !joined.is_empty() {
                joined.push_str("\n\n");
            }
            match block {
                Block::Prose { text, .. } => joined.push_str(&prose(text)),
                Block::Code(code) => {
                    ours.push(joined.len());
                    joined.push_str(code);
                }
            }
        }
        (joined, ours)
    }

    /// Returns the comment as an item of a list: the first paragraph beside the head, the others below it.
    pub(crate) fn list_item(&self, head: &str) -> String {
        let mut item = format!("- {head}");
        let beside = matches!(self.blocks.first(), Some(Block::Prose { begins_with_text: true, .. }));
        match self.blocks.first() {
            None => return item,
            Some(_) => item.push_str(if beside { ": " } else { ":\n" }),
        }
        for (index, line) in self.markdown().lines().enumerate() {
            if index > 0 || !beside {
                item.push_str(if line.is_empty() { "\n" } else { "\n  " });
            }
            item.push_str(line);
        }
        item
    }

    /// Returns it as an attribute of the item that follows, which is printed as `/// …`.
    pub(crate) fn outer(&self) -> Option<TokenStream> {
        let lines = self.attribute()?;
        Some(quote!(#[doc = #lines]))
    }

    /// Returns it as an attribute of the item around it, which is printed as `//! …`.
    pub(crate) fn inner(&self) -> Option<TokenStream> {
        let lines = self.attribute()?;
        Some(quote!(#![doc = #lines]))
    }

    /// Returns all lines in one byte string: the lexer checks each character of a string for Unicode, and one attribute for each line took a quarter of a
    /// run.
    fn attribute(&self) -> Option<Literal> {
        (!self.is_empty()).then(|| Literal::byte_string(self.markdown().as_bytes()))
    }

    /// Adds Markdown. Rustdoc removes an indentation that all lines share, so the first line has none.
    fn prose(&mut self, text: String, begins_with_text: bool) {
        let text = match text.starts_with([' ', '\n']) || text.ends_with([' ', '\n']) {
            true => text.trim_matches([' ', '\n']).to_owned(),
            false => text,
        };
        if !text.is_empty() {
            self.blocks.push(Block::Prose { text, begins_with_text });
        }
    }
}

/// Returns the first paragraph of an author's text, sanitised, on one line; empty if the text begins with another block.
pub(crate) fn first_paragraph(docs: &Docs) -> String {
    let safe = markdown::safe(&docs.0);
    if !safe.begins_with_text {
        return String::new();
    }
    let mut paragraph = String::new();
    for line in safe.lines.iter().take_while(|line| !line.is_empty()) {
        if !paragraph.is_empty() {
            paragraph.push(' ');
        }
        let backslashes = line.len() - line.trim_end_matches('\\').len();
        // An odd one at the end is a line break.
        paragraph.push_str(&line[..line.len() - backslashes % 2]);
    }
    paragraph
}

/// Returns a constant in a code span: as text when it is a string, else as JSON.
pub(crate) fn literal(value: &Constant) -> String {
    match value {
        Constant::Str(text) => code(text),
        Constant::Int(number) => format!("`{number}`"),
        Constant::Float(number) => format!("`{number}`"),
        Constant::Bool(value) => format!("`{value}`"),
    }
}

/// Returns true if an author already named the constant.
pub(crate) fn mentions(docs: &Docs, value: &Constant) -> bool {
    docs.0.contains(&literal(value))
}
