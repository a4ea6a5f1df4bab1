//! Values that are sent beside the JSON they stand in, such as the files of a multipart body.

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::json::scan::write_inner;

/// A value that may be sent beside the JSON it stands in.
pub trait Attachment: fmt::Debug + Send + Sync + 'static {
    /// Its text in JSON, if it has one.
    fn json_text(&self) -> Option<Cow<'_, str>>;

    /// The value itself, for who knows its type.
    fn as_any(&self) -> &dyn Any;
}

/// The attachments of a body. In the JSON of the body, each is stood for by a text that nothing else can be.
#[derive(Clone, Debug)]
pub struct Attachments {
    token: String,
    make_token: fn() -> String,
    attached: Vec<Arc<dyn Attachment>>,
    /// One without a text stands where only text can.
    misplaced: bool,
}

impl Attachments {
    /// None yet. `make_token` makes a text that nothing else holds.
    pub fn new(make_token: fn() -> String) -> Self {
        Self { token: String::new(), make_token, attached: Vec::new(), misplaced: false }
    }

    /// Says that one without a text stands where only text can.
    pub fn misplaced() -> Box<Self> {
        Box::new(Self { misplaced: true, ..Self::new(String::new) })
    }

    /// Returns true if one without a text stands where only text can.
    pub fn is_misplaced(&self) -> bool {
        self.misplaced
    }

    /// Adds one; returns the text that stands for it.
    pub fn add(&mut self, attachment: Arc<dyn Attachment>) -> String {
        if self.token.is_empty() {
            self.token = (self.make_token)();
        }
        self.attached.push(attachment);
        format!("{}:{}", self.token, self.attached.len() - 1)
    }

    /// A JSON text with the text of each in the place of what stands for it; the error is about one that has none.
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

    /// The attachment that a text stands for.
    pub fn get(&self, text: &str) -> Option<&dyn Attachment> {
        let (token, index) = text.split_once(':')?;
        if self.token.is_empty() || token != self.token {
            return None;
        }
        self.attached.get(index.parse::<usize>().ok()?).map(|attached| &**attached)
    }
}

/// An attachment without a text stands where only text can.
#[derive(Clone, Copy, Debug)]
pub struct Misplaced;
