//! Time, pauses and jitter, so that tests can have their own.

use std::time::{Duration, Instant, SystemTime};

use crate::transport::BoxFuture;

/// Where a client takes time, pauses and jitter from.
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

/// Tokio's time, which its tests can pause, and the system's time of day and jitter.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(pause))
    }

    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn jitter(&self) -> f64 {
        (crate::http::random::random_bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
