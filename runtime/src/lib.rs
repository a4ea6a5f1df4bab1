//! Runtime of generated clients: what the clients that Specsmith generates run on.
//!
//! A generated crate holds types and, per operation, a few lines that fill a [`call::Call`]. Everything that behaves is here, once:
//! credentials, encoding, retries, redirects, timeouts, paging, errors, and the transport.
//!
//! - [`Client`] and [`ClientBuilder`] are what generated clients wrap.
//! - [`Error`] is the one error type, [`Response`] a value with its status and header fields, [`Page`] a page of a list.
//! - [`docs`] has a page on each subject: retries, timeouts, errors, paging, streams, limits, auth, drift, testing.
//! - [`stream`] holds answers that are read while they arrive: events, JSON values, bytes.
//! - [`auth`] says where credentials come from and when they are asked for.
//! - [`transport`] holds the trait behind which HTTP is, and a transport in memory for tests.
//! - [`mod@model`] holds what generated types are made of.

#![forbid(unsafe_code)]

mod api;
pub mod auth;
#[cfg(feature = "blocking")]
mod blocking;
pub mod call;
mod charset;
mod client;
pub mod docs;
mod drift;
mod error;
mod execute;
mod explain;
pub mod headers;
mod macros;
mod media;
pub mod model;
mod observe;
mod operation;
pub mod paging;
mod rate;
mod request;
mod response;
mod secret;
pub mod stream;
pub mod transport;
mod upload;

pub use api::{Api, Scheme, ServerUrl, ServerVariable};
#[cfg(feature = "blocking")]
pub use blocking::Blocking;
pub use client::{Client, ClientBuilder, Limit};
pub use drift::Drift;
pub use error::{Error, ErrorEnum, ErrorKind, UntypedReply};
pub use execute::{Clock, Retry, RetryBudget, RetryReason, RetryStop, SystemClock};
pub use explain::Explanation;
pub use http::{HeaderMap, Method, StatusCode};
pub use model::DriftKind;
pub use observe::{Attempt, AttemptOutcome, Observer};
pub use operation::{Encoding, Form, Next, Operation, Paging, Param, Place, RetryPolicy, Streaming, Style};
pub use paging::{Page, ResumeToken};
pub use rate::{RateLimit, RateLimits};
pub use response::Response;
pub use secret::Secret;
pub use upload::Upload;
