//! The program of tests/openai/streams, which reads recorded streams with the generated crate.

use std::path::{Path, PathBuf};

use specsmith::paths::absolute;

use super::package::Package;
use crate::workspace::workspace;

/// Reads the streams of a recording with the crate, and prints what it makes of them otherwise than the SDK. True without a difference.
pub(super) fn compare(out: &Path, recording: &Path) -> Result<bool, String> {
    let folder = workspace().join("tests/openai/streams");
    let file = |name: &str| (folder.join(name), PathBuf::from("streams").join(name));
    let package = Package::write("openai-streams", out, &[file("main.rs"), file("compare.rs")]);
    let package = package.map_err(|error| format!("{}: {error}", folder.display()))?;
    let run = package.cargo("run").arg("--").arg(absolute(recording)).status();
    Ok(run.map_err(|error| format!("cargo: {error}"))?.success())
}
