//! A server that writes down each request as it came, and gives the response that was prepared.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use serde_json::json;
use specsmith_runtime::transport::ReqwestTransport;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::base64;
use crate::loopback::Loopback;

/// A response.
#[derive(Clone, Default)]
pub(crate) struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// The responses by the calls' ids.
pub(crate) struct Prepared(HashMap<usize, Response>);

impl Prepared {
    /// Reads a line a call: id, status, body, and the names and values of the headers; texts as Base64.
    pub(crate) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).expect("the responses");
        let bytes = |text: &str| base64::decode(text).expect("Base64");
        let line = |line: &str| {
            let mut words = line.split(' ');
            let id = words.next()?.parse().ok()?;
            let status = words.next()?.parse().ok()?;
            let body = bytes(words.next()?);
            let headers = words.filter_map(|word| {
                let (name, value) = word.split_once(':')?;
                Some((String::from_utf8(bytes(name)).ok()?, String::from_utf8(bytes(value)).ok()?))
            });
            Some((id, Response { status, headers: headers.collect(), body }))
        };
        Self(text.lines().filter_map(line).collect())
    }

    pub(crate) fn response(&self, id: usize) -> Response {
        self.0.get(&id).cloned().expect("a response")
    }
}

/// A request as it came.
pub(crate) struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    origin: String,
}

impl Request {
    pub(crate) fn json(&self) -> String {
        json!({
            "method": self.method,
            "target": self.target,
            "server": self.origin,
            "headers": self.headers,
            "body": { "$bytes": base64::encode(&self.body) },
        })
        .to_string()
    }
}

#[derive(Default)]
struct State {
    response: Response,
    requests: Vec<Request>,
}

pub(crate) struct Server {
    port: u16,
    state: Arc<Mutex<State>>,
    origin: Arc<Mutex<String>>,
    transport: ReqwestTransport,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State::default()));
        let (origin, serving) = (Arc::default(), state.clone());
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                tokio::spawn(serve(socket, serving.clone()));
            }
        });
        // A proxy of the environment is none of ours.
        let transport = ReqwestTransport::configured(|builder| builder.no_proxy()).expect("a transport");
        Self { port, state, origin, transport }
    }

    pub(crate) fn transport(&self) -> Loopback {
        Loopback::new(self.transport.clone(), self.port, self.origin.clone())
    }

    /// The response to the next call.
    pub(crate) fn prepare(&self, response: Response) {
        *self.state.lock().unwrap() = State { response, requests: Vec::new() };
    }

    /// Returns the first request of the call.
    pub(crate) fn taken(&self) -> Option<Request> {
        let mut state = self.state.lock().unwrap();
        if state.requests.is_empty() {
            return None;
        }
        let mut first = state.requests.swap_remove(0);
        first.origin = self.origin.lock().unwrap().clone();
        Some(first)
    }
}

async fn serve(mut socket: TcpStream, state: Arc<Mutex<State>>) {
    let mut buffer = Vec::new();
    while let Some(request) = read(&mut socket, &mut buffer).await {
        let is_head = request.method == "HEAD";
        let response = {
            let mut state = state.lock().unwrap();
            state.requests.push(request);
            state.response.clone()
        };
        if socket.write_all(&written(&response, is_head)).await.is_err() {
            return;
        }
    }
}

/// HTTP/1.1 (RFC 9112): a body where the status and the method allow one.
fn written(response: &Response, is_head: bool) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {} -\r\n", response.status).into_bytes();
    for (name, value) in &response.headers {
        bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    let bodiless = matches!(response.status, 100..=199 | 204 | 304);
    if !bodiless {
        bytes.extend_from_slice(format!("content-length: {}\r\n", response.body.len()).as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    if !bodiless && !is_head {
        bytes.extend_from_slice(&response.body);
    }
    bytes
}

async fn read(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Request> {
    let end = loop {
        if let Some(at) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            break at + 4;
        }
        more(socket, buffer).await?;
    };
    let head: Vec<u8> = buffer.drain(..end).collect();
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let fields = lines.filter_map(|line| line.split_once(':'));
    let headers: Vec<(String, String)> =
        fields.map(|(name, value)| (name.to_owned(), value.trim_matches([' ', '\t']).to_owned())).collect();
    let header = |wanted: &str| {
        headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.clone())
    };
    let body = match (header("transfer-encoding"), header("content-length")) {
        (Some(coding), _) if coding.eq_ignore_ascii_case("chunked") => chunked(socket, buffer).await?,
        (_, Some(length)) => exact(socket, buffer, length.parse().ok()?).await?,
        _ => Vec::new(),
    };
    Some(Request { method, target, headers, body, origin: String::new() })
}

async fn chunked(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(socket, buffer).await?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            while !line(socket, buffer).await?.is_empty() {}
            return Some(body);
        }
        body.extend(exact(socket, buffer, size).await?);
        line(socket, buffer).await?;
    }
}

async fn line(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<String> {
    loop {
        if let Some(at) = buffer.windows(2).position(|window| window == b"\r\n") {
            let line: Vec<u8> = buffer.drain(..at + 2).collect();
            return Some(String::from_utf8_lossy(&line[..at]).into_owned());
        }
        more(socket, buffer).await?;
    }
}

async fn exact(socket: &mut TcpStream, buffer: &mut Vec<u8>, length: usize) -> Option<Vec<u8>> {
    while buffer.len() < length {
        more(socket, buffer).await?;
    }
    Some(buffer.drain(..length).collect())
}

async fn more(socket: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    let mut piece = [0; 16 * 1024];
    match socket.read(&mut piece).await {
        Ok(length) if length > 0 => {
            buffer.extend_from_slice(&piece[..length]);
            Some(())
        }
        _ => None,
    }
}
