//! The default transport against a server that misbehaves, over real sockets: each fault ends in the documented error or in a repetition
//! that succeeds, within its time, and leaves nothing behind.
#![cfg(feature = "reqwest")]

mod bodies;
mod connections;
mod leaks;
mod load;
mod origins;
#[cfg(feature = "gzip")]
mod packed;
#[cfg(feature = "rustls")]
mod secure;
mod server;
mod slow;
mod storms;
mod support;
