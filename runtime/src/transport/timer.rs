//! Time and pauses: those of tokio, or of the browser.

use std::time::{Duration, SystemTime};

use crate::http::instant::Instant;
use crate::transport::BoxFuture;

/// Waits.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn sleep(pause: Duration) -> BoxFuture<'static, ()> {
    Box::pin(tokio::time::sleep(pause))
}

/// Waits, by timers of the browser. One of them can wait for 24 days.
#[cfg(target_family = "wasm")]
pub(crate) fn sleep(pause: Duration) -> BoxFuture<'static, ()> {
    const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);
    Box::pin(send_wrapper::SendWrapper::new(async move {
        let mut left = pause;
        while left > LONGEST {
            gloo_timers::future::sleep(LONGEST).await;
            left -= LONGEST;
        }
        gloo_timers::future::sleep(left).await;
    }))
}

/// Returns a moment, for measuring.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

/// Returns a moment, for measuring.
#[cfg(target_family = "wasm")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Returns the time of day.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn wall() -> SystemTime {
    SystemTime::now()
}

/// Returns the time of day.
#[cfg(target_family = "wasm")]
pub(crate) fn wall() -> SystemTime {
    use web_time::web::SystemTimeExt as _;
    web_time::SystemTime::now().to_std()
}
