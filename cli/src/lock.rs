//! The lock of names in an output folder: read before a run, written after it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use specsmith_generator::lock::{BadLine, Lock};
use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::Place;

use crate::code::{Code, Problem};

/// Name of the file, in the output folder.
pub const FILE: &str = "specsmith.lock";

/// Returns the path of the lock in an output folder.
pub fn path(out: &Path) -> PathBuf {
    out.join(FILE)
}

/// Reads the lock of an output folder; `None` if there is no lock.
///
/// # Errors
/// If the lock cannot be read; and one error for each invalid line.
pub fn read(out: &Path) -> Result<Option<Lock>, Vec<Problem>> {
    let path = path(out);
    let file = path.display().to_string();
    let at = |line, message: String, hint: &str| {
        let place = Place { file: file.clone(), line, column: 1 };
        Problem::error(Code::BadLock, &Pointer::root(), message, hint).at(place)
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let message = format!("`{file}` cannot be read: {error}");
            return Err(vec![at(1, message, "check its permissions")]);
        }
    };
    let told = |bad: BadLine| at(bad.line, bad.message, "solve the conflict, or take the line out");
    Lock::parse(&text).map(Some).map_err(|lines| lines.into_iter().map(told).collect())
}

/// Writes the lock of an output folder if it has changed.
///
/// # Errors
/// If it cannot be written; an existing lock is then unchanged.
pub fn write(out: &Path, lock: &Lock) -> Result<(), Box<Problem>> {
    if !is_stale(out, lock) {
        return Ok(());
    }
    let path = path(out);
    let beside = path.with_extension("lock.new");
    let written = fs::write(&beside, lock.text()).and_then(|()| fs::rename(&beside, &path));
    written.map_err(|error| {
        let message = format!("`{}` cannot be written: {error}", path.display());
        Box::new(Problem::error(
            Code::OutputIo,
            &Pointer::root(),
            message,
            "check the permissions of the output folder",
        ))
    })
}

/// Returns true if the lock of an output folder has other names.
pub fn is_stale(out: &Path, lock: &Lock) -> bool {
    fs::read_to_string(path(out)).ok().as_deref() != Some(lock.text().as_str())
}
