//! The instruction counts that are stored in the repository.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{fmt, fs};

use serde::{Deserialize, Serialize};

use super::count::Count;
use crate::workspace::workspace;

/// Content of the stored file.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// Versions of the tools that produced the counts.
    pub(super) tools: Tools,
    /// Instructions by workload.
    pub(super) counts: BTreeMap<String, u64>,
}

/// Versions of the tools on which counts depend, besides the code.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tools {
    pub(super) rustc: String,
    pub(super) valgrind: String,
}

impl fmt::Display for Tools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.rustc, self.valgrind)
    }
}

impl Kept {
    /// Reads the file. A missing or invalid one is treated as empty.
    pub(super) fn read() -> Self {
        fs::read(path()).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Makes the content of new counts.
    pub(super) fn of(tools: Tools, counts: &[Count]) -> Self {
        Self { tools, counts: counts.iter().map(|count| (count.name.clone(), count.now)).collect() }
    }

    /// Writes the file.
    ///
    /// # Errors
    ///
    /// When that is not possible.
    pub(super) fn write(&self) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        fs::write(path(), text + "\n").map_err(|error| format!("`{}` cannot be written: {error}", path().display()))
    }
}

fn path() -> PathBuf {
    workspace().join("generator/benches/instructions.json")
}

#[cfg(test)]
mod tests {
    use super::super::WORKS;
    use super::*;

    #[test]
    fn a_count_is_kept_for_every_piece_of_work() {
        let kept = Kept::read();
        let (kept, works): (Vec<&str>, Vec<&str>) =
            (kept.counts.keys().map(String::as_str).collect(), WORKS.iter().map(|work| work.name).collect());
        assert!(works.iter().all(|name| kept.contains(name)) && kept.len() == works.len(), "{kept:?}");
    }
}
