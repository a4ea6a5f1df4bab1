//! One connection: the handshake (RFC 6455 §4), messages, pings, and how it ends.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream as _;
use futures_util::SinkExt as _;
use http::StatusCode;
use http::header::{SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_PROTOCOL};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};

use crate::client::websocket::options::Options;
use crate::config::clock::Clock;
use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::request::arguments::Reading;
use crate::request::call::Call;
use crate::response::Response;
use crate::response::kinds::ResponseKind;
use crate::send::head::Head;
use crate::send::undecoded::UndecodedResponse;
use crate::transport::BoxFuture;

/// The code and reason with which a connection was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The code (RFC 6455 §7.4): 1000 for a normal end, 1005 when none was given, 1006 when the connection broke.
    pub code: u16,
    /// The reason that was given with it.
    pub reason: String,
}

impl Closed {
    /// Returns true for a normal end: code 1000, or no code.
    pub fn is_normal(&self) -> bool {
        matches!(self.code, 1000 | 1005)
    }

    /// Returns true if another connection may do better: the server goes away, failed, restarts or is busy, or the connection broke.
    pub(crate) fn is_temporary(&self) -> bool {
        matches!(self.code, 1001 | 1006 | 1011..=1014)
    }

    fn of(frame: Option<CloseFrame>) -> Self {
        match frame {
            Some(frame) => Self { code: frame.code.into(), reason: frame.reason.as_str().to_owned() },
            None => Self { code: 1005, reason: String::new() },
        }
    }

    fn broken() -> Self {
        Self { code: 1006, reason: String::new() }
    }
}

/// An event of a connection.
pub(crate) enum Incoming {
    Text(String),
    Binary(Bytes),
    Closed(Closed),
    /// The connection broke and can no longer be used.
    Broken(Error),
}

/// A connection that is open.
pub(crate) struct Connection {
    stream: WebSocketStream<reqwest::Upgraded>,
    ping_every: Option<Duration>,
    /// Until the next ping.
    timer: Option<BoxFuture<'static, ()>>,
    /// True if nothing has come since the last ping.
    unanswered: bool,
}

impl Connection {
    /// Makes the call of a WebSocket, and a connection of its response.
    pub(crate) async fn open(call: &Call, options: &Options) -> Result<Self, Error> {
        let (key, mut call) = (generate_key(), call.clone());
        let limit = options.max_message_bytes.unwrap_or(call.session.config().stream_limits.event);
        call.extra_header("sec-websocket-version", "13");
        call.extra_header("sec-websocket-key", &key);
        if !options.protocols.is_empty() {
            call.extra_header("sec-websocket-protocol", options.protocols.join(", "));
        }
        let head = call.send::<Switched>().await?;
        check(&head, &key, &options.protocols).map_err(|why| head.describe(Error::new(ErrorKind::Decode, why)))?;
        let broken = |fault| Error::new(ErrorKind::Connection, "the connection broke").with_source(fault);
        let missing =
            || Error::new(ErrorKind::Config, "the transport gives no connection after a response with status 101");
        let upgraded = head.upgrade.clone().ok_or_else(missing)?.await.map_err(broken)?;
        let config = WebSocketConfig::default().max_message_size(Some(limit)).max_frame_size(Some(limit));
        let stream = WebSocketStream::from_raw_socket(upgraded.into(), Role::Client, Some(config)).await;
        Ok(Self { stream, ping_every: options.ping_every, timer: None, unanswered: false })
    }

    pub(crate) async fn send(&mut self, message: Message) -> Result<(), Error> {
        self.stream.send(message).await.map_err(error)
    }

    /// Returns the next message, or the end. Pings are answered, and sent when nothing comes. Dropping the future loses nothing.
    pub(crate) async fn receive(&mut self, clock: &dyn Clock) -> Incoming {
        loop {
            let Some(message) = poll_fn(|cx| self.poll(cx, clock)).await else {
                if self.unanswered {
                    return Incoming::Broken(Error::new(ErrorKind::Timeout, "the server did not respond to a ping"));
                }
                self.unanswered = true;
                match self.send(Message::Ping(Bytes::new())).await {
                    Ok(()) => continue,
                    Err(error) => return Incoming::Broken(error),
                }
            };
            self.unanswered = false;
            return match message {
                Ok(Message::Text(text)) => Incoming::Text(text.as_str().to_owned()),
                Ok(Message::Binary(bytes)) => Incoming::Binary(bytes),
                Ok(Message::Close(frame)) => {
                    self.finish().await;
                    Incoming::Closed(Closed::of(frame))
                }
                Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_)) => continue,
                Err(SocketError::ConnectionClosed | SocketError::AlreadyClosed) => Incoming::Closed(Closed::broken()),
                Err(fault) => Incoming::Broken(error(fault)),
            };
        }
    }

    /// Returns a message, or `None` when it is time for a ping.
    fn poll(&mut self, cx: &mut Context<'_>, clock: &dyn Clock) -> Poll<Option<Result<Message, SocketError>>> {
        if let Poll::Ready(message) = Pin::new(&mut self.stream).poll_next(cx) {
            self.timer = None;
            return Poll::Ready(Some(message.unwrap_or(Err(SocketError::ConnectionClosed))));
        }
        let Some(pause) = self.ping_every else { return Poll::Pending };
        let timer = self.timer.get_or_insert_with(|| clock.sleep(pause));
        if timer.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        self.timer = None;
        Poll::Ready(None)
    }

    /// Writes the response to a close, as far as the other side still takes it.
    async fn finish(&mut self) {
        let _ = self.stream.flush().await;
    }
}

/// The response that a WebSocket begins with.
struct Switched;

impl ResponseKind for Switched {
    type Value = ();
    type Output = Box<Head>;
    const ACCEPT: &'static str = "*/*";
    const READING: Reading = Reading::Open;

    fn output(response: UndecodedResponse) -> Result<Box<Head>, Error> {
        Ok(response.head)
    }

    fn response(response: UndecodedResponse) -> Result<Response<()>, Error> {
        Ok(Response::new((), response.head))
    }
}

/// Checks that the server has understood the handshake (RFC 6455 §4.1).
fn check(head: &Head, key: &str, protocols: &[String]) -> Result<(), &'static str> {
    let header = |name| head.headers.get(name).and_then(|value| value.to_str().ok());
    if head.status != StatusCode::SWITCHING_PROTOCOLS {
        return Err("the server did not switch to WebSocket");
    }
    if header(SEC_WEBSOCKET_ACCEPT) != Some(&*derive_accept_key(key.as_bytes())) {
        return Err("the server did not prove that it speaks WebSocket");
    }
    match header(SEC_WEBSOCKET_PROTOCOL) {
        Some(chosen) if !protocols.iter().any(|known| known == chosen) => {
            Err("the server chose a protocol that it was not offered")
        }
        _ => Ok(()),
    }
}

/// Returns the error for a fault of a connection.
fn error(fault: SocketError) -> Error {
    let (kind, message) = match &fault {
        SocketError::Capacity(_) => (ErrorKind::TooLarge, "a message is larger than the limit"),
        SocketError::ConnectionClosed | SocketError::AlreadyClosed => {
            (ErrorKind::Connection, "the connection is closed")
        }
        SocketError::Io(_) | SocketError::Tls(_) => (ErrorKind::Connection, "the connection broke"),
        _ => (ErrorKind::Connection, "the server does not keep to the WebSocket protocol"),
    };
    Error::new(kind, message).with_source(fault)
}
