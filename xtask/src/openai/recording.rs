//! Files of JSON that say what OpenAI's SDK does.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;

/// Reads one.
pub(super) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}
