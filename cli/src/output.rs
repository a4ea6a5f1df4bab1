//! What an output folder says of itself.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::writer::MANIFEST;

/// The manifest of an output, as far as it says what the output was made of.
#[derive(Debug, Deserialize)]
pub(crate) struct Manifest {
    /// The generator with its version.
    pub(crate) generator: String,
    /// The document.
    pub(crate) spec: Spec,
    /// What else there was.
    #[serde(default)]
    pub(crate) inputs: Inputs,
}

/// The document of an output.
#[derive(Debug, Deserialize)]
pub(crate) struct Spec {
    pub(crate) sha256: String,
}

/// Hashes of what an output is made of besides its document.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Inputs {
    pub(crate) config: Option<String>,
    pub(crate) overlays: Option<String>,
    pub(crate) files: Option<String>,
    pub(crate) lock: Option<String>,
}

impl Manifest {
    /// The manifest of a folder.
    pub(crate) fn read(out: &Path) -> Option<Self> {
        serde_json::from_str(&fs::read_to_string(out.join(MANIFEST)).ok()?).ok()
    }
}

/// The version of the package in a folder.
pub(crate) fn version(out: &Path) -> Option<String> {
    let text = fs::read_to_string(out.join("Cargo.toml")).ok()?;
    let table: toml::Table = text.parse().ok()?;
    Some(table.get("package")?.get("version")?.as_str()?.to_owned())
}

/// The SHA-256 of texts in a row, each with its length in front.
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
