//! A limiter before the API: calls wait until its rate limits leave room for them.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::config::clock::Clock;
use crate::config::rate_limiter::RateLimiter;
use crate::http::instant::Instant;
use crate::http::rate_limits::RateLimits;

/// Rate limits that the responses so far have announced.
#[derive(Debug, Default)]
pub(crate) struct AnnouncedLimits {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Earliest time of the next request.
    closed_until: Option<Instant>,
    windows: Vec<Window>,
}

#[derive(Debug)]
struct Window {
    name: String,
    remaining: u64,
    resets: Instant,
}

impl Window {
    /// Returns true if the window counts requests.
    fn counts_requests(&self) -> bool {
        self.name.is_empty() || self.name.contains("request")
    }
}

impl RateLimiter for AnnouncedLimits {
    fn admit(&self, now: Instant) -> Result<(), Duration> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.windows.retain(|window| window.resets > now);
        state.closed_until = state.closed_until.filter(|until| *until > now);
        let empty = state.windows.iter().filter(|window| window.remaining == 0).map(|window| window.resets);
        if let Some(until) = empty.chain(state.closed_until).max() {
            return Err(until.saturating_duration_since(now));
        }
        for window in state.windows.iter_mut().filter(|window| window.counts_requests()) {
            window.remaining = window.remaining.saturating_sub(1);
        }
        Ok(())
    }

    fn learn(&self, status: StatusCode, headers: &HeaderMap, clock: &dyn Clock) {
        let limits = RateLimits::read(headers, clock.wall());
        self.note(limits, matches!(status.as_u16(), 429 | 503), clock.now());
    }
}

impl AnnouncedLimits {
    /// Notes what a response says. `refused`: it was turned away for the rate limit.
    fn note(&self, limits: RateLimits, refused: bool, now: Instant) {
        if limits.is_empty() {
            return;
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = limits.retry_after.filter(|_| refused).and_then(|wait| now.checked_add(wait)) {
            state.closed_until = state.closed_until.max(Some(until));
        }
        for limit in limits.limits {
            let (Some(remaining), Some(resets)) =
                (limit.remaining, limit.reset.and_then(|reset| now.checked_add(reset)))
            else {
                continue;
            };
            match state.windows.iter_mut().find(|window| window.name == limit.name) {
                // Requests that are under way are not in what the response says: the lower number is the safe one.
                Some(window) if window.resets > now => {
                    window.remaining = window.remaining.min(remaining);
                    window.resets = resets;
                }
                Some(window) => (window.remaining, window.resets) = (remaining, resets),
                None => state.windows.push(Window { name: limit.name, remaining, resets }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::rate_limits::RateLimit;

    fn limits(name: &str, remaining: u64, reset: u64) -> RateLimits {
        let reset = Some(Duration::from_secs(reset));
        let limit = RateLimit { name: name.to_owned(), remaining: Some(remaining), reset, ..RateLimit::default() };
        RateLimits { limits: vec![limit], retry_after: None }
    }

    #[test]
    fn what_is_left_is_given_out_once() {
        let (limiter, now) = (AnnouncedLimits::default(), Instant::now());
        assert_eq!(limiter.admit(now), Ok(()));
        limiter.note(limits("requests", 2, 10), false, now);
        assert_eq!((limiter.admit(now), limiter.admit(now)), (Ok(()), Ok(())));
        assert_eq!(limiter.admit(now), Err(Duration::from_secs(10)));
        limiter.note(limits("requests", 1, 10), false, now);
        assert_eq!(limiter.admit(now), Err(Duration::from_secs(10)), "a response from before does not open it");
        assert_eq!(limiter.admit(now + Duration::from_secs(10)), Ok(()));
    }

    #[test]
    fn other_limits_close_it_when_nothing_is_left() {
        let (limiter, now) = (AnnouncedLimits::default(), Instant::now());
        limiter.note(limits("tokens", 1, 5), false, now);
        assert!((0..100).all(|_| limiter.admit(now).is_ok()));
        limiter.note(limits("tokens", 0, 5), false, now);
        assert_eq!(limiter.admit(now), Err(Duration::from_secs(5)));
    }

    #[test]
    fn a_refusal_closes_it() {
        let (limiter, now) = (AnnouncedLimits::default(), Instant::now());
        let wait = RateLimits { limits: Vec::new(), retry_after: Some(Duration::from_secs(3)) };
        limiter.note(wait.clone(), false, now);
        assert_eq!(limiter.admit(now), Ok(()));
        limiter.note(wait, true, now);
        assert_eq!(limiter.admit(now), Err(Duration::from_secs(3)));
    }
}
