//! A whole response: its value and what came with it.

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub(crate) mod blocking;
pub(crate) mod depth;
pub mod headers;
pub(crate) mod kinds;
pub(crate) mod page;
pub mod paging;
#[cfg(feature = "schemars")]
pub(crate) mod parsing;
pub(crate) mod sending;
pub mod stream;
pub(crate) mod text;
pub(crate) mod waiting;

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::error::retries::Retry;
use crate::http::rate_limits::RateLimits;
use crate::http::request_id::request_id;
use crate::send::head::Head;

/// A value together with the response it came in.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    head: Box<Head>,
}

impl<T> Response<T> {
    #[inline]
    pub(crate) fn new(value: T, head: Box<Head>) -> Self {
        Self { value, head }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The header fields.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The id the API gave the request, in `x-request-id` or a header like it. It is a copy, so that
    /// it can stand in one expression with [`Self::into_value`].
    pub fn request_id(&self) -> Option<String> {
        request_id(&self.head.headers).map(str::to_owned)
    }

    /// Returns the number of retries before the call succeeded.
    pub fn retries(&self) -> u32 {
        self.head.record.count()
    }

    /// Returns the reason for each retry and the pause before it; of more than 32 retries, the first 32.
    pub fn retried(&self) -> &[Retry] {
        self.head.record.list()
    }

    /// Returns the API's rate limits, read from the headers of the response.
    pub fn rate_limits(&self) -> RateLimits {
        RateLimits::read(&self.head.headers, self.head.received)
    }

    /// Returns the duration of the call, including retries and the pauses before them.
    pub fn elapsed(&self) -> Duration {
        self.head.elapsed
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value alone.
    #[inline]
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.head.status.as_u16())
            .field("request_id", &self.request_id())
            .field("retries", &self.retries())
            .field("elapsed", &self.head.elapsed)
            .field("value", &self.value)
            .finish()
    }
}
