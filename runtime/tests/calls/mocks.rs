//! The transport in memory itself.

use std::time::Duration;

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::TransportErrorKind;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};
use specsmith_runtime::{Client, ErrorKind};

use crate::support::mocked;

static LIST: Operation = Operation::new("list", "GET", "/roles");
static CREATE: Operation = Operation::new("create", "POST", "/roles").json_body(true);

async fn list(client: &Client, page: i64) -> Result<Value, Error> {
    let mut call = client.call(&LIST);
    call.extra_query("page", page);
    call.send::<Json<Value>>().await
}

#[tokio::test]
async fn the_most_exact_route_answers() {
    let (mock, client) = mocked();
    mock.on_any().always(MockResponse::json(200, "0"));
    mock.on_operation("list").responses([MockResponse::json(200, "1"), MockResponse::json(200, "2")]);
    mock.on_operation("list").when_query("page", "7").json(200, "7");
    mock.on("POST", "/v1/roles").when_json(serde_json::json!({"a": 1, "b": [2]})).json(200, "8");
    for (page, wanted) in [(1, 1), (7, 7), (7, 2), (7, 0)] {
        assert_eq!(list(&client, page).await.unwrap(), wanted);
    }
    for (b, wanted) in [([2_i64], 8), ([3], 0)] {
        let mut call = client.call(&CREATE);
        call.field("b", &b.to_vec());
        call.field("a", &1_i64);
        assert_eq!(call.send::<Json<Value>>().await.unwrap(), wanted);
    }
    mock.verify();
    assert_eq!((mock.requests_of("list").len(), mock.requests_of("create").len()), (4, 2));
}

#[tokio::test]
async fn a_request_without_a_response_is_told_of() {
    let (mock, client) = mocked();
    let error = list(&client, 1).await.unwrap_err();
    assert_eq!((error.kind(), error.retries()), (ErrorKind::Build, 0));
    assert_eq!(
        error.message(),
        "the mock has no response for GET /v1/roles (operation `list`); it has none for anything"
    );
    mock.on_operation("list").json(200, "1");
    mock.on("post", "/v1/roles").when_header("x-mode", "a").json(200, "2").json(200, "3");
    mock.on("GET", "/roles/{id}").always(MockResponse::new(204));
    list(&client, 1).await.unwrap();
    let error = list(&client, 1).await.unwrap_err();
    assert!(
        error.message().ends_with(
            "its routes: operation `list` (used up after 1 request); POST /v1/roles where the header `x-mode` is as given \
             (2 left); GET /roles/{id} (always)"
        ),
        "{error}"
    );
}

#[tokio::test]
async fn what_was_not_as_planned() {
    let (mock, client) = mocked();
    mock.on_operation("list").json(200, "1").json(200, "2");
    mock.on_operation("create").always(MockResponse::json(200, "1")).expect(2);
    mock.on("GET", "/other").expect(0);
    list(&client, 1).await.unwrap();
    client.call(&CREATE).send::<Raw>().await.unwrap();
    assert_eq!(
        mock.check().unwrap_err(),
        "operation `list`: 1 of its responses not used\noperation `create`: 2 requests expected, 1 came"
    );
    client.call(&CREATE).send::<Raw>().await.unwrap();
    list(&client, 1).await.unwrap();
    mock.verify();
    list(&client, 1).await.unwrap_err();
    let complaint = mock.check().unwrap_err();
    assert!(complaint.starts_with("the mock has no response for GET /v1/roles"), "{complaint}");
}

#[tokio::test]
#[should_panic(expected = "the mock was not used as planned:\nGET /x: 1 request expected, 0 came")]
async fn verifying_panics() {
    let mock = MockTransport::new();
    mock.on("GET", "/x").always(MockResponse::new(200)).expect(1);
    mock.verify();
}

#[tokio::test(start_paused = true)]
async fn delays_take_the_time_they_say() {
    let (mock, client) = mocked();
    let seconds = Duration::from_secs;
    let slow = MockResponse::new(200)
        .delay(seconds(1))
        .piece("[1")
        .piece_after(seconds(10), ",2")
        .piece_after(seconds(100), "]");
    mock.on_operation("list").fail_after(seconds(500), TransportErrorKind::Connect).respond(slow).hang();
    let start = tokio::time::Instant::now();
    assert_eq!(list(&client, 1).await.unwrap(), serde_json::json!([1, 2]));
    assert_eq!(start.elapsed().as_secs(), 611);
    assert_eq!(mock.requests().iter().map(|request| request.retries()).collect::<Vec<_>>(), [0, 1]);
    let mut call = client.call(&LIST);
    call.set_max_retries(0);
    call.set_timeout(Some(seconds(7)));
    let start = tokio::time::Instant::now();
    assert!(call.send::<Raw>().await.unwrap_err().is_timeout());
    assert_eq!(start.elapsed(), seconds(7));
}

#[tokio::test]
async fn a_url_that_no_uri_can_hold_is_refused() {
    let (mock, client) = mocked();
    let path = format!("/{}", "x".repeat(70_000));
    let error = client.request("GET", path).await.unwrap_err();
    assert_eq!((error.kind(), mock.requests().len()), (ErrorKind::Build, 0));
}
