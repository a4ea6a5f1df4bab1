//! When a call is made again, and when it is not.
//!
//! An attempt that fails is followed by another one, at most `max_retries` times (2 unless set), when
//!
//! - there was no answer: no connection, a connection that broke, or no time left for the attempt; or a success whose body cannot be unpacked;
//! - the API answered 408, 409, 429, or 500 and above;
//! - the API says `x-should-retry: true`, whatever the status; `false` ends the call.
//!
//! Between attempts the client waits as long as the API asks for with `retry-after-ms` or `retry-after` (seconds or a date). A wait of more
//! than two minutes is not begun: the call fails, and what to do is the caller's decision. Where the API names no time, the pause is half a
//! second, doubled each time up to eight seconds, less up to a quarter by chance. Repetitions tell the API their number in `x-retry-count`.
//!
//! [`Response::retried`](crate::Response::retried) and [`Error::retried`](crate::Error::retried) say why each repetition was made,
//! [`Error::not_retried_because`](crate::Error::not_retried_because) why there was not another one.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockReply, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! let client = ClientBuilder::new(&API).transport(mock.clone()).idempotency_header("Idempotency-Key").build()?;
//!
//! let busy = MockReply::new(429).header("retry-after", "3");
//! mock.on("POST", "/v1/roles").reply(busy).json(200, "{}");
//!
//! let response = client.request("POST", "/roles").json(&"{}").await?;
//!
//! let retry = response.retried()[0];
//! assert_eq!(retry.reason, RetryReason::Status(StatusCode::TOO_MANY_REQUESTS));
//! assert_eq!(retry.pause, Duration::from_secs(3));
//! let [first, second] = &mock.requests()[..] else { panic!() };
//! assert_eq!(first.header("idempotency-key"), second.header("idempotency-key"));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The budget
//!
//! All calls of a client, its clones and the clients derived from it share a [`RetryBudget`](crate::RetryBudget) of 500 tokens. A repetition
//! costs 5, one after no answer 10, one at a time that the API named 1; successes fill the bucket again. An API in trouble is so not
//! buried under the repetitions of a program that makes many calls.
//!
//! # What must not happen twice
//!
//! An idempotency key is sent with every call that may change something, the same over its repetitions, where the document names a header
//! for it or [`ClientBuilder::idempotency_header`](crate::ClientBuilder::idempotency_header) does. A body that is a stream and was begun
//! is gone: such a call is not repeated.
