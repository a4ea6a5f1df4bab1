//! The public API of the runtime and the models beside that of another revision.
//!
//! cargo-semver-checks compares what users name. What generated code names is hidden from documentation and from its lints, so that the crates that the
//! other revision generates are compiled with the runtime as it is now.

mod crates;
mod manifest;
mod process;
mod version;

use std::io;
use std::path::Path;
use std::process::Command;

use super::lints::is_installed;
use crate::workspace::workspace;
use process::run;
use version::is_breaking;

/// The packages whose public API users meet.
const PACKAGES: [&str; 2] = ["specsmith-model", "specsmith-runtime"];

/// Verdict of the crates of the other revision on the runtime of now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All of them compile.
    Compatible,
    /// Some do not, and the version says that they need not.
    BreakingAsTold,
    /// Some do not, and the version says that they do.
    Broken,
}

/// Returns true if nothing that is public at the revision has changed in a way that the version does not allow.
pub(super) fn check(program: &Path, revision: &str) -> io::Result<bool> {
    is_installed(program)?;
    let crates = crates::generate(revision)?;
    anstream::eprintln!(
        "semver: compiling what {revision} generates with this runtime and all features: generated/ and {} of {} fixtures",
        crates.fixtures.len(),
        crates.fixtures.len() + crates.refused.len(),
    );
    for name in &crates.refused {
        anstream::eprintln!(
            "semver: not judged: the fixture {name}, which `cargo xtask codegen` of {revision} refuses"
        );
    }
    let now = version::of(&workspace())?;
    let outcome = outcome(crates::compile(&crates)?, &crates.version, &now);
    let told = format!("version {now} after {}", crates.version);
    match outcome {
        Outcome::Compatible => anstream::eprintln!("semver: all of them compile"),
        Outcome::BreakingAsTold => anstream::eprintln!("semver: some of them do not compile, as {told} says"),
        Outcome::Broken => anstream::eprintln!("semver: some of them do not compile, and {told} says that they do"),
    }
    let mut lints = Command::new(program);
    lints.arg("semver-checks").args(PACKAGES.iter().flat_map(|name| ["--package", name]));
    lints.args(["--baseline-rev", revision]);
    Ok(run(lints, &workspace())? && outcome != Outcome::Broken)
}

/// Returns the outcome for crates that compile or do not, and the versions of the two revisions.
fn outcome(compiles: bool, before: &str, now: &str) -> Outcome {
    match (compiles, is_breaking(before, now)) {
        (true, _) => Outcome::Compatible,
        (false, true) => Outcome::BreakingAsTold,
        (false, false) => Outcome::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_that_do_not_compile_are_a_failure_unless_the_version_says_so() {
        assert_eq!(outcome(true, "0.1.0", "0.1.1"), Outcome::Compatible);
        assert_eq!(outcome(true, "0.1.0", "0.2.0"), Outcome::Compatible);
        assert_eq!(outcome(false, "0.1.0", "0.2.0"), Outcome::BreakingAsTold);
        assert_eq!(outcome(false, "0.1.0", "0.1.1"), Outcome::Broken);
    }
}
