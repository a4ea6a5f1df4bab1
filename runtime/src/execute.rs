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
use crate::request::{Prepared, assemble};
use crate::response::Head;
use crate::transport::{TransportError, TransportErrorKind};

use attempt::{Arrived, Failed};
use retry::Decision;

/// Starts a call. The future is one word wide twice, and the same for every operation.
pub(crate) fn run(call: Call, accept: &'static str) -> crate::call::Running {
    Box::pin(async move {
        let route = call.route();
        match execute(&call, accept, &route).await {
            Ok(reply) => Ok(reply),
            Err(error) => Err(finish_error(&call, error, &route)),
        }
    })
}

/// Names the operation in an error, and keeps credentials that the API repeated out of it.
fn finish_error(call: &Call, error: Error, route: &Route) -> Error {
    let mut error = error.with_route(route);
    for (_, secret) in &call.client.config().credentials {
        error.hide(secret.expose());
    }
    error
}

async fn execute(call: &Call, accept: &str, route: &Route) -> Result<Reply, Error> {
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
            _ => return end(call, &prepared, outcome, retries, started, route),
        }
    }
}

/// What the last attempt brought is what the call brings.
fn end(
    call: &Call,
    prepared: &Prepared,
    outcome: Result<Arrived, Failed>,
    retries: u32,
    started: Instant,
    route: &Route,
) -> Result<Reply, Error> {
    let clock = &call.client.config().clock;
    let arrived = outcome.map_err(|failed| failure(failed).with_retries(retries))?;
    if !arrived.status.is_success() {
        let retry_after = retry::server_delay(&arrived.headers, &**clock);
        return Err(
            Error::status_reply(arrived.status, arrived.headers, arrived.body, retry_after).with_retries(retries)
        );
    }
    let head = Head {
        status: arrived.status,
        headers: arrived.headers,
        retries,
        elapsed: clock.now().saturating_duration_since(started),
    };
    let follow = crate::paging::follow(call, prepared, &head.headers, &arrived.body);
    Ok(Reply { head, body: arrived.body, route: route.clone(), mode: call.client.config().mode, follow })
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
