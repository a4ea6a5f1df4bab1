//! Servers that refuse, and refuse again.

use std::time::Duration;

use specsmith_runtime::{ErrorKind, RetryBudget, RetryStop};

use crate::server::{Act, Server};
use crate::support::{client_with, failed, list, within};

fn busy(more: &str) -> Act {
    Act::Say(format!("HTTP/1.1 429 Too Many Requests\r\n{more}content-length: 2\r\n\r\n{{}}").into_bytes())
}

#[tokio::test]
async fn a_storm_without_end_ends_in_the_error() {
    let server = Server::with(|_| busy("retry-after-ms: 1\r\n")).await;
    let client = client_with(&server, |builder| builder.max_retries(5));
    let error = failed(within(5, list(&client)).await, ErrorKind::RateLimited, "429");
    assert_eq!((error.retries(), error.not_retried_because()), (5, Some(RetryStop::Exhausted)));
    assert_eq!((error.retry_after(), server.accepted()), (Some(Duration::from_millis(1)), 1), "over one connection");
}

#[tokio::test]
async fn a_storm_that_passes_is_sat_out() {
    let server = Server::with(|number| if number < 150 { busy("retry-after-ms: 20\r\n") } else { Act::ok() }).await;
    let client = client_with(&server, |builder| builder.max_retries(30));
    let calls = (0..50).map(|_| list(&client));
    for outcome in within(20, futures_util::future::join_all(calls)).await {
        outcome.unwrap();
    }
    assert_eq!(server.requests().len(), 200);
}

#[tokio::test]
async fn the_budget_keeps_a_client_from_making_a_storm_of_its_own() {
    let server = Server::with(|_| busy("retry-after-ms: 1\r\n")).await;
    let client = client_with(&server, |builder| builder.max_retries(100).retry_budget(RetryBudget::new(60)));
    let calls = (0..50).map(|_| list(&client));
    for outcome in within(20, futures_util::future::join_all(calls)).await {
        assert_eq!(outcome.unwrap_err().not_retried_because(), Some(RetryStop::Budget));
    }
    assert_eq!(server.requests().len(), 50 + 60);
}
