//! Limits of a call's cost: the retry budget, the deadline, silence, and the record of retries.

use std::time::Duration;

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::TransportErrorKind;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
use specsmith_runtime::{Client, ErrorKind, RetryBudget, RetryReason, RetryStop, StatusCode};

use crate::support::{FixedChance, mocked, mocked_with};

static CREATE: Operation = Operation::new("create-role", "POST", "/roles").json_body(true).retry_always();

async fn create(client: &Client) -> Result<Response<Bytes>, Error> {
    client.call(&CREATE).send::<Raw>().await
}

fn near(elapsed: Duration, wanted: f64) -> bool {
    elapsed.abs_diff(Duration::from_secs_f64(wanted)) < Duration::from_millis(10)
}

#[tokio::test(start_paused = true)]
async fn a_response_knows_why_it_took_several_attempts() {
    let (mock, client) = mocked_with(|builder| builder.clock(FixedChance(0.0)).max_retries(9));
    let route = mock.on("POST", "/roles").fail(TransportErrorKind::Connect).fail(TransportErrorKind::Broken);
    let asked = MockResponse::new(400).header("x-should-retry", "true").header("retry-after", "3");
    let _ = route.fail(TransportErrorKind::Timeout).json(429, "{}").respond(asked).json(200, "{}");
    let response = create(&client).await.unwrap();
    let reasons: Vec<_> = response.retried().iter().map(|retry| (retry.reason, retry.pause.as_secs_f64())).collect();
    let wanted = [
        (RetryReason::Connect, 0.5),
        (RetryReason::Broken, 1.0),
        (RetryReason::Timeout, 2.0),
        (RetryReason::Status(StatusCode::TOO_MANY_REQUESTS), 4.0),
        (RetryReason::Asked(StatusCode::BAD_REQUEST), 3.0),
    ];
    assert_eq!(reasons, wanted);
    assert_eq!(response.retries(), 5);
}

#[tokio::test(start_paused = true)]
async fn an_error_knows_why_it_was_not_repeated() {
    let header = |name: &str, value: &str| MockResponse::new(503).header(name, value);
    let table = [
        (MockResponse::new(404), 0, RetryStop::NotRetryable),
        (header("x-should-retry", "false"), 0, RetryStop::Refused),
        (header("retry-after", "600"), 0, RetryStop::LongDelay),
        (MockResponse::new(503), 2, RetryStop::Exhausted),
    ];
    for (response, retries, wanted) in table {
        let (mock, client) = mocked();
        mock.on_any().always(response);
        let error = create(&client).await.unwrap_err();
        assert_eq!((error.retries(), error.not_retried_because()), (retries, Some(wanted)));
        assert_eq!(error.retried().len(), retries as usize);
    }
    let (_, client) = mocked();
    let error = client.request("GET", "/..").await.unwrap_err();
    assert_eq!(error.not_retried_because(), None, "it never came to an attempt");
}

#[tokio::test(start_paused = true)]
async fn the_record_does_not_grow_without_end() {
    let (mock, client) = mocked_with(|builder| builder.max_retries(100).retry_budget(RetryBudget::unlimited()));
    mock.on_any().always(MockResponse::new(500));
    let error = create(&client).await.unwrap_err();
    assert_eq!((error.retries(), error.retried().len()), (100, 32));
}

#[tokio::test(start_paused = true)]
async fn a_budget_is_shared_by_all_calls_of_a_client() {
    let budget = RetryBudget::new(15);
    let (mock, client) = mocked_with(|builder| builder.retry_budget(budget.clone()));
    let derived = client.to_builder().header("x-team", "b").build().unwrap();
    mock.on_any().always(MockResponse::new(500));
    let first = create(&client).await.unwrap_err();
    assert_eq!((first.retries(), first.not_retried_because()), (2, Some(RetryStop::Exhausted)));
    let second = create(&derived).await.unwrap_err();
    assert_eq!((second.retries(), second.not_retried_because()), (1, Some(RetryStop::Budget)));
    assert_eq!(create(&client).await.unwrap_err().retries(), 0);
    assert_eq!(budget.left(), Some(0));

    mock.on_any().always(MockResponse::json(200, "{}"));
    for _ in 0..4 {
        create(&client).await.unwrap();
    }
    assert_eq!(budget.left(), Some(4));
    mock.on_any().json(429, "{}").always(MockResponse::json(200, "{}"));
    assert_eq!(create(&client).await.unwrap_err().not_retried_because(), Some(RetryStop::Budget));
    let named = MockResponse::new(429).header("retry-after", "1");
    mock.on_any().respond(named);
    assert_eq!(create(&client).await.unwrap().retries(), 1, "at the time the API names, it costs a token");
    assert_eq!(budget.left(), Some(4), "which comes back with the success");

    let budget = RetryBudget::new(25);
    let unanswered = client.to_builder().retry_budget(budget.clone()).build().unwrap();
    mock.on_any().fail(TransportErrorKind::Broken).fail(TransportErrorKind::Timeout).fail(TransportErrorKind::Connect);
    assert_eq!(create(&unanswered).await.unwrap_err().retries(), 2);
    assert_eq!(budget.left(), Some(5), "after no answer, a repetition costs ten");

    let budget = RetryBudget::new(500);
    let client = client.to_builder().retry_budget(budget.clone()).build().unwrap();
    mock.on_any().json(500, "{}").json(500, "{}").always(MockResponse::json(200, "{}"));
    assert_eq!(create(&client).await.unwrap().retries(), 2);
    assert_eq!(budget.left(), Some(495), "of two repetitions, what the last one cost comes back");
}

#[tokio::test(start_paused = true)]
async fn a_deadline_is_over_all_attempts() {
    let (mock, client) = mocked_with(|builder| {
        builder.clock(FixedChance(0.0)).timeout(Duration::from_secs(4)).deadline(Duration::from_secs(6))
    });
    mock.on_any().always(MockResponse::new(200).delay(Duration::from_secs(60)));
    let start = tokio::time::Instant::now();
    let error = create(&client).await.unwrap_err();
    assert!(near(start.elapsed(), 6.0), "4 s, a pause of half a second, and what was left: {:?}", start.elapsed());
    assert!(error.is_timeout());
    assert_eq!((error.retries(), error.not_retried_because()), (1, Some(RetryStop::Deadline)));
    assert_eq!(error.to_string(), "POST /roles timeout: not done within the deadline of 6s");

    // No pause is begun that the deadline would cut, or that would leave nothing of it: the response that is there counts.
    for pause in ["6", "10"] {
        mock.on_any().always(MockResponse::new(503).header("retry-after", pause));
        let start = tokio::time::Instant::now();
        let error = create(&client).await.unwrap_err();
        assert!(near(start.elapsed(), 0.0));
        assert_eq!((error.kind(), error.not_retried_because()), (ErrorKind::Server, Some(RetryStop::Deadline)));
    }

    let mut call = client.call(&CREATE);
    call.set_deadline(None);
    let start = tokio::time::Instant::now();
    call.send::<Raw>().await.unwrap_err();
    assert!(near(start.elapsed(), 20.0), "without the deadline both repetitions are made");
}

#[tokio::test(start_paused = true)]
async fn silence_in_the_middle_of_an_answer() {
    let (mock, client) = mocked_with(|builder| builder.read_timeout(Duration::from_secs(9)).max_retries(0));
    mock.on_any().respond(MockResponse::new(200).delay(Duration::from_secs(30)).piece("{").piece("}"));
    create(&client).await.unwrap();
    mock.on_any().respond(MockResponse::new(200).piece("{").stalls());
    let start = tokio::time::Instant::now();
    let error = create(&client).await.unwrap_err();
    assert!(near(start.elapsed(), 9.0));
    assert_eq!(error.to_string(), "POST /roles 200 timeout: the response stopped coming for 9s");
    assert!(error.is_timeout());
}

#[tokio::test]
async fn idempotency_keys_by_configuration() {
    static GET: Operation = Operation::new("get", "GET", "/x");
    static OWN: Operation = Operation::new("own", "POST", "/x").idempotency("X-Own");
    let (mock, client) = mocked_with(|builder| builder.idempotency_header("Idempotency-Key"));
    mock.on_any().always(MockResponse::json(200, "{}"));
    let key = |mock: &MockTransport| mock.last_request().unwrap().header("idempotency-key").map(str::to_owned);
    create(&client).await.unwrap();
    let first = key(&mock);
    assert!(first.is_some());
    client.request("DELETE", "/x").await.unwrap();
    assert!(key(&mock).is_some_and(|second| Some(second) != first), "untyped calls have one too");
    client.request("GET", "/x").await.unwrap();
    assert_eq!(key(&mock), None);
    client.call(&GET).send::<Raw>().await.unwrap();
    assert_eq!(key(&mock), None);
    client.call(&OWN).send::<Raw>().await.unwrap();
    assert_eq!(key(&mock), None);
    assert!(mock.last_request().unwrap().header("x-own").is_some(), "the document's own header goes first");
}

#[tokio::test]
async fn a_method_that_is_none_is_not_sent_as_another() {
    static ODD: Operation = Operation::new("odd", "PO ST", "/x");
    let (mock, client) = mocked();
    let error = client.call(&ODD).send::<Raw>().await.unwrap_err();
    assert_eq!(error.to_string(), "/x build: `PO ST` is not an HTTP method");
    assert_eq!((error.kind(), error.method()), (ErrorKind::Build, None));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_declared_success_outside_of_2xx_is_one() {
    static CACHED: Operation = Operation::new("cached", "GET", "/x").success(&[StatusSpec::Code(304)]);
    static MOVED: Operation = Operation::new("moved", "GET", "/x").success(&[StatusSpec::Range(3)]);
    let (mock, client) = mocked();
    mock.on_any().respond(MockResponse::new(304)).respond(MockResponse::new(302).header("location", "/y"));
    assert_eq!(client.call(&CACHED).send::<Raw>().await.unwrap().status(), 304);
    assert_eq!(client.call(&MOVED).send::<Raw>().await.unwrap().status(), 302, "and it is not followed");
    assert_eq!(mock.requests().len(), 2);
}
