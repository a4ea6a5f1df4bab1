//! Many calls at once, some of which go wrong. The example `load` does it with ten thousand, and looks at memory.

use std::time::Duration;

use crate::server::{Act, OK, Server};
use crate::support::{client, list, within};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_calls_at_once_of_which_some_go_wrong() {
    let server = Server::with(|number| match number % 400 {
        99 => Act::ResetAtOnce,
        199 => Act::Hush,
        299 => Act::SayAndReset(OK.as_bytes()[..OK.len() - 3].to_vec()),
        399 => Act::Say(b"HTTP/1.1 503 Busy\r\nretry-after-ms: 5\r\ncontent-length: 0\r\n\r\n".to_vec()),
        _ => Act::ok(),
    })
    .await;
    let client = client(&server);
    let mut retries = 0;
    for _ in 0..3 {
        let calls = (0..500).map(|_| {
            let client = client.clone();
            tokio::spawn(async move { list(&client).await })
        });
        for outcome in within(30, futures_util::future::join_all(calls)).await {
            retries += outcome.unwrap().unwrap().retries();
        }
    }
    assert!((15..30).contains(&retries), "{retries}");
    drop(client);
    tokio::time::timeout(Duration::from_secs(10), server.until_closed()).await.unwrap();
}
