//! Paths in the output folder: checks of their safety, and of what exists at them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The kind of file at a path in the output folder. Symbolic links are never followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing; parent folders may be missing too.
    Nothing,
    /// A regular file with its content.
    File(Vec<u8>),
    /// A folder or a device.
    Other,
    /// A symbolic link, at the path itself or at the parent folder in the field.
    Link(PathBuf),
    /// A regular file (its path relative to the output folder) in place of a parent folder.
    FileAbove(String),
}

/// Returns the path for the file system, if it is within the output folder and no part is hidden.
///
/// Generated paths are plain names with `/` between them, so everything else is refused: absolute paths, `.` and `..`, drive letters,
/// backslashes, control characters and names that begin with a dot (`.git/hooks/…`).
pub(super) fn below(path: &str) -> Option<PathBuf> {
    let plain = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']) && !part.contains(char::is_control)
    };
    path.split('/').all(plain).then(|| path.split('/').collect())
}

/// Returns the kind of file at `path` in `root`.
pub(super) fn standing(root: &Path, path: &str) -> io::Result<Standing> {
    let mut at = root.to_path_buf();
    let mut walked = String::new();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        walked.push_str(part);
        let kind = match fs::symlink_metadata(&at) {
            Ok(found) => found.file_type(),
            Err(error) if is_absent(&error) => return Ok(Standing::Nothing),
            Err(error) => return Err(error),
        };
        if kind.is_symlink() {
            return Ok(Standing::Link(at));
        }
        let last = parts.peek().is_none();
        match (last, kind.is_dir(), kind.is_file()) {
            (true, _, true) => return fs::read(&at).map(Standing::File),
            (true, _, false) => return Ok(Standing::Other),
            (false, true, _) => walked.push('/'),
            (false, false, true) => return Ok(Standing::FileAbove(walked)),
            (false, false, false) => return Ok(Standing::Other),
        }
    }
    Ok(Standing::Nothing)
}

/// Returns true if the error means that nothing exists at the path.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
