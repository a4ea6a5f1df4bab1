//! Encoded responses: what is asked for, and how it is decoded without trusting it.

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
use crate::send::content_coding::decoder::ContentDecoder;
use crate::transport::ResponseBody;
use crate::transport::error::{TransportError, TransportErrorKind};

fn decode(body: ResponseBody, headers: &mut HeaderMap, limits: &Limits) -> ResponseBody {
    let coding = headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let Some(decoder) = coding.and_then(|coding| ContentDecoder::new(coding.trim())) else { return body };
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    let sent = 0;
    ResponseBody::stream(DecodedBody { body, decoder: Some(decoder), sent, expansion: limits.expansion })
}

/// Decoded bytes that are always let through: what small responses expand to is no danger.
const FREE: u64 = 8 << 20;

/// Gives the body decoded, if its content coding is known. The headers then say nothing of the coding.
#[inline]
pub(crate) fn decoded(body: ResponseBody, headers: &mut HeaderMap, limits: &Limits) -> ResponseBody {
    if CODINGS.is_none() || !headers.contains_key(CONTENT_ENCODING) { body } else { decode(body, headers, limits) }
}

/// A body that is being decoded. It holds no more than what one piece expands to within the limit.
struct DecodedBody {
    body: ResponseBody,
    /// `None` after the end.
    decoder: Option<ContentDecoder>,
    sent: u64,
    expansion: u64,
}

impl Stream for DecodedBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let Some(decoder) = &mut this.decoder else { return Poll::Ready(None) };
            let Some(piece) = ready!(this.body.poll_piece(cx)) else {
                let rest = decoder.finish(this.sent > 0);
                this.decoder = None;
                return Poll::Ready(rest.map_err(cut_or_spoilt).transpose());
            };
            let piece = piece?;
            this.sent = this.sent.saturating_add(piece.len() as u64);
            decoder.allow(this.sent.saturating_mul(this.expansion).max(FREE));
            let decoded = decoder.push(&piece);
            if decoder.is_over() {
                this.decoder = None;
                return Poll::Ready(Some(Err(over(this.expansion))));
            }
            match decoded {
                Ok(bytes) if bytes.is_empty() => {}
                Ok(bytes) => return Poll::Ready(Some(Ok(bytes))),
                Err(fault) => {
                    this.decoder = None;
                    return Poll::Ready(Some(Err(spoilt(fault))));
                }
            }
        }
    }
}

/// Converts a decoding error. A body that ends early is an error of the connection, even if its framing is complete.
fn cut_or_spoilt(fault: io::Error) -> TransportError {
    if fault.kind() == io::ErrorKind::UnexpectedEof { unusable(fault) } else { spoilt(fault) }
}

fn spoilt(fault: io::Error) -> TransportError {
    unusable(Spoilt(fault))
}

fn unusable(source: impl std::error::Error + Send + Sync + 'static) -> TransportError {
    TransportError::new(TransportErrorKind::Broken, format!("the response cannot be decoded: {source}"))
        .with_source(source)
}

/// Returns true if a body's failure is that what came is not what its coding allows.
pub(crate) fn is_spoilt(fault: &TransportError) -> bool {
    std::error::Error::source(fault).is_some_and(<dyn std::error::Error>::is::<Spoilt>)
}

/// The fault of a body that is not what its content coding allows.
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

/// Returns the limit that a body's failure is about, if it is about one.
pub(crate) fn limit_of(fault: &TransportError) -> Option<&OverLimit> {
    std::error::Error::source(fault)?.downcast_ref()
}

/// A limit that was met on the way in.
#[derive(Debug)]
pub(crate) struct OverLimit(pub(crate) Limit, pub(crate) u64);

impl fmt::Display for OverLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response is more than {} times as large decoded as it was sent", self.1)
    }
}

impl std::error::Error for OverLimit {}
