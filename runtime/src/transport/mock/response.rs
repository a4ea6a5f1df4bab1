//! Responses of the transport in memory.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use specsmith_model::Encode;

use crate::transport::error::{TransportError, TransportErrorKind};
use crate::transport::{BoxFuture, ResponseBody};

/// A response of a [`MockTransport`](crate::transport::mock::MockTransport).
#[derive(Clone, Debug)]
pub struct MockResponse {
    status: StatusCode,
    headers: HeaderMap,
    pieces: VecDeque<(Duration, Bytes)>,
    breaks: bool,
    stalls: bool,
    delay: Duration,
}

impl MockResponse {
    /// Makes a response without a body. A number that is not a status becomes 500.
    pub fn new(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            pieces: VecDeque::new(),
            breaks: false,
            stalls: false,
            delay: Duration::ZERO,
        }
    }

    /// Makes a response of JSON text.
    pub fn json(status: u16, json: impl Into<String>) -> Self {
        Self::new(status).header("content-type", "application/json").body(json.into())
    }

    /// Makes a response of a value's JSON, such as a value of the API's types.
    pub fn value(status: u16, value: &(impl Encode + ?Sized)) -> Self {
        Self::json(status, specsmith_model::to_string(value))
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.pieces = VecDeque::from([(Duration::ZERO, body.into())]);
        self
    }

    /// Adds a piece to the body.
    #[must_use]
    pub fn piece(self, piece: impl Into<Bytes>) -> Self {
        self.piece_after(Duration::ZERO, piece)
    }

    /// Adds a piece to the body, after a delay.
    #[must_use]
    pub fn piece_after(mut self, delay: Duration, piece: impl Into<Bytes>) -> Self {
        self.pieces.push_back((delay, piece.into()));
        self
    }

    /// Sets a header. An invalid name or value is ignored.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.insert(name, value);
        }
        self
    }

    /// Delays the response.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Breaks the connection after the body's pieces.
    #[must_use]
    pub fn breaks(mut self) -> Self {
        self.breaks = true;
        self
    }

    /// Never ends the body.
    #[must_use]
    pub fn stalls(mut self) -> Self {
        self.stalls = true;
        self
    }

    pub(crate) async fn into_response(self) -> Result<http::Response<ResponseBody>, TransportError> {
        pause(self.delay).await;
        let body = Pieces { left: self.pieces, waiting: None, breaks: self.breaks, stalls: self.stalls };
        let mut response = http::Response::new(ResponseBody::stream(body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        Ok(response)
    }
}

/// Waits, where there is something to wait for: without a delay a mock needs no timer.
pub(crate) async fn pause(delay: Duration) {
    if delay > Duration::ZERO {
        crate::transport::timer::sleep(delay).await;
    }
}

struct Pieces {
    left: VecDeque<(Duration, Bytes)>,
    waiting: Option<BoxFuture<'static, ()>>,
    breaks: bool,
    stalls: bool,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some((delay, _)) = self.left.front_mut() {
            let delay = std::mem::take(delay);
            if delay > Duration::ZERO {
                self.waiting = Some(Box::pin(pause(delay)));
            }
        }
        if let Some(waiting) = &mut self.waiting {
            ready!(waiting.as_mut().poll(cx));
            self.waiting = None;
        }
        match self.left.pop_front() {
            Some((_, piece)) => Poll::Ready(Some(Ok(piece))),
            None if self.stalls => Poll::Pending,
            None if std::mem::take(&mut self.breaks) => Poll::Ready(Some(Err(TransportError::new(
                TransportErrorKind::Broken,
                "the mock breaks the connection",
            )))),
            None => Poll::Ready(None),
        }
    }
}
