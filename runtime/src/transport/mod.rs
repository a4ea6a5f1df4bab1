//! Transports, which carry requests to the API and return its responses.
//!
//! The trait [`Transport`] takes a request, and returns a status, headers and a stream of bytes. Credentials, retries, redirects, timeouts and
//! limits belong to the runtime, and are the same over all transports.
//!
//! - `ReqwestTransport`, on reqwest, is the default. `ReqwestTransport::configured` sets proxies, addresses and TLS, and
//!   `ReqwestTransport::with_roots` trusts a company's certificates in addition to the system's.
//! - [`mock`] has a transport in memory, for tests.
//! - With the feature `tower`, `ServiceTransport` makes a transport of any tower service, and `TransportService` a service of a transport, for
//!   layers.
//! - Any other HTTP client can implement the trait.
//!
//! # Features
//!
//! A generated crate has the features of the runtime for transports, and passes them on.
//!
//! | feature | effect |
//! | --- | --- |
//! | `rustls` (default) | TLS by rustls with `ring`, trusting the system's certificates |
//! | `native-tls` | TLS by the system's own library; use it with `default-features = false` |
//! | `reqwest` | the default transport without TLS, for plain HTTP |
//! | `http2` | HTTP/2, where the server offers it |
//! | `gzip`, `brotli`, `zstd` | compressed responses |
//! | `socks`, `system-proxy` | SOCKS proxies; the proxies of the operating system's settings besides those of the environment |
//! | `websocket` | WebSockets |
//! | `tower` | tower services as transports, and transports as services |
//!
//! In a browser (`wasm32-unknown-unknown`) the default transport is `FetchTransport`, on the browser's `fetch`; the first two features add nothing there, and
//! none of `ring`, rustls and tokio's timers is built. Items that need files or threads are absent: `Upload::path`, `Upload::reader`,
//! `ByteStream::write_to_file` and blocking calls.
//!
//! Without any of the first three there is no default transport, and a client is built with
//! [`ClientBuilder::transport`](crate::ClientBuilder::transport).

pub(crate) mod body;
pub(crate) mod error;
#[cfg(all(feature = "reqwest", target_family = "wasm"))]
pub(crate) mod fetch;
pub mod mock;
pub(crate) mod progress;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub(crate) mod reqwest;
pub(crate) mod timer;
#[cfg(all(feature = "rustls", not(target_family = "wasm")))]
pub(crate) mod tls;
#[cfg(feature = "tower")]
pub(crate) mod tower;
pub(crate) mod upload;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

pub use crate::transport::body::{BodyChunks, BodyStream, RequestBody};
pub use crate::transport::error::{TransportError, TransportErrorKind};
pub use crate::transport::progress::UploadProgress;

#[cfg(all(feature = "reqwest", target_family = "wasm"))]
pub use crate::transport::fetch::FetchTransport;
#[cfg(all(feature = "reqwest", not(target_family = "wasm")))]
pub use crate::transport::reqwest::ReqwestTransport;
#[cfg(feature = "tower")]
pub use crate::transport::tower::{ServiceBody, ServiceTransport, TransportService};

/// A boxed future.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries one request to the API and returns the response.
///
/// It must not follow redirects, retry requests or add credentials. The runtime enforces time limits by dropping the future, which must end the
/// request.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. The future ends when the status and the headers have arrived; the body may follow later.
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>>;

    /// Sends a request to the URL `url`. The runtime calls this method; the request's own URI is ignored.
    ///
    /// By default the text becomes the request's URI, for [`send`](Self::send). A transport whose client has another type for URLs may read
    /// the text itself, so that it is read once.
    fn send_to(
        &self,
        url: &str,
        mut request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        match url.parse::<http::Uri>() {
            Ok(uri) => {
                *request.uri_mut() = uri;
                self.send(request)
            }
            Err(fault) => {
                let error = TransportError::new(TransportErrorKind::Refused, "the URL cannot be sent");
                Box::pin(std::future::ready(Err(error.with_source(fault))))
            }
        }
    }

    /// Returns true to get a [`CallInfo`] in the extensions of each request.
    fn wants_call_info(&self) -> bool {
        false
    }
}

impl<T: Transport + ?Sized> Transport for std::sync::Arc<T> {
    fn send(
        &self,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        (**self).send(request)
    }

    fn send_to(
        &self,
        url: &str,
        request: http::Request<RequestBody>,
    ) -> BoxFuture<'_, Result<http::Response<ResponseBody>, TransportError>> {
        (**self).send_to(url, request)
    }

    fn wants_call_info(&self) -> bool {
        (**self).wants_call_info()
    }
}

/// Call that a request belongs to. The runtime puts it into the extensions of each request, for transports that use it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CallInfo {
    /// The operation's id in the document.
    pub operation: &'static str,
    /// The path's template, such as `/roles/{role_id}`.
    pub path: std::borrow::Cow<'static, str>,
    /// Number of retries before this attempt.
    pub retries: u32,
}

/// Body of a response: bytes, or a stream of them.
pub enum ResponseBody {
    /// The whole body.
    Bytes(Bytes),
    /// Pieces, as they come.
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl ResponseBody {
    /// Makes a body of bytes.
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self::Bytes(bytes.into())
    }

    /// Makes a body of pieces.
    pub fn stream(pieces: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self::Stream(Box::pin(pieces))
    }

    /// Returns the next piece.
    pub(crate) fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match self {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Self::Stream(stream) => stream.as_mut().poll_next(cx),
        }
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(bytes) => write!(f, "ResponseBody({} bytes)", bytes.len()),
            Self::Stream(_) => f.write_str("ResponseBody(stream)"),
        }
    }
}
