//! Output of the decoders in one form.

use bytes::Bytes;

use crate::config::stream_limits::StreamLimits;
use crate::response::stream::json::{JsonLinesDecoder, JsonSeqDecoder};
use crate::response::stream::sse::SseDecoder;
use crate::response::stream::{Event, StreamFault};

/// One element of a stream.
#[derive(Debug)]
pub(crate) enum Frame {
    /// A server-sent event.
    Event(Event),
    /// A JSON text.
    Json(Bytes),
}

impl Frame {
    /// Returns its data.
    pub(crate) fn data(&self) -> &[u8] {
        match self {
            Self::Event(event) => event.data.as_bytes(),
            Self::Json(text) => text,
        }
    }
}

/// The decoder of a stream, by what it is written in.
#[derive(Debug)]
pub(crate) enum Frames {
    Events(SseDecoder),
    Lines(JsonLinesDecoder),
    Sequence(JsonSeqDecoder),
}

impl Frames {
    /// Returns a decoder for JSON texts: sequences where the media type says so, else lines.
    pub(crate) fn json(media: &str) -> Self {
        let limits = StreamLimits::default();
        match media.ends_with("json-seq") {
            true => Self::Sequence(JsonSeqDecoder::new(limits)),
            false => Self::Lines(JsonLinesDecoder::new(limits)),
        }
    }

    /// Returns a decoder for server-sent events.
    pub(crate) fn events() -> Self {
        Self::Events(SseDecoder::new(StreamLimits::default()))
    }

    pub(crate) fn set_limits(&mut self, limits: StreamLimits) {
        match self {
            Self::Events(decoder) => decoder.set_limits(limits),
            Self::Lines(decoder) => decoder.set_limits(limits),
            Self::Sequence(decoder) => decoder.set_limits(limits),
        }
    }

    pub(crate) fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Events(decoder) => decoder.push(bytes),
            Self::Lines(decoder) => decoder.push(bytes),
            Self::Sequence(decoder) => decoder.push(bytes),
        }
    }

    /// Ends the input. A remainder of an event stream is not an event (WHATWG HTML §9.2.6).
    pub(crate) fn finish(&mut self) {
        match self {
            Self::Events(_) => {}
            Self::Lines(decoder) => decoder.finish(),
            Self::Sequence(decoder) => decoder.finish(),
        }
    }

    /// Prepares for the start of another response.
    pub(crate) fn restart(&mut self) {
        if let Self::Events(decoder) = self {
            decoder.restart();
        }
    }

    pub(crate) fn next(&mut self) -> Result<Option<Frame>, StreamFault> {
        match self {
            Self::Events(decoder) => Ok(decoder.next_event()?.map(Frame::Event)),
            Self::Lines(decoder) => Ok(decoder.next_text()?.map(Frame::Json)),
            Self::Sequence(decoder) => Ok(decoder.next_text()?.map(Frame::Json)),
        }
    }
}
