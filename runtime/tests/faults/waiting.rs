//! Calls that block a thread, over real sockets.

use std::time::{Duration, Instant};

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::{Client, ErrorKind};

use crate::server::{Act, OK, Server};
use crate::support::{client_with, failed, within};

/// Returns the result of work on a thread with a client of its own and no runtime around it.
async fn on_a_thread<T: Send + 'static>(client: Client, work: impl FnOnce(Client) -> T + Send + 'static) -> T {
    let (tell, told) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || tell.send(work(client)).map_err(drop).unwrap());
    within(10, told).await.unwrap()
}

#[tokio::test]
async fn what_breaks_is_mended_and_what_stalls_is_given_up() {
    let stalls = || Act::SayAndStall(OK.as_bytes()[..OK.len() - 3].to_vec());
    let server = Server::new([Act::ResetAtOnce, Act::ok(), Act::ok(), stalls()]).await;
    let client = client_with(&server, |builder| builder);
    on_a_thread(client, |client| {
        let response = client.request("GET", "/roles").send_blocking().unwrap();
        assert_eq!((response.retries(), &response.value()[..]), (1, &b"{\"a\":1}"[..]));
        client.request("GET", "/roles").send_blocking().unwrap();
        let start = Instant::now();
        let call = client.request("GET", "/roles").max_retries(0).timeout(Duration::from_millis(300));
        failed(call.send_blocking(), ErrorKind::Timeout, "no response within 300ms");
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    })
    .await;
    assert_eq!(server.accepted(), 2, "connections are kept between calls");
    server.until_closed().await;
}

#[tokio::test]
async fn a_stream_is_read_as_it_comes_and_hangs_up_when_it_is_dropped() {
    static WATCH: Operation = Operation::new("watch", "GET", "/events").security(&[&["Bearer"]]);
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
    let begun = Act::SayAndStall(format!("{head}data: 1\n\ndata: 2").into_bytes());
    let slow = Act::Drip(format!("{head}data: 1\n\n").into_bytes(), Duration::from_millis(2));
    let server = Server::new([begun.clone(), begun, slow]).await;
    let client = client_with(&server, |builder| builder.timeout(Duration::from_millis(300)));
    let open = |client: &Client| client.call(&WATCH).send::<DataEvents<i64>>().wait().unwrap().blocking();
    let (first, events) = on_a_thread(client.clone(), move |client| {
        let mut events = open(&client);
        (events.next().unwrap().unwrap(), events)
    })
    .await;
    assert_eq!((first, server.open()), (1, 1));
    drop(events);
    server.until_closed().await;
    on_a_thread(client, move |client| {
        let mut silent = open(&client);
        assert_eq!(silent.next().unwrap().unwrap(), 1);
        failed(silent.next().unwrap(), ErrorKind::Timeout, "silent for 300ms");
        assert!(silent.next().is_none());
        assert_eq!(open(&client).next().unwrap().unwrap(), 1);
    })
    .await;
    server.until_closed().await;
}

/// One thread looks after the sockets of all.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn there_is_one_thread_in_the_background() {
    let server = Server::new([]).await;
    for _ in 0..3 {
        let client = client_with(&server, |builder| builder);
        on_a_thread(client, |client| client.request("GET", "/roles").send_blocking().map(drop)).await.unwrap();
    }
    let names = std::fs::read_dir("/proc/self/task").unwrap();
    let names = names.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok());
    assert_eq!(names.filter(|name| name.starts_with("specsmith-")).count(), 1);
}
