//! Paths below the output folder: which are safe, and what stands there now.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The kind of thing at a path below the output folder. Symbolic links are never followed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing; the folders above it may be missing too.
    Nothing,
    /// A regular file with these bytes.
    File(Vec<u8>),
    /// A folder or a device.
    Other,
    /// A symbolic link, at the path itself or at a folder above it (given).
    Link(PathBuf),
    /// A regular file (given, below the output folder) where a folder should be.
    FileAbove(String),
}

/// The path as a file-system path, if it stays below the output folder and has nothing hidden in it.
///
/// Generated paths are plain names with `/` between them, so everything else is refused: absolute paths, `.` and `..`, drive letters,
/// backslashes, control characters and names that begin with a dot (`.git/hooks/…`).
pub(super) fn below(path: &str) -> Option<PathBuf> {
    let plain = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']) && !part.contains(char::is_control)
    };
    path.split('/').all(plain).then(|| path.split('/').collect())
}

/// The kind of thing at `path` below `root`.
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

/// Returns true if the error says that there is nothing at the path.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
