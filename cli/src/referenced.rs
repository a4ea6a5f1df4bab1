//! Reads the files that a document refers to, in the document's folder only, and never from the network.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::{Source, external_files, join_path};
use specsmith_generator::report::{Place, Severity};

use crate::code::{Code, Problem};
use crate::source;

/// Reads the files that a document refers to, directly or indirectly. The keys are paths relative to its folder.
///
/// Missing files are left out: the generator reports them, at the reference. Files that are outside the folder, not readable, or together larger
/// than the limit are left out with a warning.
pub(crate) fn files(document: &Path, spec: &Source, problems: &mut Vec<Problem>) -> BTreeMap<String, Source> {
    let folder = folder(document);
    let mut found = BTreeMap::new();
    let Ok(home) = folder.canonicalize() else { return found };
    let mut wanted = external_files(spec);
    let mut room = source::LIMIT;
    let mut seen = HashSet::new();
    while let Some(path) = wanted.pop() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let place = folder.join(&path);
        let Ok(real) = place.canonicalize() else { continue };
        if !real.starts_with(&home) {
            problems.push(refused(spec, &path));
            continue;
        }
        match source::read(&place) {
            Ok(source) if source.bytes.len() as u64 > room => problems.push(too_much(spec, &path)),
            Ok(source) => {
                room -= source.bytes.len() as u64;
                wanted.extend(external_files(&source).iter().filter_map(|next| join_path(&path, next)));
                found.insert(path, source);
            }
            Err(problem) => problems.push(Problem { severity: Severity::Warning, ..*problem }),
        }
    }
    found
}

fn folder(document: &Path) -> PathBuf {
    let parent = document.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

fn refused(spec: &Source, path: &str) -> Problem {
    Problem::warning(
        Code::OutsideFolder,
        &Pointer::root(),
        format!("the document refers to `{path}`, which is outside its folder, and was not read"),
        "move the file below the document's folder, or keep both in one folder that holds the document at its top",
    )
    .at(Place { file: spec.name.clone(), line: 1, column: 1 })
}

fn too_much(spec: &Source, path: &str) -> Problem {
    Problem::warning(
        Code::FileTooLarge,
        &Pointer::root(),
        format!(
            "the files that the document refers to are larger than {} MB together; `{path}` was not read",
            source::LIMIT / 1024 / 1024
        ),
        "refer to smaller files",
    )
    .at(Place { file: spec.name.clone(), line: 1, column: 1 })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn spec(reference: &str) -> String {
        format!("openapi: 3.1.0\ncomponents:\n  schemas:\n    A:\n      $ref: '{reference}'\n")
    }

    fn load(root: &Path, name: &str) -> (Vec<String>, Vec<Problem>) {
        let document = root.join(name);
        let source = source::read(&document).unwrap();
        let mut problems = Vec::new();
        let found = files(&document, &source, &mut problems);
        (found.into_keys().collect(), problems)
    }

    #[test]
    fn files_are_followed_through_each_other() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("models")).unwrap();
        fs::write(folder.path().join("api.yaml"), spec("models/a.yaml#/A")).unwrap();
        fs::write(folder.path().join("models/a.yaml"), "A:\n  $ref: '../common.yaml#/B'\n").unwrap();
        fs::write(folder.path().join("common.yaml"), "B:\n  $ref: 'models/a.yaml#/A'\n").unwrap();
        let (found, problems) = load(folder.path(), "api.yaml");
        assert_eq!(found, ["common.yaml", "models/a.yaml"]);
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn what_is_missing_is_left_to_the_reader() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("api.yaml"), spec("none.yaml#/A")).unwrap();
        let (found, problems) = load(folder.path(), "api.yaml");
        assert!(found.is_empty() && problems.is_empty());
    }

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        fs::create_dir(&home).unwrap();
        fs::write(folder.path().join("secret.yaml"), "A: {}\n").unwrap();
        let absolute = folder.path().join("secret.yaml").display().to_string();
        for reference in [
            "../secret.yaml#/A",
            "x/../../secret.yaml",
            absolute.as_str(),
            "file:///etc/passwd",
            "https://example.com/a.yaml",
        ] {
            fs::write(home.join("api.yaml"), spec(reference)).unwrap();
            let (found, _) = load(&home, "api.yaml");
            assert_eq!(found, Vec::<String>::new(), "{reference}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        fs::create_dir(&home).unwrap();
        fs::write(folder.path().join("secret.yaml"), "A: {}\n").unwrap();
        std::os::unix::fs::symlink(folder.path().join("secret.yaml"), home.join("link.yaml")).unwrap();
        fs::write(home.join("api.yaml"), spec("link.yaml#/A")).unwrap();
        let (found, problems) = load(&home, "api.yaml");
        assert!(found.is_empty());
        assert_eq!(problems[0].code, Code::OutsideFolder);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_left_out_with_a_warning() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("models")).unwrap();
        let pipe = folder.path().join("pipe.yaml");
        assert!(std::process::Command::new("mkfifo").arg(pipe).status().unwrap().success());
        for reference in ["pipe.yaml#/A", "models", "models/", ".", "./#/A", "models/.."] {
            fs::write(folder.path().join("api.yaml"), spec(reference)).unwrap();
            let (found, problems) = load(folder.path(), "api.yaml");
            assert_eq!(found, Vec::<String>::new(), "{reference}");
            assert!(problems.iter().all(|problem| problem.code == Code::NotAFile), "{reference}: {problems:?}");
            assert!(problems.iter().all(|problem| problem.severity == Severity::Warning), "{reference}: {problems:?}");
        }
    }
}
