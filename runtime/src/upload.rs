//! Files of multipart bodies.

use std::fmt;
use std::path::Path;

use bytes::Bytes;

use crate::model::{Decode, Encode, Fault, Node, Writer};

/// A file part of a multipart body: its bytes, and if known its file name and content type.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    pub(crate) bytes: Bytes,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
}

impl Upload {
    /// A file of these bytes. It is named `file` unless [`Upload::file_name`] names it.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), file_name: None, content_type: None }
    }

    /// A file of this text, with the content type `text/plain; charset=utf-8`.
    pub fn text(text: impl Into<String>) -> Self {
        Self::bytes(text.into().into_bytes()).content_type("text/plain; charset=utf-8")
    }

    /// Reads a file now, and names the part after it.
    ///
    /// # Errors
    /// What reading the file reports.
    pub fn path(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let mut upload = Self::bytes(std::fs::read(path)?);
        upload.file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(upload)
    }

    /// Names the file.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Says what the file is.
    #[must_use]
    pub fn content_type(mut self, media: impl Into<String>) -> Self {
        self.content_type = Some(media.into());
        self
    }

    /// The number of bytes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// True when there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &Bytes {
        &self.bytes
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("len", &self.bytes.len())
            .finish()
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Self::bytes(bytes)
    }
}

/// In JSON, a file is the text of its bytes, or Base64 when they are no text. In a multipart body it is a part.
impl Encode for Upload {
    fn encode(&self, writer: &mut Writer) {
        writer.upload(self);
    }
}

impl Decode for Upload {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        Bytes::decode(node).map(Self::bytes)
    }
}

/// The files of a multipart body. In the JSON of the body, each is stood for by a text that nothing else can be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Uploads {
    token: String,
    files: Vec<Upload>,
}

impl Uploads {
    /// Adds a file; the text that stands for it.
    pub(crate) fn add(&mut self, upload: Upload) -> String {
        if self.token.is_empty() {
            self.token = crate::execute::random_token();
        }
        self.files.push(upload);
        format!("{}:{}", self.token, self.files.len() - 1)
    }

    /// True when a JSON text holds a text that stands for a file.
    pub(crate) fn mentioned_in(&self, json: &str) -> bool {
        !self.token.is_empty() && json.contains(&self.token)
    }

    /// The file a text stands for.
    pub(crate) fn get(&self, text: &str) -> Option<&Upload> {
        let (token, index) = text.split_once(':')?;
        if self.token.is_empty() || token != self.token {
            return None;
        }
        self.files.get(index.parse::<usize>().ok()?)
    }
}
