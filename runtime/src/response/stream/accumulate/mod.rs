//! Streams whose elements are accumulated into a whole value.

mod fold;
mod merge;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::model::{Decode, Encode, Value, to_string, to_value};
use crate::operation::accumulation::{Accumulation, Way};
use crate::response::stream::events::EventStream;

type OnText = Box<dyn FnMut(&str) + Send>;

/// A stream that also accumulates its elements into the whole value `W`, by the document's rule. It yields the elements unchanged.
#[must_use = "streams do nothing unless they are polled"]
pub struct Accumulating<T, W> {
    stream: EventStream<T, W>,
    rule: Option<Accumulation>,
    whole: Value,
    is_complete: bool,
    on_text: Option<OnText>,
}

impl<T, W: Decode> EventStream<T, W> {
    /// Accumulates the elements into the whole value, by the document's rule.
    pub fn accumulate(self) -> Accumulating<T, W> {
        Accumulating::new(self)
    }
}

impl<T, W> Accumulating<T, W> {
    fn new(stream: EventStream<T, W>) -> Self {
        let rule = stream.operation().rules.and_then(|rules| rules.accumulation);
        Self { stream, rule, whole: Value::Null, is_complete: false, on_text: None }
    }

    /// Sets a hook that is called with each piece of the stream's main text.
    pub fn on_text(mut self, hook: impl FnMut(&str) + Send + 'static) -> Self {
        self.on_text = Some(Box::new(hook));
        self
    }

    /// Returns the stream, with its status and headers.
    pub fn as_stream(&self) -> &EventStream<T, W> {
        &self.stream
    }

    fn take(&mut self, element: &Value) {
        let Some(rule) = &self.rule else { return };
        if let Some(hook) = &mut self.on_text {
            fold::texts(rule, element, &mut |text| hook(text));
        }
        self.is_complete |= fold::is_last(rule, element);
        match &rule.way {
            Way::Steps(tag, steps) => fold::step(tag, steps, rule.last, &mut self.whole, element),
            Way::Merge(merge) => merge::merge(merge, &mut self.whole, element),
        }
    }
}

impl<T: Decode + Encode, W: Decode> Accumulating<T, W> {
    /// Returns the next element; `None` at the end.
    ///
    /// # Errors
    /// As those of [`EventStream`].
    pub async fn next_event(&mut self) -> Result<Option<T>, Error> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Returns the value accumulated so far. Parts that have not come yet are missing.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] when it is no such value.
    pub fn snapshot(&self) -> Result<W, Error> {
        let text = match self.rule.map(|rule| rule.way) {
            Some(Way::Merge(merge)) => to_string(&merge::finished(&merge, &self.whole)),
            _ => to_string(&self.whole),
        };
        self.stream.decode_whole(text.as_bytes())
    }

    /// Reads the stream to its end, and returns the whole value.
    ///
    /// # Errors
    /// As those of [`EventStream`]; [`ErrorKind::Stream`] when the stream ended before it was complete.
    pub async fn final_response(mut self) -> Result<W, Error> {
        while self.next_event().await?.is_some() {}
        let is_cut = self.rule.is_some_and(|rule| !rule.last.is_empty()) && !self.is_complete;
        if is_cut || self.whole.is_null() {
            let error = Error::new(ErrorKind::Stream, "the stream ended before its value was complete");
            return Err(error.with_route(&self.stream.operation().route()));
        }
        self.snapshot()
    }
}

impl<T: Decode + Encode, W> Stream for Accumulating<T, W> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let element = ready!(Pin::new(&mut self.stream).poll_next(cx));
        // Nothing that came as JSON is too deep to be written.
        if let Some(Ok(Ok(value))) = element.as_ref().map(|element| element.as_ref().map(to_value)) {
            self.take(&value);
        }
        Poll::Ready(element)
    }
}

impl<T, W> fmt::Debug for Accumulating<T, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Accumulating").field("stream", &self.stream).finish_non_exhaustive()
    }
}
