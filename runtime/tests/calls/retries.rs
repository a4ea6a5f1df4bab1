//! Retries and timeouts, under a paused clock.

use std::time::Duration;

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::TransportErrorKind;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{Error, ErrorKind};

use crate::support::{FixedChance, mocked, mocked_with};

static CREATE: Operation =
    Operation::new("create-role", "POST", "/roles").json_body(true).idempotency("Idempotency-Key");

struct Seen {
    outcome: Result<Response<Bytes>, Error>,
    attempts: usize,
    waited: Duration,
}

/// Makes a call that is answered by these responses, then by success.
async fn run(chance: f64, responses: &[MockResponse]) -> Seen {
    let (mock, client) = mocked_with(|builder| builder.clock(FixedChance(chance)));
    for response in responses {
        mock.on("POST", "/roles").respond(response.clone());
    }
    mock.on("POST", "/roles").always(MockResponse::json(200, "{}"));
    let start = tokio::time::Instant::now();
    let outcome = client.call(&CREATE).send::<Raw>().await;
    Seen { outcome, attempts: mock.requests().len(), waited: start.elapsed() }
}

fn response(status: u16, headers: &[(&str, &str)]) -> MockResponse {
    headers.iter().fold(MockResponse::new(status), |response, (name, value)| response.header(name, value))
}

#[tokio::test(start_paused = true)]
async fn statuses_and_headers() {
    type Fields = &'static [(&'static str, &'static str)];
    // Waited seconds, or `None` when the first response is final.
    let table: &[(u16, Fields, Option<f64>)] = &[
        (429, &[("retry-after-ms", "1500")], Some(1.5)),
        (503, &[("retry-after", "2.5")], Some(2.5)),
        (500, &[("retry-after", "121")], None),
        (500, &[("retry-after", "121"), ("x-should-retry", "true")], None),
        (429, &[("retry-after", "0")], Some(0.5)),
        (429, &[("retry-after", "nan")], Some(0.5)),
        (429, &[("retry-after", "-1")], Some(0.5)),
        (429, &[("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT")], Some(3.0)),
        (400, &[("x-should-retry", "true")], Some(0.5)),
        (500, &[("x-should-retry", "false")], None),
        (408, &[], Some(0.5)),
        (409, &[], Some(0.5)),
        (501, &[], Some(0.5)),
        (404, &[], None),
        (400, &[], None),
    ];
    for (status, headers, waited) in table {
        let seen = run(0.0, &[response(*status, headers)]).await;
        assert_eq!(seen.outcome.is_ok(), waited.is_some(), "{status} {headers:?}");
        assert_eq!(seen.attempts, if waited.is_some() { 2 } else { 1 }, "{status} {headers:?}");
        let wanted = Duration::from_secs_f64(waited.unwrap_or_default());
        let off = seen.waited.abs_diff(wanted);
        assert!(off <= Duration::from_millis(2), "{status} {headers:?} waited {:?}", seen.waited);
        if let Ok(response) = seen.outcome {
            assert_eq!(response.retries(), 1);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn pauses_grow_and_vary() {
    for (chance, wanted) in [(0.0, 1.5), (1.0, 1.125)] {
        let seen = run(chance, &[response(500, &[]), response(500, &[])]).await;
        assert_eq!(seen.attempts, 3);
        assert!(seen.waited.abs_diff(Duration::from_secs_f64(wanted)) <= Duration::from_millis(3), "{:?}", seen.waited);
        assert_eq!(seen.outcome.unwrap().retries(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn after_the_last_retry_the_error_speaks() {
    let bad = MockResponse::json(503, r#"{"error":{"code":"overloaded","message":"try later"}}"#)
        .header("x-request-id", "req_9");
    let seen = run(0.0, &[bad.clone(), bad.clone(), bad]).await;
    let error = seen.outcome.unwrap_err();
    assert_eq!(seen.attempts, 3);
    assert_eq!(error.retries(), 2);
    assert_eq!(error.kind(), ErrorKind::Server);
    assert_eq!(error.to_string(), "POST /roles 503 overloaded: try later (request-id req_9)");
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_the_same_request() {
    let (mock, client) = mocked();
    mock.on("POST", "/roles").respond(MockResponse::new(500)).fail(TransportErrorKind::Broken).json(200, "{}");
    let mut call = client.call(&CREATE);
    call.field("name", "a");
    call.send::<Raw>().await.unwrap();
    let requests = mock.requests();
    assert_eq!(requests.len(), 3);
    for (index, request) in requests.iter().enumerate() {
        assert_eq!(request.body_text(), r#"{"name":"a"}"#);
        let count = (index > 0).then(|| index.to_string());
        assert_eq!(request.header("x-retry-count"), count.as_deref(), "only repetitions are counted");
        assert_eq!(request.header("idempotency-key"), requests[0].header("idempotency-key"));
        assert_eq!(request.header("idempotency-key").map(str::len), Some(36));
    }
    let mut again = client.call(&CREATE);
    again.field("name", "a");
    mock.on("POST", "/roles").json(200, "{}");
    again.send::<Raw>().await.unwrap();
    assert_ne!(mock.last_request().unwrap().header("idempotency-key"), requests[0].header("idempotency-key"));
}

#[tokio::test(start_paused = true)]
async fn a_header_of_the_callers_stays() {
    let (mock, client) = mocked();
    mock.on("POST", "/roles").json(200, "{}");
    let mut call = client.call(&CREATE);
    call.extra_header("Idempotency-Key", "mine");
    call.extra_header("X-Retry-Count", "7");
    call.send::<Raw>().await.unwrap();
    let request = mock.last_request().unwrap();
    assert_eq!(request.header("idempotency-key"), Some("mine"));
    assert_eq!(request.header("x-retry-count"), Some("7"));
}

#[tokio::test(start_paused = true)]
async fn transport_failures() {
    let table = [
        (TransportErrorKind::Connect, 3, ErrorKind::Connection),
        (TransportErrorKind::Broken, 3, ErrorKind::Connection),
        (TransportErrorKind::Timeout, 3, ErrorKind::Timeout),
        (TransportErrorKind::Refused, 1, ErrorKind::Build),
    ];
    for (kind, attempts, wanted) in table {
        let (mock, client) = mocked();
        mock.on("POST", "/roles").fail(kind).fail(kind).fail(kind);
        let error = client.call(&CREATE).send::<Raw>().await.unwrap_err();
        assert_eq!(mock.requests().len(), attempts, "{kind:?}");
        assert_eq!(error.kind(), wanted);
        assert!(std::error::Error::source(&error).is_some());
        assert_eq!(error.is_connect(), wanted == ErrorKind::Connection);
        assert_eq!(error.status(), None);
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_breaks_off_is_asked_for_again() {
    let (mock, client) = mocked();
    mock.on("POST", "/roles").respond(MockResponse::new(200).piece("{\"a\":").breaks()).json(200, "{}");
    let response = client.call(&CREATE).send::<Raw>().await.unwrap();
    assert_eq!((response.retries(), &response.value()[..]), (1, &b"{}"[..]));
}

#[tokio::test(start_paused = true)]
async fn timeouts_are_per_attempt() {
    let (mock, client) = mocked_with(|builder| builder.timeout(Duration::from_secs(7)).clock(FixedChance(0.0)));
    mock.on("POST", "/roles").always(MockResponse::new(200).delay(Duration::from_secs(60)));
    let start = tokio::time::Instant::now();
    let error = client.call(&CREATE).send::<Raw>().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.retries(), 2);
    assert_eq!(error.to_string(), "POST /roles timeout: no response within 7s");
    assert!(start.elapsed().abs_diff(Duration::from_secs_f64(7.0 * 3.0 + 1.5)) < Duration::from_millis(10));

    let mut call = client.call(&CREATE);
    call.set_timeout(Some(Duration::from_secs(1)));
    call.set_max_retries(0);
    let start = tokio::time::Instant::now();
    assert!(call.send::<Raw>().await.unwrap_err().is_timeout());
    assert!(start.elapsed().abs_diff(Duration::from_secs(1)) < Duration::from_millis(10));

    let mut call = client.call(&CREATE);
    call.set_timeout(None);
    call.send::<Raw>().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stalls_runs_into_the_timeout_too() {
    let (mock, client) = mocked_with(|builder| builder.max_retries(0));
    mock.on("POST", "/roles").always(MockResponse::new(200).piece("{").stalls());
    let start = tokio::time::Instant::now();
    assert!(client.call(&CREATE).send::<Raw>().await.unwrap_err().is_timeout());
    assert!(
        start.elapsed().abs_diff(Duration::from_secs(600)) < Duration::from_millis(10),
        "the default is ten minutes"
    );
}

#[tokio::test(start_paused = true)]
async fn elapsed_counts_everything() {
    let (mock, client) = mocked_with(|builder| builder.clock(FixedChance(0.0)));
    let slow = |status| MockResponse::new(status).delay(Duration::from_secs(1));
    mock.on("POST", "/roles").respond(slow(500)).respond(slow(200));
    let response = client.call(&CREATE).send::<Raw>().await.unwrap();
    assert!(response.elapsed().abs_diff(Duration::from_millis(2500)) < Duration::from_millis(10));
}
