//! What an answer may cost, and what the API allows.
//!
//! | limit | setting | unless set |
//! | --- | --- | --- |
//! | bytes of the body, unpacked | `max_response_bytes` | 1 GiB |
//! | how much larger a packed body may become | `max_expansion` | 250 times, the first 8 MiB free |
//! | bytes of the header fields | `max_header_bytes` | 64 KiB |
//! | nesting of the JSON | `max_json_depth` | 127, the most |
//! | redirects | `max_redirects` | 10 |
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
