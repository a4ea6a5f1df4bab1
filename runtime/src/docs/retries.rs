//! Retries.
//!
//! An attempt that fails is followed by another one, at most `max_retries` times (2 unless set), when
//!
//! - there was no response: no connection, a connection that broke, or no time left for the attempt; or a success whose body cannot be read to its end;
//! - the status of the response was 408, 409, 429, or 500 and above;
//! - the API says `x-should-retry: true`, whatever the status; `false` ends the call;
//!
//! and when a second request can do no harm.
//!
//! # What must not happen twice
//!
//! A request without a response may have been carried out. It is sent again only if carrying it out twice has the same effect as once
//! (RFC 9110 §9.2.2): its method is idempotent, or it carries an idempotency key, by which the API recognises it.
//!
//! | outcome of the attempt | `GET`, `HEAD`, `OPTIONS`, `TRACE`, `QUERY`, `PUT`, `DELETE`, or with an idempotency key | `POST`, `PATCH` and others |
//! | --- | --- | --- |
//! | no connection; an HTTP/2 server that refused the stream; no credential for the moment | retried | retried: nothing was carried out |
//! | 429 | retried | retried: there were too many requests before it (RFC 6585 §4) |
//! | 408 | retried | retried: the request did not arrive whole (RFC 9110 §15.5.9) |
//! | any status with `x-should-retry: true` | retried | retried: the API asks for it |
//! | 409 | retried | not: a conflict stays until somebody resolves it |
//! | 500 and above, also 503 with `Retry-After` | retried | not: gateways send these when the server behind them breaks off in the middle |
//! | a connection that broke, time that ran out | retried | not: the request may have arrived |
//! | a success whose body cannot be read to its end | retried | not: it was carried out |
//! | a failure of any kind after a redirect was followed | as above | not: the first request may have been carried out |
//! | any other status | not | not |
//!
//! An idempotency key is sent with every call that may change something, the same over its attempts, where the document declares a header for it, the
//! document's `x-specsmith-idempotency` or [`ClientBuilder::idempotency_header`](crate::ClientBuilder::idempotency_header) names one. A header
//! `Idempotency-Key` that the caller sets does the same for one call.
//!
//! [`RetryPolicy`](crate::RetryPolicy) changes the last column: `Always` makes it the one before, and `Never` turns retrying off. It is set
//!
//! - for a call: `.retry_policy(RetryPolicy::Never)` on the request;
//! - for a client: [`ClientBuilder::retry_policy`](crate::ClientBuilder::retry_policy);
//! - in the document: `x-specsmith-retry: always`, `idempotent` or `never` on an operation, a path or the whole.
//!
//! The first of these that is set counts, but `Never` of a client comes before `always` of an operation, and what the document says of one operation
//! before `Always` of a client. `max_retries(0)` turns retrying off as well.
//!
//! A streamed body that was partly sent cannot be sent again, so such a call is not retried. A stream of events that breaks is reconnected only with
//! [`EventStream::reconnect`](crate::stream::EventStream::reconnect).
//!
//! # Pauses
//!
//! Between attempts the client waits as long as the API asks for with `retry-after-ms` or `retry-after` (seconds or a date). If the wait would be
//! longer than two minutes, the call fails at once. Where the API names no time, the pause is half a second, doubled each time up to eight seconds,
//! less a random part of up to a quarter. A retry sends its number in `x-retry-count`.
//!
//! [`Response::retried`](crate::Response::retried) and [`Error::retried`](crate::Error::retried) say why each retry was made,
//! [`Error::not_retried_because`](crate::Error::not_retried_because) why there was not another one.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! let client = ClientBuilder::new(&API).transport(mock.clone()).idempotency_header("Idempotency-Key").build()?;
//!
//! let busy = MockResponse::new(429).header("retry-after", "3");
//! mock.on("POST", "/v1/roles").respond(busy).json(200, "{}");
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
//! All calls of a client, its clones and the clients derived from it share a [`RetryBudget`](crate::RetryBudget) of 500 tokens. A retry
//! costs 5, one after no response 10, one at a time that the API named 1; successes refill the budget. An overloaded API is thus spared
//! the retries of a program that makes many calls.
