//! Builds generated crates. Each stands alone, and all share one target folder, so dependencies are built once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::row::Build;
use crate::child::{self, Ran};
use crate::workspace::workspace;

/// Time limit of a build, including dependencies.
const LIMIT: Duration = Duration::from_secs(1_800);
/// Maximum number of error messages.
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
    /// Returns the folder for the crate of a document.
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

    /// Returns the generated crate.
    pub(super) fn client(&self) -> PathBuf {
        self.root.join("client")
    }

    /// Returns the program that tries the examples.
    pub(super) fn roundtrip(&self) -> PathBuf {
        self.root.join("roundtrip")
    }

    /// Name of the generated package.
    pub(super) fn package(&self) -> Option<String> {
        let text = fs::read_to_string(self.client().join("Cargo.toml")).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("name = \""))?;
        Some(line.trim_end_matches('"').to_owned())
    }

    /// Returns the generated crate's default features, without those that bring a transport and serde's traits.
    pub(super) fn features(&self) -> io::Result<Vec<String>> {
        Ok(features(&fs::read_to_string(self.client().join("Cargo.toml"))?))
    }

    /// Cargo, in the target folder that all share.
    pub(super) fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.arg(command).arg("--quiet").env("CARGO_TARGET_DIR", &self.target).stdin(Stdio::null());
        // Every crate is built once: nothing is kept for a second time, and nobody debugs it.
        cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
        cargo
    }

    /// Compiles and lints the crate. One run of clippy gives the compiler's complaints and its own; any is too many.
    pub(super) fn lint(&self) -> Build {
        let manifest = self.client().join("Cargo.toml");
        let mut cargo = self.cargo("clippy");
        cargo.args(["--message-format=json", "--manifest-path"]).arg(&manifest);
        self.build(cargo, "clippy", |ended| judge(ended, &manifest))
    }

    /// Documents the crate.
    pub(super) fn doc(&self) -> Build {
        let mut cargo = self.cargo("doc");
        cargo.args(["--no-deps", "--manifest-path"]).arg(self.client().join("Cargo.toml"));
        cargo.env("RUSTDOCFLAGS", "-Dwarnings");
        self.build(cargo, "doc", |ended| if ended.success { clean() } else { failed(head(&ended.stderr)) })
    }

    fn build(&self, cargo: Command, step: &str, judge: impl FnOnce(&Ended) -> Build) -> Build {
        let start = Instant::now();
        let log = |stream: &str| self.root.join("logs").join(format!("{step}.{stream}"));
        let (stdout, stderr) = (log("out"), log("err"));
        let mut build = match child::run(cargo, LIMIT, &stdout, &stderr) {
            Ok(Ran { status: Some(status), .. }) => {
                let read = |path: &Path| fs::read(path).unwrap_or_default();
                judge(&Ended { success: status.success(), stdout: read(&stdout), stderr: read(&stderr) })
            }
            Ok(Ran { status: None, .. }) => failed(format!("stopped after {} s", LIMIT.as_secs())),
            Err(error) => failed(error.to_string()),
        };
        build.seconds = start.elapsed().as_secs_f64();
        build
    }

    /// Removes this crate's build files; common dependencies stay. A hundred crates would fill a disk.
    pub(super) fn tidy(&self) {
        let Some(client) = self.package() else { return };
        let trial = format!("roundtrip-{client}");
        for (package, folder) in [(client, self.client()), (trial, self.roundtrip())] {
            let manifest = folder.join("Cargo.toml");
            if !manifest.exists() {
                continue;
            }
            // Only space is at stake.
            let _ = self.cargo("clean").args(["--package", &package, "--manifest-path"]).arg(manifest).output();
        }
        let _ = fs::remove_dir_all(self.target.join("doc"));
    }
}

/// Returns the strings of the list `default`, without `rustls` and `serde`.
fn features(manifest: &str) -> Vec<String> {
    let list =
        manifest.split_once("\ndefault = [").and_then(|(_, rest)| rest.split_once(']')).map_or("", |(list, _)| list);
    let names = list.split(',').map(|name| name.trim().trim_matches('"'));
    names.filter(|name| !matches!(*name, "" | "rustls" | "serde")).map(str::to_owned).collect()
}

/// Result of a build, with its output.
struct Ended {
    success: bool,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

fn clean() -> Build {
    Build { clean: true, seconds: 0.0, rustc: 0, clippy: 0, messages: Vec::new() }
}

fn failed(message: String) -> Build {
    Build { clean: false, messages: vec![message], ..clean() }
}

/// Returns the first lines of what a program printed.
pub(super) fn head(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().take(20).collect::<Vec<_>>().join("\n")
}

/// Counts the messages about the crate itself.
fn judge(output: &Ended, manifest: &Path) -> Build {
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
    build.clean = output.success && build.rustc + build.clippy == 0;
    if !output.success && build.messages.is_empty() {
        build.messages.push(head(&output.stderr));
    }
    build
}

#[cfg(test)]
mod tests {
    use super::features;

    #[test]
    fn parts_are_asked_for_without_transport_and_serde() {
        assert_eq!(features("[features]\ndefault = [\"rustls\", \"serde\"]\nserde = []\n"), [""; 0]);
        assert_eq!(features("[features]\ndefault = [\n    \"rustls\",\n    \"serde\",\n    \"chat\",\n]\n"), ["chat"]);
        assert_eq!(features("[package]\n"), [""; 0]);
    }
}
