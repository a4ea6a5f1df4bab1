//! Joins words in the cases Rust uses.
