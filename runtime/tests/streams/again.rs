//! Streams of events that connect again.

use std::time::Duration;

use futures_util::TryStreamExt;
use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::stream::{EventStream, StreamLimits};
use specsmith_runtime::transport::TransportErrorKind;
use specsmith_runtime::transport::mock::{MockResponse, MockTransport};

use crate::support::mocked_with;

static WATCH: Operation = Operation::new("watch", "GET", "/events").security(&[&["Bearer"]]);

fn client() -> (MockTransport, Handle) {
    mocked_with(|builder| builder.max_retries(0).credential("Bearer", "sk-secret"))
}

fn sse(piece: &'static str) -> MockResponse {
    MockResponse::new(200).header("content-type", "text/event-stream").piece(piece)
}

async fn open(client: &Handle, times: u32) -> EventStream<Value> {
    client.call(&WATCH).send::<DataEvents<Value>>().await.unwrap().reconnect(times)
}

/// The values until the end or an error, and what kind of error that was.
async fn all(mut stream: EventStream<Value>) -> (Vec<String>, Option<ErrorKind>) {
    let mut found = Vec::new();
    loop {
        match stream.try_next().await {
            Ok(Some(value)) => found.push(value.to_string()),
            Ok(None) => return (found, None),
            Err(error) => {
                assert!(stream.try_next().await.unwrap().is_none());
                return (found, Some(error.kind()));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_stream_goes_on_after_the_last_id() {
    let (mock, client) = client();
    mock.on("GET", "/events")
        .respond(sse("\u{feff}id: a\nretry: 3000\ndata: 1\n\nid: b\ndata: half").breaks())
        .respond(sse("\u{feff}id: c\ndata: 2\n\n").breaks())
        .respond(sse("data: 3\n\ndata: [DONE]\n\n"));
    let begun = tokio::time::Instant::now();
    assert_eq!(all(open(&client, 1).await).await, (vec!["1".into(), "2".into(), "3".into()], None));
    assert_eq!(begun.elapsed(), Duration::from_secs(6));
    let ids: Vec<_> = mock.requests().iter().map(|sent| sent.header("last-event-id").map(str::to_owned)).collect();
    assert_eq!(ids, [None, Some("a".into()), Some("c".into())]);
    let last = mock.last_request().unwrap();
    assert_eq!(
        (last.header("accept"), last.header("authorization")),
        (Some("text/event-stream"), Some("Bearer sk-secret"))
    );
}

#[tokio::test(start_paused = true)]
async fn it_gives_up_after_so_many_in_a_row() {
    let (mock, client) = client();
    let broken = || sse("data: ha").breaks();
    mock.on("GET", "/events")
        .respond(sse("id: a\ndata: 1\n\n").breaks())
        .respond(broken())
        .respond(broken())
        .respond(broken());
    let begun = tokio::time::Instant::now();
    assert_eq!(all(open(&client, 3).await).await, (vec!["1".into()], Some(ErrorKind::Connection)));
    assert_eq!((mock.requests().len(), begun.elapsed()), (4, Duration::from_secs(1 + 2 + 4)));
}

#[tokio::test(start_paused = true)]
async fn pauses_grow_up_to_half_a_minute() {
    let (mock, client) = client();
    mock.on("GET", "/events").respond(sse("id: a\ndata: 1\n\n").breaks()).always(sse("data: ha").breaks());
    let begun = tokio::time::Instant::now();
    assert_eq!(all(open(&client, 7).await).await.1, Some(ErrorKind::Connection));
    assert_eq!(begun.elapsed(), Duration::from_secs(1 + 2 + 4 + 8 + 16 + 30 + 30));
}

#[tokio::test(start_paused = true)]
async fn a_pause_the_server_names_may_be_longer() {
    let (mock, client) = client();
    mock.on("GET", "/events").respond(sse("retry: 90000\nid: a\ndata: 1\n\n").breaks()).respond(sse("data: 2\n\n"));
    let begun = tokio::time::Instant::now();
    assert_eq!(all(open(&client, 1).await).await, (vec!["1".into(), "2".into()], None));
    assert_eq!(begun.elapsed(), Duration::from_secs(90));
}

#[tokio::test(start_paused = true)]
async fn a_server_cannot_stop_a_client_for_ever() {
    for asked in ["86400000", "18446744073709551615", "99999999999999999999999"] {
        let (mock, client) = client();
        let text = format!("retry: {asked}\nid: a\ndata: 1\n\n").leak();
        let broken = sse(text).breaks();
        mock.on("GET", "/events").respond(broken).respond(sse("data: 2\n\n"));
        let begun = tokio::time::Instant::now();
        assert_eq!(all(open(&client, 1).await).await, (vec!["1".into(), "2".into()], None));
        assert_eq!(begun.elapsed(), Duration::from_secs(120), "{asked}");
    }
}

#[tokio::test(start_paused = true)]
async fn silence_is_a_break_on_every_connection() {
    let (mock, client) = client();
    let silent = |piece| sse(piece).stalls();
    mock.on("GET", "/events")
        .respond(silent("id: a\ndata: 1\n\n"))
        .respond(silent("data: 2\n\n"))
        .respond(sse("data: 3\n\n"));
    let begun = tokio::time::Instant::now();
    let stream = open(&client, 1).await.idle_timeout(Duration::from_secs(7));
    assert_eq!(all(stream).await, (vec!["1".into(), "2".into(), "3".into()], None));
    assert_eq!(begun.elapsed(), Duration::from_secs(7 + 1 + 7 + 1), "the limit holds for the second connection, too");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_fails_is_the_end() {
    for (response, kind, sent) in [
        (MockResponse::json(401, "{}"), Some(ErrorKind::Authentication), 2),
        (MockResponse::json(200, "{}"), Some(ErrorKind::Decode), 2),
        (MockResponse::new(204), None, 2),
    ] {
        let (mock, client) = client();
        mock.on("GET", "/events").respond(sse("id: a\ndata: 1\n\n").breaks()).respond(response);
        assert_eq!(all(open(&client, 5).await).await, (vec!["1".into()], kind));
        assert_eq!(mock.requests().len(), sent);
    }
    let (mock, client) = client();
    mock.on("GET", "/events").respond(sse("id: a\ndata: 1\n\n").breaks()).fail(TransportErrorKind::Connect);
    assert_eq!(all(open(&client, 5).await).await.1, Some(ErrorKind::Connection));
}

/// Without an id the response would begin again; lines have none; and a whole response is the end.
#[tokio::test(start_paused = true)]
async fn nothing_is_asked_for_twice() {
    for (times, response, kind) in [
        (5, sse("data: 1\n\n").breaks(), Some(ErrorKind::Connection)),
        (5, sse("id\ndata: 1\n\n").breaks(), Some(ErrorKind::Connection)),
        (0, sse("id: a\ndata: 1\n\n").breaks(), Some(ErrorKind::Connection)),
        (5, sse("id: a\ndata: 1\n\n"), None),
        (5, sse("id: a\ndata: 1\n\ndata: [DONE]\n\n").breaks(), None),
        (5, sse("id: a\ndata: 1\n\ndata: {\"error\":\"over\"}\n\n").breaks(), Some(ErrorKind::Stream)),
    ] {
        let (mock, client) = client();
        mock.on("GET", "/events").respond(response);
        assert_eq!(all(open(&client, times).await).await, (vec!["1".into()], kind));
        assert_eq!(mock.requests().len(), 1);
    }
    let (mock, client) = client();
    let lines = MockResponse::new(200).header("content-type", "application/x-ndjson").piece("1\n").breaks();
    mock.on("GET", "/events").respond(lines);
    let lines = client.call(&WATCH).send::<JsonLines<Value>>().await.unwrap().reconnect(5);
    assert_eq!(all(lines).await, (vec!["1".into()], Some(ErrorKind::Connection)));
    assert_eq!(mock.requests().len(), 1);
}

/// An element that is too large or of another type is not retried: the server would send the same again.
#[tokio::test(start_paused = true)]
async fn what_the_server_says_is_no_break() {
    let long = "x".repeat(100);
    let limits = StreamLimits::default().event(50).line(60);
    for (event, kind) in [
        (format!(": {long}\n"), ErrorKind::TooLarge),
        (format!("data: {}\ndata: {}\n\n", &long[..40], &long[..40]), ErrorKind::TooLarge),
        ("data: {\n\n".into(), ErrorKind::Decode),
        (format!("data: {}{}\n\n", "[".repeat(20), "]".repeat(20)), ErrorKind::Decode),
    ] {
        let (mock, client) = mocked_with(|builder| builder.max_retries(0).max_json_depth(10).credential("Bearer", "x"));
        mock.on("GET", "/events").respond(sse("id: a\ndata: 1\n\n").piece(event.clone()));
        let stream = open(&client, 5).await.limits(limits);
        assert_eq!(all(stream).await, (vec!["1".into()], Some(kind)), "{event}");
        assert_eq!(mock.requests().len(), 1, "{event}");
    }
}

#[cfg(feature = "gzip")]
#[tokio::test(start_paused = true)]
async fn what_expands_too_far_is_no_break() {
    use std::io::Write as _;

    let mut encoded = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoded.write_all(b"id: a\ndata: 1\n\n").unwrap();
    encoded.flush().unwrap();
    let first = std::mem::take(encoded.get_mut());
    (0..20_000).try_for_each(|_| encoded.write_all(&[b'\n'; 1000])).unwrap();
    let (mock, client) = client();
    let response = sse("").header("content-encoding", "gzip").piece(first).piece(encoded.finish().unwrap());
    mock.on("GET", "/events").respond(response);
    assert_eq!(all(open(&client, 5).await).await, (vec!["1".into()], Some(ErrorKind::TooLarge)));
    assert_eq!(mock.requests().len(), 1);
}
