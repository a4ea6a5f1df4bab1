//! Streams of bytes.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::http::request_id::request_id;
use crate::response::Response;
use crate::response::stream::pieces::Pieces;
use crate::send::undecoded::UndecodedResponse;

/// Stream of the bytes of a response. Dropping it ends the request.
///
/// The client's limit for the size of responses does not apply, since the stream is not held in memory; [`ByteStream::max_bytes`] sets one.
/// An error is the last item. A response that is shorter than its `Content-Length` is an error of the transport.
#[must_use = "streams do nothing unless they are polled"]
pub struct ByteStream {
    pub(super) pieces: Pieces,
    left: Option<u64>,
    limit: u64,
    ended: bool,
}

impl ByteStream {
    pub(crate) fn new(response: UndecodedResponse) -> Result<Self, Error> {
        Ok(Self { pieces: Pieces::new(response)?, left: None, limit: 0, ended: false })
    }

    pub(crate) fn into_response(self) -> Response<Self> {
        let head = self.pieces.head.clone();
        Response::new(self, head)
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.pieces.head.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.pieces.head.headers
    }

    /// Returns the API's id for the request.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    /// Returns the number of bytes that the API announces; `None` for bytes that the transport decompresses.
    pub fn content_length(&self) -> Option<u64> {
        self.headers().get(CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
    }

    /// Returns the content type of the bytes.
    pub fn content_type(&self) -> Option<&str> {
        self.headers().get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Returns an iterator that blocks the thread for each item. Not for code that runs on an async runtime.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub fn blocking(self) -> crate::response::blocking::Blocking<Self> {
        crate::response::blocking::Blocking::new(self)
    }

    /// Sets the time limit for each wait for more bytes; `None` removes it. Unless set, it is the call's timeout.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.pieces.set_idle_timeout(limit.into());
        self
    }

    /// Ends the stream with an error of kind [`TooLarge`](ErrorKind::TooLarge) after this many bytes.
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        (self.left, self.limit) = (Some(bytes), bytes);
        self
    }

    /// Returns the next bytes; `None` at the end.
    ///
    /// # Errors
    /// If the connection breaks or stays silent, the response cannot be decoded, or the limit is exceeded.
    pub async fn next_chunk(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Reads all bytes into memory.
    ///
    /// # Errors
    /// As [`ByteStream::next_chunk`].
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let mut all = BytesMut::new();
        while let Some(chunk) = self.next_chunk().await? {
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }

    fn take(&mut self, chunk: Bytes) -> Result<Bytes, Error> {
        if let Some(left) = &mut self.left {
            match left.checked_sub(chunk.len() as u64) {
                Some(rest) => *left = rest,
                None => {
                    let message = format!("the response is larger than the limit of {} bytes", self.limit);
                    return Err(self.pieces.error(Error::new(ErrorKind::TooLarge, message)));
                }
            }
        }
        Ok(chunk)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.ended {
            return Poll::Ready(None);
        }
        let chunk = ready!(self.pieces.poll_next(cx)).map(|chunk| chunk.and_then(|chunk| self.take(chunk)));
        if !matches!(chunk, Some(Ok(_))) {
            self.ended = true;
            self.pieces.close();
        }
        Poll::Ready(chunk)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("status", &self.status().as_u16())
            .field("request_id", &self.request_id())
            .field("content_length", &self.content_length())
            .finish_non_exhaustive()
    }
}
