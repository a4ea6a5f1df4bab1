//! Observers of a call, and spans if the feature `tracing` is on. They receive no URL, body or credential; observers may change headers.

use std::time::Duration;

use http::Method;

use crate::config::Config;
use crate::config::error_kind::ErrorKind;
use crate::config::observer::{Attempt, AttemptOutcome};
use crate::error::Error;
use crate::http::instant::Instant;
use crate::request::call::Call;
use crate::send::outcome::{Arrived, Failed};
use crate::transport::body::RequestBody;

/// Tells observers that a request is about to leave.
#[inline]
pub(crate) fn before(call: &Call, retries: u32, request: &mut http::Request<RequestBody>) -> Result<(), Failed> {
    let observers = &call.session.config().observers;
    if observers.is_empty() { Ok(()) } else { tell_before(call, retries, request) }
}

fn tell_before(call: &Call, retries: u32, request: &mut http::Request<RequestBody>) -> Result<(), Failed> {
    let observers = &call.session.config().observers;
    let (operation, path, method) = (call.operation.id, call.route().path, request.method().clone());
    let attempt = Attempt { operation, method: &method, path: &path, retries };
    observers.iter().try_for_each(|observer| {
        observer.before_attempt(&attempt, request.headers_mut()).map_err(|fault| {
            Failed::Final(Error::build(format!("an observer refused the request: {fault}")).with_source(fault))
        })
    })
}

/// Returns the moment an attempt begins, if somebody wants to know.
#[inline]
pub(crate) fn now(config: &Config) -> Option<Instant> {
    (!config.observers.is_empty()).then(|| config.clock.now())
}

/// Tells what an attempt came to that began at a moment.
#[inline]
pub(crate) fn after(
    call: &Call,
    method: &Method,
    retries: u32,
    outcome: &Result<Arrived, Failed>,
    (begun, again_after): (Option<Instant>, Option<Duration>),
) {
    spans::attempt_ended(call, retries, outcome, again_after);
    if let Some(begun) = begun {
        tell_after(call, method, retries, outcome, (begun, again_after));
    }
}

fn tell_after(
    call: &Call,
    method: &Method,
    retries: u32,
    outcome: &Result<Arrived, Failed>,
    (begun, again_after): (Instant, Option<Duration>),
) {
    let config = call.session.config();
    let elapsed = config.clock.now().saturating_duration_since(begun);
    let (operation, path) = (call.operation.id, call.route().path);
    let attempt = Attempt { operation, method, path: &path, retries };
    let arrived = outcome.as_ref().ok();
    let outcome = AttemptOutcome {
        status: arrived.map(|arrived| arrived.head.status),
        headers: arrived.map(|arrived| &arrived.head.headers),
        failure: failure(outcome),
        elapsed,
        again_after,
    };
    config.observers.iter().for_each(|observer| observer.after_attempt(&attempt, &outcome));
}

/// Returns the kind of error of an attempt; `None` for a success.
fn failure(outcome: &Result<Arrived, Failed>) -> Option<ErrorKind> {
    match outcome {
        Ok(arrived) if arrived.success => None,
        Ok(arrived) => Some(ErrorKind::of_status(arrived.head.status)),
        Err(failed) => Some(failed.kind()),
    }
}

pub(crate) use spans::{Span, ended, of_attempt, of_call, within};

#[cfg(feature = "tracing")]
mod spans {
    use std::future::Future;
    use std::time::Duration;

    use tracing::Instrument as _;
    pub(crate) use tracing::Span;
    use tracing::field::Empty;

    use crate::error::Error;
    use crate::http::request_id::request_id;
    use crate::request::call::Call;
    use crate::send::head::Head;
    use crate::send::outcome::Arrived;
    use crate::send::outcome::Failed;

    /// Returns the span of a call.
    pub(crate) fn of_call(call: &Call) -> Span {
        let route = call.route();
        let method = route.method.as_ref().map(http::Method::as_str);
        tracing::info_span!(
            "api_call",
            operation = route.id,
            method,
            path = &*route.path,
            status = Empty,
            request_id = Empty,
            retries = Empty,
            error = Empty,
        )
    }

    /// Makes a call within its span.
    pub(crate) fn within<T>(span: Span, work: impl Future<Output = T>) -> impl Future<Output = T> {
        work.instrument(span)
    }

    /// Returns the span of an attempt.
    pub(crate) fn of_attempt<T>(retries: u32, work: impl Future<Output = T>) -> impl Future<Output = T> {
        work.instrument(tracing::debug_span!("attempt", retries))
    }

    /// Writes into the span of a call what came of it.
    pub(crate) fn ended(span: &Span, outcome: Result<&Head, &Error>) {
        if span.is_disabled() {
            return;
        }
        let (status, id, retries) = match outcome {
            Ok(head) => (Some(head.status), request_id(&head.headers), head.record.count()),
            Err(error) => (error.status(), error.request_id(), error.retries()),
        };
        span.record("status", status.map(|status| status.as_u16()));
        span.record("request_id", id);
        span.record("retries", retries);
        if let Err(error) = outcome {
            span.record("error", error.kind().as_str());
        }
    }

    /// Says what an attempt came to.
    pub(crate) fn attempt_ended(
        _: &Call,
        retries: u32,
        outcome: &Result<Arrived, Failed>,
        again_after: Option<Duration>,
    ) {
        let status = outcome.as_ref().ok().map(|arrived| arrived.head.status.as_u16());
        let error = crate::send::telemetry::failure(outcome).map(crate::config::error_kind::ErrorKind::as_str);
        match again_after {
            Some(pause) => tracing::info!(retries, status, error, pause_ms = pause.as_millis() as u64, "trying again"),
            None => tracing::debug!(retries, status, error, "attempt ended"),
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod spans {
    use std::future::Future;
    use std::time::Duration;

    use crate::error::Error;
    use crate::request::call::Call;
    use crate::send::head::Head;
    use crate::send::outcome::Arrived;
    use crate::send::outcome::Failed;

    /// No span.
    #[derive(Clone)]
    pub(crate) struct Span;

    pub(crate) fn of_call(_: &Call) -> Span {
        Span
    }

    pub(crate) fn ended(_: &Span, _: Result<&Head, &Error>) {}

    pub(crate) fn within<T>(_: Span, work: impl Future<Output = T>) -> impl Future<Output = T> {
        work
    }

    pub(crate) fn of_attempt<T>(_: u32, work: impl Future<Output = T>) -> impl Future<Output = T> {
        work
    }

    pub(crate) fn attempt_ended(_: &Call, _: u32, _: &Result<Arrived, Failed>, _: Option<Duration>) {}
}
