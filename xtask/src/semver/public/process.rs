//! Runs the programs that judge.

use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

/// Runs a program in a folder; returns true if it succeeds.
pub(super) fn run(command: Command, folder: &Path) -> io::Result<bool> {
    status(command, folder).map(|status| status.success())
}

/// Runs a program in a folder.
pub(super) fn status(mut command: Command, folder: &Path) -> io::Result<ExitStatus> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.current_dir(folder).stdin(Stdio::null()).status();
    status.map_err(|error| io::Error::new(error.kind(), format!("{program}: {error}")))
}
