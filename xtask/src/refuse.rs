//! The end of a command that could not be carried out.

use std::process::ExitCode;

/// Prints why, and returns the exit code for it.
pub(crate) fn refuse(message: &str) -> ExitCode {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    anstream::eprintln!("{style}error{style:#}: {message}");
    ExitCode::from(2)
}
