//! Making a call: attempts, pauses between them, redirects, time and size limits. Not generic, so it is compiled once.

mod attempt;
mod budget;
mod chance;
mod clock;
mod course;
mod gate;
mod intake;
mod record;
mod redirect;
mod retry;
mod unpack;
mod watch;

pub use budget::RetryBudget;
pub(crate) use chance::{random_token, random_uuid};
pub use clock::{Clock, SystemClock};
pub(crate) use gate::{Gate, LimitsGate};
pub(crate) use record::Record;
pub use record::{Retry, RetryReason, RetryStop};
pub(crate) use retry::server_delay;
pub(crate) use unpack::CODINGS;

use bytes::Bytes;

use crate::call::{Call, Opened, Reply};
use crate::client::{Config, Limit};
use crate::drift::Decoding;
use crate::error::{Error, ErrorKind, Route};
use crate::paging::Turn;
use crate::request::{Address, assemble};
use crate::response::Head;
use crate::transport::{TransportError, TransportErrorKind};

use attempt::{Arrived, Content, Failed};
use course::{Course, Limit as TimeLimit};
use unpack::OverLimit;

/// Starts a call. The future is boxed, and the same for every operation.
pub(crate) fn run(call: Call, accept: &'static str) -> crate::call::Running {
    let span = watch::of_call(&call);
    Box::pin(watch::within(span, whole(call, accept)))
}

async fn whole(call: Call, accept: &'static str) -> Result<Reply, Error> {
    match execute(&call, accept).await {
        Ok((head, content, address)) => Ok(finish_reply(call, head, content, address)),
        Err(error) => Err(finish_error(&call, error, &call.route())),
    }
}

/// What decoding needs of a call that succeeded.
fn finish_reply(call: Call, head: Head, content: Content, address: Address) -> Reply {
    let route = call.route();
    let json_depth = call.client.config().limits.json_depth;
    let decoding = decoding(&call);
    match content {
        Content::Whole(body) => {
            let turn = call.operation.paging.is_some().then(|| Box::new(Turn { call, address }));
            Reply { head, body, route, decoding, json_depth, turn, open: None }
        }
        Content::Open(body) => {
            let open = Some(Box::new(Opened { call, body }));
            Reply { head, body: Bytes::new(), route, decoding, json_depth, turn: None, open }
        }
    }
}

fn decoding(call: &Call) -> Decoding {
    let config = call.client.config();
    Decoding::new(config.mode, config.drift.as_ref(), call.operation.id)
}

/// Names the operation in an error, and keeps credentials that the API repeated out of it.
pub(crate) fn finish_error(call: &Call, error: Error, route: &Route) -> Error {
    let mut error = error.with_route(route);
    crate::request::hide_secrets(call, &mut error);
    error
}

/// The answer, and where it came from.
type Ended = (Head, Content, Address);

async fn execute(call: &Call, accept: &'static str) -> Result<Ended, Error> {
    let config = call.client.config();
    let mut prepared = assemble(call, accept)?;
    let mut course = Course::new(call);
    loop {
        pass_gate(&course, config).await;
        let retries = course.retries();
        let begun = watch::now(config);
        let outcome = attempt::attempt(call, &mut prepared, retries, course.limit(config)).await;
        learn(&outcome, config);
        let again_after = course.after(&outcome, &prepared.body, config);
        watch::after(call, &prepared.method, retries, &outcome, (begun, again_after));
        let Some(pause) = again_after else {
            return end(call, prepared.address, outcome, course);
        };
        drop(outcome);
        config.clock.sleep(pause).await;
        prepared.repeated(call, course.retries())?;
    }
}

/// Waits until the API's rate limits leave room, where the client is to. A wait that is longer than it is to be, or than the deadline,
/// is not begun: the API will say what it thinks.
async fn pass_gate(course: &Course, config: &Config) {
    let Some((gate, longest)) = &config.gate else { return };
    while let Err(wait) = gate.admit(config.clock.now()) {
        if wait > *longest || !course.may_wait(wait, config) {
            return;
        }
        config.clock.sleep(wait).await;
    }
}

fn learn(outcome: &Result<Arrived, Failed>, config: &Config) {
    if let (Some((gate, _)), Ok(arrived)) = (&config.gate, outcome) {
        gate.learn(arrived.status, &arrived.headers, &*config.clock);
    }
}

/// What the last attempt brought is what the call brings.
fn end(call: &Call, address: Address, outcome: Result<Arrived, Failed>, course: Course) -> Result<Ended, Error> {
    let config = call.client.config();
    let received = config.clock.wall();
    let elapsed = course.elapsed(config);
    let record = course.into_record();
    let Arrived { status, success, headers, content, hop } = match outcome {
        Ok(arrived) => arrived,
        Err(failed) => return Err(failure(failed).with_record(record).with_received(received)),
    };
    if !success {
        return Err(Error::status_reply(status, headers, content.into_whole(), decoding(call))
            .with_record(record)
            .with_received(received));
    }
    Ok((Head { status, headers, record, elapsed, received }, content, hop.map_or(address, |hop| hop.address)))
}

fn failure(failed: Failed) -> Error {
    match failed {
        Failed::Timeout(TimeLimit::Attempt(limit)) => {
            Error::new(ErrorKind::Timeout, format!("no answer within {limit:?}"))
        }
        Failed::Timeout(TimeLimit::Deadline { whole, .. }) => {
            Error::new(ErrorKind::Timeout, format!("not done within the deadline of {whole:?}"))
        }
        Failed::Silent(limit) => Error::new(ErrorKind::Timeout, format!("the answer stopped coming for {limit:?}")),
        Failed::Limit { status, headers, limit, most } => {
            over_limit(limit, most).with_reply(status, headers, Bytes::new())
        }
        Failed::Redirect { status, headers, why } => {
            Error::new(ErrorKind::Redirect, why).with_reply(status, headers, Bytes::new())
        }
        Failed::Transport(fault) => transport_failure(fault),
        Failed::Final(error) => error,
        Failed::Unauthorized(unauthorized) => unauthorized.error,
    }
}

/// An answer that went over a limit.
pub(crate) fn over_limit(limit: Limit, most: u64) -> Error {
    let (kind, message) = match limit {
        Limit::ResponseBytes => (ErrorKind::TooLarge, format!("the answer is larger than the limit of {most} bytes")),
        Limit::Expansion => {
            (ErrorKind::TooLarge, format!("the answer is more than {most} times as large unpacked as it was sent"))
        }
        Limit::HeaderBytes => {
            (ErrorKind::TooLarge, format!("the header fields of the answer are larger than the limit of {most} bytes"))
        }
        Limit::JsonDepth => (ErrorKind::Decode, format!("the JSON of the answer nests deeper than {most}")),
        Limit::Redirects => (ErrorKind::Redirect, format!("more than {most} redirects")),
    };
    Error::new(kind, message).with_limit(limit)
}

pub(crate) fn transport_failure(fault: TransportError) -> Error {
    if let Some(OverLimit(limit, most)) = unpack::limit_of(&fault) {
        return over_limit(*limit, *most);
    }
    Error::new(kind_of(&fault), fault.to_string()).with_source(fault)
}

fn kind_of(fault: &TransportError) -> ErrorKind {
    match fault.kind() {
        TransportErrorKind::Broken if unpack::is_spoilt(fault) => ErrorKind::Decode,
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Refused => ErrorKind::Build,
        TransportErrorKind::Connect | TransportErrorKind::Broken => ErrorKind::Connection,
    }
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
        let mut prepared = assemble(&call, "*/*").unwrap();
        let sizes = [size_of_val(&attempt::send(&call, &mut prepared, 0)), size_of_val(&whole(call.clone(), "*/*"))];
        assert!(sizes.iter().all(|size| *size < 1024), "{sizes:?}");
    }
}
