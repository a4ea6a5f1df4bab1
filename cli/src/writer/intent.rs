//! The files that a run is about to write, recorded in the staging folder before the first file moves. A killed run leaves the record, by which the next run
//! recognises generated files that no manifest lists.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::change::Change;
use super::place::{Standing, below, standing};
use super::stage::STAGE;

/// Name of the record in the staging folder.
pub(super) const INTENT: &str = "intent.json";

/// Files that killed runs may have written or removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Intent {
    files: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    path: String,
    /// Checksum of the text to be written; `None` for a file to be removed.
    sha256: Option<String>,
}

impl Intent {
    /// Returns the record of a killed run in an output folder; an empty one if there was none, or if it had not moved a file yet.
    pub(super) fn left_in(root: &Path) -> Self {
        let path = root.join(STAGE).join(INTENT);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        let bytes = is_file.then(|| fs::read(&path).ok()).flatten();
        // It is moved into place whole, so what cannot be read was not written by a run.
        let mut left: Self = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        left.files.retain(|entry| below(&entry.path).is_some());
        left
    }

    /// Returns the files whose content is exactly the recorded one. Other files at these paths belong to the user.
    pub(super) fn owned(&self, root: &Path) -> BTreeSet<String> {
        let is_ours = |entry: &&Entry| match (standing(root, &entry.path), &entry.sha256) {
            (Ok(Standing::File(bytes)), Some(sha256)) => hash(&bytes) == *sha256,
            _ => false,
        };
        self.files.iter().filter(is_ours).map(|entry| entry.path.clone()).collect()
    }

    /// Returns the record extended by the changes of another run, which may be killed as well.
    pub(super) fn with(&self, changes: &[Change]) -> Self {
        let entry = |change: &Change| Entry {
            path: change.path.clone(),
            sha256: change.new.as_ref().map(|text| hash(text.as_bytes())),
        };
        Self { files: self.files.iter().cloned().chain(changes.iter().map(entry)).collect() }
    }

    /// Returns true if no run was killed after it began to move files.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the folders of the files, relative to the output folder.
    pub(super) fn folders(&self) -> BTreeSet<PathBuf> {
        let parents = self.files.iter().filter_map(|entry| Path::new(&entry.path).parent());
        parents.filter(|folder| !folder.as_os_str().is_empty()).map(Path::to_path_buf).collect()
    }

    /// Returns the record as text.
    pub(super) fn json(&self) -> String {
        // Strings only: this cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

pub(super) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
