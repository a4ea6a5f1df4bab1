//! The words that keys of `specsmith.toml` take.

/// The values of `retry`.
pub(super) const RETRIES: &[&str] = &["always", "idempotent", "never"];

/// The values of `reading`.
pub(super) const READINGS: &[&str] = &["strict", "tolerant", "lenient"];

/// The values of `integers`.
pub(super) const INTEGERS: &[&str] = &["wide", "smallest"];

/// The values of `brackets`.
pub(super) const BRACKETED: &[&str] = &["form", "multipart", "query"];
