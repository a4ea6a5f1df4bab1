//! WebSockets, against a server of tungstenite.

use std::future::Future;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use specsmith_runtime::call::Rules;
use specsmith_runtime::call::prelude::*;
use specsmith_runtime::model::Value;
use specsmith_runtime::websocket::{Message, Opening, Reconnect, WebSocket};
use specsmith_runtime::{ClientBuilder, ErrorKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message as Sent;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use crate::support::API;

static CONNECT: Operation = Operation::new("connect", "GET", "/realtime")
    .security(&[&["Bearer"]])
    .rules(&Rules::new().websocket(&["realtime"]));

type Peer = WebSocketStream<TcpStream>;

/// A server that serves one connection after the other, and gives the URL below which it is.
async fn served<F: Future<Output = ()> + Send + 'static>(serve: fn(Peer, usize) -> F) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for count in 0.. {
            let (stream, _) = listener.accept().await.unwrap();
            #[expect(clippy::result_large_err, reason = "the type of an error is the library's")]
            let answer = |request: &Request, mut response: Response| {
                assert_eq!(request.uri().to_string(), "/v1/realtime?model=m");
                assert_eq!(request.headers()["authorization"], "Bearer secret-1234");
                assert_eq!(request.headers()["sec-websocket-protocol"], "realtime");
                response.headers_mut().insert("sec-websocket-protocol", "realtime".parse().unwrap());
                Ok(response)
            };
            let peer = tokio_tungstenite::accept_hdr_async(stream, answer).await.unwrap();
            serve(peer, count).await;
        }
    });
    url
}

fn opening(url: &str) -> Opening<Value, Value> {
    let client = ClientBuilder::new(&API).base_url(url).credential("Bearer", "secret-1234").build().unwrap();
    let mut call = client.call(&CONNECT);
    call.query("model", "m");
    Opening::new(call)
}

async fn opened(url: &str) -> WebSocket<Value, Value> {
    opening(url).await.unwrap()
}

fn text(value: &str) -> Value {
    Value::from(value)
}

async fn echo(mut peer: Peer, _: usize) {
    peer.send(Sent::Ping("ping".into())).await.unwrap();
    let mut answered = false;
    while let Some(Ok(message)) = peer.next().await {
        match message {
            Sent::Text(text) if text.as_str() == "\"bye\"" => {
                assert!(answered, "a ping is answered");
                let frame = CloseFrame { code: 1000.into(), reason: "done".into() };
                peer.send(Sent::Close(Some(frame))).await.unwrap();
            }
            Sent::Text(text) => peer.send(Sent::Text(text)).await.unwrap(),
            Sent::Pong(payload) => answered |= &payload[..] == b"ping",
            _ => {}
        }
    }
}

#[tokio::test]
async fn events_go_both_ways_until_a_normal_close() {
    let mut socket = opened(&served(echo).await).await;
    for value in ["a", "b"] {
        socket.send(value).await.unwrap();
        assert_eq!(socket.next().await.unwrap().unwrap(), text(value));
    }
    socket.send_message(Message::Text("no JSON".to_owned())).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap_err().kind(), ErrorKind::Decode);
    socket.send("bye").await.unwrap();
    assert!(socket.next().await.is_none());
    let closed = socket.closed().unwrap();
    assert_eq!((closed.code, closed.reason.as_str()), (1000, "done"));
    assert_eq!(socket.send("more").await.unwrap_err().kind(), ErrorKind::Connection);
    assert!(!format!("{socket:?}").contains("secret"));
}

#[tokio::test]
async fn waiting_for_an_event_may_be_given_up() {
    let mut socket = opened(&served(echo).await).await;
    for _ in 0..3 {
        let nothing = tokio::time::timeout(Duration::from_millis(20), socket.next()).await;
        assert!(nothing.is_err());
    }
    socket.send("a").await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap(), text("a"));
}

async fn closing(mut peer: Peer, _: usize) {
    let frame = CloseFrame { code: 1008.into(), reason: "no such model".into() };
    peer.send(Sent::Close(Some(frame))).await.unwrap();
    while peer.next().await.is_some() {}
}

#[tokio::test]
async fn a_close_for_a_reason_is_an_error() {
    let url = served(closing).await;
    let mut socket = opening(&url).reconnect(Reconnect::up_to(3)).await.unwrap();
    let error = socket.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Stream);
    assert!(error.to_string().contains("1008: no such model"), "{error}");
    assert!(socket.next().await.is_none(), "an error is the last item");
}

async fn large(mut peer: Peer, _: usize) {
    peer.send(Sent::text(format!("\"{}\"", "x".repeat(5000)))).await.unwrap();
    while let Some(Ok(_)) = peer.next().await {}
}

#[tokio::test]
async fn a_message_over_the_limit_is_refused() {
    let url = served(large).await;
    let mut socket = opening(&url).max_message_bytes(1000).await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap_err().kind(), ErrorKind::TooLarge);
    assert!(opened(&url).await.next().await.unwrap().is_ok());
}

/// Gives what it was greeted with, and breaks off twice.
async fn flaky(mut peer: Peer, count: usize) {
    let Some(Ok(greeting)) = peer.next().await else { panic!("a greeting") };
    peer.send(greeting).await.unwrap();
    match count {
        0 => drop(peer),
        1 => {
            let frame = CloseFrame { code: 1012.into(), reason: "restart".into() };
            let _ = peer.send(Sent::Close(Some(frame))).await;
            while let Some(Ok(_)) = peer.next().await {}
        }
        _ => {
            peer.send(Sent::text("\"end\"")).await.unwrap();
            peer.send(Sent::Close(None)).await.unwrap();
            while let Some(Ok(_)) = peer.next().await {}
        }
    }
}

#[tokio::test]
async fn a_connection_that_broke_is_opened_again_and_greeted() {
    let policy = Reconnect::up_to(2).pauses(Duration::from_millis(1), Duration::from_millis(2));
    let url = served(flaky).await;
    let mut socket = opening(&url).reconnect(policy).greet("hello").await.unwrap();
    let mut events = Vec::new();
    while let Some(event) = socket.next().await {
        events.push(event.unwrap());
    }
    assert_eq!(events, ["hello", "hello", "hello", "end"].map(text));
    let mut socket = opening(&served(flaky).await).greet("hello").await.unwrap();
    assert_eq!(socket.next().await.unwrap().unwrap(), text("hello"));
    let error = socket.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection, "without a policy it is the end");
    assert!(socket.next().await.is_none());
}

/// Does not read, and so answers no ping.
async fn silent(peer: Peer, _: usize) {
    tokio::time::sleep(Duration::from_secs(60)).await;
    drop(peer);
}

#[tokio::test]
async fn a_server_that_answers_no_ping_is_given_up() {
    let url = served(silent).await;
    let mut socket = opening(&url).ping_every(Duration::from_millis(20)).await.unwrap();
    let error = socket.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("did not respond to a ping"), "{error}");
}

async fn reader(mut peer: Peer, _: usize) {
    let Some(Ok(Sent::Close(Some(frame)))) = peer.next().await else { panic!("a close") };
    assert_eq!((u16::from(frame.code), frame.reason.as_str()), (4000, "enough"));
    while let Some(Ok(_)) = peer.next().await {}
}

#[tokio::test]
async fn a_close_is_said_and_answered() {
    opened(&served(reader).await).await.close_with(4000, "enough").await.unwrap();
}

/// A server that answers all requests with one text.
async fn answering(response: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(response.as_bytes()).await;
        }
    });
    url
}

#[tokio::test]
async fn a_handshake_that_fails_is_an_error_of_the_call() {
    let body = r#"{"error":{"message":"wrong key"}}"#;
    let refused = format!(
        "HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let error = opening(&answering(refused.leak()).await).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Authentication, "wrong key"));
    for (response, why) in [
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", "did not switch to WebSocket"),
        (
            "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: x\r\n\r\n",
            "did not prove that it speaks WebSocket",
        ),
    ] {
        let error = opening(&answering(response).await).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(why), "{error}");
    }
    let mock = specsmith_runtime::transport::mock::MockTransport::new();
    mock.on_any().always(specsmith_runtime::transport::mock::MockResponse::new(204));
    let client = ClientBuilder::new(&API).credential("Bearer", "b").transport(mock).build().unwrap();
    let opening: Opening<Value, Value> = Opening::new(client.call(&CONNECT));
    assert!(opening.await.is_err(), "a transport without connections");
}
