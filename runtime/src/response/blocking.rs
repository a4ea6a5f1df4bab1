//! Blocking calls: the same work as that of calls that are awaited, on a thread that waits for it.

use std::future::Future;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use crate::config::error_kind::ErrorKind;
use crate::error::Error;

/// Waits for a future on this thread. Timers and sockets are looked after by one thread in the background, which is started when it is
/// first needed and serves all clients.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    let background = background()?;
    let _entered = background.enter();
    let mut work = pin!(work);
    block(|cx| work.as_mut().poll(cx))
}

/// An iterator that blocks the thread for each item of a stream, as `pages_blocking` and `items_blocking` return it.
#[must_use = "iterators do nothing unless they are asked"]
pub struct Blocking<S> {
    stream: S,
}

impl<S> Blocking<S> {
    /// Makes an iterator of a stream.
    pub fn new(stream: S) -> Self {
        Self { stream }
    }

    /// Returns the stream.
    pub fn into_stream(self) -> S {
        self.stream
    }
}

impl<T, S: Stream<Item = Result<T, Error>> + Unpin> Iterator for Blocking<S> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let background = match background() {
            Ok(background) => background,
            Err(error) => return Some(Err(error)),
        };
        let _entered = background.enter();
        let mut stream = std::pin::Pin::new(&mut self.stream);
        block(|cx| stream.as_mut().poll_next(cx))
    }
}

/// Polls until there is something, and sleeps in between.
fn block<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut cx = Context::from_waker(&waker);
    loop {
        match poll(&mut cx) {
            Poll::Ready(value) => return value,
            // A wake-up between the two is not lost: the token of `unpark` stays until it is taken.
            Poll::Pending => std::thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}

/// Returns the runtime in the background.
fn background() -> Result<Handle, Error> {
    static HANDLE: Mutex<Option<Handle>> = Mutex::new(None);
    let mut started = HANDLE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*started {
        return Ok(handle.clone());
    }
    let handle = start().map_err(|fault| {
        Error::new(ErrorKind::Config, "the thread for blocking calls cannot be started").with_source(fault)
    })?;
    Ok(started.insert(handle).clone())
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("specsmith-blocking".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
