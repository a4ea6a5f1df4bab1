//! WebSockets: typed events in both directions, over one connection.
//!
//! Awaiting the request of an operation that the document declares as a WebSocket (`x-specsmith-websocket`) makes the connection, with the credentials,
//! headers, time limits and retries of any other call, and through the client's transport. The transport must keep hyper's `OnUpgrade` in the extensions of a
//! response with status 101, as the default one does.

pub(crate) mod connection;
pub(crate) mod options;

use std::fmt;
use std::future::{Future, IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use specsmith_model::{Decode, Encode, Writer};
use tokio_tungstenite::tungstenite::Message as SocketMessage;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

pub use crate::client::websocket::connection::Closed;
pub use crate::client::websocket::options::Reconnect;

use crate::client::websocket::connection::{Connection, Incoming};
use crate::client::websocket::options::Options;
use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::request::call::Call;
use crate::send::failure::finish_error;
use crate::transport::BoxFuture;

/// The time that the other side has to respond to a close.
const CLOSE: Duration = Duration::from_secs(5);

/// A WebSocket that is not open yet. Set its options, then await it.
#[must_use = "a WebSocket is not opened until this is awaited"]
pub struct Opening<S, R> {
    call: Call,
    options: Options,
    types: PhantomData<fn(S) -> R>,
}

impl<S: Encode, R: Decode> Opening<S, R> {
    #[doc(hidden)]
    pub fn new(call: Call) -> Self {
        let protocols = call.operation.rules.and_then(|rules| rules.websocket).unwrap_or_default();
        let protocols = protocols.iter().map(|name| (*name).to_owned()).collect();
        Self { call, options: Options { protocols, ..Options::default() }, types: PhantomData }
    }

    /// Reconnects if the connection breaks. Never, unless set.
    pub fn reconnect(mut self, policy: Reconnect) -> Self {
        self.options.reconnect = policy;
        self
    }

    /// Sends an event first on every new connection; several are sent in this order.
    pub fn greet(mut self, event: impl Into<S>) -> Self {
        self.options.greetings.push(text_of(&event.into()));
        self
    }

    /// Sends a ping if nothing has been received for this long. If nothing is received for as long again, the connection counts as broken. Off, unless set;
    /// pings of the server are always answered.
    pub fn ping_every(mut self, pause: Duration) -> Self {
        self.options.ping_every = Some(pause);
        self
    }

    /// Sets the maximum size of a message: the client's limit for events of streams, unless set.
    pub fn max_message_bytes(mut self, bytes: usize) -> Self {
        self.options.max_message_bytes = Some(bytes);
        self
    }

    /// Offers a subprotocol, in addition to those of the document.
    pub fn protocol(mut self, name: impl Into<String>) -> Self {
        self.options.protocols.push(name.into());
        self
    }

    async fn open(self) -> Result<WebSocket<S, R>, Error> {
        let Self { call, options, types } = self;
        let mut socket = WebSocket { call, options, connection: None, attempts: 0, closed: None, ended: false, types };
        socket.connect().await?;
        Ok(socket)
    }
}

impl<S: Encode + 'static, R: Decode + 'static> IntoFuture for Opening<S, R> {
    type Output = Result<WebSocket<S, R>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.open())
    }
}

impl<S, R> fmt::Debug for Opening<S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening").field("operation", &self.call.operation.id).finish_non_exhaustive()
    }
}

/// An undecoded message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Message {
    /// Text.
    Text(String),
    /// Bytes.
    Binary(Bytes),
}

/// An open WebSocket: `S` is the type of the events that are sent, `R` of those that are received. Dropping it ends the connection without a close frame;
/// `close` sends one.
pub struct WebSocket<S, R> {
    call: Call,
    options: Options,
    /// The connection; `None` while there is none.
    connection: Option<Connection>,
    /// Connections since something was received.
    attempts: u32,
    closed: Option<Closed>,
    ended: bool,
    types: PhantomData<fn(S) -> R>,
}

impl<S: Encode, R: Decode> WebSocket<S, R> {
    /// Sends an event.
    ///
    /// # Errors
    /// [`ErrorKind::Connection`] if the connection is closed or broken. The event may have arrived.
    pub async fn send(&mut self, event: impl Into<S>) -> Result<(), Error> {
        let text = text_of(&event.into());
        self.send_message(Message::Text(text)).await
    }

    /// Sends an undecoded message.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_message(&mut self, message: Message) -> Result<(), Error> {
        if self.ended {
            return Err(self.finished(Error::new(ErrorKind::Connection, "the WebSocket is closed")));
        }
        let message = match message {
            Message::Text(text) => SocketMessage::text(text),
            Message::Binary(bytes) => SocketMessage::Binary(bytes),
        };
        if self.connection.is_none() {
            self.connect_again(Error::new(ErrorKind::Connection, "the connection broke")).await?;
        }
        let Some(connection) = &mut self.connection else { return Ok(()) };
        let sent = connection.send(message).await;
        sent.map_err(|error| {
            self.connection = None;
            self.finished(error)
        })
    }

    /// Returns the next event; `None` if the connection was closed normally. It can be awaited in `tokio::select!`: no event is lost if another branch is
    /// taken, so that one task can send and receive.
    ///
    /// An event that does not decode is an error of kind [`Decode`](ErrorKind::Decode), after which the events continue. Every other error is the last
    /// item: a connection that broke or was closed with another code than 1000 ([`Stream`](ErrorKind::Stream)), and a message over the limit
    /// ([`TooLarge`](ErrorKind::TooLarge)).
    pub async fn next(&mut self) -> Option<Result<R, Error>> {
        let message = match self.next_message().await? {
            Ok(message) => message,
            Err(error) => return Some(Err(error)),
        };
        let bytes = match &message {
            Message::Text(text) => text.as_bytes(),
            Message::Binary(bytes) => bytes,
        };
        let decoded = self.call.decoding().json(bytes);
        Some(decoded.map_err(|fault| {
            let error = Error::new(ErrorKind::Decode, fault.to_string()).with_body(Bytes::copy_from_slice(bytes));
            self.finished(error.with_source(fault))
        }))
    }

    /// Returns the next message undecoded; otherwise like [`next`](Self::next).
    pub async fn next_message(&mut self) -> Option<Result<Message, Error>> {
        loop {
            if self.ended {
                return None;
            }
            let clock = &*self.call.session.config().clock;
            let error = match &mut self.connection {
                None => Error::new(ErrorKind::Connection, "the connection broke"),
                Some(connection) => match connection.receive(clock).await {
                    Incoming::Text(text) => return Some(Ok(self.received(Message::Text(text)))),
                    Incoming::Binary(bytes) => return Some(Ok(self.received(Message::Binary(bytes)))),
                    Incoming::Broken(error) => error,
                    Incoming::Closed(closed) => match self.ends(closed)? {
                        Ok(error) => error,
                        Err(error) => return Some(Err(error)),
                    },
                },
            };
            self.connection = None;
            if let Err(error) = self.connect_again(error).await {
                return Some(Err(error));
            }
        }
    }

    fn received(&mut self, message: Message) -> Message {
        self.attempts = 0;
        message
    }

    /// Handles a close. Gives nothing after a normal one, `Ok` with an error after which another connection may be made, or `Err` with the last error.
    fn ends(&mut self, closed: Closed) -> Option<Result<Error, Error>> {
        self.connection = None;
        let Closed { code, reason } = &closed;
        let (is_normal, is_temporary) = (closed.is_normal(), closed.is_temporary());
        let kind = if *code == 1006 { ErrorKind::Connection } else { ErrorKind::Stream };
        let message = match (code, reason.as_str()) {
            (1006, _) => "the connection broke".to_owned(),
            (code, "") => format!("the server closed the connection with {code}"),
            (code, reason) => format!("the server closed the connection with {code}: {reason}"),
        };
        self.closed = Some(closed);
        if is_normal {
            self.ended = true;
            return None;
        }
        let error = Error::new(kind, message);
        if is_temporary {
            return Some(Ok(error));
        }
        self.ended = true;
        Some(Err(self.finished(error)))
    }

    /// Makes another connection, as often as the policy allows.
    async fn connect_again(&mut self, mut last: Error) -> Result<(), Error> {
        loop {
            let clock = std::sync::Arc::clone(&self.call.session.config().clock);
            let is_worth_it = matches!(
                last.kind(),
                ErrorKind::Connection
                    | ErrorKind::Timeout
                    | ErrorKind::Stream
                    | ErrorKind::Server
                    | ErrorKind::RateLimited
            );
            let pause = self.options.reconnect.pause(self.attempts, clock.jitter()).filter(|_| is_worth_it);
            let Some(pause) = pause else {
                self.ended = true;
                return Err(self.finished(last));
            };
            clock.sleep(pause).await;
            self.attempts += 1;
            match self.connect().await {
                Ok(()) => return Ok(()),
                Err(error) => last = error,
            }
        }
    }

    /// Makes a connection, and sends what it begins with.
    async fn connect(&mut self) -> Result<(), Error> {
        let mut connection = Connection::open(&self.call, &self.options).await?;
        for text in &self.options.greetings {
            connection.send(SocketMessage::text(text.clone())).await?;
        }
        self.connection = Some(connection);
        Ok(())
    }

    fn finished(&self, error: Error) -> Error {
        finish_error(&self.call, error, &self.call.route())
    }

    /// Closes the connection: sends a close frame, and waits at most 5 seconds for the server's. Events that the server sent before are lost.
    ///
    /// # Errors
    /// The connection broke.
    pub async fn close(self) -> Result<(), Error> {
        self.close_with(1000, "").await
    }

    /// Closes the connection with a code and a reason (RFC 6455 §7.4).
    ///
    /// # Errors
    /// The connection broke.
    pub async fn close_with(mut self, code: u16, reason: &str) -> Result<(), Error> {
        let Some(mut connection) = self.connection.take() else { return Ok(()) };
        let frame = CloseFrame { code: code.into(), reason: reason.into() };
        connection.send(SocketMessage::Close(Some(frame))).await.map_err(|error| self.finished(error))?;
        let clock = &*self.call.session.config().clock;
        let mut goodbye =
            pin!(async { while let Incoming::Text(_) | Incoming::Binary(_) = connection.receive(clock).await {} });
        let mut limit = clock.sleep(CLOSE);
        poll_fn(|cx| match goodbye.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(()),
            Poll::Pending => limit.as_mut().poll(cx),
        })
        .await;
        Ok(())
    }

    /// Returns the close of the last connection, once there is one.
    pub fn closed(&self) -> Option<&Closed> {
        self.closed.as_ref()
    }
}

impl<S, R> fmt::Debug for WebSocket<S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebSocket")
            .field("operation", &self.call.operation.id)
            .field("is_open", &self.connection.is_some())
            .field("closed", &self.closed)
            .finish_non_exhaustive()
    }
}

/// Returns an event as JSON.
fn text_of(event: &impl Encode) -> String {
    let mut writer = Writer::new().for_request();
    event.encode(&mut writer);
    writer.into_string()
}
