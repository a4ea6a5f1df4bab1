//! Servers that take their time.

use std::time::{Duration, Instant};

use specsmith_runtime::ErrorKind;
use specsmith_runtime::call::prelude::*;

use crate::server::{Act, OK, Server};
use crate::support::{client_with, failed, list, within};

fn slow() -> Vec<Act> {
    let pause = Duration::from_millis(40);
    vec![
        Act::SayAndStall(Vec::new()),
        Act::SayAndStall(OK.as_bytes()[..40].to_vec()),
        Act::SayAndStall(OK.as_bytes()[..OK.len() - 3].to_vec()),
        // Slow loris: bytes keep coming, so that only a limit for the whole attempt ends it.
        Act::Drip(OK.into(), pause),
        Act::Drip(OK.replace("content-length: 7\r\n\r\n{", "content-length: 1000000\r\n\r\n{").into_bytes(), pause),
    ]
}

#[tokio::test]
async fn an_attempt_ends_in_time_wherever_the_server_stalls() {
    for act in slow() {
        let server = Server::new([act]).await;
        let client = client_with(&server, |builder| builder.max_retries(0).timeout(Duration::from_millis(300)));
        let start = Instant::now();
        let error = failed(within(5, list(&client)).await, ErrorKind::Timeout, "no response within 300ms");
        assert!(error.is_timeout() && start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
        server.until_closed().await;
    }
}

#[tokio::test]
async fn another_attempt_may_be_faster() {
    // All before the first call: making a client reads the system's certificates, and the calls share this thread.
    let mut clients = Vec::new();
    for act in slow() {
        let server = Server::new([act.clone(), act]).await;
        let client = client_with(&server, |builder| builder.timeout(Duration::from_millis(300)));
        clients.push((server, client));
    }
    let outcomes = clients.iter().map(|(_, client)| async move {
        assert_eq!(within(10, list(client)).await.unwrap().retries(), 2);
    });
    futures_util::future::join_all(outcomes).await;
}

#[tokio::test]
async fn a_deadline_ends_it_all() {
    let server = Server::with(|_| Act::SayAndStall(Vec::new())).await;
    let client = client_with(&server, |builder| {
        builder.timeout(Duration::from_millis(200)).deadline(Duration::from_millis(900)).max_retries(50)
    });
    let start = Instant::now();
    let error = failed(within(5, list(&client)).await, ErrorKind::Timeout, "");
    assert!(start.elapsed() < Duration::from_millis(1500), "{:?}", start.elapsed());
    assert!(error.retries() < 4, "{}", error.retries());
    server.until_closed().await;
}

#[tokio::test]
async fn silence_is_told_from_slowness() {
    let body: String = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n".into();
    // Longer in all than the silence that is allowed.
    let steady = Act::Drip(format!("{body}{:100}", "{}").into_bytes(), Duration::from_millis(5));
    let silent = Act::SayAndStall(format!("{body}{{").into_bytes());
    let server = Server::new([steady, silent]).await;
    let client = client_with(&server, |builder| builder.max_retries(0).read_timeout(Duration::from_millis(250)));
    within(10, list(&client)).await.unwrap();
    failed(within(5, list(&client)).await, ErrorKind::Timeout, "stopped coming for 250ms");
}

#[tokio::test]
async fn a_stream_that_stalls_or_breaks_says_so() {
    static FILE: Operation = Operation::new("file", "GET", "/file");
    let body = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc";
    let server =
        Server::new([Act::SayAndStall(body.into()), Act::SayAndReset(body.into()), Act::SayAndClose(body.into())])
            .await;
    let client = client_with(&server, |builder| builder);
    let stream =
        within(5, client.call(&FILE).send::<ByteChunks>()).await.unwrap().idle_timeout(Duration::from_millis(200));
    failed(within(5, stream.bytes()).await, ErrorKind::Timeout, "");
    server.until_closed().await;
    for _ in 0..2 {
        let mut stream = within(5, client.call(&FILE).send::<ByteChunks>()).await.unwrap();
        assert_eq!(within(5, stream.next_chunk()).await.unwrap().unwrap(), "abc");
        failed(within(5, stream.next_chunk()).await, ErrorKind::Connection, "the connection broke");
    }
    assert_eq!(server.requests().len(), 3, "what has begun to be read is not tried again");
}

#[tokio::test]
async fn events_go_on_over_another_connection() {
    static WATCH: Operation = Operation::new("watch", "GET", "/events").security(&[&["Bearer"]]);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 999\r\n\r\n";
    let broken = |id: u32| format!("{head}retry: 20\nid: {id}\ndata: {id}\n\ndata: lost");
    let server = Server::new([
        Act::SayAndClose(broken(1).into_bytes()),
        Act::SayAndStall(broken(2).into_bytes()),
        Act::SayAndClose(broken(3).into_bytes()),
        Act::SayAndClose(format!("{}data: 4\n\n", head.replace("999", "9")).into_bytes()),
    ])
    .await;
    let client = client_with(&server, |builder| builder.timeout(Duration::from_millis(300)));
    let mut events = within(5, client.call(&WATCH).send::<DataEvents<i64>>()).await.unwrap().reconnect(1);
    for wanted in [Some(1), Some(2), Some(3), Some(4), None] {
        assert_eq!(within(5, events.next_event()).await.unwrap(), wanted);
    }
    let ids: Vec<_> = server.requests().iter().map(|sent| sent.contains("last-event-id: ")).collect();
    assert_eq!(ids, [false, true, true, true]);
    assert!(server.requests()[3].contains("last-event-id: 3\r\n"), "{:?}", server.requests());
    drop(events);
    server.until_closed().await;
}
