//! Record of a call's retries: the number, the reasons, and the reason why there were no more.

use std::time::Duration;

use http::StatusCode;

/// One retry of a call: the outcome of the attempt before it, and the pause between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Retry {
    /// Outcome of the attempt before.
    pub reason: RetryReason,
    /// Time that the client waited before it retried.
    pub pause: Duration,
}

/// Reason for a retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryReason {
    /// The API responded with a status for which another attempt may help: 408, 409, 429, or 500 and above.
    Status(StatusCode),
    /// The API asked for another attempt, with `x-should-retry: true`.
    Asked(StatusCode),
    /// A time limit was exceeded.
    Timeout,
    /// No connection could be made; nothing was sent.
    Connect,
    /// The connection broke, or the received bytes cannot be decoded.
    Broken,
    /// A provider had no credential for the moment; nothing was sent.
    Credential,
}

impl std::fmt::Display for RetryReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status(status) => write!(f, "status {}", status.as_u16()),
            Self::Asked(status) => write!(f, "status {}, asked to try again", status.as_u16()),
            Self::Timeout => f.write_str("timeout"),
            Self::Connect => f.write_str("no connection"),
            Self::Broken => f.write_str("broken connection"),
            Self::Credential => f.write_str("no credential"),
        }
    }
}

/// Reason why a failed call was not retried, or not once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryStop {
    /// The error is permanent; retrying cannot help.
    NotRetryable,
    /// The API forbade a retry, with `x-should-retry: false`.
    Refused,
    /// The API asked to wait for more than two minutes, which is left to the caller.
    LongDelay,
    /// The call was retried `max_retries` times.
    Exhausted,
    /// The client's retry budget is used up: too many of its calls fail.
    Budget,
    /// The pause would have passed the call's deadline.
    Deadline,
    /// The body is a stream that cannot be sent again, and part of it may have been sent.
    BodyGone,
    /// The API may have carried out the request, and could not tell a second one from the first: its method is not idempotent, and it carries no
    /// idempotency key. [`RetryPolicy`](crate::RetryPolicy) says otherwise where that is safe.
    NotIdempotent,
    /// Retrying is turned off, by [`RetryPolicy::Never`](crate::RetryPolicy::Never) or in the document.
    Off,
}

impl RetryStop {
    /// Returns the reason in words, such as `the retry budget is used up`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotRetryable => "the error is permanent; retrying cannot help",
            Self::Refused => "the API said not to try again",
            Self::LongDelay => "the API asked for a pause of more than two minutes",
            Self::Exhausted => "it was repeated as often as allowed",
            Self::Budget => "the retry budget is used up",
            Self::Deadline => "the deadline is too near",
            Self::BodyGone => "the body cannot be sent again",
            Self::NotIdempotent => "the request may have been carried out, and a second one could do so twice",
            Self::Off => "retrying is turned off",
        }
    }
}

impl std::fmt::Display for RetryStop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Maximum number of retries that are recorded; later ones are only counted.
const WRITTEN: usize = 32;

/// Record of a call's retries. It allocates nothing if there were none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record {
    count: u32,
    list: Vec<Retry>,
    pub(crate) stop: Option<RetryStop>,
}

impl Record {
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    pub(crate) fn list(&self) -> &[Retry] {
        &self.list
    }

    pub(crate) fn add(&mut self, retry: Retry) {
        self.count = self.count.saturating_add(1);
        if self.list.len() < WRITTEN {
            self.list.push(retry);
        }
    }
}
