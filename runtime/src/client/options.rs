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
    /// Limits the time of each attempt of a call, from its start to the last byte of the response: 600 seconds, unless set.
    /// `None` takes the limit away.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.config.timeout = timeout.into();
        self
    }

    /// Limits the silence in the middle of a response: an attempt of whose body nothing comes for this long has failed. Not limited
    /// unless set.
    #[must_use]
    pub fn read_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.config.read_timeout = timeout.into();
        self
    }

    /// Limits the time of a call as a whole, from its start to the last byte of the last response, retries and the pauses between them
    /// included. Not limited unless set.
    #[must_use]
    pub fn deadline(mut self, deadline: impl Into<Option<Duration>>) -> Self {
        self.config.deadline = deadline.into();
        self
    }

    /// Limits how often a call is retried: twice, unless set. Which calls are retried at all is decided by
    /// [`retry_policy`](Self::retry_policy).
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.config.max_retries = retries;
        self
    }

    /// Says which requests may be sent again: those that do no more when they are carried out twice, unless the document or this says
    /// otherwise. [`RetryPolicy::Never`] turns retrying off. [More](crate::docs::retries).
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

    /// Sends an idempotency key under this header with every call that may change something (that is, not with GET, HEAD, OPTIONS or
    /// TRACE): made once per call, the same over its retries. Where the document names a header of its own, that one is used.
    #[must_use]
    pub fn idempotency_header(mut self, name: impl Into<String>) -> Self {
        self.config.idempotency_header = Some(name.into());
        self
    }

    /// Makes calls wait while the API's rate limits, as its responses announce them, leave no room: at most this long at a time, and never
    /// beyond a deadline; a longer wait is not begun, and the API has the word. All clones of the client, and the clients derived from it,
    /// wait at one limiter. Off, unless set.
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

    /// Adds hooks: what is told of each attempt.
    #[must_use]
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.config.observers.push(Arc::new(observer));
        self
    }

    /// Tells of everything in responses and elements of streams that their types do not know: values of enums, cases of unions, fields.
    /// Such things are kept and fail nothing; this is how to hear of them. It is called for each, also when there are many of a kind,
    /// while the response is decoded, and must return quickly. An earlier hook of this kind goes. [More](crate::docs::drift).
    #[must_use]
    pub fn on_drift(mut self, hook: impl Fn(&Drift<'_>) + Send + Sync + 'static) -> Self {
        self.config.drift = Some(Arc::new(hook));
        self
    }

    /// Refuses responses with a body larger than this, decoded: 1 GiB, unless set. `None` takes the limit away. It is for responses that are
    /// read to their end; streams, which may go on for ever, have [limits of their own](Self::stream_limits).
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.config.limits.response_bytes = bytes.into().unwrap_or(u64::MAX);
        self
    }

    /// Limits how much is kept of the body of an error response, decoded: 1 MiB, unless set, and never more than
    /// [`max_response_bytes`](Self::max_response_bytes). A larger one is cut, which [`Error::is_body_cut`] says. `None` takes the limit away.
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

    /// Refuses encoded responses that are more than this many times as large decoded as they were sent: 250, unless set. The first 8 MiB of
    /// a response are free. It counts where the features `gzip`, `brotli` or `zstd` are on.
    #[must_use]
    pub fn max_expansion(mut self, times: u64) -> Self {
        self.config.limits.expansion = times;
        self
    }

    /// Refuses responses whose header fields, names and values together, are larger than this: 64 KiB, unless set. `None` takes the limit
    /// away; the transport may have one of its own.
    #[must_use]
    pub fn max_header_bytes(mut self, bytes: impl Into<Option<u64>>) -> Self {
        self.config.limits.header_bytes = bytes.into().unwrap_or(u64::MAX);
        self
    }

    /// Refuses responses whose JSON nests deeper than this: 127, unless set, which is also the most.
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
