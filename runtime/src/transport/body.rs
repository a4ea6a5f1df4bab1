//! Bodies of requests: bytes in memory, or streams that are sent as they come.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::transport::progress::{Meter, Metered, ProgressHook};

/// Body of a request.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum RequestBody {
    /// No body.
    #[default]
    Empty,
    /// Bytes in memory, which can be sent again.
    Bytes(Bytes),
    /// A stream, sent as it is read.
    Stream(BodyStream),
}

impl RequestBody {
    /// Returns the same body, whose progress is reported.
    pub(crate) fn metered(self, hook: ProgressHook) -> Self {
        let stream = match self {
            Self::Stream(stream) => stream,
            body => BodyStream::chain(vec![body]),
        };
        Self::Stream(BodyStream { meter: Some(Arc::new(Meter::new(hook))), ..stream })
    }

    /// Returns the number of bytes, if known.
    pub fn len(&self) -> Option<u64> {
        match self {
            Self::Empty => Some(0),
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Stream(stream) => stream.len(),
        }
    }

    /// Returns true if it is known to hold no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Returns true if it can be sent any number of times.
    pub fn is_replayable(&self) -> bool {
        match self {
            Self::Empty | Self::Bytes(_) => true,
            Self::Stream(stream) => stream.is_replayable(),
        }
    }

    /// Returns true if it can be sent from its start: always if it is replayable, else only while nothing of it was sent.
    pub fn can_be_sent(&self) -> bool {
        match self {
            Self::Empty | Self::Bytes(_) => true,
            Self::Stream(stream) => stream.can_be_sent(),
        }
    }

    /// Returns the bytes, if they are in memory. Those of an upload with a hook for its progress are, too, though its chunks have to be read for reports.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Empty => None,
            Self::Bytes(bytes) => Some(bytes),
            Self::Stream(stream) => stream.as_bytes(),
        }
    }

    /// Returns the bytes, if they are in memory, as [`RequestBody::as_bytes`] does; empty for another stream, or without a body.
    pub fn into_bytes(self) -> Bytes {
        match self {
            Self::Bytes(bytes) => bytes,
            body => body.as_bytes().cloned().unwrap_or_default(),
        }
    }

    /// Returns what reports the progress of a body that is known to be empty, which HTTP stacks do not read.
    pub(crate) fn meter_of_empty(&self) -> Option<&Arc<Meter>> {
        match self {
            Self::Stream(stream) if stream.is_empty() => stream.meter.as_ref(),
            _ => None,
        }
    }

    /// Returns the bytes, those of a stream in one piece: for transports that cannot stream.
    ///
    /// # Errors
    /// An error of reading the stream.
    pub async fn collect(self) -> io::Result<Bytes> {
        let Self::Stream(stream) = self else { return Ok(self.into_bytes()) };
        let mut chunks = stream.chunks();
        let mut all = BytesMut::new();
        while let Some(chunk) = std::future::poll_fn(|cx| Pin::new(&mut chunks).poll_next(cx)).await {
            all.extend_from_slice(&chunk?);
        }
        Ok(all.freeze())
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stream(stream) => fmt::Debug::fmt(stream, f),
            _ => write!(f, "RequestBody({} bytes)", self.len().unwrap_or_default()),
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self::Bytes(bytes)
    }
}

type BoxedChunks = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// A body that is read while it is sent. Clones share the body.
#[derive(Clone)]
pub struct BodyStream {
    source: Source,
    len: Option<u64>,
    /// Reports its progress.
    meter: Option<Arc<Meter>>,
}

#[derive(Clone)]
enum Source {
    /// Begun anew each time.
    Replay(Arc<dyn Fn() -> BoxedChunks + Send + Sync>),
    /// Gone once it was begun.
    Once(Arc<Mutex<Option<BoxedChunks>>>),
    /// One body after the other.
    Chain(Arc<[RequestBody]>),
}

impl BodyStream {
    /// Makes a body of these chunks, which can be sent once. With a known length, it is announced, and any other number of bytes is an error; without
    /// one, none is announced.
    pub fn new(chunks: impl Stream<Item = io::Result<Bytes>> + Send + 'static, len: Option<u64>) -> Self {
        let chunks: BoxedChunks = Box::pin(chunks);
        Self { source: Source::Once(Arc::new(Mutex::new(Some(chunks)))), len, meter: None }
    }

    /// Makes a body that can be sent again: `open` starts it from the beginning each time.
    pub fn replayable<S>(open: impl Fn() -> S + Send + Sync + 'static, len: Option<u64>) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        Self { source: Source::Replay(Arc::new(move || Box::pin(open()))), len, meter: None }
    }

    /// Bodies one after the other.
    pub(crate) fn chain(bodies: Vec<RequestBody>) -> Self {
        let len = bodies.iter().try_fold(0_u64, |sum, body| sum.checked_add(body.len()?));
        Self { source: Source::Chain(bodies.into()), len, meter: None }
    }

    /// Returns the number of bytes, if known.
    pub fn len(&self) -> Option<u64> {
        self.len
    }

    /// Returns true if it is known to hold no bytes.
    pub fn is_empty(&self) -> bool {
        self.len == Some(0)
    }

    /// Returns the bytes of a body in memory whose progress is reported.
    fn as_bytes(&self) -> Option<&Bytes> {
        match &self.source {
            Source::Chain(bodies) => match &**bodies {
                [RequestBody::Bytes(bytes)] => Some(bytes),
                _ => None,
            },
            Source::Replay(_) | Source::Once(_) => None,
        }
    }

    fn is_replayable(&self) -> bool {
        match &self.source {
            Source::Replay(_) => true,
            Source::Once(_) => false,
            Source::Chain(bodies) => bodies.iter().all(RequestBody::is_replayable),
        }
    }

    fn can_be_sent(&self) -> bool {
        match &self.source {
            Source::Replay(_) => true,
            Source::Once(slot) => slot.lock().unwrap_or_else(PoisonError::into_inner).is_some(),
            Source::Chain(bodies) => bodies.iter().all(RequestBody::can_be_sent),
        }
    }

    /// Returns its chunks. Reading starts when the first one is polled, so that a request that gets no connection leaves the body untouched.
    pub fn chunks(&self) -> BodyChunks {
        let state = State::Waiting(self.source.clone(), self.meter.clone());
        BodyChunks { state, len: self.len, sent: 0, metered: None }
    }

    /// Returns true if it is the same body, not one that looks the same.
    pub(crate) fn is(&self, other: &Self) -> bool {
        match (&self.source, &other.source) {
            (Source::Replay(one), Source::Replay(other)) => Arc::ptr_eq(one, other),
            (Source::Once(one), Source::Once(other)) => Arc::ptr_eq(one, other),
            (Source::Chain(one), Source::Chain(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len {
            Some(len) => write!(f, "BodyStream({len} bytes)"),
            None => f.write_str("BodyStream"),
        }
    }
}

/// Chunks of a body that is being sent, checked against the announced length.
pub struct BodyChunks {
    state: State,
    len: Option<u64>,
    sent: u64,
    metered: Option<Metered>,
}

enum State {
    Waiting(Source, Option<Arc<Meter>>),
    Open(BoxedChunks),
    Chain(Box<Chain>),
    Ended,
}

/// Bodies that are sent one after the other.
struct Chain {
    left: VecDeque<RequestBody>,
    current: Option<BodyChunks>,
}

impl BodyChunks {
    fn begin(source: Source) -> io::Result<State> {
        Ok(match source {
            Source::Replay(open) => State::Open(open()),
            Source::Once(slot) => match slot.lock().unwrap_or_else(PoisonError::into_inner).take() {
                Some(chunks) => State::Open(chunks),
                None => return Err(io::Error::other("the body was sent before and cannot be sent again")),
            },
            Source::Chain(bodies) => {
                State::Chain(Box::new(Chain { left: bodies.iter().cloned().collect(), current: None }))
            }
        })
    }

    fn poll_any(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Open(chunks) => return chunks.as_mut().poll_next(cx),
                State::Chain(chain) => return chain.poll_next(cx),
                State::Waiting(source, meter) => {
                    let meter = meter.take();
                    match Self::begin(source.clone()) {
                        Ok(state) => self.state = state,
                        Err(fault) => return Poll::Ready(Some(Err(fault))),
                    }
                    self.metered = meter.map(|meter| meter.begin(self.len));
                }
            }
        }
    }

    /// Holds a chunk to the length.
    fn held(&mut self, chunk: Option<io::Result<Bytes>>) -> Option<io::Result<Bytes>> {
        let fault = |text: String| Some(Err(io::Error::new(io::ErrorKind::InvalidData, text)));
        match (chunk, self.len) {
            (Some(Ok(chunk)), len) => {
                self.sent += chunk.len() as u64;
                match len {
                    Some(len) if self.sent > len => fault(format!("the body is longer than the {len} bytes announced")),
                    _ => Some(Ok(chunk)),
                }
            }
            (None, Some(len)) if self.sent < len => {
                fault(format!("the body ended after {} of the {len} bytes announced", self.sent))
            }
            (other, _) => other,
        }
    }
}

impl Chain {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            if let Some(current) = &mut self.current {
                match ready!(Pin::new(current).poll_next(cx)) {
                    Some(chunk) => return Poll::Ready(Some(chunk)),
                    None => self.current = None,
                }
            }
            match self.left.pop_front() {
                None => return Poll::Ready(None),
                Some(RequestBody::Bytes(bytes)) if !bytes.is_empty() => return Poll::Ready(Some(Ok(bytes))),
                Some(RequestBody::Empty | RequestBody::Bytes(_)) => {}
                Some(RequestBody::Stream(stream)) => self.current = Some(stream.chunks()),
            }
        }
    }
}

impl Stream for BodyChunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if let Some(piece) = self.metered.as_mut().and_then(Metered::piece) {
            return Poll::Ready(Some(Ok(piece)));
        }
        let chunk = ready!(self.poll_any(cx));
        if matches!(self.state, State::Ended) {
            return Poll::Ready(None);
        }
        let chunk = self.held(chunk);
        if !matches!(chunk, Some(Ok(_))) {
            self.state = State::Ended;
        }
        Poll::Ready(match (&mut self.metered, chunk) {
            (Some(metered), Some(Ok(chunk))) => Some(Ok(metered.first_piece(chunk))),
            (Some(metered), None) => {
                metered.end();
                None
            }
            (_, chunk) => chunk,
        })
    }
}

impl fmt::Debug for BodyChunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyChunks").field("len", &self.len).field("sent", &self.sent).finish_non_exhaustive()
    }
}
