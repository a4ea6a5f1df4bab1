//! Responses that are read while they arrive: events, JSON values, bytes.
//!
//! The decoders ([`SseDecoder`], [`JsonLinesDecoder`], [`JsonSeqDecoder`]) are state machines without I/O: bytes go in, however they
//! were cut, and what is complete comes out. [`EventStream`] and [`ByteStream`] put them on a response.
//!
//! ```
//! use futures_util::TryStreamExt;
//! use specsmith_runtime::call::prelude::*;
//! use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().build()?.block_on(async {
//! static WATCH: Operation = Operation::new("watch", "GET", "/events");
//!
//! let mock = MockTransport::new();
//! let response = MockResponse::new(200).header("content-type", "text/event-stream");
//! mock.on("GET", "/v1/events").respond(response.piece("data: {\"n\":1}\n\nda").piece("ta: {\"n\":2}\n\ndata: [DONE]\n\n"));
//! let client = specsmith_runtime::ClientBuilder::new(&API).transport(mock).build()?;
//!
//! let mut events = client.call(&WATCH).send::<DataEvents<Value>>().await?;
//! let mut sum = 0;
//! while let Some(event) = events.try_next().await? {
//!     sum += event["n"].as_i64().unwrap_or_default();
//! }
//! assert_eq!(sum, 3);
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod accumulate;
pub(crate) mod again;
pub(crate) mod bytes;
pub(crate) mod decode;
pub(crate) mod events;
#[cfg(not(target_family = "wasm"))]
mod file;
pub(crate) mod frames;
pub(crate) mod json;
pub(crate) mod kinds;
pub(crate) mod pieces;
pub(crate) mod sse;

use std::fmt;
use std::time::Duration;

pub use crate::config::stream_limits::StreamLimits;
pub use crate::response::stream::accumulate::Accumulating;
pub use crate::response::stream::bytes::ByteStream;
pub use crate::response::stream::events::EventStream;
pub use crate::response::stream::json::{JsonLinesDecoder, JsonSeqDecoder};
pub use crate::response::stream::kinds::{ByteChunks, DataEvents, JsonLines, NamedEvents, TextEvents};
pub use crate::response::stream::sse::SseDecoder;

/// One undecoded server-sent event (WHATWG HTML §9.2).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Its name, if it has one; browsers call an event without a name `message`.
    pub event: Option<String>,
    /// Its data; several lines of it are joined by line feeds.
    pub data: String,
    /// The id it set, for `Last-Event-ID`.
    pub id: Option<String>,
    /// Time that the server asks to wait before connecting again.
    pub retry: Option<Duration>,
}

/// Reason why a stream cannot be read on. It is the source of the [`Error`](crate::Error) that ends the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StreamFault {
    /// A line is longer than this many bytes.
    LineTooLong(usize),
    /// An event or a JSON text has more than this many bytes.
    EventTooLarge(usize),
    /// A JSON text of a sequence was cut short.
    Cut,
}

impl fmt::Display for StreamFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LineTooLong(limit) => write!(f, "a line of the stream is longer than the limit of {limit} bytes"),
            Self::EventTooLarge(limit) => write!(f, "an event of the stream is larger than the limit of {limit} bytes"),
            Self::Cut => f.write_str("a JSON text of the stream was cut short"),
        }
    }
}

impl std::error::Error for StreamFault {}
