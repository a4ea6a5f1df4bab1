//! Runs the programs that judge.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs a program in a folder; returns true if it succeeds.
pub(super) fn run(mut command: Command, folder: &Path) -> io::Result<bool> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.current_dir(folder).stdin(Stdio::null()).status();
    status.map(|status| status.success()).map_err(|error| io::Error::new(error.kind(), format!("{program}: {error}")))
}
