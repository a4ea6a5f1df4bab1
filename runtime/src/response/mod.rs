//! A whole response: its value, status and headers.

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

/// A value with the response that it was decoded from.
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

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns the API's id for the request, from `x-request-id` or a similar header. It is a copy, so that it can be used in one expression with
    /// [`Self::into_value`].
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

    /// Returns the value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the value alone.
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
