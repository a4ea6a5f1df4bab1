//! Decisions on retries and their pauses. Nothing is sent, and only the given clock is read.
//!
//! The pause is the delay that the response asks for (`http/retry_after.rs` reads the headers), exactly as long as that; one of more than two minutes ends
//! the call. Without one it is our own: half a second, doubled with each retry up to eight seconds, less up to a quarter at random.
//!
//! `call_state.rs` asks for the verdict, and ends the call as well where the pause would pass its deadline, or `max_retries` or the retry budget is used up.
//! Broken event streams and WebSockets connect again after pauses of their own: `response/stream/again.rs`, `client/websocket/options.rs`.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::config::clock::Clock;
use crate::config::retry_budget::Cost;
use crate::error::retries::{RetryReason, RetryStop};
use crate::http::retry_after::asked_delay;
use crate::send::outcome::{AttemptLimit, Failed};
use crate::transport::error::TransportErrorKind;

/// The longest delay an API may ask for; with a longer one, repeating is the caller's business.
const LONGEST_DELAY: f64 = 120.0;
/// The first pause, doubled with each retry.
const FIRST_PAUSE: f64 = 0.5;
/// The longest pause of our own.
const LONGEST_PAUSE: f64 = 8.0;

/// Verdict on an attempt that did not succeed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// No further attempt.
    Final(RetryStop),
    /// Another attempt after a pause may repair it.
    Again {
        reason: RetryReason,
        pause: Duration,
        cost: Cost,
        /// True if the API certainly did not carry out the request.
        unapplied: bool,
    },
}

/// Decides after a response. In this order: a delay beyond two minutes ends it; `x-should-retry` decides; then 408, 409, 429 and 500 and above are worth a
/// retry.
///
/// A request was certainly not carried out when the API asks for it again, when it did not arrive whole (408, RFC 9110 §15.5.9), and when there
/// were too many before it (429, RFC 6585 §4). 503 says the same of the server that sends it, but gateways send it as well, with and without
/// `Retry-After`, when the server behind them breaks off in the middle; a conflict (409) stays until somebody resolves it.
pub(crate) fn after_status(status: StatusCode, headers: &HeaderMap, retries: u32, clock: &dyn Clock) -> Verdict {
    let asked = asked_delay(headers, clock.wall());
    if asked.is_some_and(|seconds| seconds > LONGEST_DELAY) {
        return Verdict::Final(RetryStop::LongDelay);
    }
    let (reason, unapplied) = match headers.get("x-should-retry").map(|value| value.as_bytes()) {
        Some(b"true") => (RetryReason::Asked(status), true),
        Some(b"false") => return Verdict::Final(RetryStop::Refused),
        _ if matches!(status.as_u16(), 408 | 409 | 429 | 500..) => {
            (RetryReason::Status(status), matches!(status.as_u16(), 408 | 429))
        }
        _ => return Verdict::Final(RetryStop::NotRetryable),
    };
    match usable(asked) {
        Some(pause) => Verdict::Again { reason, pause, cost: Cost::Named, unapplied },
        None => Verdict::Again { reason, pause: pause(retries, clock.jitter()), cost: Cost::Answered, unapplied },
    }
}

/// Decides after an attempt without a response: retries everything that another attempt may repair.
pub(crate) fn on_failure(failed: &Failed, retries: u32, clock: &dyn Clock) -> Verdict {
    let reason = match failed {
        Failed::Transport(fault) => match fault.kind() {
            TransportErrorKind::Refused => return Verdict::Final(RetryStop::NotRetryable),
            TransportErrorKind::Connect => RetryReason::Connect,
            TransportErrorKind::Timeout => RetryReason::Timeout,
            TransportErrorKind::Broken => RetryReason::Broken,
        },
        Failed::Timeout(AttemptLimit::Attempt(_)) | Failed::Silent(_) => RetryReason::Timeout,
        Failed::Unauthorized(unauthorized) if unauthorized.temporary => RetryReason::Credential,
        Failed::Timeout(AttemptLimit::Deadline { .. }) => return Verdict::Final(RetryStop::Deadline),
        Failed::Limit { .. } | Failed::Redirect { .. } | Failed::Final(_) | Failed::Unauthorized(_) => {
            return Verdict::Final(RetryStop::NotRetryable);
        }
    };
    let unapplied = match failed {
        Failed::Transport(fault) => !fault.may_have_arrived(),
        Failed::Unauthorized(_) => true,
        _ => false,
    };
    Verdict::Again { reason, pause: pause(retries, clock.jitter()), cost: Cost::Silent, unapplied }
}

fn usable(asked: Option<f64>) -> Option<Duration> {
    asked.filter(|seconds| *seconds > 0.0).and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

/// Returns our own pause: half a second, doubled each time up to eight, less up to a quarter at random.
fn pause(retries: u32, random: f64) -> Duration {
    let doubled = FIRST_PAUSE * 2_f64.powi(i32::try_from(retries.min(1000)).unwrap_or(1000));
    let jitter = 1.0 - 0.25 * random.clamp(0.0, 1.0);
    Duration::from_secs_f64(doubled.min(LONGEST_PAUSE) * jitter)
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;
    use crate::transport::BoxFuture;
    use std::time::Instant;

    /// A clock that stands still, with jitter of one's choice.
    struct Still(f64);

    impl Clock for Still {
        fn now(&self) -> Instant {
            Instant::now()
        }

        fn wall(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) // Sun, 06 Nov 1994 08:49:37 GMT
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
            Box::pin(async {})
        }

        fn jitter(&self) -> f64 {
            self.0
        }
    }

    /// Returns the pause before another attempt, or why there is none.
    fn decide(status: u16, headers: &[(&'static str, &str)]) -> Result<Duration, RetryStop> {
        let map = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        match after_status(StatusCode::from_u16(status).unwrap(), &map, 0, &Still(0.0)) {
            Verdict::Final(stop) => Err(stop),
            Verdict::Again { pause, .. } => Ok(pause),
        }
    }

    fn wait(seconds: f64) -> Result<Duration, RetryStop> {
        Ok(Duration::from_secs_f64(seconds))
    }

    #[test]
    fn vectors() {
        let own = wait(0.5);
        type Fields = &'static [(&'static str, &'static str)];
        let table: &[(u16, Fields, Result<Duration, RetryStop>)] = &[
            (429, &[("retry-after-ms", "1500")], wait(1.5)),
            (503, &[("retry-after", "2.5")], wait(2.5)),
            (500, &[("retry-after", "121")], Err(RetryStop::LongDelay)),
            (500, &[("retry-after", "121"), ("x-should-retry", "true")], Err(RetryStop::LongDelay)),
            (500, &[("retry-after", "120")], wait(120.0)),
            (429, &[("retry-after", "0")], own),
            (429, &[("retry-after", "nan")], own),
            (429, &[("retry-after", "-1")], own),
            (429, &[("retry-after", "inf")], own),
            (429, &[("retry-after", "soon")], own),
            (429, &[("retry-after-ms", "x"), ("retry-after", "3")], wait(3.0)),
            (429, &[("retry-after-ms", "100"), ("retry-after", "300")], wait(0.1)),
            (429, &[("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT")], wait(10.0)),
            (429, &[("retry-after", "Sun, 06 Nov 1994 08:49:27 GMT")], own),
            (429, &[("retry-after", "Sun, 06 Nov 1994 08:59:47 GMT")], Err(RetryStop::LongDelay)),
            (400, &[("x-should-retry", "true")], own),
            (400, &[("x-should-retry", "true"), ("retry-after", "1")], wait(1.0)),
            (500, &[("x-should-retry", "false")], Err(RetryStop::Refused)),
            (500, &[("x-should-retry", "maybe")], own),
            (408, &[], own),
            (409, &[], own),
            (429, &[], own),
            (500, &[], own),
            (501, &[], own),
            (599, &[], own),
            (404, &[], Err(RetryStop::NotRetryable)),
            (400, &[], Err(RetryStop::NotRetryable)),
            (304, &[], Err(RetryStop::NotRetryable)),
        ];
        for (status, headers, wanted) in table {
            assert_eq!(decide(*status, headers), *wanted, "{status} {headers:?}");
        }
    }

    #[test]
    fn pauses_double_up_to_eight_seconds() {
        for (retries, longest) in
            [(0, 0.5), (1, 1.0), (2, 2.0), (3, 4.0), (4, 8.0), (5, 8.0), (1000, 8.0), (u32::MAX, 8.0)]
        {
            assert_eq!(pause(retries, 0.0), Duration::from_secs_f64(longest));
            assert_eq!(pause(retries, 1.0), Duration::from_secs_f64(longest * 0.75));
        }
    }
}
