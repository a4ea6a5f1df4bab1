//! The pieces of a response's body as they come, within a time limit for each.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use crate::config::clock::Clock;
use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::operation::route::Route;
use crate::request::call::Call;
use crate::send::failure::{finish_error, transport_failure};
use crate::send::head::Head;
use crate::send::undecoded::UndecodedResponse;
use crate::transport::{BoxFuture, ResponseBody};

/// A response whose body is still on its way.
pub(crate) struct Pieces {
    pub(crate) head: Box<Head>,
    pub(crate) call: Call,
    route: Route,
    body: ResponseBody,
    clock: Arc<dyn Clock>,
    idle: Option<Duration>,
    /// Runs while a piece is waited for.
    timer: Option<BoxFuture<'static, ()>>,
}

impl Pieces {
    /// Makes the pieces of a response. The time limit of the call applies to each piece.
    pub(crate) fn new(response: UndecodedResponse) -> Result<Self, Error> {
        let Some(open) = response.open else {
            // Every kind that makes a stream asks for an open body.
            return Err(Error::build("the response was read to its end already").with_route(&response.call.route()));
        };
        let (call, body) = (response.call, *open);
        let route = call.route();
        let config = call.session.config();
        let (clock, idle) = (Arc::clone(&config.clock), call.parts.timeout.unwrap_or(config.timeout));
        Ok(Self { head: response.head, route, body, clock, idle, timer: None, call })
    }

    /// Makes the pieces of a response that is a stream of elements, and returns its media type. A response that cannot be one is an error.
    pub(crate) fn of_stream(response: UndecodedResponse) -> Result<(Self, String), Error> {
        let pieces = Self::new(response)?;
        let media = media(&pieces.head.headers);
        if matches!(&*media, "application/json" | "text/html") {
            let message = format!("the response is {media}, a stream was expected");
            return Err(pieces.error(Error::new(ErrorKind::Decode, message)));
        }
        Ok((pieces, media))
    }

    pub(crate) fn idle_timeout(&self) -> Option<Duration> {
        self.idle
    }

    pub(crate) fn set_idle_timeout(&mut self, limit: Option<Duration>) {
        self.idle = limit;
        self.timer = None;
    }

    /// Returns the next piece. After an error, or the end, it must not be asked again.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        match self.body.poll_piece(cx) {
            Poll::Ready(piece) => {
                self.timer = None;
                Poll::Ready(piece.map(|piece| piece.map_err(|fault| self.error(transport_failure(fault)))))
            }
            Poll::Pending => self.poll_timer(cx).map(|limit| {
                let message = format!("the stream has been silent for {limit:?}");
                Some(Err(self.error(Error::new(ErrorKind::Timeout, message))))
            }),
        }
    }

    fn poll_timer(&mut self, cx: &mut Context<'_>) -> Poll<Duration> {
        let Some(limit) = self.idle else { return Poll::Pending };
        let timer = self.timer.get_or_insert_with(|| self.clock.sleep(limit));
        timer.as_mut().poll(cx).map(|()| limit)
    }

    /// Lets go of the connection.
    pub(crate) fn close(&mut self) {
        self.body = ResponseBody::Bytes(Bytes::new());
        self.timer = None;
    }

    /// Returns an error of this response: it names the operation, and shows no credential.
    pub(crate) fn error(&self, error: Error) -> Error {
        let error = self.head.describe(error);
        finish_error(&self.call, error, &self.route)
    }
}

/// Returns the media type of a response, without its parameters.
fn media(headers: &HeaderMap) -> String {
    let text = headers.get(http::header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
