//! Making a call: attempts, pauses between them, redirects, time and size limits. Not generic, so it is compiled once.

pub(crate) mod attempt;
pub(crate) mod body_reader;
pub(crate) mod call_state;
pub(crate) mod content_coding;
pub(crate) mod failure;
pub(crate) mod head;
pub(crate) mod outcome;
pub(crate) mod rate_limiter;
pub(crate) mod redirect;
pub(crate) mod retry;
pub(crate) mod retry_policy;
pub(crate) mod telemetry;
pub(crate) mod undecoded;

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;

use crate::config::Config;
use crate::config::error_kind::ErrorKind;
use crate::config::rate_limiter::RateLimiter;
use crate::error::Error;
use crate::http::address::Address;
use crate::request::assemble::assemble;
use crate::request::call::Call;
use crate::send::call_state::CallState;
use crate::send::failure::{finish_error, over_limit, transport_failure};
use crate::send::outcome::{Arrived, AttemptLimit, Content, Failed, Progress};
use crate::send::undecoded::UndecodedResponse;

/// Starts a call. The future is boxed, and the same for every operation.
pub(crate) fn run(call: Call, accept: &'static str) -> crate::send::undecoded::Running {
    let span = telemetry::of_call(&call);
    Box::pin(telemetry::within(span.clone(), whole(call, accept, Box::new(span))))
}

/// One state machine for all of a call, since each move of what it holds is paid for by every call.
/// The span is boxed to keep the future small.
async fn whole(call: Call, accept: &'static str, span: Box<telemetry::Span>) -> Result<UndecodedResponse, Error> {
    let mut prepared = match assemble(&call, accept) {
        Ok(prepared) => prepared,
        Err(error) => return Err(failed(&call, error, &span)),
    };
    let mut state = CallState::new(&call);
    loop {
        let config = call.session.config();
        if let Some((limiter, longest)) = &config.rate_limiter {
            Box::pin(wait_for_room(&**limiter, *longest, &state, config)).await;
        }
        let retries = state.retries();
        let begun = telemetry::now(config);
        let mut timer = attempt::timer(state.limit(config), config);
        let mut progress = Progress::default();
        let outcome = {
            let mut work =
                pin!(telemetry::of_attempt(retries, attempt::send(&call, &mut prepared, retries, &mut progress)));
            poll_fn(|cx| attempt::poll_limited(work.as_mut(), &mut timer, cx)).await
        };
        drop(timer);
        learn(&outcome, config);
        let again_after = state.after(&outcome, &progress, (&call, &prepared));
        telemetry::after(&call, &prepared.method, retries, &outcome, (begun, again_after));
        let Some(pause) = again_after else {
            return end(call, &mut prepared.address, (outcome, progress), &mut state, &span);
        };
        drop((outcome, progress));
        config.clock.sleep(pause).await;
        if let Err(error) = prepared.repeated(&call, state.retries()) {
            return Err(failed(&call, error, &span));
        }
    }
}

/// Returns the error of a call.
fn failed(call: &Call, error: Error, span: &telemetry::Span) -> Error {
    let error = finish_error(call, error, &call.route());
    telemetry::ended(span, Err(&error));
    error
}

/// Waits until the API's rate limits leave room, where the client is to. A wait that is longer than it is to be, or than the deadline,
/// is not begun: the API will say what it thinks.
async fn wait_for_room(limiter: &dyn RateLimiter, longest: Duration, state: &CallState, config: &Config) {
    while let Err(wait) = limiter.admit(config.clock.now()) {
        if wait > longest || !state.may_wait(wait, config) {
            return;
        }
        config.clock.sleep(wait).await;
    }
}

#[inline]
fn learn(outcome: &Result<Arrived, Failed>, config: &Config) {
    if let (Some((limiter, _)), Ok(arrived)) = (&config.rate_limiter, outcome) {
        limiter.learn(arrived.head.status, &arrived.head.headers, &*config.clock);
    }
}

/// Ends a call with the outcome of its last attempt.
#[inline]
fn end(
    call: Call,
    address: &mut Address,
    (outcome, progress): (Result<Arrived, Failed>, Progress),
    state: &mut CallState,
    span: &telemetry::Span,
) -> Result<UndecodedResponse, Error> {
    let config = call.session.config();
    let received = config.clock.wall();
    let elapsed = state.elapsed(config);
    let record = state.take_record();
    match outcome {
        Ok(Arrived { mut head, success: true, content, hop }) => {
            (head.record, head.elapsed, head.received) = (record, elapsed, received);
            let (body, open) = match content {
                Content::Whole(body) | Content::Cut(body) => (body, None),
                Content::Open(body) => (Bytes::new(), Some(Box::new(body))),
            };
            let from = || Box::new(hop.map_or_else(|| std::mem::take(address), |hop| hop.address));
            let address = call.operation.paging.is_some().then(from);
            telemetry::ended(span, Ok(&head));
            Ok(UndecodedResponse { head, body, open, call, address })
        }
        outcome => {
            let error = failure(&call, outcome, progress).with_record(record).with_received(received);
            Err(failed(&call, error, span))
        }
    }
}

/// Returns the error that a call ends with.
fn failure(call: &Call, outcome: Result<Arrived, Failed>, progress: Progress) -> Error {
    match outcome {
        Ok(Arrived { head, content, .. }) => {
            let cut = matches!(content, Content::Cut(_));
            Error::status_response(head.status, head.headers, content.into_whole(), call.decoding()).with_cut_body(cut)
        }
        Err(failed) => progress.place(failed_error(failed)),
    }
}

fn failed_error(failed: Failed) -> Error {
    match failed {
        Failed::Timeout(AttemptLimit::Attempt(limit)) => {
            Error::new(ErrorKind::Timeout, format!("no response within {limit:?}"))
        }
        Failed::Timeout(AttemptLimit::Deadline { whole, .. }) => {
            Error::new(ErrorKind::Timeout, format!("not done within the deadline of {whole:?}"))
        }
        Failed::Silent(limit) => Error::new(ErrorKind::Timeout, format!("the response stopped coming for {limit:?}")),
        Failed::Limit { head, limit, most } => {
            over_limit(limit, most).with_response(head.status, head.headers, Bytes::new())
        }
        Failed::Redirect { head, why } => {
            Error::new(ErrorKind::Redirect, why).with_response(head.status, head.headers, Bytes::new())
        }
        Failed::Transport(fault) => transport_failure(fault),
        Failed::Final(error) => error,
        Failed::Unauthorized(unauthorized) => unauthorized.error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn futures_stay_small() {
        static API: crate::operation::api::Api =
            crate::operation::api::Api::new("a", "1").base_url("https://h.example");
        static GET: crate::operation::Operation = crate::operation::Operation::new("g", "GET", "/");
        let mock = crate::transport::mock::transport::MockTransport::new();
        let client = crate::client::builder::ClientBuilder::new(&API).transport(mock).build().unwrap();
        let call = client.call(&GET);
        let mut prepared = assemble(&call, "*/*").unwrap();
        let span = telemetry::of_call(&call);
        let run = telemetry::within(span.clone(), whole(call.clone(), "*/*", Box::new(span)));
        let sizes = [size_of_val(&attempt::send(&call, &mut prepared, 0, &mut Progress::default())), size_of_val(&run)];
        assert!(sizes.iter().all(|size| *size < 1024), "{sizes:?}");
    }
}
