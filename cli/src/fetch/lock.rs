//! The lock of fetched documents: the URL, the `ETag` and the checksum of each.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use specsmith_generator::pointer::Pointer;

use crate::code::{Code, Problem};

const HEAD: &str = "\
# Written by `specsmith fetch`: where documents came from. Keep it in the repository, and do not edit it.
";

/// The lock: an entry for each fetched document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lock {
    #[serde(default)]
    document: BTreeMap<String, Entry>,
}

/// The entry of a document.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) url: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) etag: Option<String>,
    pub(super) sha256: String,
}

impl Lock {
    /// Reads a lock; an empty one if the file does not exist.
    pub(super) fn read(path: &Path) -> Result<Self, Box<Problem>> {
        let broken = |why: String| {
            let message = format!("`{}` cannot be read: {}", path.display(), why.lines().next().unwrap_or_default());
            let hint = "take it from the repository's history, or delete it";
            Box::new(Problem::error(Code::BadFetchLock, &Pointer::root(), message, hint))
        };
        match fs::read_to_string(path) {
            Ok(text) => toml::from_str(&text).map_err(|error| broken(error.message().to_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(broken(error.to_string())),
        }
    }

    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.document.get(key)
    }

    pub(super) fn set(&mut self, key: &str, entry: Entry) {
        self.document.insert(key.to_owned(), entry);
    }

    /// Returns the lock as text.
    pub(super) fn text(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let mut text = HEAD.to_owned();
        for (key, Entry { url, etag, sha256 }) in &self.document {
            text.push_str(&format!("\n[document.{}]\nurl = {}\n", quoted(key), quoted(url)));
            if let Some(etag) = etag {
                text.push_str(&format!("etag = {}\n", quoted(etag)));
            }
            text.push_str(&format!("sha256 = {}\n", quoted(sha256)));
        }
        text
    }
}
