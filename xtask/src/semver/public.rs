//! The public API of the runtime and the models beside that of another revision.
//!
//! cargo-semver-checks compares what users name. What generated code names is hidden from documentation and from its lints, so that the crate that the
//! other revision generated is compiled with the runtime as it is now.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::workspace::workspace;

/// The packages whose public API users meet.
const PACKAGES: [&str; 2] = ["specsmith-model", "specsmith-runtime"];

/// True where nothing that is public at the revision has changed in a way that the version does not allow.
pub(super) fn check(program: &Path, revision: &str) -> io::Result<bool> {
    let generated = generated_compiles(revision)?;
    let mut lints = Command::new(program);
    lints.arg("semver-checks").args(PACKAGES.iter().flat_map(|name| ["--package", name]));
    lints.args(["--baseline-rev", revision]);
    Ok(run(lints, &workspace())? && generated)
}

/// Compiles the crate `generated/` of a revision with the runtime of now.
fn generated_compiles(revision: &str) -> io::Result<bool> {
    let folder = workspace().join("target/semver-public");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let archive = folder.join("generated.tar");
    let mut git = Command::new("git");
    git.args(["archive", "--output"]).arg(&archive).args([revision, "generated"]);
    let mut tar = Command::new("tar");
    tar.arg("-xf").arg(&archive);
    if !run(git, &workspace())? || !run(tar, &folder)? {
        return Err(io::Error::other(format!("there is no `generated/` in `{revision}`")));
    }
    let manifest = folder.join("generated/Cargo.toml");
    let runtime = format!("path = {:?}", workspace().join("runtime"));
    let text = fs::read_to_string(&manifest)?.replace("path = \"../runtime\"", &runtime);
    fs::write(&manifest, text + "\n[workspace]\n")?;
    fs::copy(workspace().join("Cargo.lock"), folder.join("generated/Cargo.lock"))?;
    let mut cargo = Command::new("cargo");
    cargo.args(["check", "--quiet"]).env("CARGO_TARGET_DIR", workspace().join("target/semver"));
    let compiles = run(cargo, &folder.join("generated"))?;
    if !compiles {
        anstream::eprintln!("semver: the crate that {revision} generated does not compile with this runtime");
    }
    Ok(compiles)
}

fn run(mut command: Command, folder: &Path) -> io::Result<bool> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.current_dir(folder).stdin(Stdio::null()).status();
    status.map(|status| status.success()).map_err(|error| io::Error::new(error.kind(), format!("{program}: {error}")))
}
