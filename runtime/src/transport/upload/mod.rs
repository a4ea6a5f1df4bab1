//! Files of multipart bodies, and bodies of bytes.

#[cfg(not(target_family = "wasm"))]
pub(crate) mod chunks;

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
#[cfg(not(target_family = "wasm"))]
use std::io::Read;
#[cfg(not(target_family = "wasm"))]
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use futures_core::Stream;
use specsmith_model::internal::{Attachment, bytes_of, text_of};
use specsmith_model::{Decode, Encode, Fault, FieldVisitor, Node, Writer};

use crate::transport::body::{BodyStream, RequestBody};
use crate::transport::progress::{ProgressHook, UploadProgress};

/// A file of a multipart body, or a whole body: bytes in memory or a stream of them, with an optional file name and content type.
///
/// A stream is sent as it is read, and not held in memory. An upload of a path, or one made by [`Upload::replayable`], can be sent again in a
/// retry. One of a reader or a stream cannot: its call is retried only if nothing of it was sent.
#[derive(Clone)]
pub struct Upload {
    content: RequestBody,
    on_progress: Option<ProgressHook>,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    /// The text it was read from in JSON.
    text: Option<Arc<str>>,
}

impl Upload {
    fn new(content: RequestBody) -> Self {
        Self { content, on_progress: None, file_name: None, content_type: None, text: None }
    }

    /// Makes an upload of bytes. In a multipart body its file name is `file`, unless [`Upload::file_name`] sets it.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::new(RequestBody::Bytes(bytes.into()))
    }

    /// Makes an upload of text, with the content type `text/plain; charset=utf-8`.
    pub fn text(text: impl Into<String>) -> Self {
        Self::bytes(text.into().into_bytes()).content_type("text/plain; charset=utf-8")
    }

    /// Makes an upload of a file on disk, which is read while it is sent. It has the file's name, and the length that the file has now. It needs tokio's
    /// runtime.
    ///
    /// # Errors
    /// If there is no such file. A file that cannot be read, or has become shorter, is an error of the call.
    #[cfg(not(target_family = "wasm"))]
    pub fn path(path: impl AsRef<Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let about = std::fs::metadata(path)?;
        if about.is_dir() {
            return Err(std::io::Error::new(std::io::ErrorKind::IsADirectory, "it is a directory"));
        }
        let (file, len) = (Arc::new(path.to_owned()), about.len());
        let stream = BodyStream::replayable(move || chunks::file(&file, len), Some(len));
        let mut upload = Self::new(RequestBody::Stream(stream));
        upload.file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(upload)
    }

    /// Makes an upload of a reader's bytes. A thread that may block reads them while they are sent; needs tokio's runtime. `len` is the length, if known.
    #[cfg(not(target_family = "wasm"))]
    pub fn reader(reader: impl Read + Send + 'static, len: impl Into<Option<u64>>) -> Self {
        Self::stream(chunks::Chunks::new(reader), len)
    }

    /// Makes an upload of a stream, which is sent as it comes. `len` is the length, if known.
    pub fn stream(
        chunks: impl Stream<Item = std::io::Result<Bytes>> + Send + 'static,
        len: impl Into<Option<u64>>,
    ) -> Self {
        Self::new(RequestBody::Stream(BodyStream::new(chunks, len.into())))
    }

    /// Makes an upload of a stream that can be opened again, so that a call can be retried. `len` is the length, if known.
    pub fn replayable<S>(open: impl Fn() -> S + Send + Sync + 'static, len: impl Into<Option<u64>>) -> Self
    where
        S: Stream<Item = std::io::Result<Bytes>> + Send + 'static,
    {
        Self::new(RequestBody::Stream(BodyStream::replayable(open, len.into())))
    }

    /// Sets the file name.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the content type.
    #[must_use]
    pub fn content_type(mut self, media: impl Into<String>) -> Self {
        self.content_type = Some(media.into());
        self
    }

    /// Sets a hook for the progress of sending it: called at the start of each attempt, after each piece of at most 64 KiB, and at the end.
    ///
    /// A retry or a redirect starts at zero again, with the next [`attempt`](UploadProgress::attempt). Bytes count once the connection has taken them,
    /// even if they are still in its buffers; the rest of a multipart body does not count. An upload that is known to be empty has one report in each attempt,
    /// at the latest when there is a response. For an upload in JSON, which is written at once, the hook is not called. It must not block. It replaces an
    /// earlier hook.
    ///
    /// ```
    /// # use specsmith_runtime::call::prelude::*;
    /// # use specsmith_runtime::transport::mock::MockTransport;
    /// # use specsmith_runtime::*;
    /// # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// # let mock = MockTransport::new();
    /// # mock.on("PUT", "/v1/photo").json(200, "{}");
    /// # let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
    /// let photo = Upload::bytes(vec![0; 100_000]).on_progress(|progress| {
    ///     if progress.sent() == 0 && progress.attempt() > 1 {
    ///         eprintln!("sending it again");
    ///     }
    ///     if let Some(fraction) = progress.fraction() {
    ///         eprint!("\r{:3.0} %", fraction * 100.0);
    ///     }
    /// });
    ///
    /// client.request("PUT", "/photo").bytes(photo).await?;
    /// # Ok::<(), specsmith_runtime::Error>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn on_progress(mut self, hook: impl Fn(UploadProgress) + Send + Sync + 'static) -> Self {
        self.on_progress = Some(Arc::new(hook));
        self
    }

    /// Returns the body that is sent, or a part of it.
    pub(crate) fn body(&self) -> RequestBody {
        let body = self.content.clone();
        match &self.on_progress {
            None => body,
            Some(hook) => body.metered(Arc::clone(hook)),
        }
    }

    /// Returns the number of bytes, if known.
    pub fn len(&self) -> Option<u64> {
        self.content.len()
    }

    /// Returns true if it is known that there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// Returns the bytes, if they are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        self.content.as_bytes()
    }
}

impl Attachment for Upload {
    /// Returns its text in JSON: as it was read, else the Base64 of its bytes. A stream has none.
    fn json_text(&self) -> Option<Cow<'_, str>> {
        match (&self.text, &self.content) {
            (Some(text), _) => Some(Cow::Borrowed(text)),
            (None, RequestBody::Empty) => Some(Cow::Borrowed("")),
            (None, content) => content.as_bytes().map(|bytes| Cow::Owned(text_of(bytes))),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Bytes in memory are compared; a stream is equal to its clones only. The progress hook is ignored.
impl PartialEq for Upload {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.content, &other.content) {
            (RequestBody::Stream(one), RequestBody::Stream(other)) => one.is(other),
            (RequestBody::Stream(_), _) | (_, RequestBody::Stream(_)) => false,
            (one, other) => one.as_bytes() == other.as_bytes(),
        };
        same && self.file_name == other.file_name && self.content_type == other.content_type
    }
}

impl Eq for Upload {}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("len", &self.len())
            .finish()
    }
}

macro_rules! from_bytes {
    ($($type:ty),*) => {
        $(impl From<$type> for Upload {
            fn from(bytes: $type) -> Self {
                Self::bytes(bytes)
            }
        })*
    };
}

from_bytes!(Bytes, Vec<u8>, &'static [u8], Box<[u8]>, String, &'static str);

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::bytes(bytes.as_slice())
    }
}

/// In a multipart body, a file is a part. In JSON it is the Base64 of its bytes, or the text that it was read from; a stream has no such form, so that a
/// call with one there is an error.
impl Encode for Upload {
    fn encode(&self, writer: &mut Writer) {
        writer.attach(self);
    }

    fn visit_fields<V: FieldVisitor>(&self, _: &Self, _: &mut V) {}
}

impl Decode for Upload {
    fn decode(node: Node<'_>) -> Result<Self, Fault> {
        let text = node.text()?;
        Ok(Self { text: Some(text.into()), ..Self::bytes(bytes_of(text)) })
    }

    fn lenient_default() -> Option<Self> {
        Some(Self::bytes(Bytes::new()))
    }
}
