//! One attempt: send, follow redirects, read the answer to its end (or, for a stream, up to its body); all within the time limit.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::course::Limit as TimeLimit;
use super::intake::{Cut, Intake};
use super::{intake, redirect, unpack, watch};
use crate::call::{Call, Reading};
use crate::client::Limit;
use crate::error::{Error, ErrorKind};
use crate::request::{Authorized, Prepared, Unauthorized, authorize, rejected};
use crate::transport::{BoxFuture, CallInfo, ReplyBody, RequestBody, TransportError};

/// An answer.
pub(super) struct Arrived {
    pub(super) status: StatusCode,
    /// The status is one of those the operation counts as success.
    pub(super) success: bool,
    pub(super) headers: HeaderMap,
    pub(super) content: Content,
    /// The request it answers, if that is not the first one.
    pub(super) hop: Option<Box<Prepared>>,
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
    Timeout(TimeLimit),
    /// The answer began, and then nothing came for this long.
    Silent(Duration),
    Transport(TransportError),
    /// The answer went over a limit, which is this much.
    Limit {
        status: StatusCode,
        headers: HeaderMap,
        limit: Limit,
        most: u64,
    },
    Redirect {
        status: StatusCode,
        headers: HeaderMap,
        why: String,
    },
    /// It cannot be sent; why is in the error.
    Final(Error),
    /// There is no credential to send.
    Unauthorized(Unauthorized),
}

impl Failed {
    /// What kind of error it is.
    pub(super) fn kind(&self) -> ErrorKind {
        match self {
            Self::Timeout(_) | Self::Silent(_) => ErrorKind::Timeout,
            Self::Transport(fault) => super::kind_of(fault),
            Self::Limit { limit, .. } => super::over_limit(*limit, 0).kind(),
            Self::Redirect { .. } => ErrorKind::Redirect,
            Self::Final(error) => error.kind(),
            Self::Unauthorized(unauthorized) => unauthorized.error.kind(),
        }
    }
}

/// Makes one attempt within the time limit.
pub(super) fn attempt<'a>(
    call: &'a Call,
    prepared: &'a mut Prepared,
    retries: u32,
    limit: Option<TimeLimit>,
) -> Limited<'a> {
    let timer = limit.map(|limit| {
        let (TimeLimit::Attempt(time) | TimeLimit::Deadline { left: time, .. }) = limit;
        (call.client.config().clock.sleep(time), limit)
    });
    Limited { work: Box::pin(watch::of_attempt(retries, send(call, prepared, retries))), timer }
}

/// Work with a time limit.
pub(super) struct Limited<'a> {
    work: BoxFuture<'a, Result<Arrived, Failed>>,
    timer: Option<(BoxFuture<'static, ()>, TimeLimit)>,
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

/// Sends a request with the credentials it takes. When the API refuses them and a provider can get others, it is sent once more with
/// those.
pub(super) async fn send(call: &Call, prepared: &mut Prepared, retries: u32) -> Result<Arrived, Failed> {
    if prepared.provided.is_empty() {
        return travel(call, prepared, retries).await;
    }
    // Boxed, so that calls without a provider have a small future.
    Box::pin(send_authorized(call, prepared, retries)).await
}

async fn send_authorized(call: &Call, prepared: &Prepared, retries: u32) -> Result<Arrived, Failed> {
    let mut again = true;
    loop {
        let mut authorized = authorize(call, prepared).await.map_err(Failed::Unauthorized)?;
        let arrived = travel(call, &mut authorized.request, retries).await?;
        if !again || !refused(&authorized, &arrived) {
            return Ok(arrived);
        }
        again = false;
    }
}

/// True when the origin that the credentials are for refused them, and there may be others.
fn refused(authorized: &Authorized, arrived: &Arrived) -> bool {
    let own_origin = arrived.hop.as_ref().is_none_or(|hop| hop.address.same_origin(&authorized.request.address));
    arrived.status == StatusCode::UNAUTHORIZED
        && own_origin
        && authorized.request.body.can_be_sent()
        && rejected(authorized)
}

/// Sends a request and follows where it is led.
async fn travel(call: &Call, prepared: &mut Prepared, retries: u32) -> Result<Arrived, Failed> {
    let transport = call.client.transport();
    let config = call.client.config();
    let mut hop: Option<Box<Prepared>> = None;
    let mut followed = 0;
    loop {
        let sent = match &hop {
            None => {
                let headers = prepared.give_headers();
                let mut request = request(call, retries, prepared, headers);
                watch::before(call, retries, &mut request)?;
                transport.send_to(prepared.address.as_str(), request)
            }
            Some(hop) => transport.send_to(hop.address.as_str(), request(call, retries, hop, hop.headers.clone())),
        };
        let reply = sent.await.map_err(Failed::Transport)?;
        let (http::response::Parts { status, mut headers, .. }, body) = reply.into_parts();
        if header_bytes(&headers) > config.limits.header_bytes {
            let most = config.limits.header_bytes;
            return Err(Failed::Limit { status, headers: HeaderMap::new(), limit: Limit::HeaderBytes, most });
        }
        let success = call.operation.succeeds(status);
        if !success && redirect::leads_on(status) {
            prepared.restore(call).map_err(Failed::Final)?;
            match redirect::next(hop.as_deref().unwrap_or(prepared), followed, status, &headers, config) {
                redirect::Step::Arrived => {}
                redirect::Step::Follow(next) => {
                    hop = Some(next);
                    followed += 1;
                    continue;
                }
                redirect::Step::TooMany => {
                    let most = u64::from(config.limits.redirects);
                    return Err(Failed::Limit { status, headers, limit: Limit::Redirects, most });
                }
                redirect::Step::Refuse(why) => return Err(Failed::Redirect { status, headers, why }),
            }
        }
        let body = if prepared.unpacks { unpack::unpacked(body, &mut headers, &config.limits) } else { body };
        if success && call.parts.reading != Reading::Whole {
            return Ok(Arrived { status, success, headers, content: Content::Open(body), hop });
        }
        // The future stays small: what is waited for borrows, and what was taken apart is put together after it.
        let body = match intake::at_once(body, config) {
            Ok(body) => body,
            Err(body) => Intake::new(body, &headers, config).whole().await,
        };
        return arrived(body, status, success, headers, hop);
    }
}

fn arrived(
    body: Result<Bytes, Cut>,
    status: StatusCode,
    success: bool,
    headers: HeaderMap,
    hop: Option<Box<Prepared>>,
) -> Result<Arrived, Failed> {
    match body {
        Ok(body) => Ok(Arrived { status, success, headers, content: Content::Whole(body), hop }),
        Err(Cut::Transport(fault)) => Err(Failed::Transport(fault)),
        Err(Cut::Silent(limit)) => Err(Failed::Silent(limit)),
        Err(Cut::Limit(limit, most)) => Err(Failed::Limit { status, headers, limit, most }),
    }
}

fn header_bytes(headers: &HeaderMap) -> u64 {
    headers.iter().map(|(name, value)| (name.as_str().len() + value.len()) as u64).sum()
}

/// A request without its URL, which goes beside it.
fn request(call: &Call, retries: u32, hop: &Prepared, headers: HeaderMap) -> http::Request<RequestBody> {
    let mut request = http::Request::new(hop.body.clone());
    *request.method_mut() = hop.method.clone();
    *request.headers_mut() = headers;
    if call.client.transport().wants_call_info() {
        let info = CallInfo { operation: call.operation.id, path: call.route().path, retries };
        request.extensions_mut().insert(info);
    }
    request
}
