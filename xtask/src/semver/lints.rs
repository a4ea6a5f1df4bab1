//! The program cargo-semver-checks, whose lints compare documentation.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// The command that installs it.
const INSTALL: &str = "cargo install cargo-semver-checks --version 0.51.0 --locked --no-default-features";

/// Fails at once where the program is missing, rather than after minutes of compiling.
pub(super) fn is_installed(program: &Path) -> io::Result<()> {
    let mut version = Command::new(program);
    version.args(["semver-checks", "--version"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match version.status() {
        Ok(_) => Ok(()),
        Err(error) => {
            let program = program.display();
            Err(io::Error::new(error.kind(), format!("`{program}` does not start: {error}\nto install it: {INSTALL}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_says_how_to_install_it() {
        let error = is_installed(Path::new("there-is-no-such-program")).unwrap_err();
        assert!(error.to_string().contains(INSTALL), "{error}");
        assert!(error.to_string().contains("there-is-no-such-program"), "{error}");
    }
}
