//! Paths of the file system.

use std::path::{Component, Path, PathBuf};

/// Returns the absolute path, with links of existing folders resolved and without `.` and `..`.
pub fn absolute(path: &Path) -> PathBuf {
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for existing in full.ancestors() {
        if let (Ok(real), Ok(rest)) = (existing.canonicalize(), full.strip_prefix(existing)) {
            return flat(&real.join(rest));
        }
    }
    flat(&full)
}

fn flat(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// Returns the relative path from one absolute path to another, with `/` as the separator.
pub fn relative(from: &Path, to: &Path) -> String {
    let common = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(common).map(|_| "..".to_owned());
    let down = to.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_folders() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/repo/generated", "/a/repo/runtime"), "../runtime");
        assert_eq!(way("/b/out", "/a/repo/runtime"), "../../a/repo/runtime");
        assert_eq!(way("/a", "/a"), ".");
    }

    #[test]
    fn a_folder_that_is_not_there_yet_has_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        assert_eq!(absolute(&folder.path().join("x/../new/out")), real.join("new/out"));
    }
}
