//! JSON texts one after the other: JSON lines, and JSON text sequences (RFC 7464); without I/O.

use bytes::{Buf, Bytes, BytesMut};

use crate::config::stream_limits::StreamLimits;
use crate::response::stream::StreamFault;

const BOM: &[u8] = b"\xef\xbb\xbf";
/// First byte of each text of a sequence.
const RECORD_SEPARATOR: u8 = 0x1e;

/// Decodes JSON lines, also called NDJSON: one JSON text a line, however the bytes are cut. Blank lines are skipped, and so is a byte
/// order mark at the start; the last line need not end.
///
/// ```
/// use specsmith_runtime::stream::{JsonLinesDecoder, StreamLimits};
///
/// let mut decoder = JsonLinesDecoder::new(StreamLimits::default());
/// decoder.push(b"{\"a\":1}\n{\"a\"");
/// assert_eq!(decoder.next_text().unwrap().unwrap(), r#"{"a":1}"#);
/// assert_eq!(decoder.next_text().unwrap(), None);
/// decoder.push(b":2}");
/// decoder.finish();
/// assert_eq!(decoder.next_text().unwrap().unwrap(), r#"{"a":2}"#);
/// ```
#[derive(Clone, Debug)]
pub struct JsonLinesDecoder {
    texts: Texts,
}

/// Decodes JSON text sequences (RFC 7464), however the bytes are cut. A text ends where the next one starts, or with the line on which
/// it is complete, so that it need not wait for the next one. A number or a word that no white space ends may have been cut: that is an
/// error, which the sequence goes on after.
#[derive(Clone, Debug)]
pub struct JsonSeqDecoder {
    texts: Texts,
    /// Scan state of the text at the start of the buffer.
    shape: Shape,
}

macro_rules! decoder {
    ($decoder:ident { $($field:ident: $start:expr)? }) => {
        impl $decoder {
            /// Makes a decoder at the start of a stream.
            pub fn new(limits: StreamLimits) -> Self {
                Self { texts: Texts::new(limits), $($field: $start)? }
            }

            pub(crate) fn set_limits(&mut self, limits: StreamLimits) {
                self.texts.limit = limits.event;
            }

            /// Takes the next bytes.
            pub fn push(&mut self, bytes: &[u8]) {
                self.texts.push(bytes);
            }

            /// Marks the end of the bytes: the rest is the last text.
            pub fn finish(&mut self) {
                self.texts.finished = true;
            }

            /// Returns the next complete text, without white space around it; `None` if more bytes are needed.
            ///
            /// # Errors
            /// If the limit is exceeded; the decoder then returns the same error again.
            pub fn next_text(&mut self) -> Result<Option<Bytes>, StreamFault> {
                if let Some(fault) = self.texts.fault {
                    return Err(fault);
                }
                self.advance().inspect_err(|fault| self.texts.fail(*fault))
            }
        }
    };
}

decoder!(JsonLinesDecoder {});
decoder!(JsonSeqDecoder { shape: Shape::default() });

/// Bytes that are cut into texts.
#[derive(Clone, Debug)]
struct Texts {
    limit: usize,
    buffer: BytesMut,
    /// Number of bytes of the buffer that have been scanned.
    scanned: usize,
    /// True behind the start of the stream, where a byte order mark may be.
    started: bool,
    finished: bool,
    fault: Option<StreamFault>,
}

impl Texts {
    fn new(limits: StreamLimits) -> Self {
        let buffer = BytesMut::new();
        Self { limit: limits.event, buffer, scanned: 0, started: false, finished: false, fault: None }
    }

    fn push(&mut self, bytes: &[u8]) {
        if self.fault.is_none() {
            self.buffer.extend_from_slice(bytes);
        }
    }

    /// Ends the stream at a limit that is exceeded.
    fn fail(&mut self, fault: StreamFault) {
        if fault == StreamFault::Cut {
            return;
        }
        self.fault = Some(fault);
        self.buffer = BytesMut::new();
    }

    /// Skips a byte order mark; false while it cannot be known whether there is one.
    fn start(&mut self) -> bool {
        if self.started {
            return true;
        }
        if self.buffer.starts_with(BOM) {
            self.buffer.advance(BOM.len());
        } else if BOM.starts_with(&self.buffer) && !self.finished {
            return false;
        }
        self.started = true;
        true
    }

    /// Takes the text that ends at `end`, and `skip` bytes after it.
    fn take(&mut self, end: usize, skip: usize) -> Result<Option<Bytes>, StreamFault> {
        self.scanned = 0;
        let mut text = self.buffer.split_to(end.min(self.buffer.len()));
        self.buffer.advance(skip.min(self.buffer.len()));
        skip_white_space(&mut text);
        if text.len() > self.limit {
            return Err(StreamFault::EventTooLarge(self.limit));
        }
        text.truncate(text.trim_ascii_end().len());
        Ok((!text.is_empty()).then(|| text.freeze()))
    }

    /// Returns the rest if it is the last text; `None` if more bytes are needed.
    fn rest(&mut self) -> Result<Option<Bytes>, StreamFault> {
        if self.finished {
            return self.take(self.buffer.len(), 0);
        }
        skip_white_space(&mut self.buffer);
        self.scanned = self.buffer.len();
        if self.buffer.len() > self.limit { Err(StreamFault::EventTooLarge(self.limit)) } else { Ok(None) }
    }
}

/// Drops white space before a text, so that it takes no memory however much there is.
fn skip_white_space(text: &mut BytesMut) {
    text.advance(text.len() - text.trim_ascii_start().len());
}

impl JsonLinesDecoder {
    fn advance(&mut self) -> Result<Option<Bytes>, StreamFault> {
        let texts = &mut self.texts;
        if !texts.start() {
            return Ok(None);
        }
        loop {
            let fresh = texts.buffer.get(texts.scanned..).unwrap_or_default();
            let Some(at) = fresh.iter().position(|byte| *byte == b'\n') else { return texts.rest() };
            if let Some(text) = texts.take(texts.scanned + at, 1)? {
                return Ok(Some(text));
            }
        }
    }
}

/// Scan state of a JSON text.
#[derive(Clone, Debug, Default)]
struct Shape {
    depth: usize,
    in_string: bool,
    escaped: bool,
    /// True if something other than white space has come.
    begun: bool,
    /// True if the last byte is of a number or a word, which white space has to end (RFC 7464 §2.4).
    is_bare: bool,
}

impl Shape {
    /// Takes the next byte of the text.
    fn step(&mut self, byte: u8) {
        self.begun |= !byte.is_ascii_whitespace();
        self.is_bare = byte.is_ascii_alphanumeric() || byte == b'.';
        if self.in_string {
            let plain = !std::mem::take(&mut self.escaped);
            match byte {
                b'\\' if plain => self.escaped = true,
                b'"' if plain => self.in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    /// Returns true at a line's end after a text that is complete.
    fn is_complete(&self) -> bool {
        self.begun && self.depth == 0 && !self.in_string
    }
}

impl JsonSeqDecoder {
    fn advance(&mut self) -> Result<Option<Bytes>, StreamFault> {
        if !self.texts.start() {
            return Ok(None);
        }
        loop {
            let end = self.end();
            let last = self.texts.finished && end.is_none();
            let cut = self.shape.is_bare && self.shape.is_complete() && (last || self.ends_at_separator(end));
            let text = match end {
                Some(end) => self.texts.take(end, 1)?,
                None => self.texts.rest()?,
            };
            if end.is_some() || last {
                self.shape = Shape::default();
            }
            match (end, text) {
                (_, Some(_)) if cut => return Err(StreamFault::Cut),
                (Some(_), None) => {}
                (_, text) => return Ok(text),
            }
        }
    }

    fn ends_at_separator(&self, end: Option<usize>) -> bool {
        end.is_some_and(|end| self.texts.buffer.get(end) == Some(&RECORD_SEPARATOR))
    }

    /// Returns the end of the text at the start of the buffer: a separator cannot be inside one (RFC 7464 §2.1).
    fn end(&mut self) -> Option<usize> {
        let fresh = self.texts.buffer.get(self.texts.scanned..).unwrap_or_default();
        for (at, byte) in fresh.iter().enumerate() {
            match *byte {
                RECORD_SEPARATOR => return Some(self.texts.scanned + at),
                b'\n' if self.shape.is_complete() => return Some(self.texts.scanned + at),
                byte => self.shape.step(byte),
            }
        }
        None
    }
}
