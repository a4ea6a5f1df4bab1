//! Making a call: attempts, pauses between them, redirects, time and size limits. Not generic, so it is compiled once.

mod attempt;
mod chance;
mod clock;
mod redirect;
mod retry;

pub(crate) use chance::{random_token, random_uuid};
pub use clock::{Clock, SystemClock};

use std::time::Instant;

use crate::call::{Call, Opened, Reply};
use crate::error::{Error, ErrorKind, Route};
use crate::paging::Turn;
use crate::request::{Address, RETRY_COUNT, assemble};
use crate::response::Head;
use crate::transport::{TransportError, TransportErrorKind};

use attempt::{Arrived, Content, Failed};
use retry::Decision;

/// Starts a call. The future is boxed, and the same for every operation.
pub(crate) fn run(call: Call, accept: &'static str) -> crate::call::Running {
    Box::pin(whole(call, accept))
}

async fn whole(call: Call, accept: &'static str) -> Result<Reply, Error> {
    let route = call.route();
    match execute(&call, accept).await {
        Ok((head, content, address)) => Ok(finish_reply(call, head, content, address, route)),
        Err(error) => Err(finish_error(&call, error, &route)),
    }
}

/// What decoding needs of a call that succeeded.
fn finish_reply(call: Call, head: Head, content: Content, address: Address, route: Route) -> Reply {
    let mode = call.client.config().mode;
    match content {
        Content::Whole(body) => {
            let turn = call.operation.paging.is_some().then(|| Box::new(Turn { call, address }));
            Reply { head, body, route, mode, turn, open: None }
        }
        Content::Open(body) => {
            let open = Some(Box::new(Opened { call, body }));
            Reply { head, body: bytes::Bytes::new(), route, mode, turn: None, open }
        }
    }
}

/// Names the operation in an error, and keeps credentials that the API repeated out of it.
pub(crate) fn finish_error(call: &Call, error: Error, route: &Route) -> Error {
    let mut error = error.with_route(route);
    for credential in &call.client.config().credentials {
        credential.hide_in(&mut error);
    }
    error
}

/// The answer, and where it came from.
type Ended = (Head, Content, Address);

async fn execute(call: &Call, accept: &'static str) -> Result<Ended, Error> {
    let config = call.client.config();
    let mut prepared = assemble(call, accept)?;
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
            Decision::Wait(pause) if retries < max_retries && prepared.body.is_replayable() => {
                drop(outcome);
                config.clock.sleep(pause).await;
                retries += 1;
                if prepared.counts {
                    prepared.headers.insert(RETRY_COUNT, retries.into());
                }
            }
            _ => return end(call, prepared.address, outcome, retries, started),
        }
    }
}

/// What the last attempt brought is what the call brings.
fn end(
    call: &Call,
    address: Address,
    outcome: Result<Arrived, Failed>,
    retries: u32,
    started: Instant,
) -> Result<Ended, Error> {
    let clock = &*call.client.config().clock;
    let Arrived { status, headers, content, address: redirected } =
        outcome.map_err(|failed| failure(failed).with_retries(retries))?;
    if !status.is_success() {
        let retry_after = retry::server_delay(&headers, clock);
        return Err(Error::status_reply(status, headers, content.into_whole(), retry_after).with_retries(retries));
    }
    let elapsed = clock.now().saturating_duration_since(started);
    Ok((Head { status, headers, retries, elapsed }, content, redirected.unwrap_or(address)))
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

pub(crate) fn transport_failure(fault: TransportError) -> Error {
    let kind = match fault.kind() {
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Refused => ErrorKind::Build,
        TransportErrorKind::Connect | TransportErrorKind::Broken => ErrorKind::Connection,
    };
    Error::new(kind, fault.to_string()).with_source(fault)
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
