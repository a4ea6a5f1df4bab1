//! One attempt: send, follow redirects, read the answer to its end; all within the time limit.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::redirect;
use crate::call::Call;
use crate::error::Error;
use crate::request::{Address, Prepared};
use crate::transport::{BoxFuture, CallInfo, ReplyBody, RequestBody, TransportError};

/// Tells the API how often the call has been repeated.
const RETRY_COUNT: HeaderName = HeaderName::from_static("x-retry-count");

/// An answer, read to its end.
pub(super) struct Arrived {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// Where it came from at last.
    pub(super) address: Address,
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
pub(super) fn attempt<'a>(
    call: &'a Call,
    prepared: &'a Prepared,
    retries: u32,
) -> BoxFuture<'a, Result<Arrived, Failed>> {
    let config = call.client.config();
    let work = Box::pin(send(call, prepared, retries));
    match call.parts.timeout.unwrap_or(config.timeout) {
        None => work,
        Some(limit) => Box::pin(Limited { work, timer: config.clock.sleep(limit), limit }),
    }
}

/// Work with a time limit.
struct Limited<'a> {
    work: BoxFuture<'a, Result<Arrived, Failed>>,
    timer: BoxFuture<'static, ()>,
    limit: Duration,
}

impl Future for Limited<'_> {
    type Output = Result<Arrived, Failed>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Poll::Ready(outcome) = self.work.as_mut().poll(cx) {
            return Poll::Ready(outcome);
        }
        self.timer.as_mut().poll(cx).map(|()| Err(Failed::Timeout(self.limit)))
    }
}

pub(super) async fn send(call: &Call, prepared: &Prepared, retries: u32) -> Result<Arrived, Failed> {
    let mut hop = Box::new(redirect::Hop::first(prepared));
    let route = call.route();
    let info = CallInfo { operation: route.id, path: route.path, retries };
    hop.headers.entry(RETRY_COUNT).or_insert_with(|| HeaderValue::from(retries));
    loop {
        let mut request = request(&hop)?;
        request.extensions_mut().insert(info.clone());
        let reply = call.client.transport().send(request).await.map_err(Failed::Transport)?;
        let (head, body) = reply.into_parts();
        match hop.next(head.status, &head.headers) {
            redirect::Step::Arrived => {
                let limit = call.client.config().max_response_bytes;
                let bytes = read(body, &head, limit).await?;
                return Ok(Arrived { status: head.status, headers: head.headers, body: bytes, address: hop.address });
            }
            redirect::Step::Follow(next) => hop = next,
            redirect::Step::Refuse(why) => {
                return Err(Failed::Redirect { status: head.status, headers: head.headers, why });
            }
        }
    }
}

fn request(hop: &redirect::Hop) -> Result<http::Request<RequestBody>, Failed> {
    let uri = hop
        .address
        .to_uri()
        .map_err(|fault| Failed::Build(Error::build("the URL cannot be sent").with_source(fault)))?;
    let mut request = http::Request::new(hop.body.clone());
    *request.method_mut() = hop.method.clone();
    *request.uri_mut() = uri;
    *request.headers_mut() = hop.headers.clone();
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
