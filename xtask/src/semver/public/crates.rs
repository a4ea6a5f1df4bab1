//! The crates that a revision generates: its own `generated/`, and those of its fixtures, which use what `generated/` does not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::process::{run, status};
use super::{manifest, version};
use crate::semver::pairs::OWN_CRATE;
use crate::workspace::workspace;

/// The exit code of `codegen` for a document that it refuses.
const REFUSED: i32 = 2;

/// The crates of a revision, written as one workspace.
pub(super) struct Crates {
    /// The folder of that workspace.
    folder: PathBuf,
    /// The version of the runtime at the revision.
    pub(super) version: String,
    /// Names of the fixtures that are among the crates.
    pub(super) fixtures: Vec<String>,
    /// Names of the fixtures for which the revision writes no crate.
    pub(super) refused: Vec<String>,
}

/// Writes the crates of a revision, with its own generator, and points them at the runtime of now.
pub(super) fn generate(revision: &str) -> io::Result<Crates> {
    let home = workspace().join("target/semver-public");
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    let (sources, folder) = (home.join("revision"), home.join("crates"));
    unpack(revision, &home, &sources)?;
    let program = build(revision, &sources)?;
    fs::create_dir_all(&folder)?;
    fs::rename(sources.join("generated"), folder.join("generated"))?;
    let (mut fixtures, mut refused) = (Vec::new(), Vec::new());
    for name in documents(&sources.join("tests/fixtures"))? {
        let status = status(codegen(&program, &sources, &name, &folder.join(&name)), &sources)?;
        if is_written(status.code(), &name)? { fixtures.push(name) } else { refused.push(name) }
    }
    if fixtures.is_empty() {
        return Err(io::Error::other(format!("`{revision}` writes no crate of `tests/fixtures`")));
    }
    for name in fixtures.iter().map(String::as_str).chain(["generated"]) {
        let path = folder.join(name).join("Cargo.toml");
        fs::write(&path, manifest::with_runtime(&fs::read_to_string(&path)?, &workspace())?)?;
    }
    fs::write(folder.join("Cargo.toml"), root(&fixtures))?;
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    Ok(Crates { folder, version: version::of(&sources)?, fixtures, refused })
}

/// Returns true if all crates compile, each with all of its features. None of them exclude each other.
pub(super) fn compile(crates: &Crates) -> io::Result<bool> {
    let mut cargo = cargo();
    cargo.args(["check", "--quiet", "--workspace", "--all-features", "--keep-going"]);
    run(cargo, &crates.folder)
}

fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    cargo.env("CARGO_TARGET_DIR", workspace().join("target/semver"));
    cargo
}

/// Unpacks a revision with the time of now: Cargo would take older files for those that it compiled at another revision.
fn unpack(revision: &str, home: &Path, sources: &Path) -> io::Result<()> {
    fs::create_dir_all(sources)?;
    let archive = home.join("revision.tar");
    let mut git = Command::new("git");
    git.args(["archive", "--output"]).arg(&archive).arg(revision);
    let mut tar = Command::new("tar");
    tar.arg("-xmf").arg(&archive);
    if run(git, &workspace())? && run(tar, sources)? {
        return Ok(());
    }
    Err(io::Error::other(format!("`{revision}` cannot be unpacked")))
}

/// Builds the generator of a revision.
fn build(revision: &str, sources: &Path) -> io::Result<PathBuf> {
    anstream::eprintln!("semver: building the generator of {revision}");
    let mut cargo = cargo();
    cargo.args(["build", "--quiet", "--package", "xtask"]);
    if !run(cargo, sources)? {
        return Err(io::Error::other(format!("the generator of `{revision}` does not build")));
    }
    Ok(workspace().join("target/semver/debug").join(format!("xtask{}", std::env::consts::EXE_SUFFIX)))
}

/// Returns true if the crate of a fixture was written, and false if its document is refused, by the exit code of `codegen`.
///
/// # Errors
/// The generator ended in any other way, such as a panic.
fn is_written(code: Option<i32>, name: &str) -> io::Result<bool> {
    match code {
        Some(0) => Ok(true),
        Some(REFUSED) => Ok(false),
        _ => Err(io::Error::other(format!("the generator fails on the fixture `{name}`"))),
    }
}

/// Names of the folders that hold a document, sorted. The crate of a fixture with a crate of its own does not compile without it.
fn documents(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if document(&path).is_file() && !path.join(OWN_CRATE).is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Returns the document of a fixture.
fn document(fixture: &Path) -> PathBuf {
    let yaml = fixture.join("spec.yaml");
    if yaml.is_file() { yaml } else { fixture.join("spec.json") }
}

/// Returns the command that writes the crate of a fixture.
fn codegen(program: &Path, sources: &Path, name: &str, out: &Path) -> Command {
    let fixture = sources.join("tests/fixtures").join(name);
    let mut command = Command::new(program);
    command.args(["codegen", "--name", name, "--spec"]).arg(document(&fixture)).arg("--out").arg(out);
    if fixture.join("types-only").is_file() {
        command.arg("--types-only");
    }
    // Its diagnostics are in the snapshots.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Returns the manifest of the workspace of all crates.
fn root(fixtures: &[String]) -> String {
    let members: Vec<&str> = fixtures.iter().map(String::as_str).chain(["generated"]).collect();
    format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fixture_with_a_document_and_without_a_crate_of_its_own_is_judged() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["b/spec.json", "a/spec.yaml", "c/README.md", "d/spec.yaml", "d/macros.rs"] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        assert_eq!(documents(folder.path()).unwrap(), ["a", "b"]);
    }

    #[test]
    fn only_a_refused_document_leaves_a_fixture_out() {
        assert!(is_written(Some(0), "a").unwrap());
        assert!(!is_written(Some(2), "a").unwrap());
        for code in [Some(1), Some(101), None] {
            assert!(is_written(code, "a").is_err(), "{code:?}");
        }
    }

    /// Returns the texts of all sources below a folder.
    fn sources(folder: &str) -> String {
        let (mut text, mut work) = (String::new(), vec![workspace().join(folder)]);
        while let Some(path) = work.pop() {
            match fs::read_dir(&path) {
                Ok(entries) => work.extend(entries.map(|entry| entry.unwrap().path())),
                Err(_) => text += &fs::read_to_string(path).unwrap(),
            }
        }
        text
    }

    /// Returns true if a text calls a macro, and not one whose name ends in the same way.
    fn calls(text: &str, name: &str) -> bool {
        let is_inside = |before: &str| before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let call = format!("{name}!");
        text.match_indices(&call).any(|(at, _)| !is_inside(&text[..at]))
    }

    #[test]
    fn the_fixtures_call_every_macro_that_the_generator_writes() {
        let runtime = sources("runtime/src") + &sources("runtime/model/src");
        let emit = sources("generator/src/emit");
        // Names of macros for enums are chosen as texts.
        let is_emitted =
            |name: &&str| calls(&emit, name) || emit.contains(&format!("{name:?}")) && name.ends_with("_enum");
        let names = runtime.split("macro_rules! ").skip(1).filter_map(|rest| rest.split_whitespace().next());
        let names: Vec<&str> = names.filter(is_emitted).collect();
        assert!(names.len() > 20, "{names:?}");
        let fixtures = documents(&workspace().join("tests/fixtures")).unwrap();
        let snapshot =
            |name| fs::read_to_string(workspace().join("tests/fixtures").join(name).join("output.snap")).unwrap();
        let snapshots: String = fixtures.iter().map(snapshot).collect();
        for name in names {
            // It is called in a file that snapshots leave out, with this type.
            let is_used = calls(&snapshots, name) || name == "webhooks" && snapshots.contains("enum WebhookEvent ");
            assert!(is_used, "no fixture calls `{name}!`");
        }
    }

    #[test]
    fn a_call_is_of_the_whole_name() {
        assert!(calls("rt::string_enum! {", "string_enum"));
        assert!(!calls("closed_string_enum! {", "string_enum"));
    }

    #[test]
    fn a_crate_of_types_is_generated_as_one() {
        let sources = workspace();
        let arguments = |name: &str| -> Vec<String> {
            let command = codegen(Path::new("xtask"), &sources, name, Path::new("out"));
            command.get_args().map(|argument| argument.to_string_lossy().into_owned()).collect()
        };
        assert!(arguments("types-only").contains(&"--types-only".to_owned()));
        assert!(!arguments("paging").contains(&"--types-only".to_owned()));
    }
}
