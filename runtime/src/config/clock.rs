//! Source of time, pauses and jitter, which tests can replace.

use std::time::{Duration, SystemTime};

use crate::http::instant::Instant;
use crate::transport::BoxFuture;
use crate::transport::timer;

/// Source of time, pauses and jitter. In a browser its moments are `web_time::Instant`s, since `std` has none there.
pub trait Clock: Send + Sync + 'static {
    /// Returns the current moment, for measuring time.
    fn now(&self) -> Instant;

    /// Returns the time of day, to which dates in headers are compared.
    fn wall(&self) -> SystemTime;

    /// Waits for this long.
    fn sleep(&self, pause: Duration) -> BoxFuture<'static, ()>;

    /// Returns a number from 0 up to, not including, 1.
    fn jitter(&self) -> f64;
}

/// Clock of tokio, which tests can pause, with the system's time of day and random numbers. In a browser, the browser's timers, clocks and random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        timer::now()
    }

    fn wall(&self) -> SystemTime {
        timer::wall()
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'static, ()> {
        timer::sleep(pause)
    }

    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn jitter(&self) -> f64 {
        (crate::http::random::random_bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
