//! Runtime of the clients that Specsmith generates.
//!
//! A generated crate has types and, for each operation, a few lines that fill a [`call::Call`]. The runtime has the behaviour: credentials,
//! encoding, retries, redirects, timeouts, paging, errors, and the transport.
//!
//! - [`Client`] and [`ClientBuilder`] are inside the client and builder of a generated crate.
//! - [`Error`] is the one error type, [`Response`] a value with its status and headers, [`Page`] a page of a list.
//! - [`docs`] has a page on each subject: retries, timeouts, errors, paging, streams, limits, auth, drift, testing.
//! - [`stream`] has responses that are read while they arrive: events, JSON values, bytes.
//! - [`auth`] has the providers of credentials.
//! - [`transport`] has the trait for HTTP clients, and a transport in memory for tests.
//! - [`mod@model`] has the building blocks of generated types.

#![forbid(unsafe_code)]

pub mod call;
mod client;
mod config;
pub mod docs;
mod error;
mod http;
mod macros;
pub mod model;
mod operation;
mod request;
mod response;
mod send;
pub mod transport;

pub use self::http::rate_limits::{RateLimit, RateLimits};
pub use ::http::{HeaderMap, Method, StatusCode};
pub use client::Client;
pub use client::builder::ClientBuilder;
pub use client::explain::Explanation;
#[cfg(feature = "webhooks")]
pub use client::webhooks;
#[cfg(all(feature = "websocket", not(target_family = "wasm")))]
pub use client::websocket;
pub use config::auth;
pub use config::clock::{Clock, SystemClock};
pub use config::limits::Limit;
pub use config::observer::{Attempt, AttemptOutcome, Observer};
pub use config::retry_budget::RetryBudget;
pub use config::secret::Secret;
pub use error::retries::{Retry, RetryReason, RetryStop};
pub use error::{Error, ErrorEnum, ErrorKind, UntypedResponse};
pub use operation::api::{Api, Scheme};
pub use operation::profile::Profile;
pub use operation::server::{ServerUrl, ServerVariable};
pub use operation::setting::Setting;
pub use operation::{Encoding, Form, Next, Operation, Paging, Param, Place, RetryPolicy, Streaming, Style};
#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use response::blocking::Blocking;
pub use response::paging::{Page, ResumeToken};
pub use response::{Response, headers, paging, stream};
#[doc(hidden)]
pub use specsmith_model::model_key;
pub use specsmith_model::{Drift, DriftKind};
pub use specsmith_model::{
    closed_integer_enum, closed_literal_enum, closed_string_enum, enum_order, integer_enum, literal_enum, model,
    newtype, nullable_union, object, scalar_newtype, string_enum, union,
};
pub use transport::upload::Upload;
#[cfg(target_family = "wasm")]
pub use web_time::Instant;

/// Re-exports of the crates that generated code names for structured output.
#[cfg(feature = "schemars")]
pub mod structured {
    pub use schemars::{self, JsonSchema};
    pub use serde::de::DeserializeOwned;

    pub use crate::response::parsing::{Parsed, Parsing, Refusal};
}
