//! Transports: what carries a request to the API and brings the answer back.
//!
//! The runtime knows one trait, [`Transport`]. The default one is built on reqwest (feature `rustls` or `native-tls`); [`mock`] has one
//! in memory for tests; anything else that speaks HTTP can be put behind the trait. Credentials, retries, redirects, timeouts and limits
//! are the runtime's business and the same over all of them.

mod body;
mod error;
pub mod mock;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "rustls")]
mod tls;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

pub use body::{BodyChunks, BodyStream, RequestBody};
pub use error::{TransportError, TransportErrorKind};
#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;

/// A boxed future.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries one request to the API and brings the answer back.
///
/// It must not follow redirects, repeat requests or add credentials. Time limits come from above: the future is dropped when time is
/// out, which must end the request.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. The future ends when the status and the header fields have come; the body may still be on its way.
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ReplyBody>, TransportError>>;

    /// True to find a [`CallInfo`] in the extensions of each request.
    fn wants_call_info(&self) -> bool {
        false
    }
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ReplyBody>, TransportError>> {
        (**self).send(request)
    }

    fn wants_call_info(&self) -> bool {
        (**self).wants_call_info()
    }
}

/// Which call a request is of. The runtime puts it into the extensions of requests for transports
/// that want it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallInfo {
    /// The operation's id in the document.
    pub operation: &'static str,
    /// The path's template, such as `/roles/{role_id}`.
    pub path: std::borrow::Cow<'static, str>,
    /// How often the call has been repeated.
    pub retries: u32,
}

/// The body of an answer: bytes, or a stream of them.
pub enum ReplyBody {
    /// All of it.
    Bytes(Bytes),
    /// Pieces, as they come.
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl ReplyBody {
    /// A body of bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::Bytes(bytes.into())
    }

    /// A body of pieces.
    pub fn stream(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self::Stream(Box::pin(pieces))
    }

    /// The next piece.
    pub(crate) fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match self {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Self::Stream(stream) => stream.as_mut().poll_next(cx),
        }
    }
}

impl fmt::Debug for ReplyBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "ReplyBody({} bytes)", bytes.len()),
            Self::Stream(_) => f.write_str("ReplyBody(stream)"),
        }
    }
}
