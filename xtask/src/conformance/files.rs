//! Folders of text files; only changed files are written, so that unchanged ones are not built again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Texts by their path in a folder.
pub(super) type Texts = BTreeMap<PathBuf, String>;

/// Makes a folder contain exactly these texts.
///
/// # Errors
///
/// When a file cannot be read, written or removed.
pub(super) fn replace(folder: &Path, texts: &Texts) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    remove_others(folder, Path::new(""), texts)?;
    for (path, text) in texts {
        let path = folder.join(path);
        if fs::read(&path).is_ok_and(|known| known == text.as_bytes()) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn remove_others(folder: &Path, below: &Path, texts: &Texts) -> io::Result<()> {
    for entry in fs::read_dir(folder.join(below))? {
        let path = below.join(entry?.file_name());
        if folder.join(&path).is_dir() {
            remove_others(folder, &path, texts)?;
        } else if !texts.contains_key(&path) {
            fs::remove_file(folder.join(path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let texts = |texts: &[(&str, &str)]| -> Texts {
            texts.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect()
        };
        let time = || fs::metadata(folder.path().join("src/a")).unwrap().modified().unwrap();
        replace(folder.path(), &texts(&[("src/a", "1"), ("b", "2")])).unwrap();
        let before = time();
        std::thread::sleep(std::time::Duration::from_millis(20));
        replace(folder.path(), &texts(&[("src/a", "1")])).unwrap();
        assert_eq!(time(), before);
        assert!(!folder.path().join("b").exists());
        replace(folder.path(), &texts(&[("src/a", "3")])).unwrap();
        assert!(time() > before);
    }
}
