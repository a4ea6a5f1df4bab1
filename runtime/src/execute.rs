//! Making a call: attempts, pauses between them, redirects, time and size limits. Not generic, so it is compiled once.

mod attempt;
mod chance;
mod clock;
mod redirect;
mod retry;

pub(crate) use chance::{random_token, random_uuid};
pub use clock::{Clock, SystemClock};

use std::time::Instant;

use http::StatusCode;

use crate::call::{Call, Reply};
use crate::error::{Error, ErrorKind, Route};
use crate::paging::Turn;
use crate::request::assemble;
use crate::response::Head;
use crate::transport::{TransportError, TransportErrorKind};

use attempt::{Arrived, Failed};
use retry::Decision;

/// Starts a call. The future is boxed, and the same for every operation.
pub(crate) fn run(call: Call, accept: &'static str) -> crate::call::Running {
    Box::pin(whole(call, accept))
}

async fn whole(call: Call, accept: &'static str) -> Result<Reply, Error> {
    let route = call.route();
    match execute(&call, accept).await {
        Ok((head, arrived)) => Ok(finish_reply(call, head, arrived, route)),
        Err(error) => Err(finish_error(&call, error, &route)),
    }
}

/// What decoding needs of a call that succeeded.
fn finish_reply(call: Call, head: Head, arrived: Arrived, route: Route) -> Reply {
    let mode = call.client.config().mode;
    let turn = call.operation.paging.is_some().then(|| Box::new(Turn { call, address: arrived.address }));
    Reply { head, body: arrived.body, route, mode, turn }
}

/// Names the operation in an error, and keeps credentials that the API repeated out of it.
fn finish_error(call: &Call, error: Error, route: &Route) -> Error {
    let mut error = error.with_route(route);
    for (_, secret) in &call.client.config().credentials {
        error.hide(secret.expose());
    }
    error
}

async fn execute(call: &Call, accept: &str) -> Result<(Head, Arrived), Error> {
    let config = call.client.config();
    let prepared = assemble(call, accept)?;
    let started = config.clock.now();
    let max_retries = call.parts.max_retries.unwrap_or(config.max_retries);
    let mut retries = 0;
    loop {
        let outcome = attempt::attempt(call, &prepared, retries).await;
        let decision = match &outcome {
            Ok(arrived) if arrived.status.is_success() => Decision::Stop,
            Ok(arrived) => retry::after_status(arrived.status, &arrived.headers, retries, &*config.clock),
            Err(failed) => retry::after_failure(failed, retries, &*config.clock),
        };
        match decision {
            Decision::Wait(pause) if retries < max_retries => {
                drop(outcome);
                config.clock.sleep(pause).await;
                retries += 1;
            }
            _ => return end(call, outcome, retries, started),
        }
    }
}

/// What the last attempt brought is what the call brings.
fn end(
    call: &Call,
    outcome: Result<Arrived, Failed>,
    retries: u32,
    started: Instant,
) -> Result<(Head, Arrived), Error> {
    let clock = &*call.client.config().clock;
    let mut arrived = outcome.map_err(|failed| failure(failed).with_retries(retries))?;
    let headers = std::mem::take(&mut arrived.headers);
    if !arrived.status.is_success() {
        let retry_after = retry::server_delay(&headers, clock);
        return Err(Error::status_reply(arrived.status, headers, arrived.body, retry_after).with_retries(retries));
    }
    let elapsed = clock.now().saturating_duration_since(started);
    Ok((Head { status: arrived.status, headers, retries, elapsed }, arrived))
}

fn failure(failed: Failed) -> Error {
    match failed {
        Failed::Timeout(limit) => Error::new(ErrorKind::Timeout, format!("no answer within {limit:?}")),
        Failed::TooLarge { status, headers, limit } => {
            let message = format!("the answer is larger than the limit of {limit} bytes");
            Error::new(ErrorKind::TooLarge, message).with_reply(status, headers, bytes::Bytes::new())
        }
        Failed::Redirect { status, headers, why } => {
            Error::new(ErrorKind::Status, why).with_reply(status, headers, bytes::Bytes::new())
        }
        Failed::Transport(fault) => transport_failure(fault),
        Failed::Build(error) => error,
    }
}

fn transport_failure(fault: TransportError) -> Error {
    let kind = match fault.kind() {
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Refused => ErrorKind::Build,
        TransportErrorKind::Connect | TransportErrorKind::Broken => ErrorKind::Connection,
    };
    Error::new(kind, fault.to_string()).with_source(fault)
}

/// True for statuses that carry no body to speak of.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn futures_stay_small() {
        static API: crate::Api = crate::Api::new("a", "1").base_url("https://h.example");
        static GET: crate::Operation = crate::Operation::new("g", "GET", "/");
        let mock = crate::transport::mock::MockTransport::new();
        let client = crate::ClientBuilder::new(&API).transport(mock).build().unwrap();
        let call = client.call(&GET);
        let prepared = assemble(&call, "*/*").unwrap();
        let sizes = [size_of_val(&attempt::send(&call, &prepared, 0)), size_of_val(&whole(call.clone(), "*/*"))];
        assert!(sizes.iter().all(|size| *size < 1024), "{sizes:?}");
    }
}
