//! What the tests share: the feature fixtures, and an HTTP server on loopback that records what it is sent.

pub mod fixtures;
pub mod server;
pub mod stand_in;
