//! Packed responses: what is asked for, and how it is unpacked without trusting it.

pub(crate) mod decoder;

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

use crate::config::limits::{Limit, Limits};
use crate::http::content_coding::CODINGS;
use crate::send::content_coding::decoder::Packed;
use crate::transport::ReplyBody;
use crate::transport::error::{TransportError, TransportErrorKind};

fn unpack(body: ReplyBody, headers: &mut HeaderMap, limits: &Limits) -> ReplyBody {
    let coding = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let Some(packed) = coding.and_then(|coding| Packed::new(coding.trim())) else { return body };
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    let sent = 0;
    ReplyBody::stream(Unpacking { body, packed: Some(packed), sent, expansion: limits.expansion })
}

/// Unpacked bytes that are always let through: what small responses expand to is no danger.
const FREE: u64 = 8 << 20;

/// Gives the body unpacked, if it is packed in a way that is known. The header fields then say nothing of the packing.
#[inline]
pub(crate) fn unpacked(body: ReplyBody, headers: &mut HeaderMap, limits: &Limits) -> ReplyBody {
    if CODINGS.is_none() || !headers.contains_key(CONTENT_ENCODING) { body } else { unpack(body, headers, limits) }
}

/// A body that is being unpacked. It holds no more than what one piece expands to within the limit.
struct Unpacking {
    body: ReplyBody,
    /// `None` after the end.
    packed: Option<Packed>,
    sent: u64,
    expansion: u64,
}

impl Stream for Unpacking {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let Some(packed) = &mut this.packed else { return Poll::Ready(None) };
            let Some(piece) = ready!(this.body.poll_piece(cx)) else {
                let rest = packed.finish(this.sent > 0);
                this.packed = None;
                return Poll::Ready(rest.map_err(cut_or_spoilt).transpose());
            };
            let piece = piece?;
            this.sent = this.sent.saturating_add(piece.len() as u64);
            packed.allow(this.sent.saturating_mul(this.expansion).max(FREE));
            let unpacked = packed.push(&piece);
            if packed.is_over() {
                this.packed = None;
                return Poll::Ready(Some(Err(over(this.expansion))));
            }
            match unpacked {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Poll::Ready(Some(Ok(bytes))),
                Err(fault) => {
                    this.packed = None;
                    return Poll::Ready(Some(Err(spoilt(fault))));
                }
            }
        }
    }
}

/// What is missing is the connection's fault, whatever its framing says.
fn cut_or_spoilt(fault: io::Error) -> TransportError {
    if fault.kind() == io::ErrorKind::UnexpectedEof { unusable(fault) } else { spoilt(fault) }
}

fn spoilt(fault: io::Error) -> TransportError {
    unusable(Spoilt(fault))
}

fn unusable(source: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(TransportErrorKind::Broken, format!("the response cannot be unpacked: {source}"))
        .with_source(source)
}

/// True when a body's failure is that what came is not what its coding allows.
pub(crate) fn is_spoilt(fault: &TransportError) -> bool {
    std::error::Error::source(fault).is_some_and(<dyn std::error::Error>::is::<Spoilt>)
}

/// What came cannot be unpacked.
#[derive(Debug)]
struct Spoilt(io::Error);

impl fmt::Display for Spoilt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for Spoilt {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

fn over(expansion: u64) -> TransportError {
    let over = OverLimit(Limit::Expansion, expansion);
    TransportError::new(TransportErrorKind::Refused, over.to_string()).with_source(over)
}

/// The limit that a body's failure is about, if it is about one.
pub(crate) fn limit_of(fault: &TransportError) -> Option<&OverLimit> {
    std::error::Error::source(fault)?.downcast_ref()
}

/// A limit that was met on the way in.
#[derive(Debug)]
pub(crate) struct OverLimit(pub(crate) Limit, pub(crate) u64);

impl fmt::Display for OverLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response is more than {} times as large unpacked as it was sent", self.1)
    }
}

impl std::error::Error for OverLimit {}
