//! The versions of the runtime, and what they say by Cargo's rules.

use std::fs;
use std::io;
use std::path::Path;

/// Returns the version that all published crates of a workspace have.
pub(super) fn of(workspace: &Path) -> io::Result<String> {
    let manifest: toml::Table = fs::read_to_string(workspace.join("Cargo.toml"))?.parse().map_err(io::Error::other)?;
    let package = manifest.get("workspace").and_then(|table| table.get("package"));
    let version = package.and_then(|table| table.get("version")).and_then(toml::Value::as_str);
    version.map(str::to_owned).ok_or_else(|| io::Error::other("the workspace has no version"))
}

/// Returns true if the change of the version says that what compiled need not compile any more.
pub(super) fn is_breaking(before: &str, now: &str) -> bool {
    leading(before) != leading(now)
}

/// Returns the numbers of a version up to the first that is not 0, which changes with each break. A pre-release breaks with each of its own.
fn leading(version: &str) -> &str {
    let version = version.split('+').next().unwrap_or(version);
    if version.contains('-') {
        return version;
    }
    let first = version.find(|digit: char| digit.is_ascii_digit() && digit != '0').unwrap_or(version.len());
    let end = version.get(first..).and_then(|rest| rest.find('.')).map_or(version.len(), |length| first + length);
    version.get(..end).unwrap_or(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_that_is_not_0_says_what_breaks() {
        for (before, now) in
            [("0.1.0", "0.2.0"), ("0.9.3", "0.10.0"), ("0.1.0", "1.0.0"), ("1.4.0", "2.0.0"), ("0.0.1", "0.0.2")]
        {
            assert!(is_breaking(before, now), "{before} {now}");
        }
        for (before, now) in
            [("0.1.0", "0.1.0"), ("0.1.0", "0.1.10"), ("0.10.1", "0.10.2"), ("1.4.0", "1.5.0"), ("1.0.0", "1.0.0+a.1")]
        {
            assert!(!is_breaking(before, now), "{before} {now}");
        }
    }

    #[test]
    fn a_prerelease_breaks_with_each_of_its_own() {
        assert!(is_breaking("0.2.0-alpha.1", "0.2.0-alpha.2"));
        assert!(!is_breaking("0.2.0-alpha.1", "0.2.0-alpha.1"));
    }

    #[test]
    fn the_version_is_that_of_the_workspace() {
        assert_eq!(of(&crate::workspace::workspace()).unwrap(), env!("CARGO_PKG_VERSION"));
    }
}
