//! Builds the benchmark programs.

use std::path::PathBuf;
use std::process::Command;

use serde::Deserialize;

use crate::workspace::workspace;

/// One line of cargo's JSON output.
#[derive(Deserialize)]
struct Line {
    target: Option<Target>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Builds the benchmark of the generator.
///
/// # Errors
///
/// When it does not build; cargo has said why.
pub(super) fn stages() -> Result<PathBuf, String> {
    build("stages", &["--package", "specsmith-generator"])
}

/// Builds the benchmark of models.
///
/// # Errors
///
/// When it does not build; cargo has said why.
pub(super) fn model() -> Result<PathBuf, String> {
    build("model", &["--package", "specsmith-model"])
}

fn build(bench: &str, arguments: &[&str]) -> Result<PathBuf, String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["bench", "--no-run", "--quiet", "--message-format=json-render-diagnostics", "--bench", bench]);
    cargo.args(arguments).current_dir(workspace()).stderr(std::process::Stdio::inherit());
    let output = cargo.output().map_err(|error| format!("cargo cannot be run: {error}"))?;
    let found = executable(&String::from_utf8_lossy(&output.stdout), bench);
    found.filter(|_| output.status.success()).ok_or_else(|| format!("the benchmark `{bench}` does not build"))
}

/// Returns the program of a target in cargo's JSON.
fn executable(text: &str, name: &str) -> Option<PathBuf> {
    let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
    let of = |line: Line| line.executable.filter(|_| line.target.is_some_and(|target| target.name == name));
    lines.filter_map(of).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_found_among_the_artifacts() {
        let text = r#"{"reason":"compiler-artifact","target":{"name":"quote"},"executable":null}
not JSON
{"reason":"compiler-artifact","target":{"name":"model"},"executable":"/t/model-1"}
{"reason":"compiler-artifact","target":{"name":"other"},"executable":"/t/other-1"}
{"reason":"build-finished","success":true}"#;
        assert_eq!(executable(text, "model"), Some(PathBuf::from("/t/model-1")));
        assert_eq!(executable(text, "quote"), None);
    }
}
