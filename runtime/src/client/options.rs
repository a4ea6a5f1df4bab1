//! Options of a client: time, retries, limits, hooks.

use std::sync::Arc;
use std::time::Duration;

use specsmith_model::Drift;

use crate::client::builder::ClientBuilder;
use crate::config::limits::MOST_DEPTH;
use crate::config::observer::Observer;
use crate::config::retry_budget::RetryBudget;
use crate::config::stream_limits::StreamLimits;
use crate::operation::retry::RetryPolicy;
use crate::send::rate_limiter::AnnouncedLimits;

impl ClientBuilder {
    /// Sets the time limit of each attempt, from its start to the last byte of the response: 600 seconds, unless set. `None` removes the limit.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.config.timeout = timeout.into();
        self
    }

    /// Sets the time limit for each wait for more of a response's body. No limit, unless set.
    #[must_use]
    pub fn read_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.config.read_timeout = timeout.into();
        self
    }

    /// Sets the time limit of a call as a whole, from its start to the last byte of the last response, including retries and the pauses before them. No
    /// limit, unless set.
    #[must_use]
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.config.deadline = deadline.into();
        self
    }

    /// Sets the maximum number of retries: 2, unless set. [`retry_policy`](Self::retry_policy) decides which calls are retried.
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.config.max_retries = retries;
        self
    }

    /// Sets the requests that may be sent again: idempotent ones, unless the document or this setting says otherwise. [`RetryPolicy::Never`] turns retrying
    /// off. [More](crate::docs::retries).
    #[must_use]
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.config.retry_policy = Some(policy);
        self
    }

    /// Limits the retries of all calls of the client together: 500 tokens, unless set. Several clients can share one budget.
    #[must_use]
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.config.budget = budget;
        self
    }

    /// Sends an idempotency key under this header with every call that may change something (all methods but GET, HEAD, OPTIONS and TRACE). Retries of a call
    /// have the same key. If the document names a header of its own, that one is used.
    #[must_use]
    pub fn idempotency_header(mut self, name: impl Into<String>) -> Self {
        self.config.idempotency_header = Some(name.into());
        self
    }

    /// Lets calls wait while the API's rate limits, as its responses announce them, are used up. If the wait would be longer than `longest`, or pass the
    /// deadline, the request is sent at once. Clones of the client, and clients derived from it, share one limiter. Off, unless set.
    #[must_use]
    pub fn wait_for_rate_limits(mut self, longest: Duration) -> Self {
        let limiter = self
            .config
            .rate_limiter
            .take()
            .map_or_else(|| Arc::<AnnouncedLimits>::default() as _, |(limiter, _)| limiter);
        self.config.rate_limiter = Some((limiter, longest));
        self
    }

    /// Adds an observer, which is called before and after each attempt.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.config.observers.push(Arc::new(observer));
        self
    }

    /// Sets the hook for drift: values in responses and stream elements that their types do not know, such as new enum values, union variants and fields.
    /// Such values are kept, and are not errors. The hook is called for each of them while the response is decoded, and must return quickly. It replaces an
    /// earlier hook. [More](crate::docs::drift).
    #[must_use]
    pub fn on_drift(mut self, hook: impl Fn(&Drift<'_>) + Send + Sync + 'static) -> Self {
        self.config.drift = Some(Arc::new(hook));
        self
    }

    /// Sets the maximum size of a decoded response body: 1 GiB, unless set. `None` removes the limit. It applies to responses that are read to their end;
    /// streams, which may be endless, have [limits of their own](Self::stream_limits).
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.config.limits.response_bytes = bytes.into().unwrap_or(u64::MAX);
        self
    }

    /// Sets the number of bytes that are kept of an error response's decoded body: 1 MiB, unless set, and at most
    /// [`max_response_bytes`](Self::max_response_bytes). A longer body is cut, see [`Error::is_body_cut`]. `None` removes the limit.
    ///
    /// [`Error::is_body_cut`]: crate::Error::is_body_cut
    #[must_use]
    pub fn max_error_bytes(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.config.limits.error_bytes = bytes.into().unwrap_or(u64::MAX);
        self
    }

    /// Limits the part of a stream that is held in memory at a time: 16 MiB for a line and 64 MiB for an event, unless set. [`EventStream::limits`] sets it
    /// for one stream.
    ///
    /// [`EventStream::limits`]: crate::stream::EventStream::limits
    #[must_use]
    pub fn stream_limits(mut self, limits: StreamLimits) -> Self {
        self.config.stream_limits = limits;
        self
    }

    /// Sets the maximum ratio of a response's decoded size to its encoded size: 250, unless set. The first 8 MiB of a response do not count. It applies if
    /// one of the features `gzip`, `brotli` and `zstd` is on.
    #[must_use]
    pub fn max_expansion(mut self, times: u64) -> Self {
        self.config.limits.expansion = times;
        self
    }

    /// Sets the maximum size of a response's headers, names and values together: 64 KiB, unless set. `None` removes the limit; the transport may have its
    /// own.
    #[must_use]
    pub fn max_header_bytes(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.config.limits.header_bytes = bytes.into().unwrap_or(u64::MAX);
        self
    }

    /// Sets the maximum depth of a response's JSON: 127, unless set, which is also the maximum.
    #[must_use]
    pub fn max_json_depth(mut self, depth: usize) -> Self {
        self.config.limits.json_depth = depth.min(MOST_DEPTH);
        self
    }

    /// Sets the maximum number of redirects: 10, unless set. With 0, a response that redirects is an error.
    #[must_use]
    pub fn max_redirects(mut self, redirects: u32) -> Self {
        self.config.limits.redirects = redirects;
        self
    }
}
