//! Encoded responses over real sockets: cut, spoilt, or bombs.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use specsmith_runtime::{ErrorKind, Limit};

use crate::server::{Act, Server};
use crate::support::{client, client_once, client_with, failed, list, within};

fn gzip(pieces: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    pieces.into_iter().for_each(|piece| encoder.write_all(&piece).unwrap());
    encoder.finish().unwrap()
}

/// A response with this encoded body, whose length is that of the whole.
fn answer(body: &[u8]) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip";
    let mut answer = format!("{head}\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    answer.extend_from_slice(body);
    answer
}

#[tokio::test]
async fn a_packed_answer_is_decoded() {
    let server = Server::new([Act::Say(answer(&gzip([br#"{"a":1}"#.to_vec()])))]).await;
    assert_eq!(within(5, list(&client_once(&server))).await.unwrap().value()["a"], 1);
    assert!(server.requests()[0].contains("accept-encoding: "), "{}", server.requests()[0]);
}

#[tokio::test]
async fn cut_and_spoilt_answers_are_asked_for_again() {
    let whole = gzip([br#"{"a":1}"#.to_vec()]);
    let mut spoilt = whole.clone();
    let sum = spoilt.len() - 6;
    spoilt[sum] ^= 0xff;
    for (body, kind) in [
        (&whole[..whole.len() - 3], ErrorKind::Connection),
        (&whole[..12], ErrorKind::Connection),
        (&spoilt[..], ErrorKind::Decode),
        (b"not encoded at all", ErrorKind::Decode),
    ] {
        let server = Server::new([Act::Say(answer(body))]).await;
        failed(within(5, list(&client_once(&server))).await, kind, "the response cannot be decoded");
        let server = Server::new([Act::Say(answer(body))]).await;
        assert_eq!(within(5, list(&client(&server))).await.unwrap().retries(), 1);
    }
    // The connection breaks within what was encoded.
    let mut cut = answer(&whole);
    cut.truncate(cut.len() - 5);
    let server = Server::new([Act::SayAndReset(cut)]).await;
    assert_eq!(within(5, list(&client(&server))).await.unwrap().retries(), 1);
}

#[tokio::test]
async fn a_bomb_is_refused_by_what_it_expands_to() {
    let bomb = gzip((0..64).map(|_| vec![b' '; 1 << 20]));
    assert!(bomb.len() < 1 << 19, "{}", bomb.len());
    let server = Server::new([Act::Say(answer(&bomb)), Act::Say(answer(&bomb))]).await;
    let client = client_with(&server, |builder| builder.max_expansion(50));
    let error = failed(within(10, list(&client)).await, ErrorKind::TooLarge, "");
    assert_eq!((error.limit(), error.retries()), (Some(Limit::Expansion), 0));
    let client = client_with(&server, |builder| builder.max_expansion(5000).max_response_bytes(10 << 20));
    let error = failed(within(10, list(&client)).await, ErrorKind::TooLarge, "10485760");
    assert_eq!(error.limit(), Some(Limit::ResponseBytes), "the limit is on what comes out, not on what was sent");
}
