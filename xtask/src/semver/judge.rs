//! The compiler as a judge: which programs compile with which clients.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use specsmith_generator::print::File;

use crate::workspace::workspace;

/// Most rounds: an error of one program may hide those of others.
const ROUNDS: usize = 12;

/// Features of the runtime that clients of fixtures need.
const FEATURES: [&str; 10] =
    ["serde", "schemars", "webhooks", "websocket", "chrono", "jiff", "rust_decimal", "time", "url", "uuid"];

/// A client, and the program that is to compile with it.
pub(super) struct Case {
    /// Number of the pair.
    pub(super) number: usize,
    /// The files of the client, as a module.
    pub(super) client: Vec<File>,
    /// The program.
    pub(super) program: String,
}

/// Result of the compiler.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Numbers of the pairs whose program does not compile.
    pub(super) broken: BTreeSet<usize>,
    /// The first complaint about each.
    pub(super) complaints: Vec<(usize, String)>,
}

/// Returns the path of a client in the crate of all cases.
pub(super) fn client_path(number: usize) -> String {
    format!("crate::p{number}::client")
}

/// Compiles all programs, each with its client, as modules of one crate.
pub(super) fn judge(folder: &Path, cases: &[Case]) -> io::Result<Verdict> {
    write(folder, cases)?;
    let mut verdict = Verdict::default();
    for _ in 0..ROUNDS {
        root(folder, cases, &verdict.broken)?;
        let found = check(folder)?;
        if found.is_empty() {
            return Ok(verdict);
        }
        for (number, complaint) in found {
            if verdict.broken.insert(number) {
                verdict.complaints.push((number, complaint));
            }
        }
    }
    Err(io::Error::other("the programs do not come to an end"))
}

fn write(folder: &Path, cases: &[Case]) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest("semver-judge") + "\n[workspace]\n")?;
    fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    for case in cases {
        let home = folder.join(format!("src/p{}", case.number));
        write_client(&home, &case.client)?;
        fs::write(home.join("program.rs"), &case.program)?;
    }
    Ok(())
}

/// Returns the `Cargo.toml` of a crate of clients.
pub(super) fn manifest(name: &str) -> String {
    let runtime = workspace().join("runtime");
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         specsmith-runtime = {{ path = {runtime:?}, default-features = false, features = {FEATURES:?} }}\n"
    )
}

/// Writes the files of a client as the module `client` of a folder.
pub(super) fn write_client(home: &Path, files: &[File]) -> io::Result<()> {
    for file in files {
        let path = home.join("client").join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(home))?;
        fs::write(path, &file.text)?;
    }
    Ok(())
}

/// Writes the root of the crate, without the programs that are known to be broken.
fn root(folder: &Path, cases: &[Case], broken: &BTreeSet<usize>) -> io::Result<()> {
    let module = |case: &Case| {
        let program = if broken.contains(&case.number) { "" } else { "mod program;" };
        format!("mod p{} {{ pub mod client; {program} }}\n", case.number)
    };
    let modules: String = cases.iter().map(module).collect();
    fs::write(folder.join("src/lib.rs"), format!("#![allow(warnings, clippy::all)]\n{modules}"))
}

/// Returns the pairs that the compiler complains about, each with its first complaint.
fn check(folder: &Path) -> io::Result<Vec<(usize, String)>> {
    let output = Command::new("cargo")
        .args(["check", "--quiet", "--offline", "--message-format", "json"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", workspace().join("target/semver"))
        .stderr(Stdio::piped())
        .output()?;
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut lost = String::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let Ok(line) = serde_json::from_slice::<Value>(line) else { continue };
        let message = &line["message"];
        if message["level"] != "error" {
            continue;
        }
        let rendered = message["rendered"].as_str().unwrap_or_default().to_owned();
        match message["spans"].as_array().and_then(|spans| spans.iter().find_map(number)) {
            Some(number) if found.iter().all(|(other, _)| *other != number) => found.push((number, rendered)),
            Some(_) => {}
            None if rendered.starts_with("error: aborting") => {}
            None => lost.push_str(&rendered),
        }
    }
    if found.is_empty() && !(lost.is_empty() && output.status.success()) {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("the crate of the programs does not compile: {lost}{said}")));
    }
    Ok(found)
}

/// Returns the number of the pair that a span is in, or the place where a macro was called that leads to it.
fn number(span: &Value) -> Option<usize> {
    let mut span = span;
    loop {
        let file = span["file_name"].as_str()?;
        if let Some(rest) = file.strip_prefix("src/p") {
            let (number, file) = rest.split_once('/')?;
            // A client that does not compile is a fault of ours, and no verdict.
            return (file == "program.rs").then(|| number.parse().ok()).flatten();
        }
        span = span["expansion"].get("span")?;
    }
}
