//! Reconnecting a stream of events that broke (WHATWG HTML §9.2.3).

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::config::error_kind::ErrorKind;
use crate::error::Error;
use crate::response::stream::frames::Frames;
use crate::response::stream::pieces::Pieces;
use crate::transport::BoxFuture;

/// The pause before connecting again, where the server has named none; it doubles each time nothing came in between.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest pause of our own.
const LONGEST: Duration = Duration::from_secs(30);

/// The longest pause a server may ask for, as with `Retry-After`: its event must not be able to stop a client for ever.
const LONGEST_ASKED: Duration = Duration::from_secs(120);

/// Limit and count of reconnections, and the connection that is being made.
#[derive(Default)]
pub(crate) struct Again {
    most: u32,
    /// Number of reconnections since the last event.
    row: u32,
    running: Option<BoxFuture<'static, Result<Pieces, Error>>>,
}

impl Again {
    pub(crate) fn set_most(&mut self, times: u32) {
        self.most = times;
    }

    /// Records that an event came: previous failures are forgotten.
    pub(crate) fn came(&mut self) {
        self.row = 0;
    }

    /// Begins to connect again, if the stream broke where a server can go on: after an event with an id.
    pub(crate) fn begin(&mut self, error: &Error, pieces: &Pieces, frames: &Frames) -> bool {
        let Frames::Events(decoder) = frames else { return false };
        let Some(id) = decoder.last_event_id().filter(|id| !id.is_empty()) else { return false };
        if self.row >= self.most || !matches!(error.kind(), ErrorKind::Connection | ErrorKind::Timeout) {
            return false;
        }
        let own = PAUSE.saturating_mul(1 << self.row.min(5)).min(LONGEST);
        let pause = decoder.retry().map_or(own, |asked| asked.min(LONGEST_ASKED));
        self.row += 1;
        self.running = Some(connect(pieces, id, pause));
        true
    }

    /// Returns the new connection; nothing, when none is under way.
    pub(crate) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Pieces, Error>>> {
        let Some(running) = &mut self.running else { return Poll::Ready(None) };
        let pieces = ready!(running.as_mut().poll(cx));
        self.running = None;
        Poll::Ready(Some(pieces))
    }
}

fn connect(pieces: &Pieces, id: &str, pause: Duration) -> BoxFuture<'static, Result<Pieces, Error>> {
    let mut call = pieces.call.clone();
    call.extra_header("Last-Event-ID", id);
    let clock = Arc::clone(&call.session.config().clock);
    let idle = pieces.idle_timeout();
    Box::pin(async move {
        clock.sleep(pause).await;
        let (mut pieces, _) = Pieces::of_stream(crate::send::run(call, "text/event-stream").await?)?;
        pieces.set_idle_timeout(idle);
        Ok(pieces)
    })
}
