//! Server-sent events (WHATWG HTML §9.2.5 and §9.2.6), without I/O.

use std::time::Duration;

use bytes::{Buf, BytesMut};

use crate::config::stream_limits::StreamLimits;
use crate::response::stream::{Event, StreamFault};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Decodes server-sent events, however their bytes are cut.
///
/// Lines end with CR, LF or CRLF; a byte order mark at the start is skipped; bytes that are not UTF-8 become U+FFFD. An event without
/// data is none, and neither is one that the stream ends in the middle of.
///
/// ```
/// use specsmith_runtime::stream::{SseDecoder, StreamLimits};
///
/// let mut decoder = SseDecoder::new(StreamLimits::default());
/// decoder.push(b"event: greeting\r\ndata: hel");
/// assert_eq!(decoder.next_event(), Ok(None));
/// decoder.push(b"lo\r\n\r\n");
/// let event = decoder.next_event().unwrap().unwrap();
/// assert_eq!((event.event.as_deref(), event.data.as_str()), (Some("greeting"), "hello"));
/// ```
#[derive(Clone, Debug)]
pub struct SseDecoder {
    limits: StreamLimits,
    buffer: BytesMut,
    /// Number of bytes of the buffer that have no line end.
    scanned: usize,
    /// True behind the start of the stream, where a byte order mark may be.
    started: bool,
    /// True if a CR ended the last line: an LF right after it belongs to it.
    after_cr: bool,
    name: Option<String>,
    data: Option<String>,
    id: Option<String>,
    asked: Option<Duration>,
    last_id: Option<String>,
    pause: Option<Duration>,
    fault: Option<StreamFault>,
}

impl SseDecoder {
    /// Makes a decoder at the start of a stream.
    pub fn new(limits: StreamLimits) -> Self {
        Self {
            limits,
            buffer: BytesMut::new(),
            scanned: 0,
            started: false,
            after_cr: false,
            name: None,
            data: None,
            id: None,
            asked: None,
            last_id: None,
            pause: None,
            fault: None,
        }
    }

    pub(crate) fn set_limits(&mut self, limits: StreamLimits) {
        self.limits = limits;
    }

    /// Forgets what is not complete: the next bytes are those of another response. The last id and the pause stay.
    pub(crate) fn restart(&mut self) {
        let (last_id, pause) = (self.last_id.take(), self.pause);
        *self = Self { last_id, pause, ..Self::new(self.limits) };
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.fault.is_none() {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// Returns the next complete event; `None` if more bytes are needed.
    ///
    /// # Errors
    /// If a limit is exceeded; the decoder then returns the same error again.
    pub fn next_event(&mut self) -> Result<Option<Event>, StreamFault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        match self.advance() {
            Err(fault) => {
                self.fault = Some(fault);
                self.buffer = BytesMut::new();
                Err(fault)
            }
            found => found,
        }
    }

    /// Returns the last id that a complete event set, to be sent as `Last-Event-ID` when connecting again.
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// Returns the time that the server last asked to wait before connecting again.
    pub fn retry(&self) -> Option<Duration> {
        self.pause
    }

    fn advance(&mut self) -> Result<Option<Event>, StreamFault> {
        if !self.started && !self.skip_mark() {
            return Ok(None);
        }
        while let Some(line) = self.line()? {
            if line.is_empty() {
                if let Some(event) = self.dispatch() {
                    return Ok(Some(event));
                }
            } else {
                self.field(&line)?;
            }
        }
        Ok(None)
    }

    /// Skips a byte order mark; false while it cannot be known whether there is one.
    fn skip_mark(&mut self) -> bool {
        if self.buffer.starts_with(BOM) {
            self.buffer.advance(BOM.len());
        } else if BOM.starts_with(&self.buffer) {
            return false;
        }
        self.started = true;
        true
    }

    /// Returns the next line that is complete, without its end.
    fn line(&mut self) -> Result<Option<BytesMut>, StreamFault> {
        if self.after_cr && !self.buffer.is_empty() {
            self.after_cr = false;
            if self.buffer.starts_with(b"\n") {
                self.buffer.advance(1);
            }
        }
        let fresh = self.buffer.get(self.scanned..).unwrap_or_default();
        let end = fresh.iter().position(|byte| matches!(byte, b'\r' | b'\n')).map(|at| self.scanned + at);
        if end.unwrap_or(self.buffer.len()) > self.limits.line {
            return Err(StreamFault::LineTooLong(self.limits.line));
        }
        let Some(end) = end else {
            self.scanned = self.buffer.len();
            return Ok(None);
        };
        self.scanned = 0;
        let line = self.buffer.split_to(end);
        self.after_cr = self.buffer.starts_with(b"\r");
        self.buffer.advance(1);
        Ok(Some(line))
    }

    fn field(&mut self, line: &[u8]) -> Result<(), StreamFault> {
        let line = String::from_utf8_lossy(line);
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => return self.data(value),
            "event" => self.name = Some(value.to_owned()),
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A number that does not fit a u64 is longer than any client waits.
                self.asked = Some(Duration::from_millis(value.parse().unwrap_or(u64::MAX)));
                self.pause = self.asked;
            }
            // Comments have an empty name.
            _ => {}
        }
        Ok(())
    }

    fn data(&mut self, value: &str) -> Result<(), StreamFault> {
        let data = match &mut self.data {
            None => self.data.insert(value.to_owned()),
            Some(data) => {
                data.push('\n');
                data.push_str(value);
                data
            }
        };
        if data.len() > self.limits.event { Err(StreamFault::EventTooLarge(self.limits.event)) } else { Ok(()) }
    }

    /// Ends an event, at a blank line. The id counts even when there is no data.
    fn dispatch(&mut self) -> Option<Event> {
        let (event, id, retry) = (self.name.take(), self.id.take(), self.asked.take());
        if id.is_some() {
            self.last_id.clone_from(&id);
        }
        let data = self.data.take()?;
        Some(Event { event: event.filter(|name| !name.is_empty()), data, id, retry })
    }
}
