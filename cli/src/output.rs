//! The version of an output, and hashes of its inputs.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Returns the version of the package in a folder.
pub(crate) fn version(out: &Path) -> Option<String> {
    let text = fs::read_to_string(out.join("Cargo.toml")).ok()?;
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("package")?.get("version")?.as_str()?.to_owned())
}

/// Returns the SHA-256 of several texts, each preceded by its length.
pub(crate) fn sha256(texts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        if texts.len() > 1 {
            hasher.update(text.len().to_be_bytes());
        }
        hasher.update(text);
    }
    format!("{:x}", hasher.finalize())
}
