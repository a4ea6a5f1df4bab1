//! Limits of responses, and rate limits of the API.
//!
//! | limit | setting | unless set |
//! | --- | --- | --- |
//! | bytes of the body, decoded | `max_response_bytes` | 1 GiB |
//! | expansion of an encoded body | `max_expansion` | 250 times; the first 8 MiB do not count |
//! | bytes of the headers | `max_header_bytes` | 64 KiB |
//! | nesting of the JSON | `max_json_depth` | 127, which is the maximum |
//! | redirects | `max_redirects` | 10 |
//! | a line of a stream, an event of a stream | `stream_limits` | 16 MiB, 64 MiB |
//!
//! A response beyond a limit is an error, which [`Error::limit`](crate::Error::limit) names, and is not retried.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
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
//! `max_response_bytes` limits what is held in memory: responses that are read to their end, error bodies among them. The length of a stream is not
//! limited, because it may be endless. A stream of events holds one line and one event at a time, and each has its limit; a stream of bytes
//! holds the last piece. Headers, expansion, redirects and the nesting of each JSON element are limited for streams too.
//!
//! ```
//! # use futures_util::TryStreamExt;
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1");
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! use specsmith_runtime::stream::StreamLimits;
//!
//! static WATCH: Operation = Operation::new("watch", "GET", "/events");
//!
//! let mock = MockTransport::new();
//! mock.on_any().respond(MockResponse::new(200).header("content-type", "text/event-stream").body("data: [1,2,3,4]\n\n"));
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
//! The rate limits that the API announces, in any of the usual headers, are on every response and error. With
//! [`ClientBuilder::wait_for_rate_limits`](crate::ClientBuilder::wait_for_rate_limits) a client waits for them before it sends. If the wait would be
//! longer than the given limit, the request is sent at once.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! let last = MockResponse::json(200, "{}").header("x-ratelimit-remaining", "0").header("x-ratelimit-reset", "20");
//! mock.on_any().respond(last).json(200, "{}");
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
