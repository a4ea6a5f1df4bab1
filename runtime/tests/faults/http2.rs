//! HTTP/2 (RFC 9113), whose streams share a connection: what happens to one of them, and to all.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use specsmith_runtime::call::prelude::ByteChunks;
use specsmith_runtime::transport::{ReqwestTransport, TransportErrorKind};
use specsmith_runtime::{Client, ClientBuilder, ErrorKind};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{LIST, client_at, create, failed, list, transport_error, within};

/// Action of the server on one request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    /// It is answered.
    Answer,
    /// `RST_STREAM` with this code, before the response.
    Reset(u32),
    /// The head and a part of the body, then `RST_STREAM` with this code.
    AnswerAndReset(u32),
    /// The head and a part of the body, then nothing.
    AnswerAndStall,
    /// Nothing.
    Stall,
    /// `GOAWAY` with this code that leaves the request out, then the connection is closed.
    LeaveOut(u32),
    /// `GOAWAY` with this code that includes the request, then the connection is closed.
    GoAway(u32),
    /// `GOAWAY` that includes the request, which is answered.
    AnswerAndGoAway,
    /// The connection is closed in the middle of the head.
    Close,
    /// Something that is no frame.
    Noise,
}

const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;
const ENHANCE_YOUR_CALM: u32 = 11;

/// Types of frames (§6).
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;

/// `:status: 200` and `content-length: 7`, by the static table of HPACK (RFC 7541, appendix A).
const OK: &[u8] = &[0x88, 0x0f, 0x0d, 1, b'7'];

#[derive(Default)]
struct Seen {
    requests: AtomicUsize,
    accepted: AtomicUsize,
    /// `RST_STREAM` frames of the client.
    resets: AtomicUsize,
}

struct Server {
    url: String,
    seen: Arc<Seen>,
}

impl Server {
    /// Does these acts in their order, and after them responses.
    async fn new(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let seen = Arc::new(Seen::default());
        let acts = Arc::new(Mutex::new(acts.iter().rev().copied().collect::<Vec<_>>()));
        let server = Self { url, seen: Arc::clone(&seen) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                seen.accepted.fetch_add(1, Ordering::SeqCst);
                let (acts, seen) = (Arc::clone(&acts), Arc::clone(&seen));
                tokio::spawn(async move { serve(stream, &acts, &seen).await });
            }
        });
        server
    }

    fn client(&self, configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let transport = ReqwestTransport::configured(reqwest::ClientBuilder::http2_prior_knowledge).unwrap();
        client_at(&self.url, |builder| configure(builder.transport(transport)))
    }

    fn once(&self) -> Client {
        self.client(|builder| builder.max_retries(0))
    }

    fn counts(&self) -> (usize, usize) {
        (self.seen.requests.load(Ordering::SeqCst), self.seen.accepted.load(Ordering::SeqCst))
    }
}

/// Responses everything on a connection that speaks HTTP/2 from its first byte.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(crate) async fn answer_all(stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
    serve(stream, &Mutex::default(), &Seen::default()).await
}

async fn serve(mut stream: impl AsyncRead + AsyncWrite + Unpin, acts: &Mutex<Vec<Act>>, seen: &Seen) -> io::Result<()> {
    let mut preface = [0; 24];
    stream.read_exact(&mut preface).await?;
    assert_eq!(&preface, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    send(&mut stream, SETTINGS, 0, 0, &[]).await?;
    loop {
        let (kind, flags, id, payload) = frame(&mut stream).await?;
        match kind {
            SETTINGS if flags & 1 == 0 => send(&mut stream, SETTINGS, 1, 0, &[]).await?,
            PING if flags & 1 == 0 => send(&mut stream, PING, 1, 0, &payload).await?,
            RST_STREAM => drop(seen.resets.fetch_add(1, Ordering::SeqCst)),
            // The end of a request.
            DATA | HEADERS if flags & 1 == 1 => {
                seen.requests.fetch_add(1, Ordering::SeqCst);
                let act = acts.lock().unwrap().pop().unwrap_or(Act::Answer);
                if !perform(&mut stream, id, act).await? {
                    return Ok(());
                }
            }
            _ => {}
        }
    }
}

/// False when that is the end of the connection.
async fn perform(stream: &mut (impl AsyncWrite + Unpin), id: u32, act: Act) -> io::Result<bool> {
    match act {
        Act::Answer => answer(stream, id).await?,
        Act::Reset(code) => send(stream, RST_STREAM, 0, id, &code.to_be_bytes()).await?,
        Act::AnswerAndReset(code) => {
            part(stream, id).await?;
            send(stream, RST_STREAM, 0, id, &code.to_be_bytes()).await?;
        }
        Act::AnswerAndStall => part(stream, id).await?,
        Act::Stall => {}
        Act::LeaveOut(code) => return go_away(stream, id.saturating_sub(2), code).await.map(|()| false),
        Act::GoAway(code) => return go_away(stream, id, code).await.map(|()| false),
        Act::AnswerAndGoAway => {
            go_away(stream, id, 0).await?;
            answer(stream, id).await?;
        }
        Act::Close => {
            stream.write_all(&[0, 0, 9, HEADERS]).await?;
            return Ok(false);
        }
        Act::Noise => stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await?,
    }
    Ok(true)
}

/// A response whose end is a frame of its own. All the rest of it comes at once.
async fn answer(stream: &mut (impl AsyncWrite + Unpin), id: u32) -> io::Result<()> {
    let begun = [frame_of(HEADERS, 4, id, OK), frame_of(DATA, 0, id, br#"{"a":1}"#)].concat();
    stream.write_all(&begun).await?;
    tokio::time::sleep(Duration::from_millis(5)).await;
    send(stream, DATA, 1, id, &[]).await
}

/// The head of a response and a part of its body.
async fn part(stream: &mut (impl AsyncWrite + Unpin), id: u32) -> io::Result<()> {
    send(stream, HEADERS, 4, id, OK).await?;
    send(stream, DATA, 0, id, br#"{"a""#).await
}

async fn go_away(stream: &mut (impl AsyncWrite + Unpin), last: u32, code: u32) -> io::Result<()> {
    send(stream, GOAWAY, 0, 0, &[last.to_be_bytes(), code.to_be_bytes()].concat()).await
}

async fn send(stream: &mut (impl AsyncWrite + Unpin), kind: u8, flags: u8, id: u32, payload: &[u8]) -> io::Result<()> {
    stream.write_all(&frame_of(kind, flags, id, payload)).await
}

fn frame_of(kind: u8, flags: u8, id: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut bytes = vec![length[1], length[2], length[3], kind, flags];
    bytes.extend(id.to_be_bytes());
    bytes.extend(payload);
    bytes
}

async fn frame(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<(u8, u8, u32, Vec<u8>)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await?;
    let mut payload = vec![0; u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize];
    stream.read_exact(&mut payload).await?;
    Ok((head[3], head[4], u32::from_be_bytes([head[5], head[6], head[7], head[8]]), payload))
}

/// Actions that break a stream or the connection.
const BREAKS: [Act; 9] = [
    Act::Reset(INTERNAL_ERROR),
    Act::Reset(ENHANCE_YOUR_CALM),
    Act::AnswerAndReset(INTERNAL_ERROR),
    // It was looked at, whatever the code says.
    Act::AnswerAndReset(REFUSED_STREAM),
    Act::GoAway(0),
    Act::GoAway(INTERNAL_ERROR),
    Act::GoAway(ENHANCE_YOUR_CALM),
    Act::Close,
    Act::Noise,
];

#[tokio::test]
async fn calls_share_a_connection() {
    let server = Server::new(&[]).await;
    let client = server.once();
    within(5, list(&client)).await.unwrap();
    for outcome in within(5, futures_util::future::join_all((0..20).map(|_| create(&client, 100)))).await {
        assert_eq!(outcome.unwrap().value()["a"], 1);
    }
    assert_eq!(server.counts(), (21, 1));
    assert_eq!(server.seen.resets.load(Ordering::SeqCst), 0, "every answer was read to its end");
}

#[tokio::test]
async fn whatever_breaks_is_a_broken_connection() {
    for act in BREAKS {
        let server = Server::new(&[act]).await;
        let error =
            failed(within(5, create(&server.once(), 10)).await, ErrorKind::Connection, "the connection broke: ");
        let transport = transport_error(&error);
        assert_eq!((transport.kind(), transport.may_have_arrived()), (TransportErrorKind::Broken, true), "{act:?}");
        assert_eq!(server.counts(), (1, 1), "{act:?}");
    }
}

#[tokio::test]
async fn whatever_breaks_is_mended_by_another_attempt() {
    for act in BREAKS {
        let server = Server::new(&[act]).await;
        let response = within(5, create(&server.client(|builder| builder), 10)).await;
        let response = response.unwrap_or_else(|error| panic!("{act:?}: {error}"));
        assert_eq!((response.retries(), server.counts().0), (1, 2), "{act:?}");
    }
}

#[tokio::test]
async fn a_request_that_was_not_looked_at_is_sent_again_at_once() {
    for act in [Act::Reset(REFUSED_STREAM), Act::LeaveOut(0)] {
        let server = Server::new(&[act]).await;
        let response = within(5, create(&server.once(), 10)).await;
        let response = response.unwrap_or_else(|error| panic!("{act:?}: {error}"));
        assert_eq!((response.retries(), server.counts().0), (0, 2), "{act:?}: it is no attempt of the call's");
    }
}

#[tokio::test]
async fn a_server_that_refuses_all_is_given_up() {
    for act in [Act::Reset(REFUSED_STREAM), Act::LeaveOut(0)] {
        let server = Server::new(&[act; 100]).await;
        let error =
            failed(within(5, create(&server.once(), 10)).await, ErrorKind::Connection, "the connection broke: ");
        assert!(!transport_error(&error).may_have_arrived(), "{act:?}: the server says so");
        assert!(server.counts().0 < 10, "{act:?}: {:?}", server.counts());
    }
}

/// reqwest sends it again after the code 0 alone; but the others say as well that what is left out was not looked at (§6.8).
#[tokio::test]
async fn a_goodbye_with_a_reason_leaves_requests_out_all_the_same() {
    for code in [1, INTERNAL_ERROR, ENHANCE_YOUR_CALM] {
        let server = Server::new(&[Act::LeaveOut(code)]).await;
        let error =
            failed(within(5, create(&server.once(), 10)).await, ErrorKind::Connection, "the connection broke: ");
        assert!(!transport_error(&error).may_have_arrived(), "{code}: {error:?}");
        assert_eq!(server.counts(), (1, 1), "{code}");
    }
}

#[tokio::test]
async fn a_refusal_is_an_attempt_once_it_is_given_up() {
    let server = Server::new(&[Act::Reset(REFUSED_STREAM); 3]).await;
    let response = within(5, create(&server.client(|builder| builder), 10)).await.unwrap();
    assert_eq!((response.retries(), server.counts().0), (1, 4));
}

#[tokio::test]
async fn a_connection_that_says_goodbye_is_not_used_again() {
    let server = Server::new(&[Act::AnswerAndGoAway]).await;
    let client = server.once();
    within(5, list(&client)).await.unwrap();
    within(5, list(&client)).await.unwrap();
    assert_eq!(server.counts(), (2, 2));
}

#[tokio::test]
async fn what_stalls_is_given_up_in_time_and_reset() {
    for (act, part) in [(Act::Stall, "no response within 200ms"), (Act::AnswerAndStall, "no response within 200ms")] {
        let server = Server::new(&[act]).await;
        let client = server.client(|builder| builder.max_retries(0).timeout(Duration::from_millis(200)));
        let error = within(5, list(&client)).await;
        failed(error, ErrorKind::Timeout, part);
        // The stream ends, the connection does not.
        within(5, list(&client)).await.unwrap();
        assert_eq!(server.counts(), (2, 1));
        assert_eq!(server.seen.resets.load(Ordering::SeqCst), 1, "{act:?}");
    }
    let server = Server::new(&[Act::AnswerAndStall]).await;
    let client = server.client(|builder| builder.max_retries(0).read_timeout(Duration::from_millis(200)));
    failed(within(5, list(&client)).await, ErrorKind::Timeout, "the response stopped coming for 200ms");
}

#[tokio::test]
async fn a_stream_that_is_dropped_is_reset() {
    let server = Server::new(&[Act::AnswerAndStall]).await;
    let client = server.once();
    let mut stream = within(5, client.call(&LIST).send::<ByteChunks>()).await.unwrap();
    assert_eq!(within(5, stream.next_chunk()).await.unwrap().unwrap(), r#"{"a""#);
    drop(stream);
    within(5, list(&client)).await.unwrap();
    assert_eq!((server.counts(), server.seen.resets.load(Ordering::SeqCst)), ((2, 1), 1));
}

#[tokio::test]
async fn a_connection_that_breaks_takes_all_its_streams_along() {
    let mut acts = vec![Act::Stall; 10];
    acts[9] = Act::Close;
    let server = Server::new(&acts).await;
    let client = server.client(|builder| builder);
    let outcomes = within(10, futures_util::future::join_all((0..10).map(|_| list(&client)))).await;
    assert!(outcomes.iter().all(|outcome| outcome.as_ref().is_ok_and(|response| response.retries() == 1)));
    assert_eq!(server.counts(), (20, 2));
}

#[tokio::test]
async fn one_stream_that_breaks_leaves_the_others() {
    let server = Server::new(&[Act::Reset(INTERNAL_ERROR)]).await;
    let client = server.once();
    let outcomes = within(5, futures_util::future::join_all((0..10).map(|_| list(&client)))).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_err()).count(), 1);
}
