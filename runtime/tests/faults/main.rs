//! The default transport against a server that misbehaves, over real sockets: each fault ends in the documented error or in a retry
//! that succeeds, within its time, and leaves nothing behind.
#![cfg(feature = "reqwest")]

mod bodies;
mod connections;
#[cfg(feature = "gzip")]
mod encoded;
#[cfg(feature = "http2")]
mod http2;
mod leaks;
mod load;
mod origins;
mod proxies;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod secure;
mod server;
mod slow;
mod storms;
#[cfg(all(feature = "gzip", feature = "brotli", feature = "zstd"))]
mod streams;
mod support;
#[cfg(feature = "blocking")]
mod waiting;
