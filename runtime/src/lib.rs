//! Runtime of generated clients.

pub mod model;
