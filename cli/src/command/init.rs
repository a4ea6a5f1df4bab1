//! `specsmith init`.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use specsmith_generator::naming::CrateName;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::Place;

use crate::code::{Code, Problem};
use crate::config::{self, template};
use crate::paths::{absolute, relative};
use crate::run::{End, Outcome};

/// Name of the overlay that is made of a Stainless configuration.
const OVERLAY: &str = "stainless.overlay.yaml";

/// The arguments of `init`.
#[derive(Debug, Default)]
pub(super) struct Init {
    /// Path of the document; by default one is searched for.
    pub(super) document: Option<PathBuf>,
    /// Path of a Stainless configuration.
    pub(super) from: Option<PathBuf>,
    /// Path of the configuration to write.
    pub(super) config: Option<PathBuf>,
}

/// Writes a configuration, and prints the next step.
pub(super) fn run(init: &Init) -> End {
    let mut outcome =
        Outcome { end: End::Done, problems: Vec::new(), message: String::new(), stale: None, sources: Vec::new() };
    match write(init, &mut outcome) {
        Ok(message) => outcome.message = message,
        Err(problem) => {
            outcome.end = End::Refused;
            outcome.problems = vec![*problem];
            outcome.message = "nothing was written".to_owned();
        }
    }
    // Print each setting that is not carried over: it is missing from the client.
    outcome.print(init.from.is_some());
    outcome.end
}

fn write(init: &Init, outcome: &mut Outcome) -> Result<String, Box<Problem>> {
    let config = init.config.clone().unwrap_or_else(|| config::FILE.into());
    let file = config.display().to_string();
    let document = match init.document.clone().or_else(find) {
        Some(document) => document,
        None => {
            let message = "this folder has no `openapi.yaml`, `openapi.json` or the like".to_owned();
            return Err(refusal(&file, Code::MissingFile, message, "name the document: `specsmith init DOCUMENT`"));
        }
    };
    let source = crate::source::read(&document)?;
    let mut name = client_name(&document, &source.bytes);
    let parent = config.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let path = relative(&absolute(parent), &absolute(&document));
    let Some(from) = &init.from else {
        create(&config, &template(&name, &path))?;
        return Ok(format!("{file}: written for the client `{name}` of `{path}`\nnext: specsmith generate"));
    };
    let stainless = crate::source::read(from)?;
    let imported = crate::stainless::import(&stainless, &source)?;
    if let Some(given) = &imported.name {
        name = CrateName::new(given).as_str().to_owned();
    }
    let mut text = template(&name, &path);
    let overlays = ("overlays", format!("[\"{OVERLAY}\"]"));
    for (key, value) in imported.keys.iter().chain([&overlays]).chain(&imported.package) {
        text = config::set(&text, key, value);
    }
    let overlay = parent.join(OVERLAY);
    if config.exists() {
        // Said before anything is written.
        return Err(refusal(&file, Code::ConfigExists, format!("`{file}` is there already"), EXISTS));
    }
    create(&overlay, &imported.overlay)?;
    create(&config, &text)?;
    let lost = imported.problems.len();
    outcome.problems = imported.problems;
    outcome.sources = vec![stainless];
    Ok(format!(
        "{}: {} actions for {} methods; {lost} parts of `{}` need a look\n{file}: written for the client `{name}` of `{path}`\nnext: specsmith generate",
        overlay.display(),
        imported.actions,
        imported.methods,
        from.display(),
    ))
}

const EXISTS: &str = "edit it, or move it away";

fn refusal(file: &str, code: Code, message: String, hint: &str) -> Box<Problem> {
    let place = Place { file: file.to_owned(), line: 1, column: 1 };
    Box::new(Problem::error(code, &Pointer::root(), message, hint).at(place))
}

/// Creates a file; fails if it exists.
fn create(path: &Path, text: &str) -> Result<(), Box<Problem>> {
    let file = path.display().to_string();
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            refusal(&file, Code::ConfigExists, format!("`{file}` is there already"), EXISTS)
        }
        _ => {
            let message = format!("`{file}` cannot be written: {error}");
            refusal(&file, Code::OutputIo, message, "check the permissions of the folder")
        }
    })
}

/// Returns a document in the current folder, by the usual names of documents.
fn find() -> Option<PathBuf> {
    let is_document = |name: &String| {
        let lower = name.to_lowercase();
        ["openapi", "swagger", "api"].iter().any(|start| lower.starts_with(start))
            && [".yaml", ".yml", ".json"].iter().any(|end| lower.ends_with(end))
    };
    let entries = fs::read_dir(".").into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(is_document);
    names.sort_by_key(|name| (!name.starts_with("openapi"), name.clone()));
    names.into_iter().next().map(PathBuf::from)
}

/// Returns the client's name: the document's title, or the name of its file.
fn client_name(document: &Path, bytes: &[u8]) -> String {
    let title = title(&String::from_utf8_lossy(bytes));
    let stem = document.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    CrateName::new(&title.unwrap_or(stem)).as_str().to_owned()
}

/// Returns the first `title` below `info` in a document: good enough for a name that the user can change.
fn title(text: &str) -> Option<String> {
    let value: Result<serde_json::Value, _> = serde_json::from_str(text);
    if let Ok(value) = value {
        return value.get("info")?.get("title")?.as_str().map(str::to_owned);
    }
    let mut lines = text.lines().skip_while(|line| !line.starts_with("info:")).skip(1);
    let line = lines
        .by_ref()
        .take_while(|line| line.starts_with([' ', '#']) || line.is_empty())
        .find_map(|line| line.trim_start().strip_prefix("title:"))?;
    let title = line.trim().trim_matches(['"', '\'']).trim();
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_named_after_its_api() {
        let name = |text: &str| client_name(Path::new("a/store.yaml"), text.as_bytes());
        assert_eq!(name("openapi: 3.1.0\ninfo:\n  version: '1'\n  title: 'Acme Store'\npaths: {}\n"), "acme-store");
        assert_eq!(name("{\"info\": {\"title\": \"Acme\"}}"), "acme");
        assert_eq!(name("openapi: 3.1.0\ntags:\n  title: no\n"), "store");
    }
}
