//! One attempt: send, follow redirects, read the response to its end (or, for a stream, up to its body); all within the time limit.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::config::Config;
use crate::config::limits::Limit;
use crate::request::arguments::Reading;
use crate::request::assemble::Prepared;
use crate::request::authorize::{Authorized, authorize, rejected};
use crate::request::call::Call;
use crate::send::body_reader::{BodyReader, Cut};
use crate::send::head::Head;
use crate::send::outcome::{Arrived, AttemptLimit, Content, Failed, Progress};
use crate::send::{content_coding, redirect, telemetry};
use crate::transport::body::RequestBody;
use crate::transport::error::TransportError;
use crate::transport::{BoxFuture, CallInfo, ResponseBody};

/// The timer of an attempt, and what it means when it rings.
pub(crate) type Timer = (BoxFuture<'static, ()>, AttemptLimit);

/// Returns a timer for an attempt that begins now.
#[inline]
pub(crate) fn timer(limit: Option<AttemptLimit>, config: &Config) -> Option<Timer> {
    let limit = limit?;
    let (AttemptLimit::Attempt(time) | AttemptLimit::Deadline { left: time, .. }) = limit;
    Some((config.clock.sleep(time), limit))
}

/// Polls an attempt, and its timer while it is not done.
#[inline]
pub(crate) fn poll_limited(
    work: Pin<&mut impl Future<Output = Result<Arrived, Failed>>>,
    timer: &mut Option<Timer>,
    cx: &mut Context<'_>,
) -> Poll<Result<Arrived, Failed>> {
    if let Poll::Ready(outcome) = work.poll(cx) {
        return Poll::Ready(outcome);
    }
    match timer {
        Some((timer, limit)) => timer.as_mut().poll(cx).map(|()| Err(Failed::Timeout(*limit))),
        None => Poll::Pending,
    }
}

/// Sends a request with the credentials it takes. When the API refuses them and a provider can get others, it is sent once more with
/// those.
pub(crate) async fn send(
    call: &Call,
    prepared: &mut Prepared,
    retries: u32,
    progress: &mut Progress,
) -> Result<Arrived, Failed> {
    if prepared.provided.is_empty() {
        return travel(call, prepared, retries, progress).await;
    }
    // Boxed, so that calls without a provider have a small future.
    Box::pin(send_authorized(call, prepared, retries, progress)).await
}

async fn send_authorized(
    call: &Call,
    prepared: &Prepared,
    retries: u32,
    progress: &mut Progress,
) -> Result<Arrived, Failed> {
    let mut again = true;
    loop {
        let mut authorized = authorize(call, prepared).await.map_err(Failed::Unauthorized)?;
        let arrived = travel(call, &mut authorized.request, retries, progress).await?;
        if !again || !refused(&authorized, &arrived) {
            return Ok(arrived);
        }
        again = false;
    }
}

/// Returns true if the origin that the credentials are for refused them, and there may be others.
fn refused(authorized: &Authorized, arrived: &Arrived) -> bool {
    let own_origin = arrived.hop.as_ref().is_none_or(|hop| hop.address.same_origin(&authorized.request.address));
    arrived.head.status == StatusCode::UNAUTHORIZED
        && own_origin
        && authorized.request.body.can_be_sent()
        && rejected(authorized)
}

/// Sends a request and follows where it is led.
async fn travel(
    call: &Call,
    prepared: &mut Prepared,
    retries: u32,
    progress: &mut Progress,
) -> Result<Arrived, Failed> {
    let sent = depart(call, prepared, retries)?.await;
    let mut arrived = arrive(call, prepared, sent)?;
    // Rare steps are boxed, so that the future stays small and the common path stays together.
    if leads_on(&arrived) {
        progress.redirected = true;
        arrived = Box::pin(follow(call, prepared, retries, arrived)).await?;
    }
    if is_unread(call, &arrived) {
        arrived = Box::pin(read(arrived, call.session.config(), progress)).await?;
    }
    Ok(arrived)
}

/// Hands a request to the transport. Not a part of the future, in which the request would keep its place to the end.
#[inline]
fn depart<'a>(call: &'a Call, prepared: &mut Prepared, retries: u32) -> Result<Sent<'a>, Failed> {
    let headers = prepared.give_headers();
    let mut request = request(call, retries, prepared, headers);
    telemetry::before(call, retries, &mut request)?;
    Ok(call.session.transport().send_to(prepared.address.as_str(), request))
}

/// A request on its way.
type Sent<'a> = BoxFuture<'a, Result<http::Response<ResponseBody>, TransportError>>;

/// Converts the transport's result. A body that came whole is read here.
#[inline]
fn arrive(
    call: &Call,
    sent: &Prepared,
    response: Result<http::Response<ResponseBody>, TransportError>,
) -> Result<Arrived, Failed> {
    let config = call.session.config();
    let (parts, body) = response.map_err(Failed::Transport)?.into_parts();
    if let Some(meter) = sent.body.meter_of_empty() {
        meter.has_response();
    }
    let mut head = Box::new(Head::new(parts.status, parts.headers));
    #[cfg(all(feature = "websocket", not(target_family = "wasm")))]
    if parts.status == StatusCode::SWITCHING_PROTOCOLS {
        head.upgrade = parts.extensions.get::<hyper::upgrade::OnUpgrade>().cloned();
    }
    if header_bytes(&head.headers) > config.limits.header_bytes {
        head.headers = HeaderMap::new();
        return Err(Failed::Limit { head, limit: Limit::HeaderBytes, most: config.limits.header_bytes });
    }
    let success = call.operation.succeeds(head.status);
    let body = if sent.decodes { content_coding::decoded(body, &mut head.headers, &config.limits) } else { body };
    let most = config.limits.response_bytes;
    let content = match body {
        _ if success && call.parts.reading != Reading::Whole => Content::Open(body),
        ResponseBody::Bytes(bytes) if !success => kept_of_error(bytes, config.limits.kept_of_error()),
        ResponseBody::Bytes(bytes) if bytes.len() as u64 > most => {
            return Err(Failed::Limit { head, limit: Limit::ResponseBytes, most });
        }
        ResponseBody::Bytes(bytes) => Content::Whole(bytes),
        ResponseBody::Stream(_) => Content::Open(body),
    };
    Ok(Arrived { head, success, content, hop: None })
}

/// Returns true for a response that is no success and leads on.
#[inline]
fn leads_on(arrived: &Arrived) -> bool {
    !arrived.success && redirect::leads_on(arrived.head.status)
}

/// Returns true for a body that is still on its way and is to be read here.
#[inline]
fn is_unread(call: &Call, arrived: &Arrived) -> bool {
    matches!(arrived.content, Content::Open(_)) && !(arrived.success && call.parts.reading != Reading::Whole)
}

/// Follows where a response leads, to the end of the way.
async fn follow(call: &Call, prepared: &mut Prepared, retries: u32, mut arrived: Arrived) -> Result<Arrived, Failed> {
    prepared.restore(call).map_err(Failed::Final)?;
    let config = call.session.config();
    let mut hop: Option<Box<Prepared>> = None;
    let mut followed = 0;
    while leads_on(&arrived) {
        let (sent, head) = (hop.as_deref().unwrap_or(prepared), arrived.head);
        let next = match redirect::next(sent, followed, head.status, &head.headers, config) {
            redirect::Step::Arrived => {
                arrived.head = head;
                break;
            }
            redirect::Step::Follow(next) => next,
            redirect::Step::TooMany => {
                let most = u64::from(config.limits.redirects);
                return Err(Failed::Limit { head, limit: Limit::Redirects, most });
            }
            redirect::Step::Refuse(why) => return Err(Failed::Redirect { head, why }),
        };
        let request = request(call, retries, &next, next.headers.clone());
        let sent = call.session.transport().send_to(next.address.as_str(), request);
        arrived = arrive(call, &next, sent.await)?;
        hop = Some(next);
        followed += 1;
    }
    Ok(Arrived { hop, ..arrived })
}

/// Reads a body to its end. An error response whose body breaks off, falls silent or is too large is an error response all the same: its status says
/// what it means, and what came of the body is kept.
async fn read(arrived: Arrived, config: &Config, progress: &mut Progress) -> Result<Arrived, Failed> {
    let Arrived { head, success, content, hop } = arrived;
    let Content::Open(body) = content else { return Ok(Arrived { head, success, content, hop }) };
    let mut body_reader = BodyReader::new(body, &head.headers, config);
    if !success {
        body_reader.keep_start(config.limits.kept_of_error());
    }
    progress.head = Some(head);
    let (came, cut) = body_reader.whole().await;
    let content = match cut {
        None => Content::Whole(came),
        Some(Cut::Kept) => Content::Cut(came),
        Some(_) if !success => Content::Whole(came),
        Some(cut) => return Err(progress.cut(came, cut)),
    };
    Ok(Arrived { head: progress.take_head(), success, content, hop })
}

/// Returns the kept part of an error response's body that is in memory already.
fn kept_of_error(bytes: Bytes, most: u64) -> Content {
    match usize::try_from(most) {
        // A copy, so that the rest is let go.
        Ok(most) if bytes.len() > most => Content::Cut(Bytes::copy_from_slice(&bytes[..most])),
        _ => Content::Whole(bytes),
    }
}

#[inline]
fn header_bytes(headers: &HeaderMap) -> u64 {
    headers.iter().map(|(name, value)| (name.as_str().len() + value.len()) as u64).sum()
}

/// Returns a request without its URL, which goes beside it.
#[inline]
fn request(call: &Call, retries: u32, hop: &Prepared, headers: HeaderMap) -> http::Request<RequestBody> {
    if let Some(meter) = hop.body.meter_of_empty() {
        meter.sends();
    }
    let mut request = http::Request::new(hop.body.clone());
    *request.method_mut() = hop.method.clone();
    *request.headers_mut() = headers;
    if call.session.transport().wants_call_info() {
        let info = CallInfo { operation: call.operation.id, path: call.route().path, retries };
        request.extensions_mut().insert(info);
    }
    request
}
