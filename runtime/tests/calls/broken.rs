//! Responses that break after their head, and error responses that are too large.

use std::time::Duration;

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{ClientBuilder, ErrorKind};

use crate::support::mocked_with;

static GET: Operation = Operation::new("get", "GET", "/x");

fn response(status: u16) -> MockResponse {
    MockResponse::new(status).header("x-request-id", "req-1").header("x-more", "1")
}

async fn failed(response: MockResponse, configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Error {
    let (mock, client) = mocked_with(|builder| configure(builder.max_retries(0).timeout(Duration::from_secs(60))));
    mock.on_any().always(response);
    client.call(&GET).send::<Json<Value>>().await.unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn a_response_that_breaks_after_its_head_keeps_what_came() {
    let broken = failed(response(200).piece("{\"a\":").breaks(), |builder| builder).await;
    let silent =
        failed(response(200).piece("{\"a\":").stalls(), |builder| builder.read_timeout(Duration::from_secs(5))).await;
    let late = failed(response(200).piece("{\"a\":").stalls(), |builder| builder).await;
    let kinds = [broken.kind(), silent.kind(), late.kind()];
    assert_eq!(kinds, [ErrorKind::Connection, ErrorKind::Timeout, ErrorKind::Timeout]);
    for error in [&broken, &silent, &late] {
        assert_eq!(
            (error.status().map(|status| status.as_u16()), error.request_id()),
            (Some(200), Some("req-1")),
            "{error}"
        );
        assert_eq!(error.headers()["x-more"], "1");
        assert!(error.to_string().contains("GET /x 200 ") && error.to_string().contains("req-1"), "{error}");
    }
    assert_eq!((&broken.body()[..], &silent.body()[..]), (&b"{\"a\":"[..], &b"{\"a\":"[..]));
}

#[tokio::test(start_paused = true)]
async fn an_error_response_that_falls_silent_is_that_response() {
    let silent = response(404).piece("{\"mess").stalls();
    let error = failed(silent, |builder| builder.read_timeout(Duration::from_secs(5))).await;
    assert_eq!((error.kind(), &error.body()[..]), (ErrorKind::NotFound, &b"{\"mess"[..]));
}

#[tokio::test]
async fn an_error_body_is_kept_up_to_a_limit() {
    const MIB: usize = 1 << 20;
    let whole = vec![b'x'; 3 * MIB];
    let pieces = whole.chunks(700_000).fold(response(500), |response, piece| response.piece(piece.to_vec()));
    let table: [(MockResponse, Option<Option<u64>>, usize, bool); 6] = [
        (response(500).body(whole.clone()), None, MIB, true),
        (pieces.clone(), None, MIB, true),
        (pieces.clone(), Some(Some(10)), 10, true),
        (pieces, Some(None), 3 * MIB, false),
        (response(500).body(vec![b'x'; MIB]), None, MIB, false),
        (response(500).body("ab"), Some(Some(0)), 0, true),
    ];
    for (index, (response, limit, kept, cut)) in table.into_iter().enumerate() {
        let error = failed(response, |builder| match limit {
            Some(limit) => builder.max_error_bytes(limit),
            None => builder,
        })
        .await;
        assert_eq!((error.body().len(), error.is_body_cut()), (kept, cut), "row {index}");
        assert_eq!((error.kind(), error.request_id()), (ErrorKind::Server, Some("req-1")));
        let says = error.to_string().contains(&format!("only the first {kept} bytes of the body are kept"));
        assert_eq!(says, cut, "{}", error.to_string().len());
    }
}

#[tokio::test]
async fn the_limit_of_error_bodies_is_not_one_of_successes() {
    let (mock, client) = mocked_with(|builder| builder.max_error_bytes(3));
    mock.on_any().respond(MockResponse::json(200, "[1, 2, 3]"));
    assert_eq!(client.call(&GET).send::<Json<Value>>().await.unwrap()[2], 3);
}
