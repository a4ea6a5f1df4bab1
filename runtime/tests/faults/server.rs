//! A server that does to each request what a test says.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Action of the server on one request.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// It is answered with these bytes, and the connection stays.
    Say(Vec<u8>),
    /// It is answered with these bytes, then the connection is closed in order.
    SayAndClose(Vec<u8>),
    /// It is answered with these bytes, then the connection is reset.
    SayAndReset(Vec<u8>),
    /// It is answered with these bytes, then nothing happens any more.
    SayAndStall(Vec<u8>),
    /// It is answered with these bytes, one at a time with a pause before each.
    Drip(Vec<u8>, Duration),
    /// It is answered with a head and then this many bytes, as long as they are taken.
    Flood(Vec<u8>, u64),
    /// The connection is reset before the request is read.
    ResetAtOnce,
    /// The connection is reset when the head and this many bytes of the body are read.
    ResetInBody(usize),
    /// The connection is closed in order when the request is read.
    Hush,
}

/// A head and a body of JSON.
pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{\"a\":1}";

impl Act {
    pub(crate) fn ok() -> Self {
        Self::Say(OK.into())
    }
}

/// State of the server.
#[derive(Default)]
struct Seen {
    /// Requests, head and body, in the order they were read to their end.
    requests: Mutex<Vec<String>>,
    accepted: AtomicUsize,
    open: AtomicUsize,
    /// Bytes of floods that were taken.
    flooded: AtomicUsize,
}

type Script = Arc<dyn Fn(usize) -> Act + Send + Sync>;

/// The server. It ends when it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    seen: Arc<Seen>,
    task: JoinHandle<()>,
}

impl Server {
    /// Does these acts in their order, one for each request over all connections, and after them responses well.
    pub(crate) async fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        let acts: Vec<_> = acts.into_iter().collect();
        Self::with(move |number| acts.get(number).cloned().unwrap_or_else(Act::ok)).await
    }

    /// Does what this says of the number of the request, from 0.
    pub(crate) async fn with(script: impl Fn(usize) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::on(listener, script)
    }

    pub(crate) fn on(listener: TcpListener, script: impl Fn(usize) -> Act + Send + Sync + 'static) -> Self {
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Seen::default());
        let task = tokio::spawn(accept(listener, Arc::new(script), Arc::clone(&seen)));
        Self { address, seen, task }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        lock(&self.seen.requests).clone()
    }

    /// Returns the number of connections so far.
    pub(crate) fn accepted(&self) -> usize {
        self.seen.accepted.load(Ordering::SeqCst)
    }

    pub(crate) fn flooded(&self) -> usize {
        self.seen.flooded.load(Ordering::SeqCst)
    }

    /// Returns the number of open connections.
    pub(crate) fn open(&self) -> usize {
        self.seen.open.load(Ordering::SeqCst)
    }

    /// Waits until no connection is open.
    pub(crate) async fn until_closed(&self) {
        for _ in 0..500 {
            if self.open() == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{} connections are still open", self.open());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, script: Script, seen: Arc<Seen>) {
    // Dropped with this task, and its tasks with it.
    let mut connections = tokio::task::JoinSet::new();
    let next = Arc::new(AtomicUsize::new(0));
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        seen.accepted.fetch_add(1, Ordering::SeqCst);
        let (script, next, seen) = (Arc::clone(&script), Arc::clone(&next), Arc::clone(&seen));
        connections.spawn(async move {
            seen.open.fetch_add(1, Ordering::SeqCst);
            // Errors of a connection are the client's doing, which is what the test is about.
            let _ = serve(stream, &script, &next, &seen).await;
            seen.open.fetch_sub(1, Ordering::SeqCst);
        });
    }
}

async fn serve(mut stream: TcpStream, script: &Script, next: &AtomicUsize, seen: &Seen) -> io::Result<()> {
    let mut rest = Vec::new();
    loop {
        // A request counts when its first bytes are there.
        if rest.is_empty() && stream.read_buf(&mut rest).await? == 0 {
            return Ok(());
        }
        let act = script(next.fetch_add(1, Ordering::SeqCst));
        if matches!(act, Act::ResetAtOnce) {
            return stream.set_zero_linger();
        }
        let most = if let Act::ResetInBody(most) = act { most } else { usize::MAX };
        if !read_request(&mut stream, &mut rest, most, seen).await? {
            return Ok(());
        }
        if !perform(&mut stream, act, seen).await? {
            return Ok(());
        }
    }
}

/// Reads a request, or its head and some bytes of its body. False when the client has gone.
async fn read_request(stream: &mut TcpStream, rest: &mut Vec<u8>, most: usize, seen: &Seen) -> io::Result<bool> {
    let head = loop {
        if let Some(end) = rest.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        if stream.read_buf(rest).await? == 0 {
            return Ok(false);
        }
    };
    let lower = String::from_utf8_lossy(&rest[..head]).to_ascii_lowercase();
    let length = lower.split("\r\ncontent-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse().ok());
    let end = head + usize::min(length.unwrap_or(0), most);
    while rest.len() < end {
        if stream.read_buf(rest).await? == 0 {
            return Ok(false);
        }
    }
    if most == usize::MAX {
        lock(&seen.requests).push(String::from_utf8_lossy(&rest[..end]).into_owned());
    }
    rest.drain(..end);
    Ok(true)
}

/// Does it. False when that is the end of the connection.
async fn perform(stream: &mut TcpStream, act: Act, seen: &Seen) -> io::Result<bool> {
    match act {
        Act::Say(bytes) => {
            stream.write_all(&bytes).await?;
            return Ok(true);
        }
        Act::SayAndClose(bytes) => stream.write_all(&bytes).await?,
        Act::SayAndReset(bytes) => {
            stream.write_all(&bytes).await?;
            // The bytes should arrive before the reset.
            tokio::time::sleep(Duration::from_millis(20)).await;
            stream.set_zero_linger()?;
        }
        Act::SayAndStall(bytes) => {
            stream.write_all(&bytes).await?;
            until_gone(stream).await?;
        }
        Act::Drip(bytes, pause) => {
            for byte in bytes {
                tokio::time::sleep(pause).await;
                stream.write_all(&[byte]).await?;
            }
            return Ok(true);
        }
        Act::Flood(head, bytes) => flood(stream, &head, bytes, seen).await?,
        Act::ResetAtOnce | Act::ResetInBody(_) => stream.set_zero_linger()?,
        Act::Hush => {}
    }
    Ok(false)
}

/// Waits for the client to go.
async fn until_gone(stream: &mut TcpStream) -> io::Result<()> {
    let mut bytes = [0; 1024];
    while stream.read(&mut bytes).await? > 0 {}
    Ok(())
}

async fn flood(stream: &mut TcpStream, head: &[u8], bytes: u64, seen: &Seen) -> io::Result<()> {
    stream.write_all(head).await?;
    let piece = vec![b' '; 64 << 10];
    let mut left = bytes;
    while left > 0 {
        let size = usize::try_from(left).unwrap_or(usize::MAX).min(piece.len());
        stream.write_all(&piece[..size]).await?;
        seen.flooded.fetch_add(size, Ordering::SeqCst);
        left -= size as u64;
    }
    Ok(())
}
