//! Rate limits on responses and errors, and the limiter that waits for them.

use std::time::Duration;

use specsmith_runtime::transport::mock::MockResponse;

use crate::support::{FixedChance, mocked, mocked_with};

fn left(remaining: &str, reset: &str) -> MockResponse {
    MockResponse::json(200, "{}")
        .header("x-ratelimit-remaining-requests", remaining)
        .header("x-ratelimit-reset-requests", reset)
}

#[tokio::test]
async fn responses_and_errors_know_them() {
    let (mock, client) = mocked_with(|builder| builder.max_retries(0).clock(FixedChance(0.0)));
    mock.on_any().respond(left("59", "1s"));
    let response = client.request("GET", "/x").await.unwrap();
    let limits = response.rate_limits();
    assert_eq!(limits.get("requests").unwrap().remaining, Some(59));
    assert_eq!(limits.get("requests").unwrap().reset, Some(Duration::from_secs(1)));

    let date = MockResponse::new(429)
        .header("retry-after", "Sun, 06 Nov 1994 08:49:44 GMT")
        .header("ratelimit", "\"day\";r=0;t=7");
    mock.on_any().respond(date);
    let error = client.request("GET", "/x").await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)), "against the client's clock");
    assert_eq!(error.rate_limits().get("day").unwrap().remaining, Some(0));
    let (_, client) = mocked();
    assert!(client.request("GET", "/..").await.unwrap_err().rate_limits().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_gate_waits_until_there_is_room() {
    let (mock, client) = mocked_with(|builder| builder.wait_for_rate_limits(Duration::from_secs(30)));
    let derived = client.to_builder().header("x-team", "b").build().unwrap();
    let seconds = async |client: &specsmith_runtime::Client| {
        let start = tokio::time::Instant::now();
        client.request("GET", "/x").await.unwrap();
        start.elapsed().as_secs()
    };
    mock.on_any().respond(left("1", "20s")).always(MockResponse::json(200, "{}"));
    assert_eq!(seconds(&client).await, 0);
    assert_eq!(seconds(&client).await, 0, "one is left");
    assert_eq!(seconds(&derived).await, 20, "none is, for none of them");
    assert_eq!(seconds(&client).await, 0);

    mock.on_any().respond(left("0", "31s"));
    assert_eq!(seconds(&client).await, 0);
    assert_eq!(seconds(&client).await, 0, "longer than it is to wait: the API has the word");
}

#[tokio::test(start_paused = true)]
async fn a_refusal_holds_back_the_others() {
    let (mock, client) = mocked_with(|builder| builder.wait_for_rate_limits(Duration::from_secs(30)));
    mock.on_any().respond(MockResponse::new(429).header("retry-after", "10")).always(MockResponse::json(200, "{}"));
    let start = tokio::time::Instant::now();
    let first = tokio::spawn(client.request("GET", "/x").send());
    tokio::time::sleep(Duration::from_secs(1)).await;
    client.request("GET", "/x").await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 10);
    assert_eq!(first.await.unwrap().unwrap().retries(), 1);
    assert_eq!(mock.requests().len(), 3);

    mock.on_any().respond(MockResponse::new(429).header("retry-after", "10"));
    let error = client.request("GET", "/x").max_retries(0).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(429));
    let start = tokio::time::Instant::now();
    client.request("GET", "/x").deadline(Duration::from_secs(5)).await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 0, "no wait is begun that the deadline would cut");

    // In a success, `retry-after` is about that response, such as the time to ask for the result.
    let (mock, client) = mocked_with(|builder| builder.wait_for_rate_limits(Duration::from_secs(30)));
    mock.on_any().always(MockResponse::json(200, "{}").header("retry-after", "10"));
    let start = tokio::time::Instant::now();
    for _ in 0..2 {
        client.request("GET", "/x").await.unwrap();
    }
    assert_eq!(start.elapsed().as_secs(), 0);
}
