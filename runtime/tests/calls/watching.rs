//! Observers, and what they may do.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::TransportErrorKind;
use specsmith_runtime::transport::mock::MockResponse;
use specsmith_runtime::{Attempt, AttemptOutcome, ErrorKind, HeaderMap, Observer};

use crate::support::{FixedChance, mocked_with};

static GET: Operation = Operation::new("get-role", "GET", "/roles/{id}").params(&[Param::path("id")]);

#[derive(Clone, Default)]
struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    refuses: bool,
}

impl Observer for Log {
    fn before_attempt(
        &self,
        attempt: &Attempt<'_>,
        headers: &mut HeaderMap,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.lines.lock().unwrap().push(format!("> {} {} {}", attempt.operation, attempt.path, attempt.retries));
        headers.insert("x-signed", attempt.retries.into());
        if self.refuses { Err("not today".into()) } else { Ok(()) }
    }

    fn after_attempt(&self, attempt: &Attempt<'_>, outcome: &AttemptOutcome<'_>) {
        let status = outcome.status.map(|status| status.as_u16());
        let line = format!("< {} {status:?} {:?} {:?}", attempt.method, outcome.failure, outcome.again_after);
        self.lines.lock().unwrap().push(line);
    }
}

fn get(client: &specsmith_runtime::Client) -> Call {
    let mut call = client.call(&GET);
    call.path("id", "r_1");
    call
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_told_before_and_after() {
    let log = Log::default();
    let (mock, client) = mocked_with(|builder| builder.observer(log.clone()).clock(FixedChance(0.0)));
    let route = mock.on_any().fail(TransportErrorKind::Connect).json(429, "{}");
    let _ = route.respond(MockResponse::json(200, "{}").delay(Duration::from_secs(1)));
    get(&client).send::<Empty>().await.unwrap();
    let wanted = [
        "> get-role /roles/{id} 0",
        "< GET None Some(Connection) Some(500ms)",
        "> get-role /roles/{id} 1",
        "< GET Some(429) Some(RateLimited) Some(1s)",
        "> get-role /roles/{id} 2",
        "< GET Some(200) None None",
    ];
    assert_eq!(*log.lines.lock().unwrap(), wanted);
    assert_eq!(mock.last_request().unwrap().header("x-signed"), Some("2"));
}

#[tokio::test]
async fn an_observer_may_refuse() {
    let log = Log { refuses: true, ..Log::default() };
    let (mock, client) = mocked_with(|builder| builder.observer(log));
    let error = get(&client).send::<Empty>().await.unwrap_err();
    assert_eq!((error.kind(), error.retries()), (ErrorKind::Build, 0));
    assert!(error.to_string().ends_with("an observer refused the request: not today"), "{error}");
    assert!(mock.requests().is_empty());
}
