//! Writing JSON text into one buffer.

use std::sync::Arc;

use crate::attachments::{Attachment, Attachments};
use crate::json::scan;
use crate::literal::Literal;
use crate::tags::Tag;

/// Writer of JSON text (RFC 8259), without white space.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    pub(crate) out: String,
    /// Tags of the unions being written, outermost first.
    pub(crate) tags: Vec<Tag>,
    /// Index from which tags belong to the object that comes next.
    pub(crate) waiting: usize,
    /// Files that a multipart body sends beside its JSON; if `None`, they are written as text.
    pub(crate) attachments: Option<Box<Attachments>>,
    /// True if the text is part of a request: fields that only responses have are left out.
    pub(crate) request: bool,
    /// Has records name their missing fields in a member of their own: how its key begins, and how many there are.
    pub(crate) marks: Option<(&'static str, u32)>,
}

impl Writer {
    /// Makes an empty writer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes an empty writer with room for this many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), ..Self::default() }
    }

    /// Makes an empty writer that collects files instead of writing them as text.
    #[doc(hidden)]
    pub fn collecting(attachments: Box<Attachments>) -> Self {
        Self { attachments: Some(attachments), ..Self::default() }
    }

    /// Leaves out the fields that only responses have.
    #[must_use]
    #[doc(hidden)]
    pub fn for_request(self) -> Self {
        Self { request: true, ..self }
    }

    /// Returns an empty writer that has records name their missing fields in a member of their own, whose key begins like this.
    pub(crate) fn marking(key: &'static str) -> Self {
        Self { marks: Some((key, 0)), ..Self::default() }
    }

    /// Returns the text, and the files collected.
    #[doc(hidden)]
    pub fn into_parts(self) -> (String, Option<Box<Attachments>>) {
        (self.out, self.attachments)
    }

    /// Writes a file: collected, or as text. A stream has no text.
    #[doc(hidden)]
    pub fn attach(&mut self, value: &(impl Attachment + Clone)) {
        match &mut self.attachments {
            Some(attachments) if !attachments.is_misplaced() => {
                let marker = attachments.add(Arc::new(value.clone()));
                self.string(&marker);
            }
            _ => match value.json_text() {
                Some(text) => self.string(&text),
                None => {
                    self.attachments = Some(Attachments::misplaced());
                    self.null();
                }
            },
        }
    }

    /// Returns the text.
    pub fn into_string(self) -> String {
        self.out
    }

    /// Returns the text so far.
    pub fn as_str(&self) -> &str {
        &self.out
    }

    /// Writes a scalar that a document fixes.
    pub(crate) fn literal(&mut self, value: Literal) {
        match value {
            Literal::Str(text) => self.string(text),
            Literal::Int(value) => self.integer(value),
            Literal::Float(value) => self.float(value),
            Literal::Bool(value) => self.boolean(value),
        }
    }

    /// Writes `null`.
    #[inline]
    pub fn null(&mut self) {
        self.out.push_str("null");
    }

    /// Writes `true` or `false`.
    #[inline]
    pub fn boolean(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    /// Writes a string.
    #[inline]
    pub fn string(&mut self, text: &str) {
        scan::write_string(&mut self.out, text);
    }

    /// Writes an integer.
    #[inline]
    pub fn integer<T: itoa::Integer>(&mut self, value: T) {
        self.out.push_str(itoa::Buffer::new().format(value));
    }

    /// Writes a number: without a fraction if it has none, and `null` if it is not finite, like `serde_json`.
    pub fn float(&mut self, value: f64) {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if !value.is_finite() {
            self.null();
        } else if value.fract() == 0.0 && value.abs() < EXACT && !(value == 0.0 && value.is_sign_negative()) {
            self.integer(value as i64);
        } else {
            self.out.push_str(zmij::Buffer::new().format_finite(value));
        }
    }

    /// Writes text that is already JSON.
    #[inline]
    #[doc(hidden)]
    pub fn raw(&mut self, json: &str) {
        self.out.push_str(json);
    }

    /// Begins an array. The tag of a union is no member of what is in it.
    #[inline]
    pub(crate) fn begin_array(&mut self) {
        self.waiting = self.tags.len();
        self.out.push('[');
    }

    #[inline]
    pub(crate) fn comma(&mut self, first: &mut bool) {
        if !std::mem::take(first) {
            self.out.push(',');
        }
    }
}
