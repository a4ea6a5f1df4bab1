//! Documents of a folder.

use std::fs;
use std::path::{Path, PathBuf};

/// A document of the corpus.
#[derive(Debug)]
pub(super) struct Document {
    /// Its file name without extension.
    pub(super) slug: String,
    /// The document.
    pub(super) path: PathBuf,
    /// Its examples, one JSON object a line; the file may be missing.
    pub(super) examples: PathBuf,
}

/// Returns the documents of a folder in the order of their names, all or those asked for. A folder that holds `raw/` keeps its documents there.
///
/// # Errors
///
/// When the folder cannot be read, holds no document, or not one that was asked for.
pub(super) fn find(dir: &Path, only: &[String]) -> Result<Vec<Document>, String> {
    let raw = dir.join("raw");
    let (folder, beside) = if raw.is_dir() { (raw, dir.to_path_buf()) } else { (dir.to_path_buf(), dir.join("..")) };
    let entries = fs::read_dir(&folder).map_err(|error| format!("`{}` cannot be read: {error}", folder.display()))?;
    let mut found: Vec<Document> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && is_document(path))
        .map(|path| {
            let slug = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let examples = beside.join("examples").join(format!("{slug}.jsonl"));
            Document { slug, path, examples }
        })
        .collect();
    found.sort_by(|a, b| a.slug.cmp(&b.slug));
    if found.is_empty() {
        return Err(format!("`{}` holds no .yaml, .yml or .json file", folder.display()));
    }
    for slug in only {
        if !found.iter().any(|document| document.slug == *slug) {
            let known: Vec<&str> = found.iter().map(|document| document.slug.as_str()).collect();
            return Err(format!("there is no document `{slug}`; there are {}", known.join(", ")));
        }
    }
    found.retain(|document| only.is_empty() || only.contains(&document.slug));
    Ok(found)
}

fn is_document(path: &Path) -> bool {
    path.extension().and_then(|end| end.to_str()).is_some_and(|end| matches!(end, "yaml" | "yml" | "json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_in_either_layout() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("raw")).unwrap();
        for name in ["b.yaml", "a.json", "notes.txt"] {
            fs::write(folder.path().join("raw").join(name), "").unwrap();
        }
        for dir in [folder.path().to_path_buf(), folder.path().join("raw")] {
            let found = find(&dir, &[]).unwrap();
            let slugs: Vec<&str> = found.iter().map(|document| document.slug.as_str()).collect();
            assert_eq!(slugs, ["a", "b"]);
            assert!(found[0].examples.ends_with("examples/a.jsonl"));
        }
        assert_eq!(find(folder.path(), &["b".to_owned()]).unwrap().len(), 1);
        assert!(find(folder.path(), &["c".to_owned()]).unwrap_err().contains("there are a, b"));
        assert!(find(&folder.path().join("none"), &[]).is_err());
    }
}
