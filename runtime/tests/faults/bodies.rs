//! Responses whose bodies are not what they say, or too much.

use specsmith_runtime::ErrorKind;

use crate::server::{Act, OK, Server};
use crate::support::{client_once, client_with, failed, list, within};

const MIB: usize = 1 << 20;

/// Responses that end before they are complete, or contradict themselves.
const BROKEN: [&str; 9] = [
    "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"a\":1}",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7\r\n{\"a",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n{\"a\":1}\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\ncontent-length: 7\r\ncontent-length: 8\r\n\r\n{\"a\":1}",
    "HTTP/1.1 200 OK\r\ncontent-length: -7\r\n\r\n{\"a\":1}",
    "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\n{\"a\":1}",
    "SSH-2.0-OpenSSH\r\n",
];

#[tokio::test]
async fn answers_cut_short_or_contradictory_are_broken_connections() {
    for answer in BROKEN {
        let server = Server::new([Act::SayAndClose(answer.into())]).await;
        failed(within(5, list(&client_once(&server))).await, ErrorKind::Connection, "the connection broke: ");
        let server = Server::new([Act::SayAndClose(answer.into())]).await;
        let client = client_with(&server, |builder| builder.max_retries(1));
        assert_eq!(within(5, list(&client)).await.unwrap().retries(), 1, "{answer}");
    }
}

#[tokio::test]
async fn a_refusal_whose_body_breaks_off_is_a_refusal() {
    let cut = "content-length: 100\r\nx-request-id: r1\r\n\r\n{\"message\":";
    let spoilt = "content-encoding: gzip\r\ncontent-length: 4\r\nx-request-id: r1\r\n\r\nnope";
    let decodes = cfg!(feature = "gzip");
    for (rest, body) in [(cut, "{\"message\":"), (spoilt, if decodes { "" } else { "nope" })] {
        let server = Server::new([Act::SayAndClose(format!("HTTP/1.1 404 Not Found\r\n{rest}").into())]).await;
        let client = client_with(&server, |builder| builder.max_retries(2));
        let error = within(5, list(&client)).await.unwrap_err();
        assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::NotFound, Some(404)));
        assert_eq!((error.retries(), error.request_id()), (0, Some("r1")), "{error}");
        assert_eq!(&error.body()[..], body.as_bytes(), "{error}");

        // One that says when to come again is listened to.
        let busy = format!("HTTP/1.1 503 Busy\r\nretry-after-ms: 1\r\n{rest}");
        let server = Server::new([Act::SayAndClose(busy.into())]).await;
        let client = client_with(&server, |builder| builder.max_retries(1));
        let response = within(5, list(&client)).await.unwrap();
        assert_eq!(response.retries(), 1);
        assert!(format!("{:?}", response.retried()).contains("503"), "{:?}", response.retried());
    }
}

#[tokio::test]
async fn a_limit_is_what_just_passes() {
    for (most, passes) in [(7, true), (6, false)] {
        let server = Server::new([]).await;
        let client = client_with(&server, |builder| builder.max_response_bytes(most));
        assert_eq!(within(5, list(&client)).await.is_ok(), passes, "{most}");
    }
}

#[tokio::test]
async fn what_is_announced_to_be_too_large_is_not_waited_for() {
    let server = Server::new([Act::SayAndStall("HTTP/1.1 200 OK\r\ncontent-length: 1000001\r\n\r\n{".into())]).await;
    let client = client_with(&server, |builder| builder.max_response_bytes(1_000_000));
    failed(within(5, list(&client)).await, ErrorKind::TooLarge, "larger than the limit of 1000000 bytes");
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn what_follows_an_answer_is_not_taken_for_the_next() {
    let long = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{\"a\":1}{\"evil\":1}";
    let split = format!("{OK}HTTP/1.1 200 OK\r\ncontent-length: 8\r\n\r\n{{\"b\":66}}");
    for answer in [long.to_owned(), split] {
        let server = Server::new([Act::Say(answer.into_bytes())]).await;
        let client = client_with(&server, |builder| builder.max_retries(1));
        for _ in 0..2 {
            assert_eq!(within(5, list(&client)).await.unwrap().value()["a"], 1);
        }
    }
}

#[tokio::test]
async fn an_answer_until_the_end_of_the_connection_is_one() {
    for answer in ["HTTP/1.1 200 OK\r\n\r\n{\"a\":1}", "HTTP/1.0 200 OK\r\n\r\n{\"a\":1}"] {
        let server = Server::new([Act::SayAndClose(answer.into())]).await;
        assert_eq!(within(5, list(&client_once(&server))).await.unwrap().value()["a"], 1);
    }
    let early = format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n{OK}");
    let server = Server::new([Act::Say(early.into_bytes())]).await;
    assert_eq!(within(5, list(&client_once(&server))).await.unwrap().status(), 200);
}

#[tokio::test]
async fn an_answer_of_a_gibibyte_is_refused_by_its_length() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1073741824\r\n\r\n";
    let server = Server::new([Act::Flood(head.into(), 1 << 30)]).await;
    let client = client_with(&server, |builder| builder.max_response_bytes(10 * MIB as u64));
    failed(within(5, list(&client)).await, ErrorKind::TooLarge, "10485760");
    server.until_closed().await;
    assert!(server.flooded() < 16 * MIB, "{} bytes were taken", server.flooded());
    assert_eq!(server.requests().len(), 1, "it is not tried again");
}

#[tokio::test]
async fn an_answer_without_end_is_refused_at_the_limit() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n";
    let server = Server::new([Act::Flood(head.into(), 1 << 30)]).await;
    let client = client_with(&server, |builder| builder.max_response_bytes(10 * MIB as u64));
    failed(within(10, list(&client)).await, ErrorKind::TooLarge, "10485760");
    server.until_closed().await;
    let flooded = server.flooded();
    assert!((10 * MIB..26 * MIB).contains(&flooded), "{flooded} bytes were taken");
}

#[tokio::test]
async fn header_fields_without_end_are_refused() {
    let mut answer = String::from("HTTP/1.1 200 OK\r\n");
    for number in 0..90 {
        answer.push_str(&format!("x-{number}: {}\r\n", "y".repeat(1000)));
    }
    answer.push_str("content-length: 2\r\n\r\n{}");
    let server = Server::new([Act::Say(answer.into_bytes())]).await;
    failed(within(5, list(&client_once(&server))).await, ErrorKind::TooLarge, "header");
    let endless = Act::Flood("HTTP/1.1 200 OK\r\nx: ".into(), 1 << 30);
    let server = Server::new([endless]).await;
    failed(within(5, list(&client_once(&server))).await, ErrorKind::Connection, "the connection broke: ");
    server.until_closed().await;
    assert!(server.flooded() < 16 * MIB, "{} bytes were taken", server.flooded());
}
