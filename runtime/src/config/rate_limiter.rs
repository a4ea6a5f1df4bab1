//! Interface of the rate limiter.

use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::config::clock::Clock;
use crate::http::instant::Instant;

/// Lets requests pass or wait. It decides only; waiting is somebody else's.
///
/// A trait, so that what reads rate limits is in a program only when that program waits for them.
pub(crate) trait RateLimiter: Send + Sync {
    /// Admits a request and counts it, or returns the time to wait before asking again.
    fn admit(&self, now: Instant) -> Result<(), Duration>;

    /// Learns the limits from a response.
    fn learn(&self, status: StatusCode, headers: &HeaderMap, clock: &dyn Clock);
}
