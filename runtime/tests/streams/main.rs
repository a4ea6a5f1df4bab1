//! Streams: the decoders against streams cut everywhere, and what calls make of them.

#[path = "../calls/support.rs"]
#[expect(dead_code, reason = "the calls use more of it")]
mod support;

mod again;
mod bytes;
mod corpus;
mod events;
mod progress;
mod properties;
mod uploads;
