//! Values that are sent beside a body's JSON, such as the files of a multipart body.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::json::scan::write_inner;

/// A value that may be sent beside the JSON that contains it.
pub trait Attachment: fmt::Debug + Send + Sync + 'static {
    /// Returns its text in JSON, if it has one.
    fn json_text(&self) -> Option<Cow<'_, str>>;

    /// Returns the value for downcasting.
    fn as_any(&self) -> &dyn Any;
}

/// Attachments of a body. In the body's JSON, each is represented by a unique text.
#[derive(Clone, Debug)]
pub struct Attachments {
    token: String,
    make_token: fn() -> String,
    attached: Vec<Arc<dyn Attachment>>,
    /// True if a file without a text is where only text can be.
    misplaced: bool,
}

impl Attachments {
    /// Makes an empty list. `make_token` returns a unique text.
    pub fn new(make_token: fn() -> String) -> Self {
        Self { token: String::new(), make_token, attached: Vec::new(), misplaced: false }
    }

    /// Marks an attachment without a text at a place where only text is possible.
    pub fn misplaced() -> Box<Self> {
        Box::new(Self { misplaced: true, ..Self::new(String::new) })
    }

    /// Returns true if an attachment without a text is at a place where only text is possible.
    pub fn is_misplaced(&self) -> bool {
        self.misplaced
    }

    /// Adds an attachment, and returns the text that represents it.
    pub fn add(&mut self, attachment: Arc<dyn Attachment>) -> String {
        if self.token.is_empty() {
            self.token = (self.make_token)();
        }
        self.attached.push(attachment);
        format!("{}:{}", self.token, self.attached.len() - 1)
    }

    /// Returns a JSON text with the attachments' own texts; the error is for one that has none.
    pub fn in_json<'j>(&self, json: &'j str) -> Result<Cow<'j, str>, Misplaced> {
        if self.token.is_empty() || !json.contains(&self.token) {
            return Ok(Cow::Borrowed(json));
        }
        let mut out = String::with_capacity(json.len());
        let mut rest = json;
        while let Some((before, after)) = rest.split_once(&self.token) {
            let digits =
                after.strip_prefix(':').map_or(0, |index| index.bytes().take_while(u8::is_ascii_digit).count());
            let (index, after) = after.split_at(after.len().min(digits + 1));
            let file = index.get(1..).and_then(|index| self.attached.get(index.parse::<usize>().ok()?));
            out.push_str(before);
            write_inner(&mut out, &file.and_then(|file| file.json_text()).ok_or(Misplaced)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(Cow::Owned(out))
    }

    /// Returns the attachment that a text represents.
    pub fn get(&self, text: &str) -> Option<&dyn Attachment> {
        let (token, index) = text.split_once(':')?;
        if self.token.is_empty() || token != self.token {
            return None;
        }
        self.attached.get(index.parse::<usize>().ok()?).map(|attached| &**attached)
    }
}

/// Error of an attachment without a text at a place where only text is possible.
#[derive(Clone, Copy, Debug)]
pub struct Misplaced;
