//! Calls leave nothing behind.

use std::time::Duration;

use specsmith_runtime::call::prelude::*;

use crate::server::{Act, OK, Server};
use crate::support::{LIST, client_with, list, within};

fn faults() -> Vec<Act> {
    let head = "HTTP/1.1 200 OK\r\n\r\n";
    vec![
        Act::ResetAtOnce,
        Act::Hush,
        Act::SayAndStall(Vec::new()),
        Act::SayAndStall(OK.as_bytes()[..OK.len() - 2].to_vec()),
        Act::SayAndReset(OK.as_bytes()[..40].to_vec()),
        Act::SayAndClose(b"nonsense\r\n\r\n".to_vec()),
        Act::Flood(head.into(), 64 << 20),
        Act::Say(b"HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n".to_vec()),
    ]
}

fn alive() -> usize {
    tokio::runtime::Handle::current().metrics().num_alive_tasks()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_task_and_no_connection() {
    let acts = faults();
    let server = Server::with(move |number| acts[number % acts.len()].clone()).await;
    let before = alive();
    let client = client_with(&server, |builder| {
        builder.max_retries(1).timeout(Duration::from_millis(200)).max_response_bytes(1 << 20)
    });
    let calls = (0..64).map(|_| list(&client));
    let outcomes = within(20, futures_util::future::join_all(calls)).await;
    assert!(outcomes.iter().any(Result::is_err));
    drop((outcomes, client));
    server.until_closed().await;
    for _ in 0..200 {
        if alive() <= before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{} tasks before, {} after", before, alive());
}

#[tokio::test]
async fn a_call_that_is_dropped_hangs_up() {
    let server = Server::with(|_| Act::SayAndStall(OK.as_bytes()[..OK.len() - 2].to_vec())).await;
    let client = client_with(&server, |builder| builder);
    let outcome = tokio::time::timeout(Duration::from_millis(200), list(&client)).await;
    assert!(outcome.is_err() && server.requests().len() == 1);
    server.until_closed().await;
    let stream = within(5, client.call(&LIST).send::<ByteChunks>()).await.unwrap();
    assert_eq!(server.open(), 1);
    drop(stream);
    server.until_closed().await;
}
