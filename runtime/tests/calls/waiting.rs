//! Calls that block the thread.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{Client, ErrorKind};

use crate::support::mocked;

static LIST: Operation = Operation::new("list", "GET", "/roles")
    .params(&[Param::query("after")])
    .paging(Paging::cursor(&["next"], "after").items(&["data"]));

#[derive(Clone, Debug)]
struct List {
    call: Call,
}

specsmith_runtime::paged_request!(List, Value, Value, |page| page["data"].as_array().cloned().unwrap_or_default());

fn list(client: &Client) -> List {
    List { call: client.call(&LIST) }
}

#[test]
fn one_call() {
    let (mock, client) = mocked();
    mock.on_any().json(200, r#"{"data":[1]}"#).json(404, r#"{"message":"gone"}"#);
    assert_eq!(list(&client).send_blocking().unwrap()["data"][0], 1);
    assert_eq!(list(&client).send_blocking().unwrap_err().message(), "gone");
    mock.on_any().always(MockResponse::json(200, "[]"));
    assert_eq!(list(&client).send_with_response_blocking().unwrap().status(), 200);
    assert_eq!(client.request("GET", "/x").send_blocking().unwrap().status(), 200);
}

#[test]
fn retries_pause_and_pages_follow() {
    let (mock, client) = mocked();
    let named = MockResponse::new(503).header("retry-after-ms", "5");
    let route = mock.on_any().respond(named).json(200, r#"{"data":[1,2],"next":"b"}"#);
    let _ = route.json(200, r#"{"data":[3],"next":null}"#);
    let items: Result<Vec<_>, _> = list(&client).items_blocking().collect();
    assert_eq!(items.unwrap(), [1, 2, 3].map(Value::from));
    assert_eq!(mock.requests().len(), 3);

    let route = mock.on_any().json(200, r#"{"data":[1],"next":"b"}"#).json(200, r#"{"data":[2],"next":"c"}"#);
    let _ = route.json(404, "{}");
    let mut pages = list(&client).pages_blocking();
    let first = pages.next().unwrap().unwrap();
    assert_eq!((first["data"][0].as_i64(), pages.next().unwrap().unwrap()["data"][0].as_i64()), (Some(1), Some(2)));
    assert_eq!(pages.next().unwrap().unwrap_err().kind(), ErrorKind::NotFound);
    assert!(pages.next().is_none());
    mock.on_any().json(200, r#"{"data":[2]}"#);
    assert!(first.next_page_blocking().unwrap().is_some_and(|page| page["data"][0] == 2));
}

#[tokio::test]
async fn within_a_runtime_it_waits_as_well_and_does_not_panic() {
    let (mock, client) = mocked();
    mock.on_any().always(MockResponse::json(200, r#"{"data":[]}"#).delay(std::time::Duration::from_millis(5)));
    list(&client).send_blocking().unwrap();
    tokio::task::spawn_blocking(move || list(&client).send_blocking().unwrap()).await.unwrap();
}
