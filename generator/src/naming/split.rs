//! Cuts any string into words.
