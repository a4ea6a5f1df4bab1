//! Limits of the part of a stream that is held in memory.

/// Limits of the part of a stream that is held in memory at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamLimits {
    pub(crate) line: usize,
    pub(crate) event: usize,
}

impl StreamLimits {
    /// Sets the maximum length of a line of an event stream, in bytes without the line end: 16 MiB, unless set.
    #[must_use]
    pub fn line(mut self, bytes: usize) -> Self {
        self.line = bytes;
        self
    }

    /// Sets the maximum size of an event's data, or of a JSON text, in bytes: 64 MiB, unless set.
    #[must_use]
    pub fn event(mut self, bytes: usize) -> Self {
        self.event = bytes;
        self
    }
}

impl Default for StreamLimits {
    fn default() -> Self {
        Self { line: 16 << 20, event: 64 << 20 }
    }
}
