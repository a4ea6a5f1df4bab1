//! Failure of a command.

use std::process::ExitCode;

/// Prints the reason, and returns the exit code of a failure.
pub(crate) fn refuse(message: &str) -> ExitCode {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    anstream::eprintln!("{style}error{style:#}: {message}");
    ExitCode::from(2)
}
