//! The files that the rules look at.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use super::source::SourceFile;

/// The crates whose sources are checked, by the folder of their sources.
pub(super) const CRATES: [&str; 5] = ["runtime/model/src", "runtime/src", "generator/src", "cli/src", "xtask/src"];

/// The crates of which some files are text that other crates include.
const INCLUDED: [&str; 1] = ["xtask/src/conformance/program/"];

/// The page about the architecture.
pub(super) const ARCHITECTURE: &str = "ARCHITECTURE.md";

/// A file that is read as text: a page in Markdown, or a manifest.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) path: String,
    pub(super) text: String,
}

/// A repository, read once.
#[derive(Debug, Default)]
pub(super) struct Repository {
    /// The Rust files of each crate.
    pub(super) crates: BTreeMap<String, Vec<SourceFile>>,
    /// Rust files outside the sources of crates: tests, benchmarks and examples.
    pub(super) others: Vec<SourceFile>,
    pub(super) architecture: String,
    /// The pages that people read, but for those that document fixtures.
    pub(super) pages: Vec<Page>,
    /// The `Cargo.toml` of each of [`CRATES`].
    pub(super) manifests: Vec<Page>,
    /// Every path that exists, as far as a page may name it.
    pub(super) paths: Vec<String>,
}

impl Repository {
    /// Reads a checkout.
    pub(super) fn read(root: &Path) -> io::Result<Self> {
        let architecture = fs::read_to_string(root.join(ARCHITECTURE))?;
        let mut paths = Vec::new();
        for folder in ["cli", "docs", "generated", "generator", "runtime", "spec", "tests", "xtask", ".ci"] {
            walk(root, folder, &mut paths)?;
        }
        for entry in fs::read_dir(root)? {
            paths.extend(entry?.file_name().into_string());
        }
        let mut repository = Self { architecture, ..Self::default() };
        for source in CRATES {
            let files = paths.iter().filter(|path| is_source(path, source));
            let files = files.map(|path| Ok(SourceFile::new(path, fs::read_to_string(root.join(path))?)));
            repository.crates.insert(source.to_owned(), files.collect::<io::Result<_>>()?);
        }
        let others = paths.iter().filter(|path| is_other(path));
        let others = others.map(|path| Ok(SourceFile::new(path, fs::read_to_string(root.join(path))?)));
        repository.others = others.collect::<io::Result<_>>()?;
        let read = |is: fn(&str) -> bool| {
            let files = paths.iter().filter(|path| is(path));
            let files = files.map(|path| Ok(Page { path: path.clone(), text: fs::read_to_string(root.join(path))? }));
            files.collect::<io::Result<Vec<Page>>>()
        };
        repository.pages = read(is_page)?;
        repository.manifests = read(is_manifest)?;
        repository.paths = paths;
        Ok(repository)
    }

    /// Returns a repository of texts.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let mut repository =
            Self { paths: files.iter().map(|(path, _)| (*path).to_owned()).collect(), ..Self::default() };
        for (path, text) in files {
            let file = || Page { path: (*path).to_owned(), text: (*text).to_owned() };
            if is_page(path) {
                repository.pages.push(file());
            } else if is_manifest(path) {
                repository.manifests.push(file());
            }
            if *path == ARCHITECTURE {
                repository.architecture = (*text).to_owned();
            } else if let Some(source) = CRATES.into_iter().find(|source| is_source(path, source)) {
                repository.crates.entry(source.to_owned()).or_default().push(SourceFile::new(*path, *text));
            } else if is_other(path) {
                repository.others.push(SourceFile::new(*path, *text));
            }
        }
        repository
    }

    /// All Rust files of crates.
    pub(super) fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.crates.values().flatten()
    }

    /// Returns true if a path exists, as a file or as a folder.
    pub(super) fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.paths.iter().any(|known| known == path || known.starts_with(&folder))
    }
}

fn is_source(path: &str, source: &str) -> bool {
    path.strip_prefix(source).is_some_and(|rest| rest.starts_with('/'))
        && path.ends_with(".rs")
        && !INCLUDED.iter().any(|folder| path.starts_with(folder))
}

/// Returns true for a Rust file that people write outside the sources of crates, and nothing generated.
fn is_other(path: &str) -> bool {
    let is_elsewhere = CRATES.iter().any(|source| is_source(path, source)) || path.starts_with("generated/");
    path.ends_with(".rs") && !is_elsewhere
}

fn is_page(path: &str) -> bool {
    path.ends_with(".md") && !path.starts_with("tests/fixtures/") && !path.starts_with("generated/")
}

fn is_manifest(path: &str) -> bool {
    let folder = path.strip_suffix("/Cargo.toml");
    folder.is_some_and(|folder| CRATES.iter().any(|source| source.strip_suffix("/src") == Some(folder)))
}

fn walk(root: &Path, folder: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(folder))? {
        let entry = entry?;
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        // The runtime that the command carries is a link to the one of the repository.
        if entry.file_type()?.is_dir() && entry.file_name() != "target" && entry.file_name() != "node_modules" {
            walk(root, &path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}
