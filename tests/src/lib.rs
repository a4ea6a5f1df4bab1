//! Shared parts of the tests: the feature fixtures, mutants of them, nasty names and texts, and an HTTP server on loopback that records requests.

pub mod crates;
pub mod fixtures;
pub mod hostile_texts;
pub mod large;
pub mod mutate;
pub mod nasty;
pub mod server;
pub mod stand_in;
