//! Builds generated crates. Each stands alone, and all share one target folder, so dependencies are built once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use serde::Deserialize;

use super::row::Build;
use crate::codegen::job::workspace;

/// Most complaints that are kept.
const MESSAGES: usize = 8;

/// The home of one generated crate: `client/` is the crate, `roundtrip/` the program that tries its examples.
#[derive(Debug)]
pub(super) struct Home {
    root: PathBuf,
    target: PathBuf,
}

/// One line of cargo's JSON output.
#[derive(Deserialize)]
struct Line {
    reason: String,
    manifest_path: Option<String>,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    rendered: Option<String>,
    code: Option<Code>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

impl Home {
    /// Where the crate of a document goes.
    pub(super) fn client_of(out: &Path, slug: &str) -> PathBuf {
        out.join("crates").join(slug).join("client")
    }

    /// Makes what building the crate needs.
    pub(super) fn make(out: &Path, slug: &str) -> io::Result<Self> {
        let home = Self { root: out.join("crates").join(slug), target: out.join("target") };
        fs::create_dir_all(home.roundtrip().join("src"))?;
        // The versions this repository is tested with, and no look-up of newer ones.
        for package in [home.client(), home.roundtrip()] {
            fs::copy(workspace().join("Cargo.lock"), package.join("Cargo.lock"))?;
        }
        Ok(home)
    }

    /// The generated crate.
    pub(super) fn client(&self) -> PathBuf {
        self.root.join("client")
    }

    /// The program that tries the examples.
    pub(super) fn roundtrip(&self) -> PathBuf {
        self.root.join("roundtrip")
    }

    /// Name of the generated package.
    pub(super) fn package(&self) -> Option<String> {
        let text = fs::read_to_string(self.client().join("Cargo.toml")).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("name = \""))?;
        Some(line.trim_end_matches('"').to_owned())
    }

    /// Cargo, in the target folder that all share.
    pub(super) fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.arg(command).arg("--quiet").env("CARGO_TARGET_DIR", &self.target).stdin(Stdio::null());
        cargo
    }

    /// Compiles and lints the crate. One run of clippy gives the compiler's complaints and its own; any is too many.
    pub(super) fn lint(&self) -> Build {
        let start = Instant::now();
        let manifest = self.client().join("Cargo.toml");
        let output = self.cargo("clippy").args(["--message-format=json", "--manifest-path"]).arg(&manifest).output();
        let mut build = match output {
            Ok(output) => judge(&output, &manifest),
            Err(error) => failed(error.to_string()),
        };
        build.seconds = start.elapsed().as_secs_f64();
        build
    }

    /// Documents the crate.
    pub(super) fn doc(&self) -> Build {
        let start = Instant::now();
        let manifest = self.client().join("Cargo.toml");
        let mut cargo = self.cargo("doc");
        cargo.args(["--no-deps", "--manifest-path"]).arg(manifest).env("RUSTDOCFLAGS", "-Dwarnings");
        let mut build = match cargo.output() {
            Ok(output) if output.status.success() => clean(),
            Ok(output) => failed(head(&output.stderr)),
            Err(error) => failed(error.to_string()),
        };
        build.seconds = start.elapsed().as_secs_f64();
        build
    }
}

fn clean() -> Build {
    Build { clean: true, seconds: 0.0, rustc: 0, clippy: 0, messages: Vec::new() }
}

fn failed(message: String) -> Build {
    Build { clean: false, messages: vec![message], ..clean() }
}

/// The first lines of what a program printed.
pub(super) fn head(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().take(20).collect::<Vec<_>>().join("\n")
}

/// Counts the complaints about the crate itself.
fn judge(output: &Output, manifest: &Path) -> Build {
    let mut build = clean();
    let text = String::from_utf8_lossy(&output.stdout);
    let ours = |line: &Line| {
        line.reason == "compiler-message"
            && line.manifest_path.as_deref().is_some_and(|path| Path::new(path) == manifest)
    };
    for message in text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok()).filter(ours) {
        let Some(message) = message.message.filter(|message| matches!(message.level.as_str(), "error" | "warning"))
        else {
            continue;
        };
        // The summary ("aborting due to 3 errors") has no code and no place, but neither have syntax errors a code.
        let rendered = message.rendered.unwrap_or_default();
        if message.code.is_none() && !rendered.contains("-->") {
            continue;
        }
        let clippy = message.code.is_some_and(|code| code.code.starts_with("clippy::"));
        *(if clippy { &mut build.clippy } else { &mut build.rustc }) += 1;
        if build.messages.len() < MESSAGES {
            build.messages.push(rendered);
        }
    }
    build.clean = output.status.success() && build.rustc + build.clippy == 0;
    if !output.status.success() && build.messages.is_empty() {
        build.messages.push(head(&output.stderr));
    }
    build
}
