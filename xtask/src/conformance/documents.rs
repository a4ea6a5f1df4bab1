//! The documents of folders.

use std::fs;
use std::path::{Path, PathBuf};

use specsmith_generator::naming::CrateName;

/// A document.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its file name without extension, or the name of its folder.
    pub(super) slug: String,
    pub(super) path: PathBuf,
    /// Its size in bytes.
    pub(super) size: u64,
}

impl Document {
    /// Name of the package that is its crate.
    pub(super) fn client(&self) -> String {
        client(&self.slug)
    }

    /// Name of the package that is its program.
    pub(super) fn program(&self) -> String {
        program(&self.slug)
    }
}

/// Name of the package that is a document's crate.
pub(super) fn client(slug: &str) -> String {
    CrateName::new(&format!("{slug}-client")).as_str().to_owned()
}

/// Name of the package that is a document's program.
pub(super) fn program(slug: &str) -> String {
    CrateName::new(&format!("{slug}-program")).as_str().to_owned()
}

/// The documents of folders, small ones first, all or those asked for. A folder holds documents, folders with a `spec.yaml` each, or `raw/`.
/// A folder with a file `not-judged`, which says why, is left out.
/// One whose name a document of an earlier folder has is named after its folder as well.
///
/// # Errors
///
/// When a folder cannot be read, it has two documents of one name, or one that was asked for is not there.
pub(super) fn find(dirs: &[PathBuf], only: &[String]) -> Result<Vec<Document>, String> {
    let mut found: Vec<Document> = Vec::new();
    for dir in dirs {
        let raw = dir.join("raw");
        let dir = if raw.is_dir() { &raw } else { dir };
        let entries = fs::read_dir(dir).map_err(|error| format!("`{}` cannot be read: {error}", dir.display()))?;
        let earlier: Vec<String> = found.iter().map(|document| document.slug.clone()).collect();
        found.extend(entries.flatten().filter_map(|entry| document(&entry.path())).map(|mut document| {
            if earlier.contains(&document.slug) {
                let folder = dir.file_name().unwrap_or_default().to_string_lossy();
                document.slug = format!("{folder}-{}", document.slug);
            }
            document
        }));
    }
    found.sort_by(|a, b| (a.size, &a.slug).cmp(&(b.size, &b.slug)));
    let mut slugs: Vec<&str> = found.iter().map(|document| document.slug.as_str()).collect();
    slugs.sort_unstable();
    if let Some(twice) = slugs.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("two documents have the name `{}`", twice[0]));
    }
    if let Some(slug) = only.iter().find(|slug| !slugs.contains(&slug.as_str())) {
        return Err(format!("there is no document `{slug}`; there are {}", slugs.join(", ")));
    }
    if found.is_empty() {
        return Err("the folders hold no document".to_owned());
    }
    found.retain(|document| only.is_empty() || only.contains(&document.slug));
    Ok(found)
}

/// In a fixture's folder: why it is left out.
const LEFT_OUT: &str = "not-judged";

fn document(entry: &Path) -> Option<Document> {
    if let Ok(reason) = fs::read_to_string(entry.join(LEFT_OUT)) {
        anstream::eprintln!("{} is left out: {}", entry.display(), reason.trim());
        return None;
    }
    let inner = entry.join("spec.yaml");
    let (named, path) =
        if inner.is_file() { (entry.file_name(), inner) } else { (entry.file_stem(), entry.to_owned()) };
    let is_document = path.extension().and_then(|end| end.to_str());
    if !path.is_file() || !is_document.is_some_and(|end| matches!(end, "yaml" | "yml" | "json")) {
        return None;
    }
    let size = fs::metadata(&path).map_or(0, |about| about.len());
    Some(Document { slug: named?.to_string_lossy().into_owned(), path, size })
}

/// Documents that are built together: small ones, or a large one alone, for the memory that compilers take.
pub(super) fn batches(documents: &[Document]) -> Vec<Vec<Document>> {
    const TOGETHER: u64 = 400_000;
    let mut batches: Vec<Vec<Document>> = Vec::new();
    let mut sum = 0;
    for document in documents {
        sum += document.size;
        match batches.last_mut() {
            Some(batch) if sum <= TOGETHER => batch.push(document.clone()),
            _ => {
                batches.push(vec![document.clone()]);
                sum = document.size;
            }
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_files_or_folders_of_a_spec() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("one/b")).unwrap();
        fs::create_dir_all(at("two/raw")).unwrap();
        fs::write(at("one/b/spec.yaml"), "12").unwrap();
        fs::write(at("one/notes.txt"), "").unwrap();
        fs::write(at("two/raw/a.json"), "1").unwrap();
        let slugs = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(|slug| (*slug).to_owned()).collect();
            let found = find(&[at("one"), at("two")], &only)?;
            Ok::<_, String>(found.into_iter().map(|document| document.slug).collect::<Vec<_>>())
        };
        assert_eq!(slugs(&[]).unwrap(), ["a", "b"]);
        assert_eq!(slugs(&["b"]).unwrap(), ["b"]);
        assert!(slugs(&["c"]).unwrap_err().contains("there are a, b"));
        fs::write(at("two/raw/b.yaml"), "1").unwrap();
        assert_eq!(slugs(&[]).unwrap(), ["a", "raw-b", "b"]);
        fs::write(at("two/raw/a.yaml"), "1").unwrap();
        assert!(slugs(&[]).unwrap_err().contains("two documents"));
    }

    #[test]
    fn a_large_document_is_built_alone() {
        let of = |size: u64| Document { slug: size.to_string(), path: PathBuf::new(), size };
        let sizes: Vec<Vec<u64>> = batches(&[of(1), of(2), of(300_000), of(500_000), of(600_000)])
            .iter()
            .map(|batch| batch.iter().map(|document| document.size).collect())
            .collect();
        assert_eq!(sizes, [vec![1, 2, 300_000], vec![500_000], vec![600_000]]);
    }
}
