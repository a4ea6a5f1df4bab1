//! Streams: typed events, JSON lines and bytes, read while they arrive.
//!
//! Awaiting the request of a stream returns an [`EventStream`](crate::stream::EventStream) once the status and headers have arrived. Where an operation
//! offers both forms, awaiting it returns the whole response, and `.stream()` its events. Dropping the stream ends the request.
//!
//! - An element that does not decode is an error of kind [`Decode`](crate::ErrorKind::Decode), and the stream goes on; all other errors are its last item.
//! - It ends with the response, or with the event `[DONE]`.
//! - Each wait for a piece is limited by the call's timeout, or by `idle_timeout`; what is held in memory is limited by `stream_limits`.
//! - With the feature `blocking`, `.blocking()` makes an iterator of it.
//!
//! # When the connection breaks
//!
//! A call is retried until the response begins. A break after that is an error, because another response would repeat events that were already
//! delivered. A server that numbers its events can continue after one: `reconnect` requests this with the last id as `Last-Event-ID`. Data that cannot be
//! decoded or is too large ends the stream, because it would recur.
//!
//! ```
//! # use futures_util::TryStreamExt;
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! static WATCH: Operation = Operation::new("watch", "GET", "/events");
//!
//! let mock = MockTransport::new();
//! let events = |text| MockResponse::new(200).header("content-type", "text/event-stream").piece(text);
//! mock.on("GET", "/v1/events")
//!     .respond(events("id: a\nretry: 500\ndata: 1\n\ndata: 2").breaks())
//!     .respond(events("id: b\ndata: 2\n\n"));
//! let client = ClientBuilder::new(&API).transport(mock.clone()).build()?;
//!
//! let numbers = client.call(&WATCH).send::<DataEvents<i64>>().await?.reconnect(3);
//!
//! assert_eq!(numbers.try_collect::<Vec<_>>().await?, [1, 2]);
//! assert_eq!(mock.last_request().unwrap().header("last-event-id"), Some("a"));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
