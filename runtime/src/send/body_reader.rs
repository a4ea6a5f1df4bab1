//! The body of a response on its way in, held against the limits.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

use crate::config::Config;
use crate::config::clock::Clock;
use crate::config::limits::Limit;
use crate::transport::error::TransportError;
use crate::transport::{BoxFuture, ResponseBody};

/// Reason why a body was not read to its end.
#[derive(Debug)]
pub(crate) enum Cut {
    /// The connection.
    Transport(TransportError),
    /// A limit, and how much it is.
    Limit(Limit, u64),
    /// Nothing arrived for this long.
    Silent(Duration),
    /// The part that is kept has arrived.
    Kept,
}

/// A body on its way in: piece by piece, as it comes.
pub(crate) struct BodyReader {
    body: ResponseBody,
    announced: u64,
    taken: u64,
    most: u64,
    /// Number of bytes that are kept; no more are read.
    kept: u64,
    silence: Option<Silence>,
}

/// Limit of the time without a new piece.
struct Silence {
    clock: Arc<dyn Clock>,
    limit: Duration,
    timer: Option<BoxFuture<'static, ()>>,
}

impl BodyReader {
    /// Returns a body that came with these headers.
    pub(crate) fn new(body: ResponseBody, headers: &HeaderMap, config: &Config) -> Self {
        let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        let silence = config.read_timeout.map(|limit| Silence { clock: Arc::clone(&config.clock), limit, timer: None });
        Self {
            body,
            announced: announced.unwrap_or_default(),
            taken: 0,
            most: config.limits.response_bytes,
            kept: u64::MAX,
            silence,
        }
    }

    /// Keeps the start of it only, however much is announced.
    pub(crate) fn keep_start(&mut self, bytes: u64) {
        (self.most, self.kept) = (u64::MAX, bytes);
    }

    /// Returns the next piece; `None` at the end.
    pub(crate) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>> {
        if self.announced > self.most {
            return Poll::Ready(Some(Err(Cut::Limit(Limit::ResponseBytes, self.most))));
        }
        let Poll::Ready(piece) = self.body.poll_piece(cx) else { return self.poll_silence(cx) };
        if let Some(silence) = &mut self.silence {
            silence.timer = None;
        }
        Poll::Ready(match piece {
            None => None,
            Some(Err(fault)) => Some(Err(match crate::send::content_coding::limit_of(&fault) {
                Some(crate::send::content_coding::OverLimit(limit, most)) => Cut::Limit(*limit, *most),
                None => Cut::Transport(fault),
            })),
            Some(Ok(piece)) => {
                self.taken = self.taken.saturating_add(piece.len() as u64);
                Some(if self.taken > self.most { Err(Cut::Limit(Limit::ResponseBytes, self.most)) } else { Ok(piece) })
            }
        })
    }

    fn poll_silence(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Cut>>> {
        let Some(Silence { clock, limit, timer }) = &mut self.silence else { return Poll::Pending };
        let timer = timer.get_or_insert_with(|| clock.sleep(*limit));
        timer.as_mut().poll(cx).map(|()| Some(Err(Cut::Silent(*limit))))
    }

    /// Reads it to its end, or as far as it comes. A body of one piece is not copied.
    pub(crate) async fn whole(&mut self) -> (Bytes, Option<Cut>) {
        let mut first = Bytes::new();
        let mut all = BytesMut::new();
        let mut cut = None;
        while let Some(piece) = std::future::poll_fn(|cx| self.poll_next(cx)).await {
            let piece = match piece {
                Ok(piece) if self.taken > self.kept => {
                    cut = Some(Cut::Kept);
                    let over = usize::try_from(self.taken - self.kept).unwrap_or(usize::MAX);
                    piece.slice(..piece.len().saturating_sub(over))
                }
                Ok(piece) => piece,
                Err(found) => {
                    cut = Some(found);
                    break;
                }
            };
            if first.is_empty() && all.is_empty() {
                first = piece;
            } else {
                if all.is_empty() {
                    all.reserve(room(self.announced, first.len() + piece.len()));
                    all.extend_from_slice(&std::mem::take(&mut first));
                }
                all.extend_from_slice(&piece);
            }
            if cut.is_some() {
                break;
            }
        }
        (if all.is_empty() { first } else { all.freeze() }, cut)
    }
}

/// Returns the capacity to reserve: the announced length, of which at most 1 MiB is trusted.
fn room(announced: u64, known: usize) -> usize {
    const TRUSTED: u64 = 1 << 20;
    usize::try_from(announced.min(TRUSTED)).unwrap_or_default().max(known)
}
