//! Finds the error message in a log.

use std::fs;
use std::path::Path;

/// Returns the first line of two logs with an error; without one, the first line.
pub(super) fn complaint(stderr: &Path, stdout: &Path) -> Option<String> {
    let text = [stderr, stdout].map(|path| fs::read(path).unwrap_or_default());
    let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let lines: Vec<&str> = text.iter().flat_map(|text| text.lines()).map(str::trim).collect();
    let wrong =
        |line: &&&str| ["error", "panicked", "overflowed"].iter().any(|word| line.to_lowercase().contains(word));
    let line = lines.iter().find(wrong).or_else(|| lines.iter().find(|line| !line.is_empty()))?;
    Some(crate::diagnostics::plain(line).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_says_what_is_wrong_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let (stderr, stdout) = (folder.path().join("err"), folder.path().join("out"));
        fs::write(&stdout, "reading\n").unwrap();
        assert_eq!(complaint(&stderr, &stdout).as_deref(), Some("reading"));
        fs::write(&stderr, "\nhello\n  Error: bad reference\nerror: second\n").unwrap();
        assert_eq!(complaint(&stderr, &stdout).as_deref(), Some("Error: bad reference"));
        assert_eq!(complaint(folder.path(), folder.path()), None);
    }
}
