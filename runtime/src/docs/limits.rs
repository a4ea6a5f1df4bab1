//! What an answer may cost, and what the API allows.
//!
//! | limit | setting | unless set |
//! | --- | --- | --- |
//! | bytes of the body, unpacked | `max_response_bytes` | 1 GiB |
//! | how much larger a packed body may become | `max_expansion` | 250 times, the first 8 MiB free |
//! | bytes of the header fields | `max_header_bytes` | 64 KiB |
//! | nesting of the JSON | `max_json_depth` | 127, the most |
//! | redirects | `max_redirects` | 10 |
//! | a line of a stream, an event of it | `stream_limits` | 16 MiB, 64 MiB |
//!
//! An answer beyond a limit is an error that says which, with [`Error::limit`](crate::Error::limit), and is not asked for again.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on_any().json(200, "[1,2,3,4]");
//! let client = ClientBuilder::new(&API).transport(mock).max_response_bytes(5).build()?;
//!
//! let error = client.request("GET", "/numbers").await.unwrap_err();
//!
//! assert_eq!((error.kind(), error.limit()), (ErrorKind::TooLarge, Some(Limit::ResponseBytes)));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Streams
//!
//! `max_response_bytes` is about what is held, and so about answers that are read to their end, error bodies among them. An open stream is not
//! counted as a whole, since it may rightly go on for ever: of events, no more than a line and an event is held at a time, and each has its limit;
//! of bytes, nothing is held but the piece that came. Header fields, expansion and redirects are limited for streams too, and so is the nesting
//! of each element that is JSON.
//!
//! ```
//! # use futures_util::TryStreamExt;
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::*;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! use specsmith_runtime::stream::StreamLimits;
//!
//! static WATCH: Operation = Operation::new("watch", "GET", "/events");
//!
//! let mock = MockTransport::new();
//! mock.on_any().reply(MockReply::new(200).header("content-type", "text/event-stream").body("data: [1,2,3,4]\n\n"));
//! let client = ClientBuilder::new(&API).transport(mock).stream_limits(StreamLimits::default().event(5)).build()?;
//!
//! let mut events = client.call(&WATCH).send::<DataEvents<Vec<i64>>>().await?;
//! assert_eq!(events.try_next().await.unwrap_err().kind(), ErrorKind::TooLarge);
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Rate limits
//!
//! What the API says of its rate limits, in any of the usual header fields, is on every response and error. A client can be told to wait for
//! them instead of running into them: [`ClientBuilder::wait_for_rate_limits`](crate::ClientBuilder::wait_for_rate_limits).
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! let last = MockReply::json(200, "{}").header("x-ratelimit-remaining", "0").header("x-ratelimit-reset", "20");
//! mock.on_any().reply(last).json(200, "{}");
//! let client = ClientBuilder::new(&API).transport(mock).wait_for_rate_limits(Duration::from_secs(60)).build()?;
//!
//! let start = tokio::time::Instant::now();
//! let response = client.request("GET", "/roles").await?;
//! assert_eq!(response.rate_limits().limits[0].remaining, Some(0));
//! client.request("GET", "/roles").await?;
//! assert_eq!(start.elapsed().as_secs(), 20);
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
