//! The feature fixtures: one folder a feature, each a small document of our own.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use specsmith_generator::lock::Lock;
use specsmith_generator::read::{self, Source};
use specsmith_generator::{Contents, Dependency, DependencyKey, Input, Output, Setting};

/// The folder that holds the fixtures.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Names of all fixtures, sorted.
///
/// # Errors
/// When the folder cannot be read.
pub fn names() -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder())? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The document of a fixture: its file name and its bytes.
///
/// # Errors
/// When there is none.
pub fn document(name: &str) -> io::Result<(String, Vec<u8>)> {
    let (yaml, json) = (folder().join(name).join("spec.yaml"), folder().join(name).join("spec.json"));
    if yaml.is_file() {
        return Ok(("spec.yaml".to_owned(), fs::read(yaml)?));
    }
    Ok(("spec.json".to_owned(), fs::read(json)?))
}

/// The input for a document that stands alone, for a crate that finds the runtime at `runtime`.
pub fn input(name: &str, file: &str, bytes: Vec<u8>, runtime: &str) -> Input {
    Input {
        document: read::Input::new(Source { name: file.to_owned(), bytes }),
        name: Some(name.to_owned()),
        setting: setting(runtime),
    }
}

/// The setting of `cargo xtask codegen`.
fn setting(runtime: &str) -> Setting {
    let mut setting = Setting::with_runtime_at(runtime);
    setting.runtime.version = Some(env!("CARGO_PKG_VERSION").to_owned());
    setting
}

/// The package of the derive macros that a fixture's types have.
pub const MACROS: &str = "fixture-macros";

/// The derive macros of a fixture, as the source of a crate.
pub fn macros(name: &str) -> Option<String> {
    fs::read_to_string(folder().join(name).join("macros.rs")).ok()
}

/// The files that a fixture's document refers to: those in its folder `parts`.
fn parts(name: &str) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let parts = folder().join(name).join("parts");
    if !parts.is_dir() {
        return Ok(BTreeMap::new());
    }
    let entries = fs::read_dir(parts)?.map(|entry| {
        let entry = entry?;
        Ok((format!("parts/{}", entry.file_name().to_string_lossy()), fs::read(entry.path())?))
    });
    entries.collect()
}

/// The generated crate of a fixture, which finds the runtime at `runtime`. A file `types-only` beside the document leaves the client out, a file
/// `specsmith.lock` gives names, `macros.rs` is a crate that it depends on, and files in `parts` are what the document refers to.
///
/// # Panics
/// When the fixture cannot be read or is refused: a fixture is ours and must go through.
pub fn generate(name: &str, runtime: &str) -> Output {
    let (file, bytes) = document(name).unwrap_or_else(|error| panic!("fixture {name}: {error}"));
    let mut input = input(name, &file, bytes, runtime);
    input.document.files = parts(name).unwrap_or_else(|error| panic!("fixture {name}: {error}"));
    if folder().join(name).join("types-only").is_file() {
        input.setting.contents = Contents::Types;
    }
    if macros(name).is_some() {
        let path = DependencyKey::Text(format!("../{MACROS}"));
        input.setting.package.dependencies.push(Dependency { name: MACROS.to_owned(), keys: vec![("path", path)] });
    }
    let lock = fs::read_to_string(folder().join(name).join("specsmith.lock")).ok();
    let lock = lock.map(|text| Lock::parse(&text).unwrap_or_else(|lines| panic!("fixture {name}: {lines:?}")));
    specsmith_generator::generate_locked(&input, lock.as_ref())
        .unwrap_or_else(|report| panic!("fixture {name} is refused: {:#?}", report.problems()))
}
