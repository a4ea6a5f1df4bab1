//! The crates that a revision generates: its own `generated/`, and those of its fixtures, which use what `generated/` does not.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::process::run;
use super::{manifest, version};
use crate::semver::pairs::OWN_CRATE;
use crate::workspace::workspace;

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
        let is_written = run(codegen(&program, &sources, &name, &folder.join(&name)), &sources)?;
        if is_written { fixtures.push(name) } else { refused.push(name) }
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
    fn the_fixtures_use_what_the_generated_crate_does_not() {
        let names = documents(&workspace().join("tests/fixtures")).unwrap();
        let snapshots: String = names
            .iter()
            .map(|name| fs::read_to_string(workspace().join("tests/fixtures").join(name).join("output.snap")).unwrap())
            .collect();
        // `webhooks!` is called with that type, in a file that snapshots leave out.
        for name in [
            "stream_request!",
            "websocket_request!",
            "enum WebhookEvent",
            "polled_request!",
            "parsed_request!",
            "integer_enum!",
            "literal_enum!",
            "scalar_newtype!",
            "closed_string_enum!",
            "closed_integer_enum!",
            "closed_literal_enum!",
        ] {
            assert!(snapshots.contains(name), "{name}");
        }
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
