//! Limits, each with an error of its own.

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{ErrorKind, Limit};

use crate::support::mocked_with;

async fn refused(
    configure: impl FnOnce(specsmith_runtime::ClientBuilder) -> specsmith_runtime::ClientBuilder,
    response: MockResponse,
) -> Error {
    let (mock, client) = mocked_with(configure);
    mock.on_any().always(response);
    let error = client.request("GET", "/x").send_as::<Value>().await.unwrap_err();
    assert_eq!(error.retries(), 0, "a limit is not repeated into");
    error
}

#[tokio::test]
async fn each_limit_is_said() {
    let body = refused(|builder| builder.max_response_bytes(3), MockResponse::json(200, "[12]")).await;
    assert_eq!((body.kind(), body.limit()), (ErrorKind::TooLarge, Some(Limit::ResponseBytes)));

    let fields = MockResponse::json(200, "1").header("x-long", &"x".repeat(100));
    let fields = refused(|builder| builder.max_header_bytes(100), fields).await;
    assert_eq!((fields.kind(), fields.limit()), (ErrorKind::TooLarge, Some(Limit::HeaderBytes)));
    assert_eq!(fields.status().map(|status| status.as_u16()), Some(200));

    let deep = refused(|builder| builder.max_json_depth(2), MockResponse::json(200, "[[[]]]")).await;
    assert_eq!((deep.kind(), deep.limit()), (ErrorKind::Decode, Some(Limit::JsonDepth)));
    let deepest = refused(|builder| builder, MockResponse::json(200, "[".repeat(10_000))).await;
    assert_eq!((deepest.kind(), deepest.limit()), (ErrorKind::Decode, Some(Limit::JsonDepth)));

    let circle = MockResponse::new(302).header("location", "/v1/x");
    let circle = refused(|builder| builder.max_redirects(3), circle).await;
    assert_eq!((circle.kind(), circle.limit()), (ErrorKind::Redirect, Some(Limit::Redirects)));
    assert!(circle.to_string().contains("more than 3 redirects"), "{circle}");
}

#[tokio::test]
async fn what_is_within_the_limits_passes() {
    let (mock, client) =
        mocked_with(|builder| builder.max_response_bytes(6).max_header_bytes(None).max_json_depth(3).max_redirects(1));
    mock.on_any()
        .respond(MockResponse::new(302).header("location", "/v1/y").header("x-long", &"x".repeat(100_000)))
        .json(200, "[[[]]]");
    client.request("GET", "/x").send_as::<Value>().await.unwrap();

    // Names and values: 4 + 6.
    for (most, passes) in [(10, true), (9, false)] {
        let (mock, client) = mocked_with(|builder| builder.max_header_bytes(most));
        mock.on_any().respond(MockResponse::new(200).header("x-ab", "123456"));
        assert_eq!(client.request("GET", "/x").await.is_ok(), passes, "{most}");
    }
}
