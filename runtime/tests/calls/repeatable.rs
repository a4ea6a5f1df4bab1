//! Requests that are sent again: one test for each row of the table of `docs::retries`.

use std::time::Duration;

use http::Method;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::TransportErrorKind;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
use specsmith_runtime::{ClientBuilder, RetryPolicy, RetryStop};

use crate::support::{API, leak, mocked_with};

/// Methods that are idempotent (RFC 9110 §9.2.2; `QUERY` is safe), and others.
const IDEMPOTENT: [&str; 7] = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "QUERY"];
const OTHERS: [&str; 3] = ["POST", "PATCH", "PROPPATCH"];

/// Result of the first attempt.
#[derive(Clone, Debug)]
enum First {
    Response(MockResponse),
    Fail(TransportErrorKind),
    Hang,
}

fn prepare(mock: &MockTransport, first: &First) {
    let route = mock.on_any();
    let route = match first.clone() {
        First::Response(response) => route.respond(response),
        First::Fail(kind) => route.fail(kind),
        First::Hang => route.hang(),
    };
    let _ = route.always(MockResponse::json(200, "{}"));
}

/// Returns the number of requests after this result of the first.
async fn sent(
    first: &First,
    operation: Operation,
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    change: impl FnOnce(&mut Call),
) -> (usize, Option<RetryStop>) {
    let (mock, client) = mocked_with(|builder| configure(builder.timeout(Duration::from_secs(60))));
    prepare(&mock, first);
    let mut call = client.call(leak(operation));
    change(&mut call);
    let stop = call.send::<Raw>().await.err().and_then(|error| error.not_retried_because());
    (mock.requests().len(), stop)
}

async fn of_method(first: &First, method: &'static str) -> (usize, Option<RetryStop>) {
    sent(first, Operation::new("o", method, "/x"), |builder| builder, |_| ()).await
}

fn status(status: u16) -> First {
    First::Response(MockResponse::new(status))
}

fn with(status: u16, name: &str, value: &str) -> First {
    First::Response(MockResponse::new(status).header(name, value))
}

#[tokio::test(start_paused = true)]
async fn a_request_that_was_certainly_not_carried_out_is_retried_whatever_its_method() {
    let rows =
        [First::Fail(TransportErrorKind::Connect), status(429), status(408), with(400, "x-should-retry", "true")];
    for first in rows {
        for method in IDEMPOTENT.iter().chain(&OTHERS) {
            assert_eq!(of_method(&first, method).await, (2, None), "{method} {first:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_may_have_been_carried_out_is_retried_where_its_method_is_idempotent() {
    let rows = [
        First::Fail(TransportErrorKind::Broken),
        First::Fail(TransportErrorKind::Timeout),
        First::Hang,
        First::Response(MockResponse::new(200).piece("{").breaks()),
        First::Response(MockResponse::new(200).piece("{").stalls()),
        status(409),
        status(500),
        status(502),
        status(503),
        with(503, "retry-after", "1"),
        status(504),
    ];
    for first in rows {
        for method in IDEMPOTENT {
            assert_eq!(of_method(&first, method).await, (2, None), "{method} {first:?}");
        }
        for method in OTHERS {
            assert_eq!(of_method(&first, method).await, (1, Some(RetryStop::NotIdempotent)), "{method} {first:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_retry_cannot_mend_is_not_retried() {
    for first in [status(400), status(404), with(503, "x-should-retry", "false"), with(429, "retry-after", "600")] {
        for method in IDEMPOTENT.iter().chain(&OTHERS) {
            assert_eq!(of_method(&first, method).await.0, 1, "{method} {first:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_redirect_the_first_request_may_have_been_carried_out() {
    for second in [First::Fail(TransportErrorKind::Connect), status(429), status(408)] {
        for (code, method, attempts) in [(303, "POST", 1), (307, "PATCH", 1), (303, "PUT", 2), (307, "GET", 2)] {
            let (mock, client) = mocked_with(|builder| builder);
            let moved = MockResponse::new(code).header("location", "/v1/y");
            let route = mock.on(method, "/v1/x");
            let _ = route.always(moved);
            prepare(&mock, &second);
            let outcome = client.request(method, "/x").await;
            let first = mock.requests().iter().filter(|request| request.path() == "/v1/x").count();
            assert_eq!((first, outcome.is_ok()), (attempts, attempts == 2), "{code} {method} {second:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_idempotency_key_makes_a_post_repeatable() {
    type Configure = fn(ClientBuilder) -> ClientBuilder;
    type Change = fn(&mut Call);
    const POST: fn() -> Operation = || Operation::new("o", "POST", "/x");
    let same: Configure = |builder| builder;
    let table: [(Operation, Configure, Change, usize); 10] = [
        (POST().idempotency("X-Key"), same, |_| (), 2),
        (POST(), |builder| builder.idempotency_header("Once"), |_| (), 2),
        (POST(), same, |call| call.extra_header("Idempotency-Key", "k-1"), 2),
        (POST(), same, |call| call.extra_header("x-idempotency-key", "k-1"), 2),
        (POST(), same, |call| call.extra_header("Idempotence-Key", "k-1"), 2),
        (POST(), same, |call| call.header("Idempotency-Key", "k-1"), 2),
        (POST(), |builder| builder.header("idempotency-key", "k-1"), |_| (), 2),
        (POST(), same, |call| call.extra_header("Idempotency-Key", ""), 1),
        (POST(), same, |call| call.header("Idempotency-Key", &None::<String>), 1),
        (POST(), same, |call| call.extra_header("x-request-id", "k-1"), 1),
    ];
    for (index, (operation, configure, change, requests)) in table.into_iter().enumerate() {
        let first = First::Fail(TransportErrorKind::Broken);
        assert_eq!(sent(&first, operation, configure, change).await.0, requests, "row {index}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_nearest_policy_counts_and_a_client_can_turn_it_off() {
    use RetryPolicy::{Always, Idempotent, Never};
    // The document's API and operation, the client, the call; then how often a POST and a GET are sent.
    let table = [
        (None, None, None, None, (1, 2)),
        (Some(Always), None, None, None, (2, 2)),
        (Some(Always), Some(Idempotent), None, None, (1, 2)),
        (Some(Always), Some(Never), None, None, (1, 1)),
        (Some(Never), None, None, None, (1, 1)),
        (Some(Never), Some(Always), None, None, (2, 2)),
        (None, None, Some(Always), None, (2, 2)),
        (Some(Always), None, Some(Idempotent), None, (1, 2)),
        (None, Some(Never), Some(Always), None, (1, 1)),
        (None, Some(Always), Some(Never), None, (1, 1)),
        (None, Some(Never), Some(Never), Some(Always), (2, 2)),
        (Some(Always), Some(Always), Some(Always), Some(Never), (1, 1)),
    ];
    for (api, operation, client, call, wanted) in table {
        let send = async |method| sent_with(method, api, operation, client, call).await;
        assert_eq!((send("POST").await, send("GET").await), wanted, "{api:?} {operation:?} {client:?} {call:?}");
    }
}

async fn sent_with(
    method: &'static str,
    api: Option<RetryPolicy>,
    operation: Option<RetryPolicy>,
    client: Option<RetryPolicy>,
    own: Option<RetryPolicy>,
) -> usize {
    let plain = Api::new("example", "1.2.3").base_url("https://api.example.com/v1");
    let api = Box::leak(Box::new(match api {
        Some(RetryPolicy::Always) => plain.retry_always(),
        Some(RetryPolicy::Never) => plain.retry_never(),
        _ => plain,
    }));
    let plain = Operation::new("o", method, "/x");
    let operation = leak(match operation {
        Some(RetryPolicy::Always) => plain.retry_always(),
        Some(RetryPolicy::Never) => plain.retry_never(),
        Some(_) => plain.retry_idempotent(),
        None => plain,
    });
    let mock = MockTransport::new();
    prepare(&mock, &status(503));
    let builder = ClientBuilder::new(api).transport(mock.clone());
    let builder = client.into_iter().fold(builder, ClientBuilder::retry_policy);
    let mut call = builder.build().unwrap().call(operation);
    if let Some(policy) = own {
        call.set_retry_policy(policy);
    }
    let _outcome = call.send::<Raw>().await;
    mock.requests().len()
}

#[tokio::test(start_paused = true)]
async fn an_untyped_call_is_judged_by_its_method_too() {
    for (method, requests) in [(Method::POST, 1), (Method::PUT, 2)] {
        let (mock, client) = mocked_with(|builder| builder);
        prepare(&mock, &status(500));
        let _outcome = client.request(&method, "/x").await;
        assert_eq!(mock.requests().len(), requests, "{method}");
        let (mock, client) = mocked_with(|builder| builder);
        prepare(&mock, &status(500));
        client.request(&method, "/x").retry_policy(RetryPolicy::Always).await.unwrap();
        assert_eq!(mock.requests().len(), 2, "{method}");
    }
}

#[tokio::test(start_paused = true)]
async fn retrying_that_is_turned_off_says_so() {
    let operation = Operation::new("o", "GET", "/x").retry_never();
    let first = First::Fail(TransportErrorKind::Connect);
    assert_eq!(sent(&first, operation, |builder| builder, |_| ()).await, (1, Some(RetryStop::Off)));
    let client = ClientBuilder::new(&API).transport(MockTransport::new()).build().unwrap();
    let shown = client.request("POST", "/x").retry_policy(RetryPolicy::Never).explain().unwrap().to_string();
    assert!(shown.ends_with(", never retried"), "{shown}");
}
