//! The default transport over real sockets, against a server of a few lines.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::Duration;

use specsmith_runtime::call::prelude::*;
use specsmith_runtime::{Client, ClientBuilder, ErrorKind};

use crate::support::API;

static CREATE: Operation =
    Operation::new("create", "POST", "/roles").json_body(true).retry_always().security(&[&["Bearer"]]);
static LIST: Operation = Operation::new("list", "GET", "/roles");

/// Action of the server on one connection, after it has read the request.
#[derive(Clone)]
enum Answer {
    Text(&'static str),
    TextAndClose(&'static str),
    Close,
    Stall,
}

/// A server that responses the requests of all connections in order, and tells what it was sent.
fn server(answers: Vec<Answer>) -> (Client, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/v1", listener.local_addr().unwrap());
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut answers = answers.into_iter();
        while let Ok((stream, _)) = listener.accept() {
            if !serve(stream, &mut answers, &tell) {
                break;
            }
        }
    });
    let client = ClientBuilder::new(&API).base_url(base).credential("Bearer", "sk-1").build().unwrap();
    (client, told)
}

fn serve(stream: TcpStream, answers: &mut impl Iterator<Item = Answer>, tell: &mpsc::Sender<String>) -> bool {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    while let Some(request) = read_request(&mut reader) {
        tell.send(request).unwrap();
        match answers.next() {
            Some(Answer::Text(text)) => stream.write_all(text.as_bytes()).unwrap(),
            Some(Answer::TextAndClose(text)) => {
                stream.write_all(text.as_bytes()).unwrap();
                return true;
            }
            Some(Answer::Close) => return true,
            Some(Answer::Stall) => std::thread::sleep(Duration::from_secs(3)),
            None => return false,
        }
    }
    true
}

fn read_request(reader: &mut impl BufRead) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let lower = head.to_ascii_lowercase();
    let length =
        lower.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8_lossy(&body))
}

const OK: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: r1\r\ncontent-length: 7\r\n\r\n{\"a\":1}";
const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":2}\r\n0\r\n\r\n";

#[tokio::test]
async fn a_request_and_its_answer() {
    let (client, told) = server(vec![Answer::Text(OK), Answer::Text(CHUNKED)]);
    let mut call = client.call(&CREATE);
    call.field("name", "é");
    let response = call.send_with_response::<Json<Value>>().await.unwrap();
    assert_eq!((response.value()["a"].as_i64(), response.request_id().as_deref()), (Some(1), Some("r1")));
    let request = told.recv().unwrap();
    assert!(request.starts_with("POST /v1/roles HTTP/1.1\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\n{\"name\":\"é\"}"), "{request}");
    for line in [
        "authorization: Bearer sk-1",
        "content-type: application/json",
        "user-agent: example/1.2.3",
        "content-length: 13",
        "accept: application/json",
    ] {
        assert!(request.contains(line), "{line} in {request}");
    }
    let value = client.call(&LIST).send::<Json<Value>>().await.unwrap();
    assert_eq!(value["a"], 2);
    let request = told.recv().unwrap();
    assert!(!request.contains("content-type") && !request.contains("content-length"), "{request}");
}

#[tokio::test]
async fn broken_connections_are_tried_again() {
    let cut = Answer::TextAndClose("HTTP/1.1 200 OK\r\ncontent-length: 700\r\n\r\n{");
    let (client, told) = server(vec![Answer::Close, cut, Answer::Text(OK)]);
    let response = client.call(&CREATE).send_with_response::<Json<Value>>().await.unwrap();
    assert_eq!(response.retries(), 2);
    assert_eq!(told.try_iter().count(), 3);
}

#[tokio::test]
async fn a_server_that_stalls_runs_into_the_timeout() {
    let (client, _told) = server(vec![Answer::Stall, Answer::Text(OK)]);
    let mut call = client.call(&LIST);
    call.set_timeout(Some(Duration::from_millis(100)));
    call.set_max_retries(0);
    let error = call.send::<Json<Value>>().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn nonsense_is_a_broken_connection() {
    let (client, _told) = server(vec![Answer::TextAndClose("SSH-2.0-OpenSSH\r\n")]);
    let mut call = client.call(&LIST);
    call.set_max_retries(0);
    let error = call.send::<Json<Value>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection, "{error}");
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = ClientBuilder::new(&API).base_url(base).max_retries(0).build().unwrap();
    let error = client.call(&LIST).send::<Json<Value>>().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(error.to_string().starts_with("GET /roles connection: no connection could be made: "), "{error}");
}
