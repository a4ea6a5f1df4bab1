//! Progress of uploads.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use bytes::Bytes;

/// The largest piece, sent between two reports.
const PIECE: usize = 64 * 1024;

/// Progress of an upload, as [`Upload::on_progress`](crate::Upload::on_progress) reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadProgress {
    attempt: u32,
    sent: u64,
    total: Option<u64>,
}

impl UploadProgress {
    /// Returns the number of the attempt that sends the upload, from 1; an attempt without a connection does not count. A further one, for a retry or a
    /// redirect, starts at zero bytes again.
    pub fn attempt(self) -> u32 {
        self.attempt
    }

    /// Returns the number of bytes that this attempt has handed to the connection. It never decreases within an attempt.
    pub fn sent(self) -> u64 {
        self.sent
    }

    /// Returns the number of bytes of the upload, if known. At its end it is always known.
    pub fn total(self) -> Option<u64> {
        self.total
    }

    /// Returns the fraction that was sent, from 0 to 1, if the total is known.
    pub fn fraction(self) -> Option<f64> {
        let part = |total: u64| if total == 0 { 1.0 } else { self.sent as f64 / total as f64 };
        self.total.map(part)
    }

    /// Returns true for the last report of an attempt that sent the whole upload.
    pub fn is_complete(self) -> bool {
        self.total == Some(self.sent)
    }
}

/// The function of a caller that takes reports.
pub(crate) type ProgressHook = Arc<dyn Fn(UploadProgress) + Send + Sync>;

/// Reports the attempts to send one body.
pub(crate) struct Meter {
    hook: ProgressHook,
    attempts: AtomicU32,
    /// True if the request that was sent last has begun an attempt.
    has_begun: AtomicBool,
}

impl Meter {
    /// Reports to this hook.
    pub(crate) fn new(hook: ProgressHook) -> Self {
        Self { hook, attempts: AtomicU32::new(0), has_begun: AtomicBool::new(false) }
    }

    /// Begins an attempt, and reports it.
    pub(crate) fn begin(self: Arc<Self>, total: Option<u64>) -> Metered {
        self.has_begun.store(true, Ordering::Relaxed);
        let attempt = self.attempts.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let metered = Metered { meter: self, progress: UploadProgress { attempt, sent: 0, total }, rest: Bytes::new() };
        metered.report();
        metered
    }

    /// Notes that a request is sent.
    pub(crate) fn sends(&self) {
        self.has_begun.store(false, Ordering::Relaxed);
    }

    /// Notes that a request has a response: an attempt that read nothing of an empty body is reported now.
    pub(crate) fn has_response(self: &Arc<Self>) {
        if !self.has_begun.load(Ordering::Relaxed) {
            Arc::clone(self).begin(Some(0));
        }
    }
}

/// An attempt to send a body.
pub(crate) struct Metered {
    meter: Arc<Meter>,
    progress: UploadProgress,
    /// The rest of a chunk that is larger than a piece.
    rest: Bytes,
}

impl Metered {
    fn report(&self) {
        (self.meter.hook)(self.progress);
    }

    /// Returns the next piece of the last chunk.
    pub(crate) fn piece(&mut self) -> Option<Bytes> {
        if self.rest.is_empty() {
            return None;
        }
        let piece = self.rest.split_to(PIECE.min(self.rest.len()));
        self.progress.sent += piece.len() as u64;
        self.report();
        Some(piece)
    }

    /// Returns the first piece of a chunk.
    pub(crate) fn first_piece(&mut self, chunk: Bytes) -> Bytes {
        self.rest = chunk;
        self.piece().unwrap_or_default()
    }

    /// Reports the end, if no report has said it yet.
    pub(crate) fn end(&mut self) {
        if self.progress.total.is_none() {
            self.progress.total = Some(self.progress.sent);
            self.report();
        }
    }
}

impl fmt::Debug for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meter").field("attempts", &self.attempts).finish_non_exhaustive()
    }
}
