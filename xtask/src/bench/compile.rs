//! `cargo check` of one crate alone.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::complaint::complaint;
use crate::child::{self, Cost, Ran};
use crate::workspace::workspace;

/// Time limit of a build.
const LIMIT: Duration = Duration::from_secs(3_600);

/// Compiles a crate whose dependencies are already built.
#[derive(Debug)]
pub(super) struct Compiler {
    krate: PathBuf,
    target: PathBuf,
}

impl Compiler {
    /// Builds what a crate depends on, in a target folder for crates of the same kind.
    ///
    /// A crate of the same manifest and without code is compiled for that, beside the crate, so that relative paths mean the same.
    ///
    /// # Errors
    ///
    /// The first line of what is wrong.
    pub(super) fn prepare(krate: &Path, target: &Path) -> Result<Self, String> {
        let this = Self { krate: krate.to_path_buf(), target: target.to_path_buf() };
        let stub = krate.with_file_name("stub");
        this.stub(&stub).map_err(|error| error.to_string())?;
        this.cargo(&stub)?;
        let lock = |folder: &Path| folder.join("Cargo.lock");
        fs::copy(lock(&stub), lock(krate)).map_err(|error| error.to_string())?;
        Ok(this)
    }

    fn stub(&self, stub: &Path) -> std::io::Result<()> {
        fs::create_dir_all(stub.join("src"))?;
        fs::copy(self.krate.join("Cargo.toml"), stub.join("Cargo.toml"))?;
        fs::write(stub.join("src/lib.rs"), "")?;
        // The versions this repository is tested with; cargo adds what else is needed, and drops the rest.
        fs::copy(workspace().join("Cargo.lock"), stub.join("Cargo.lock"))?;
        Ok(())
    }

    /// Compiles the crate anew.
    ///
    /// # Errors
    ///
    /// The first line of what is wrong.
    pub(super) fn check(&self) -> Result<Cost, String> {
        let root = self.krate.join("src/lib.rs");
        let touched = File::options().append(true).open(root).and_then(|file| file.set_modified(SystemTime::now()));
        touched.map_err(|error| format!("src/lib.rs: {error}"))?;
        self.cargo(&self.krate)
    }

    fn cargo(&self, folder: &Path) -> Result<Cost, String> {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["check", "--lib", "--quiet", "--manifest-path"]).arg(folder.join("Cargo.toml"));
        // Nothing is kept for a second time; what else a user's settings change for all alike stays.
        cargo.env("CARGO_TARGET_DIR", &self.target).env("CARGO_INCREMENTAL", "0");
        let log = |stream: &str| folder.with_extension(format!("check.{stream}"));
        let (stdout, stderr) = (log("out"), log("err"));
        match child::run(cargo, LIMIT, &stdout, &stderr).map_err(|error| error.to_string())? {
            Ran { status: None, .. } => Err(format!("stopped after {} s", LIMIT.as_secs())),
            ran if ran.succeeded() => Ok(ran.cost),
            _ => Err(complaint(&stderr, &stdout).unwrap_or_else(|| "cargo failed and said nothing".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn krate(folder: &Path, code: &str) -> Result<Cost, String> {
        let krate = folder.join("client");
        fs::create_dir_all(krate.join("src")).unwrap();
        fs::write(krate.join("Cargo.toml"), "[package]\nname = \"a\"\nedition = \"2024\"\n\n[workspace]\n").unwrap();
        fs::write(krate.join("src/lib.rs"), code).unwrap();
        let compiler = Compiler::prepare(&krate, &folder.join("target"))?;
        compiler.check()?;
        compiler.check()
    }

    #[test]
    fn compiling_costs_the_second_time_too() {
        let folder = tempfile::tempdir().unwrap();
        let nothing = krate(folder.path(), "").unwrap();
        let consts: String = (0..5000).map(|n| format!("pub const C{n}: u32 = {n};\n")).collect();
        let much = krate(folder.path(), &consts).unwrap();
        assert!(much.cpu > nothing.cpu && much.peak > 10_000_000, "{nothing:?} {much:?}");
    }

    #[test]
    fn what_does_not_compile_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let why = krate(folder.path(), "pub fn f() -> u8 { \"\" }").unwrap_err();
        assert!(why.starts_with("error[E0308]"), "{why}");
    }
}
