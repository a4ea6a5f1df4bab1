//! The decoders of content codings, behind one type: encoded bytes are pushed in, decoded bytes are taken out.

use std::io::{self, Write};

use bytes::Bytes;

/// The decoder of one body.
pub(crate) struct ContentDecoder {
    decoder: Box<dyn Decoder>,
}

/// A decoder, which writes its output into a [`Sink`].
trait Decoder: Write + Send {
    fn sink(&mut self) -> &mut Sink;

    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`]: there should have been more. Any other: what came is spoilt.
    fn end(&mut self) -> io::Result<()>;
}

impl ContentDecoder {
    /// Returns a decoder for a content coding (RFC 9110 §8.4.1); `None` for one that is not known.
    pub(crate) fn new(coding: &str) -> Option<Self> {
        decoder(coding, Sink::default()).map(|decoder| Self { decoder })
    }

    /// Sets the total number of bytes that may be decoded from here on.
    pub(crate) fn allow(&mut self, bytes: u64) {
        self.decoder.sink().allowed = bytes;
    }

    /// Returns true if more wanted to come out than is allowed.
    pub(crate) fn is_over(&mut self) -> bool {
        self.decoder.sink().over
    }

    /// Decodes a piece of the encoded body.
    ///
    /// # Errors
    /// If they are malformed or expand too much.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> io::Result<Bytes> {
        self.decoder.write_all(bytes)?;
        self.decoder.flush()?;
        Ok(self.decoder.sink().take())
    }

    /// Returns the rest of the decoded bytes at the end of the body.
    ///
    /// # Errors
    /// If something was sent and is not complete ([`io::ErrorKind::UnexpectedEof`]) or malformed.
    pub(crate) fn finish(&mut self, sent: bool) -> io::Result<Option<Bytes>> {
        if !sent {
            return Ok(None);
        }
        self.decoder.end()?;
        let rest = self.decoder.sink().take();
        Ok((!rest.is_empty()).then_some(rest))
    }
}

fn decoder(coding: &str, sink: Sink) -> Option<Box<dyn Decoder>> {
    match coding.to_ascii_lowercase().as_str() {
        #[cfg(feature = "gzip")]
        "gzip" | "x-gzip" => Some(Box::new(flate2::write::MultiGzDecoder::new(sink))),
        #[cfg(feature = "brotli")]
        "br" => Some(Box::new(brotli::DecompressorWriter::new(sink, 4096))),
        #[cfg(feature = "zstd")]
        "zstd" => Some(Box::new(Zstd::new(sink, zstd::stream::raw::Decoder::new().ok()?))),
        _ => {
            drop(sink);
            None
        }
    }
}

#[cfg(feature = "gzip")]
impl Decoder for flate2::write::MultiGzDecoder<Sink> {
    fn sink(&mut self) -> &mut Sink {
        self.get_mut()
    }

    /// Ends the decoding. The decoder reports a truncated checksum as a wrong one; but only a truncated stream still takes bytes.
    fn end(&mut self) -> io::Result<()> {
        match self.try_finish() {
            Err(fault) if fault.kind() != io::ErrorKind::UnexpectedEof && self.write(&[0]).is_ok() => {
                Err(io::Error::new(io::ErrorKind::UnexpectedEof, fault))
            }
            ended => ended,
        }
    }
}

#[cfg(feature = "brotli")]
impl Decoder for brotli::DecompressorWriter<Sink> {
    fn sink(&mut self) -> &mut Sink {
        self.get_mut()
    }

    /// Ends the decoding. The decoder reports truncated and invalid data alike; but invalid data was refused when it came.
    fn end(&mut self) -> io::Result<()> {
        self.close().map_err(|fault| io::Error::new(io::ErrorKind::UnexpectedEof, fault))
    }
}

/// The library's own decoder that writes does not say whether a frame is whole; what it is made of does.
#[cfg(feature = "zstd")]
type Zstd = zstd::stream::zio::Writer<Sink, zstd::stream::raw::Decoder<'static>>;

#[cfg(feature = "zstd")]
impl Decoder for Zstd {
    fn sink(&mut self) -> &mut Sink {
        self.writer_mut()
    }

    fn end(&mut self) -> io::Result<()> {
        self.finish()
    }
}

/// A buffer of decoded bytes that takes no more than is allowed.
#[derive(Default)]
struct Sink {
    out: Vec<u8>,
    written: u64,
    allowed: u64,
    over: bool,
}

impl Sink {
    fn take(&mut self) -> Bytes {
        Bytes::from(std::mem::take(&mut self.out))
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written = self.written.saturating_add(bytes.len() as u64);
        if self.written > self.allowed {
            self.over = true;
            return Err(io::Error::other("it expands too much"));
        }
        self.out.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
