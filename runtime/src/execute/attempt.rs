//! One attempt: send, follow redirects, read the answer to its end (or, for a stream, up to its body); all within the time limit.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};

use super::redirect;
use crate::call::{Call, Reading};
use crate::error::Error;
use crate::request::{Address, Prepared};
use crate::transport::{BoxFuture, CallInfo, ReplyBody, RequestBody, TransportError};

/// An answer.
pub(super) struct Arrived {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) content: Content,
    /// Where it came from at last, if that is not where it was asked for.
    pub(super) address: Option<Address>,
}

/// The body of an answer.
pub(super) enum Content {
    /// All of it.
    Whole(Bytes),
    /// Still on its way, for a caller who reads it piece by piece. Successes only.
    Open(ReplyBody),
}

impl Content {
    /// What has been read of it.
    pub(super) fn into_whole(self) -> Bytes {
        match self {
            Self::Whole(bytes) | Self::Open(ReplyBody::Bytes(bytes)) => bytes,
            Self::Open(ReplyBody::Stream(_)) => Bytes::new(),
        }
    }
}

/// An attempt without an answer that can be used.
pub(super) enum Failed {
    Timeout(Duration),
    Transport(TransportError),
    TooLarge { status: StatusCode, headers: HeaderMap, limit: u64 },
    Redirect { status: StatusCode, headers: HeaderMap, why: String },
    Build(Error),
}

/// Makes one attempt within the time limit.
pub(super) fn attempt<'a>(call: &'a Call, prepared: &'a Prepared, retries: u32) -> Limited<'a> {
    let config = call.client.config();
    let limit = call.parts.timeout.unwrap_or(config.timeout);
    let timer = limit.map(|limit| (config.clock.sleep(limit), limit));
    Limited { work: Box::pin(send(call, prepared, retries)), timer }
}

/// Work with a time limit.
pub(super) struct Limited<'a> {
    work: BoxFuture<'a, Result<Arrived, Failed>>,
    timer: Option<(BoxFuture<'static, ()>, Duration)>,
}

impl Future for Limited<'_> {
    type Output = Result<Arrived, Failed>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(outcome) = self.work.as_mut().poll(cx) {
            return Poll::Ready(outcome);
        }
        match &mut self.timer {
            Some((timer, limit)) => timer.as_mut().poll(cx).map(|()| Err(Failed::Timeout(*limit))),
            None => Poll::Pending,
        }
    }
}

pub(super) async fn send(call: &Call, prepared: &Prepared, retries: u32) -> Result<Arrived, Failed> {
    let transport = call.client.transport();
    let info = transport.wants_call_info().then(|| CallInfo {
        operation: call.operation.id,
        path: call.route().path,
        retries,
    });
    let mut redirected: Option<Box<Prepared>> = None;
    let mut followed = 0;
    loop {
        let hop = redirected.as_deref().unwrap_or(prepared);
        let request = request(hop, info.as_ref())?;
        let reply = transport.send(request).await.map_err(Failed::Transport)?;
        let (head, body) = reply.into_parts();
        match redirect::next(hop, followed, head.status, &head.headers) {
            redirect::Step::Arrived => {
                let content = match call.parts.reading {
                    Reading::Open if head.status.is_success() => Content::Open(body),
                    _ => Content::Whole(read(body, &head, call.client.config().max_response_bytes).await?),
                };
                let address = redirected.map(|hop| hop.address);
                return Ok(Arrived { status: head.status, headers: head.headers, content, address });
            }
            redirect::Step::Follow(next) => redirected = Some(next),
            redirect::Step::Refuse(why) => {
                return Err(Failed::Redirect { status: head.status, headers: head.headers, why });
            }
        }
        followed += 1;
    }
}

fn request(hop: &Prepared, info: Option<&CallInfo>) -> Result<http::Request<RequestBody>, Failed> {
    let uri = hop
        .address
        .to_uri()
        .map_err(|fault| Failed::Build(Error::build("the URL cannot be sent").with_source(fault)))?;
    let mut request = http::Request::new(hop.body.clone());
    *request.method_mut() = hop.method.clone();
    *request.uri_mut() = uri;
    *request.headers_mut() = hop.headers.clone();
    if let Some(info) = info {
        request.extensions_mut().insert(info.clone());
    }
    Ok(request)
}

/// Reads a body to its end, but no more than the limit.
async fn read(mut body: ReplyBody, head: &http::response::Parts, limit: Option<u64>) -> Result<Bytes, Failed> {
    let too_large = |size: u64| match limit {
        Some(limit) if size > limit => {
            Err(Failed::TooLarge { status: head.status, headers: head.headers.clone(), limit })
        }
        _ => Ok(()),
    };
    let announced =
        head.headers.get(http::header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    too_large(announced.unwrap_or_default())?;
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(piece) = std::future::poll_fn(|cx| body.poll_piece(cx)).await {
        let piece = piece.map_err(Failed::Transport)?;
        too_large((first.len() + all.len() + piece.len()) as u64)?;
        if first.is_empty() && all.is_empty() {
            first = piece;
        } else {
            if all.is_empty() {
                all.reserve(room(announced, first.len() + piece.len()));
                all.extend_from_slice(&std::mem::take(&mut first));
            }
            all.extend_from_slice(&piece);
        }
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// How much to make room for: what was announced, but not on its word alone when that is much.
fn room(announced: Option<u64>, known: usize) -> usize {
    const TRUSTED: u64 = 1 << 20;
    usize::try_from(announced.unwrap_or_default().min(TRUSTED)).unwrap_or_default().max(known)
}
