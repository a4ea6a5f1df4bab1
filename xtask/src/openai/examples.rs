//! The programs of spec/openai/examples, compiled against the generated crate.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use specsmith::paths::absolute;

use crate::workspace::workspace;

/// The manifest of the programs, but for the path of the crate.
const MANIFEST: &str = "\
[package]
name = \"openai-examples\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[workspace]

[dependencies]
schemars = \"1\"
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }
";

/// Compiles each program, and prints its length. False when one does not compile.
pub(super) fn compile(out: &Path) -> Result<bool, String> {
    let folder = workspace().join("target/openai-examples");
    let lengths = write(&folder, out).map_err(|error| format!("{}: {error}", folder.display()))?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut check = Command::new(cargo);
    check.args(["check", "--quiet", "--bins", "--manifest-path"]).arg(folder.join("Cargo.toml"));
    check.env("CARGO_TARGET_DIR", workspace().join("target/openai-check"));
    let status = check.status().map_err(|error| format!("cargo: {error}"))?;
    if status.success() {
        println!("{} programs compile; lines of code: {}", lengths.len(), lengths.join(", "));
    }
    Ok(status.success())
}

/// Writes a package of the programs; each with the number of its lines that are neither empty nor comments.
fn write(folder: &Path, out: &Path) -> io::Result<Vec<String>> {
    let bins = folder.join("src/bin");
    if bins.is_dir() {
        fs::remove_dir_all(&bins)?;
    }
    fs::create_dir_all(&bins)?;
    // A JSON text is one of TOML.
    let krate = serde_json::Value::from(absolute(out).display().to_string());
    fs::write(folder.join("Cargo.toml"), format!("{MANIFEST}openai = {{ path = {krate} }}\n"))?;
    // The versions that this repository is tested with.
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let mut lengths = Vec::new();
    for entry in fs::read_dir(workspace().join("spec/openai/examples"))? {
        let path = entry?.path();
        if path.extension() != Some(OsStr::new("rs")) {
            continue;
        }
        let name = path.file_name().unwrap_or_default();
        fs::copy(&path, bins.join(name))?;
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        let lines = fs::read_to_string(&path)?.lines().filter(is_code).count();
        lengths.push(format!("{} {lines}", name.to_string_lossy()));
    }
    lengths.sort();
    Ok(lengths)
}
