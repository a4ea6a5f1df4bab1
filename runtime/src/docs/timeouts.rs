//! Timeouts.
//!
//! | option | limits | unless set |
//! | --- | --- | --- |
//! | `timeout` | each attempt, from its start to the last byte of the response | 600 s |
//! | `deadline` | the call: all attempts and the pauses between them | no limit |
//! | `read_timeout` | each wait for more of the response | no limit |
//! | `connect_timeout` | making a connection, by the default transport | 5 s |
//!
//! `timeout` and `deadline` are options of the client and of each request. For a stream both apply until its head has arrived; from then on `timeout`
//! limits each wait for the next piece.
//!
//! Running out of time is [`ErrorKind::Timeout`](crate::ErrorKind::Timeout), and
//! [`Error::is_timeout`](crate::Error::is_timeout). A `timeout` is followed by another attempt, a `deadline` is not. If the deadline would fall into the
//! pause before a retry, the call ends at once with the outcome of its last attempt.
//!
//! ```
//! # use specsmith_runtime::call::prelude::*;
//! # use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
//! # use specsmith_runtime::*;
//! # use std::time::Duration;
//! # static API: Api = Api::new("example", "1.0.0").base_url("https://api.example.com/v1").schemes(&[Scheme::bearer("Token", "EXAMPLE_TOKEN")]);
//! # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build()?.block_on(async {
//! let mock = MockTransport::new();
//! mock.on_any().always(MockResponse::new(200).delay(Duration::from_secs(60)));
//! let client = ClientBuilder::new(&API).transport(mock).timeout(Duration::from_secs(4)).build()?;
//!
//! let start = tokio::time::Instant::now();
//! let error = client.request("GET", "/roles").deadline(Duration::from_secs(6)).await.unwrap_err();
//!
//! assert!(error.is_timeout());
//! assert_eq!(start.elapsed().as_secs(), 6);
//! assert_eq!((error.retries(), error.not_retried_because()), (1, Some(RetryStop::Deadline)));
//! # Ok::<(), specsmith_runtime::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
