//! Reading what is uploaded, in chunks, on threads that may block.

use std::future::Future;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::task::JoinHandle;

/// Number of bytes that are read at a time.
const CHUNK: usize = 64 * 1024;

/// The chunks of a reader. Each is read by a thread that may block; what is read is held no longer than it takes to send it.
pub(crate) struct Chunks<R> {
    state: State<R>,
}

type Opening<R> = Box<dyn FnOnce() -> io::Result<R> + Send>;

enum State<R> {
    Closed(Opening<R>),
    Idle(R),
    Reading(JoinHandle<io::Result<(R, Bytes)>>),
    Ended,
}

impl<R: Read + Send + 'static> Chunks<R> {
    /// Returns the chunks of a reader that is open.
    pub(crate) fn new(reader: R) -> Self {
        Self { state: State::Idle(reader) }
    }
}

/// Returns the first `len` bytes of a file, which is opened when the first chunk is asked for.
pub(crate) fn file(path: &Arc<PathBuf>, len: u64) -> Chunks<io::Take<std::fs::File>> {
    let path = Arc::clone(path);
    let open = move || match std::fs::File::open(&*path) {
        Ok(file) => Ok(file.take(len)),
        Err(fault) => Err(io::Error::new(fault.kind(), format!("`{}` cannot be read: {fault}", path.display()))),
    };
    Chunks { state: State::Closed(Box::new(open)) }
}

fn read<R: Read>(mut reader: R) -> io::Result<(R, Bytes)> {
    let mut chunk = vec![0; CHUNK];
    let mut filled = 0;
    loop {
        match reader.read(chunk.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(read) => {
                filled += read;
                break;
            }
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            Err(fault) => return Err(fault),
        }
    }
    chunk.truncate(filled);
    Ok((reader, Bytes::from(chunk)))
}

impl<R: Read + Send + 'static> Stream for Chunks<R> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Closed(open) => {
                    self.state = State::Reading(tokio::task::spawn_blocking(move || read(open()?)));
                }
                State::Idle(reader) => self.state = State::Reading(tokio::task::spawn_blocking(move || read(reader))),
                State::Reading(mut reading) => {
                    let polled = Pin::new(&mut reading).poll(cx);
                    if polled.is_pending() {
                        self.state = State::Reading(reading);
                    }
                    let done = ready!(polled).map_err(io::Error::other).and_then(|outcome| outcome);
                    return Poll::Ready(match done {
                        Ok((_, chunk)) if chunk.is_empty() => None,
                        Ok((reader, chunk)) => {
                            self.state = State::Idle(reader);
                            Some(Ok(chunk))
                        }
                        Err(fault) => Some(Err(fault)),
                    });
                }
            }
        }
    }
}

impl<R> Unpin for Chunks<R> {}
