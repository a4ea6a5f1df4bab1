//! Time, pauses and jitter, so that tests can have their own.

use std::time::{Duration, SystemTime};

use crate::http::instant::Instant;
use crate::transport::BoxFuture;
use crate::transport::timer;

/// Source of time, pauses and jitter. In a browser its moments are `web_time::Instant`s, since `std` has none there.
pub trait Clock: Send + Sync + 'static {
    /// A moment, for measuring.
    fn now(&self) -> Instant;

    /// The time of day, against which an API's dates are read.
    fn wall(&self) -> SystemTime;

    /// Waits.
    fn sleep(&self, pause: Duration) -> BoxFuture<'static, ()>;

    /// A number from 0 up to, not including, 1.
    fn jitter(&self) -> f64;
}

/// Tokio's time, which its tests can pause, and the system's time of day and jitter. In a browser, its timers, clocks and random numbers.
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
