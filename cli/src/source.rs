//! Reads input files, with diagnostics of all failures.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use similar::TextDiff;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::Source;
use specsmith_generator::report::Place;

use crate::code::{Code, Problem};

/// Maximum size of a file; the largest public documents have a twentieth of it.
pub(crate) const LIMIT: u64 = 256 * 1024 * 1024;

/// Reads a file.
///
/// # Errors
///
/// If the file is missing, is a folder, a pipe or a device, is not readable, or exceeds the limit of size.
pub fn read(path: &Path) -> Result<Source, Box<Problem>> {
    let name = path.display().to_string();
    match bytes(path) {
        Ok(bytes) => Ok(Source { name, bytes }),
        Err(error) => Err(Box::new(problem(path, name, &error))),
    }
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A pipe may never have a writer, and a device may never end.
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    if metadata.len() > LIMIT {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    // One byte more than there is, so that the end is seen without growing.
    let size = usize::try_from(metadata.len()).unwrap_or(0);
    let mut bytes = Vec::with_capacity(size + 1);
    File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LIMIT { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

fn problem(path: &Path, name: String, error: &io::Error) -> Problem {
    let (code, message, hint) = match error.kind() {
        io::ErrorKind::NotFound => (Code::MissingFile, format!("there is no file `{name}`"), missing_hint(path)),
        io::ErrorKind::IsADirectory => (Code::NotAFile, format!("`{name}` is a folder, not a file"), folder_hint(path)),
        io::ErrorKind::InvalidInput => {
            let message = format!("`{name}` is a pipe or a device, not a file");
            (Code::NotAFile, message, "write it to a file, and name that".to_owned())
        }
        io::ErrorKind::FileTooLarge => {
            let message = format!("`{name}` is larger than {} MB", LIMIT / 1024 / 1024);
            (Code::FileTooLarge, message, "is it the right file?".to_owned())
        }
        _ => (Code::UnreadableFile, format!("`{name}` cannot be read: {error}"), "check its permissions".to_owned()),
    };
    Problem::error(code, &Pointer::root(), message, hint).at(Place { file: name, line: 1, column: 1 })
}

/// Returns a hint with a file of a similar name in the same folder.
fn missing_hint(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    if !folder.is_dir() {
        return format!("there is no folder `{}` either", folder.display());
    }
    let names = names(folder);
    let likeness = |name: &String| TextDiff::from_chars(wanted.as_ref(), name.as_str()).ratio();
    let best = names.iter().map(|name| (likeness(name), name)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((likeness, name)) if likeness > 0.7 => format!("did you mean `{}`?", path.with_file_name(name).display()),
        _ => "check the path; it is taken from the folder you are in".to_owned(),
    }
}

/// Returns a hint with a document in the folder.
fn folder_hint(path: &Path) -> String {
    let document = |name: &&String| {
        let lower = name.to_lowercase();
        ["openapi", "swagger"].iter().any(|start| lower.starts_with(start))
            && [".yaml", ".yml", ".json"].iter().any(|end| lower.ends_with(end))
    };
    match names(path).iter().find(document) {
        Some(name) => format!("did you mean `{}`?", path.join(name).display()),
        None => "name the OpenAPI document itself".to_owned(),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_suggests_its_neighbour() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("openapi.yaml"), "").unwrap();
        let problem = read(&folder.path().join("openapi.yml")).unwrap_err();
        assert_eq!(problem.code, Code::MissingFile);
        assert!(problem.hint.ends_with("openapi.yaml`?"), "{}", problem.hint);
        let problem = read(&folder.path().join("nowhere/x.yaml")).unwrap_err();
        assert!(problem.hint.contains("no folder"), "{}", problem.hint);
    }

    #[test]
    fn a_folder_suggests_the_document_in_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("swagger.json"), "").unwrap();
        let problem = read(folder.path()).unwrap_err();
        assert_eq!(problem.code, Code::NotAFile);
        assert!(problem.hint.ends_with("swagger.json`?"), "{}", problem.hint);
        let place = problem.place.unwrap();
        assert_eq!((place.line, place.column), (1, 1));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_refused_without_a_wait() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.yaml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for path in [Path::new("/dev/zero"), Path::new("/dev/null"), &pipe] {
            let problem = read(path).unwrap_err();
            assert_eq!(problem.code, Code::NotAFile, "{}", path.display());
        }
    }

    #[test]
    fn a_file_beyond_all_measure_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.yaml");
        File::create(&path).unwrap().set_len(LIMIT + 1).unwrap();
        assert_eq!(read(&path).unwrap_err().code, Code::FileTooLarge);
    }
}
