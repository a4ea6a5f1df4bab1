//! The decoders, behind one face: packed bytes are pushed in, and what they expand to is taken out.

use std::io::{self, Write};

use bytes::Bytes;

/// A body in the middle of being unpacked.
pub(super) struct Packed {
    decoder: Decoder,
}

/// Each writes what it unpacks into a [`Sink`].
enum Decoder {
    #[cfg(feature = "gzip")]
    Gzip(Box<flate2::write::MultiGzDecoder<Sink>>),
    #[cfg(feature = "brotli")]
    Brotli(Box<brotli::DecompressorWriter<Sink>>),
    #[cfg(feature = "zstd")]
    Zstd(Box<zstd::stream::write::Decoder<'static, Sink>>),
    /// So that the type has a value without any of the features.
    #[expect(dead_code, reason = "no coding leads here")]
    Plain(Sink),
}

impl Packed {
    /// A decoder for a content coding (RFC 9110 §8.4.1); `None` for one that is not known.
    pub(super) fn new(coding: &str) -> Option<Self> {
        decoder(coding).map(|decoder| Self { decoder })
    }

    /// How many bytes may have come out in all from here on.
    pub(super) fn allow(&mut self, bytes: u64) {
        self.sink().allowed = bytes;
    }

    /// True when more wanted to come out than is allowed.
    pub(super) fn is_over(&mut self) -> bool {
        self.sink().over
    }

    /// Puts packed bytes in; gives what they expand to.
    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<Bytes> {
        let writer: &mut dyn Write = match &mut self.decoder {
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => decoder,
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => decoder,
            #[cfg(feature = "zstd")]
            Decoder::Zstd(decoder) => decoder,
            Decoder::Plain(sink) => sink,
        };
        writer.write_all(bytes)?;
        writer.flush()?;
        Ok(self.sink().take())
    }

    /// What is left at the end.
    ///
    /// # Errors
    /// When something was sent, and it is not all there.
    pub(super) fn finish(&mut self, sent: bool) -> io::Result<Option<Bytes>> {
        if !sent {
            return Ok(None);
        }
        match &mut self.decoder {
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => decoder.try_finish()?,
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => decoder.close()?,
            #[cfg(feature = "zstd")]
            Decoder::Zstd(decoder) => decoder.flush()?,
            Decoder::Plain(_) => {}
        }
        let rest = self.sink().take();
        Ok((!rest.is_empty()).then_some(rest))
    }

    fn sink(&mut self) -> &mut Sink {
        match &mut self.decoder {
            #[cfg(feature = "gzip")]
            Decoder::Gzip(decoder) => decoder.get_mut(),
            #[cfg(feature = "brotli")]
            Decoder::Brotli(decoder) => decoder.get_mut(),
            #[cfg(feature = "zstd")]
            Decoder::Zstd(decoder) => decoder.get_mut(),
            Decoder::Plain(sink) => sink,
        }
    }
}

fn decoder(coding: &str) -> Option<Decoder> {
    match coding.to_ascii_lowercase().as_str() {
        #[cfg(feature = "gzip")]
        "gzip" | "x-gzip" => Some(Decoder::Gzip(Box::new(flate2::write::MultiGzDecoder::new(Sink::default())))),
        #[cfg(feature = "brotli")]
        "br" => Some(Decoder::Brotli(Box::new(brotli::DecompressorWriter::new(Sink::default(), 4096)))),
        #[cfg(feature = "zstd")]
        "zstd" => {
            let decoder = zstd::stream::write::Decoder::new(Sink::default()).ok()?;
            Some(Decoder::Zstd(Box::new(decoder)))
        }
        _ => None,
    }
}

/// Where unpacked bytes go; it takes no more than is allowed.
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
