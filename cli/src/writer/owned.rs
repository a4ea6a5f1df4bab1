//! The generated files in an output folder: those that its manifest lists, and the manifest.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::Place;

use super::place::{Standing, below, standing};

use crate::code::{Code, Problem};

/// Path of the manifest, relative to the output folder.
pub const MANIFEST: &str = "specsmith-manifest.json";

#[derive(Deserialize)]
struct Manifest {
    files: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    path: String,
    /// Checksum of the text that was written.
    sha256: Option<String>,
}

/// Returns the paths that an earlier run wrote, with checksums if the manifest has them. Empty if there is no manifest.
///
/// # Errors
///
/// If a manifest cannot be read or lists a path outside the folder: the generated files are then unknown, and nothing may be replaced.
pub(super) fn owned(root: &Path) -> Result<BTreeMap<String, Option<String>>, Box<Problem>> {
    let bytes = match standing(root, MANIFEST) {
        Ok(Standing::Nothing) => return Ok(BTreeMap::new()),
        Ok(Standing::File(bytes)) => bytes,
        Ok(_) => return Err(unreadable(root, "is not a regular file", 1, 1)),
        Err(error) => return Err(unreadable(root, &format!("cannot be read: {error}"), 1, 1)),
    };
    let manifest: Manifest = serde_json::from_slice(&bytes)
        .map_err(|error| unreadable(root, &format!("is not a manifest: {error}"), error.line(), error.column()))?;
    let mut paths = BTreeMap::from([(MANIFEST.to_owned(), None)]);
    for entry in manifest.files {
        if below(&entry.path).is_none() {
            return Err(outside(root, &entry.path));
        }
        paths.insert(entry.path, entry.sha256);
    }
    Ok(paths)
}

fn unreadable(root: &Path, what: &str, line: usize, column: usize) -> Box<Problem> {
    let file = root.join(MANIFEST).display().to_string();
    Box::new(
        Problem::error(
            Code::ManifestUnreadable,
            &Pointer::root(),
            format!("`{file}` {what}"),
            "it says which files of the folder are Specsmith's: restore it from version control, or empty the folder",
        )
        .at(Place { file, line: line.max(1), column: column.max(1) }),
    )
}

fn outside(root: &Path, path: &str) -> Box<Problem> {
    let file = root.join(MANIFEST).display().to_string();
    Box::new(
        Problem::error(
            Code::OutsideOutput,
            &Pointer::root(),
            format!("the manifest lists `{path}`, which is not a plain path below the folder"),
            "Specsmith never writes such a path: restore the manifest from version control",
        )
        .at(Place { file, line: 1, column: 1 }),
    )
}
