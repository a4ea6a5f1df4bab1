//! Shared parts of the tests.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::{MockRequest, MockResponse, MockTransport};
use specsmith_runtime::{Client, ClientBuilder, Clock, SystemClock};

/// The API most tests use.
pub(crate) static API: Api =
    Api::new("example", "1.2.3").base_url("https://api.example.com/v1").base_url_env("EXAMPLE_BASE_URL").schemes(&[
        Scheme::bearer("Bearer", "EXAMPLE_TOKEN"),
        Scheme::header("Key", "X-Api-Key", "EXAMPLE_KEY"),
        Scheme::query("QueryKey", "api_key", "EXAMPLE_QUERY_KEY"),
        Scheme::cookie("Session", "session", "EXAMPLE_SESSION"),
        Scheme::basic("Basic", "EXAMPLE_BASIC"),
        Scheme::transport("Mutual"),
    ]);

/// A transport and a client over it.
pub(crate) fn mocked() -> (MockTransport, Client) {
    mocked_with(|builder| builder)
}

/// A transport and a client over it, configured.
pub(crate) fn mocked_with(configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (MockTransport, Client) {
    let mock = MockTransport::new();
    let client = configure(ClientBuilder::new(&API)).transport(mock.clone()).build().unwrap();
    (mock, client)
}

/// An operation made on the spot.
pub(crate) fn leak(operation: Operation) -> &'static Operation {
    Box::leak(Box::new(operation))
}

/// Sends a call that is to succeed, and gives the request it made.
pub(crate) async fn sent(mock: &MockTransport, call: Call) -> MockRequest {
    mock.on_any().always(MockResponse::json(200, "{}"));
    call.send::<Raw>().await.unwrap();
    mock.last_request().unwrap()
}

/// Sends a call that is to fail.
pub(crate) async fn failed(call: Call) -> Error {
    call.send::<Raw>().await.unwrap_err()
}

/// Tokio's time with jitter and a time of day of one's choice.
pub(crate) struct FixedChance(pub(crate) f64);

impl Clock for FixedChance {
    fn now(&self) -> Instant {
        SystemClock.now()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) // Sun, 06 Nov 1994 08:49:37 GMT
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        SystemClock.sleep(pause)
    }

    fn jitter(&self) -> f64 {
        self.0
    }
}
