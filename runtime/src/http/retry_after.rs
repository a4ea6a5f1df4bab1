//! `Retry-After` and its relative in milliseconds, as the delay that a server asks for. `send/retry.rs` decides what becomes of it.

use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// Returns the delay an API asks for, if it is one that makes sense.
pub(crate) fn server_delay(headers: &HeaderMap, wall: SystemTime) -> Option<Duration> {
    asked_delay(headers, wall)
        .filter(|seconds| *seconds >= 0.0)
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

/// Returns the value of `retry-after-ms`, or of `retry-after` as seconds or as a date, in seconds; finite, possibly negative.
pub(crate) fn asked_delay(headers: &HeaderMap, wall: SystemTime) -> Option<f64> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    if let Some(milliseconds) = text("retry-after-ms").and_then(number) {
        return Some(milliseconds / 1000.0);
    }
    let text = text("retry-after")?;
    if text.parse::<f64>().is_ok() {
        return number(text);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(match date.duration_since(wall) {
        Ok(ahead) => ahead.as_secs_f64(),
        Err(behind) => -behind.duration().as_secs_f64(),
    })
}
