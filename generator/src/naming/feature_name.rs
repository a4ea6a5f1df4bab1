//! Names of cargo features.

use std::collections::HashSet;
use std::fmt;

/// Names of features about how a crate works, not about its content: those of the runtime that a crate passes on, and possible future ones.
const RESERVED: &[&str] = &[
    "async",
    "blocking",
    "brotli",
    "chrono",
    "default",
    "deflate",
    "full",
    "gzip",
    "http1",
    "http2",
    "http3",
    "jiff",
    "json",
    "mock",
    "multipart",
    "native-tls",
    "no-std",
    "oauth2",
    "proxy",
    "reqwest",
    "rust-decimal",
    "rust_decimal",
    "rustls",
    "serde",
    "socks",
    "std",
    "stream",
    "system-proxy",
    "test",
    "time",
    "tls",
    "tokio",
    "tower",
    "tracing",
    "url",
    "uuid",
    "wasm",
    "zstd",
];

/// Name of a cargo feature of the crate that is written: words of lower-case ASCII letters and digits, joined by `-`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FeatureName(String);

impl FeatureName {
    /// Makes a feature's name from a module's; one that is taken, or is a feature of every crate, gets the suffix `-api`.
    pub fn claim(module: &str, taken: &mut HashSet<String>) -> Self {
        let mut name = module.trim_matches('_').replace('_', "-");
        while RESERVED.contains(&name.as_str()) || name.is_empty() || !taken.insert(name.clone()) {
            name.push_str("-api");
        }
        Self(name.trim_start_matches('-').to_owned())
    }

    /// Returns the name as in `Cargo.toml`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FeatureName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_legal_and_unique() {
        let mut taken = HashSet::new();
        let modules = ["vector_stores", "vector_stores_", "blocking", "default", "a1", "_1"];
        let names: Vec<_> = modules.iter().map(|module| FeatureName::claim(module, &mut taken)).collect();
        let names: Vec<_> = names.iter().map(FeatureName::as_str).collect();
        assert_eq!(names, ["vector-stores", "vector-stores-api", "blocking-api", "default-api", "a1", "1"]);
    }
}
