//! The programs of spec/openai/examples, compiled against the generated crate.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::package::Package;
use crate::workspace::workspace;

/// Compiles each program, and prints its length. False when one does not compile.
pub(super) fn compile(out: &Path) -> Result<bool, String> {
    let (package, lengths) = write(out).map_err(|error| format!("the programs of spec/openai/examples: {error}"))?;
    let status = package.cargo("check").arg("--bins").status().map_err(|error| format!("cargo: {error}"))?;
    if status.success() {
        println!("{} programs compile; lines of code: {}", lengths.len(), lengths.join(", "));
    }
    Ok(status.success())
}

/// Writes a package of the programs; each with the number of its lines that are neither empty nor comments.
fn write(out: &Path) -> io::Result<(Package, Vec<String>)> {
    let (mut programs, mut lengths) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(workspace().join("spec/openai/examples"))? {
        let path = entry?.path();
        if path.extension() != Some(OsStr::new("rs")) {
            continue;
        }
        let name = PathBuf::from(path.file_name().unwrap_or_default());
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
        let lines = fs::read_to_string(&path)?.lines().filter(is_code).count();
        lengths.push(format!("{} {lines}", name.display()));
        programs.push((path, name));
    }
    lengths.sort();
    Ok((Package::write("openai-examples", out, &programs)?, lengths))
}
