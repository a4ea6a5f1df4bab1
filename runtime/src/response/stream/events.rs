//! Streams of typed elements.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use specsmith_model::internal::Decoding;
use specsmith_model::{Decode, DecodeErrorKind, Tree};

use crate::config::error_kind::ErrorKind;
use crate::config::limits::{Limit, MOST_DEPTH};
use crate::config::stream_limits::StreamLimits;
use crate::error::Error;
use crate::http::request_id::request_id;
use crate::operation::Operation;
use crate::response::Response;
use crate::response::depth::nests_deeper;
use crate::response::stream::StreamFault;
use crate::response::stream::again::Again;
use crate::response::stream::decode::{DecodeFn, Meaning, meaning};
use crate::response::stream::frames::{Frame, Frames};
use crate::response::stream::pieces::Pieces;
use crate::send::failure::over_limit;
use crate::send::undecoded::UndecodedResponse;

/// Stream of server-sent events or JSON values. Dropping it ends the request.
///
/// It ends with the response, or with the event `[DONE]`. An element that does not decode is an error of kind [`Decode`](ErrorKind::Decode), after
/// which the stream continues. Every other error is the last item:
///
/// - an error that the API sends as an element ([`Stream`](ErrorKind::Stream)),
/// - a connection that breaks ([`Connection`](ErrorKind::Connection)),
/// - a response that cannot be decoded ([`Decode`](ErrorKind::Decode) as well),
/// - a limit that is exceeded ([`TooLarge`](ErrorKind::TooLarge)),
/// - a wait for more that is longer than the call's timeout ([`Timeout`](ErrorKind::Timeout)).
///
/// `W` is the type of the value into which the elements can be accumulated, if the document has a rule for it: see
/// [`accumulate`](Self::accumulate).
#[must_use = "streams do nothing unless they are polled"]
pub struct EventStream<T, W = ()> {
    source: Source,
    decode: DecodeFn<T>,
    whole: PhantomData<fn() -> W>,
}

/// Source of the elements, independent of their type.
struct Source {
    pieces: Pieces,
    frames: Frames,
    decoding: Decoding,
    /// Maximum depth of an element.
    depth: usize,
    state: State,
    again: Again,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// More may come.
    Open,
    /// No more bytes come; elements may be left.
    Finished,
    /// The stream has ended.
    Ended,
}

impl<T, W> EventStream<T, W> {
    /// Returns the elements of a response; `json`: they are read as JSON.
    pub(crate) fn new(
        response: UndecodedResponse,
        form: fn(&str) -> Frames,
        decode: DecodeFn<T>,
        json: bool,
    ) -> Result<Self, Error> {
        Ok(Self { source: Source::new(response, form, json)?, decode, whole: PhantomData })
    }

    /// Returns the operation that gives it.
    pub(crate) fn operation(&self) -> &'static Operation {
        self.source.pieces.call.operation
    }

    /// Returns the elements with the status and headers they came with.
    pub(crate) fn into_response(self) -> Response<Self> {
        let head = self.source.pieces.head.clone();
        Response::new(self, head)
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.source.pieces.head.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.source.pieces.head.headers
    }

    /// Returns the API's id for the request.
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers())
    }

    /// Returns the number of retries before the stream began.
    pub fn retries(&self) -> u32 {
        self.source.pieces.head.record.count()
    }

    /// Returns the last id that an event set. Sent as the header `Last-Event-ID` of a new request, it lets a server continue where this stream ended.
    pub fn last_event_id(&self) -> Option<&str> {
        match &self.source.frames {
            Frames::Events(decoder) => decoder.last_event_id(),
            Frames::Lines(_) | Frames::Sequence(_) => None,
        }
    }

    /// Returns the time that the server last asked to wait before connecting again.
    pub fn retry(&self) -> Option<Duration> {
        match &self.source.frames {
            Frames::Events(decoder) => decoder.retry(),
            Frames::Lines(_) | Frames::Sequence(_) => None,
        }
    }

    /// Returns an iterator that blocks the thread for each item. Not for code that runs on an async runtime.
    #[cfg(all(feature = "blocking", not(target_family = "wasm")))]
    pub fn blocking(self) -> crate::response::blocking::Blocking<Self> {
        crate::response::blocking::Blocking::new(self)
    }

    /// Sets the time limit for each wait for more of the response; `None` removes it. Unless set, it is the call's timeout.
    pub fn idle_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.source.pieces.set_idle_timeout(limit.into());
        self
    }

    /// Reconnects a stream of server-sent events, at most `times` times in a row, if the connection breaks or falls silent after an event with an id.
    /// The request is sent again with that id as `Last-Event-ID`, and the stream continues with the events after it.
    ///
    /// The pause before it is the server's last `retry`, at most two minutes, or else one second; it doubles as long as no event arrives. The status and
    /// headers are then those of the latest response, and status 204 ends the stream.
    ///
    /// A break is the last item if this is not set, before the first id, since the response would begin again, and for streams that are not events.
    /// An element that is too large or cannot be decoded is not a break, since the server would send it again.
    pub fn reconnect(mut self, times: u32) -> Self {
        self.source.again.set_most(times);
        self
    }

    /// Sets the limits of the part of the stream that is held in memory. Unless set, they are the client's.
    pub fn limits(mut self, limits: StreamLimits) -> Self {
        self.source.frames.set_limits(limits);
        self
    }
}

impl<T, W> EventStream<T, W> {
    /// Returns the next element; `None` at the end.
    ///
    /// # Errors
    /// The errors of [`EventStream`].
    pub async fn next_event(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl<T, W: Decode> EventStream<T, W> {
    /// Decodes the whole value.
    pub(crate) fn decode_whole(&self, json: &[u8]) -> Result<W, Error> {
        self.source.decoding.json(json).map_err(|fault| {
            let error = Error::new(ErrorKind::Decode, fault.to_string());
            self.source.pieces.error(error.with_source(fault).with_body(Bytes::copy_from_slice(json)))
        })
    }
}

impl<T, W> Stream for EventStream<T, W> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(frame) = ready!(self.source.poll_frame(cx)) else { return Poll::Ready(None) };
        Poll::Ready(Some(frame.and_then(|frame| {
            self.source.check_depth(frame.data())?;
            let data = Bytes::copy_from_slice(frame.data());
            (self.decode)(frame, &self.source.decoding).map_err(|fault| {
                let error = match fault.kind() {
                    DecodeErrorKind::Depth if nests_deeper(&data, MOST_DEPTH) => too_deep(MOST_DEPTH),
                    _ => Error::new(ErrorKind::Decode, fault.to_string()),
                };
                self.source.pieces.error(error.with_source(fault).with_body(data))
            })
        })))
    }
}

impl<T, W> fmt::Debug for EventStream<T, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("status", &self.status().as_u16())
            .field("request_id", &self.request_id())
            .field("state", &self.source.state)
            .finish_non_exhaustive()
    }
}

fn too_deep(most: usize) -> Error {
    over_limit(Limit::JsonDepth, most as u64)
}

impl Source {
    fn new(response: UndecodedResponse, form: fn(&str) -> Frames, json: bool) -> Result<Self, Error> {
        let decoding = response.decoding();
        let depth = if json { response.json_depth() } else { MOST_DEPTH };
        let (pieces, media) = Pieces::of_stream(response)?;
        let mut frames = form(&media);
        frames.set_limits(pieces.call.session.config().stream_limits);
        Ok(Self { frames, decoding, depth, state: State::Open, again: Again::default(), pieces })
    }

    /// Refuses JSON that nests deeper than the client takes; other data is not for this to judge. The parser refuses what is beyond its
    /// own limit.
    fn check_depth(&self, data: &[u8]) -> Result<(), Error> {
        if self.depth < MOST_DEPTH && nests_deeper(data, self.depth) && Tree::parse(data).is_ok() {
            return Err(self.pieces.error(too_deep(self.depth).with_body(Bytes::copy_from_slice(data))));
        }
        Ok(())
    }

    /// Returns the next element that is a value.
    fn poll_frame(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame, Error>>> {
        loop {
            if let Some(connected) = ready!(self.again.poll(cx)) {
                match connected {
                    Ok(pieces) => self.pieces = pieces,
                    Err(error) => {
                        self.end();
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
            match self.frames.next().transpose() {
                _ if self.state == State::Ended => return Poll::Ready(None),
                Some(Ok(frame)) => match meaning(&frame) {
                    Meaning::Value => {
                        self.again.came();
                        return Poll::Ready(Some(Ok(frame)));
                    }
                    Meaning::Done => self.end(),
                    Meaning::Failure => {
                        let error = Error::in_stream(Bytes::copy_from_slice(frame.data()));
                        return Poll::Ready(Some(Err(self.fail(error))));
                    }
                },
                Some(Err(fault)) => return Poll::Ready(Some(Err(self.fault(fault)))),
                None if self.state == State::Finished => self.end(),
                None => match ready!(self.pieces.poll_next(cx)) {
                    Some(Ok(piece)) => self.frames.push(&piece),
                    Some(Err(error)) if self.again.begin(&error, &self.pieces, &self.frames) => {
                        self.pieces.close();
                        self.frames.restart();
                    }
                    Some(Err(error)) => {
                        self.end();
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => {
                        self.frames.finish();
                        self.state = State::Finished;
                    }
                },
            }
        }
    }

    fn fault(&mut self, fault: StreamFault) -> Error {
        let kind = match fault {
            StreamFault::Cut => ErrorKind::Decode,
            StreamFault::LineTooLong(_) | StreamFault::EventTooLarge(_) => ErrorKind::TooLarge,
        };
        let error = Error::new(kind, fault.to_string()).with_source(fault);
        if fault == StreamFault::Cut { self.pieces.error(error) } else { self.fail(error) }
    }

    /// Returns the last error of the stream.
    fn fail(&mut self, error: Error) -> Error {
        self.end();
        self.pieces.error(error)
    }

    fn end(&mut self) {
        self.state = State::Ended;
        self.pieces.close();
    }
}
