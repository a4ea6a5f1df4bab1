//! Packages of programs that use the generated crate.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use specsmith::paths::absolute;

use crate::workspace::workspace;

/// The manifest of the programs, but for the crates of this repository.
const MANIFEST: &str = "\
[package]
name = \"openai-programs\"
version = \"0.0.0\"
edition = \"2024\"
publish = false

[workspace]

[dependencies]
schemars = \"1\"
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1\"
tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }
";

/// A package of programs in the folder `target`.
pub(super) struct Package {
    folder: PathBuf,
}

impl Package {
    /// Writes a package of these files, each with its path below `src/bin`, which use the crate in the folder `out`.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub(super) fn write(name: &str, out: &Path, programs: &[(PathBuf, PathBuf)]) -> io::Result<Self> {
        let folder = workspace().join("target").join(name);
        let bins = folder.join("src/bin");
        if bins.is_dir() {
            fs::remove_dir_all(&bins)?;
        }
        for (from, to) in programs {
            let to = bins.join(to);
            fs::create_dir_all(to.parent().unwrap_or(&bins))?;
            fs::copy(from, to)?;
        }
        // A JSON text is one of TOML.
        let path = |folder: &Path| serde_json::Value::from(folder.display().to_string());
        let (krate, runtime) = (path(&absolute(out)), path(&workspace().join("runtime")));
        let own = format!(
            "openai = {{ path = {krate} }}\nspecsmith-runtime = {{ path = {runtime}, default-features = false }}\n"
        );
        fs::write(folder.join("Cargo.toml"), format!("{MANIFEST}{own}"))?;
        // The versions that this repository is tested with.
        fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder })
    }

    /// Returns a call of cargo for this package.
    pub(super) fn cargo(&self, verb: &str) -> Command {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args([verb, "--quiet", "--manifest-path"]).arg(self.folder.join("Cargo.toml"));
        cargo.env("CARGO_TARGET_DIR", workspace().join("target/openai-check"));
        cargo
    }
}
