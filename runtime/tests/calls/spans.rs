//! Spans and events, as a subscriber sees them.

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::transport::mock::MockResponse;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{FixedChance, mocked_with};

static GET: Operation =
    Operation::new("get-role", "GET", "/roles/{id}").params(&[Param::path("id")]).security(&[&["Bearer", "QueryKey"]]);

/// Writes down all it sees.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<String>>, Arc<AtomicU64>);

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Notes {
    fn line(&self, start: &str, record: impl FnOnce(&mut Line)) {
        let mut line = Line(start.to_owned());
        record(&mut line);
        let mut notes = self.0.lock().unwrap();
        notes.push_str(&line.0);
        notes.push('\n');
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("specsmith_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.line(span.metadata().name(), |line| span.record(line));
        Id::from_u64(self.1.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.line("record", |line| values.record(line));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.line("event", |line| event.record(line));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(start_paused = true)]
async fn a_call_and_its_attempts() {
    let notes = Notes::default();
    let (mock, client) = mocked_with(|builder| {
        let builder = builder.credential("Bearer", "sk-SECRET").credential("QueryKey", "q-SECRET");
        builder.header("x-team", "SECRET-team").clock(FixedChance(0.0))
    });
    mock.on_any().json(500, r#"{"message":"SECRET-body"}"#);
    mock.on_any().always(MockResponse::json(200, "{}").header("x-request-id", "req_7"));
    let mut call = client.call(&GET);
    call.path("id", "SECRET-id");
    call.extra_query("q", "SECRET-query");
    let guard = tracing::subscriber::set_default(notes.clone());
    call.send::<Empty>().await.unwrap();
    drop(guard);
    let notes = notes.0.lock().unwrap();
    let lines: Vec<_> = notes.lines().collect();
    assert_eq!(lines[0], r#"api_call operation="get-role" method="GET" path="/roles/{id}""#);
    assert!(lines.contains(&"attempt retries=0"), "{notes}");
    let again = r#"event message=trying again retries=0 status=500 error="server" pause_ms=500"#;
    assert!(lines.contains(&again), "{notes}");
    assert!(lines.contains(&"attempt retries=1"), "{notes}");
    for record in ["record status=200", r#"record request_id="req_7""#, "record retries=1"] {
        assert!(lines.contains(&record), "{record}: {notes}");
    }
    assert!(!notes.contains("SECRET"), "{notes}");
}
