//! The crates of the fixtures, compiled by a cargo of their own.
//!
//! They are one workspace below the target folder, and so are their dependencies: several tests use it, and each crate is compiled once.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specsmith_generator::Output;

use crate::fixtures;

/// The folder of the runtime.
pub const RUNTIME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");

/// The feature of generated crates that brings the transport. Tests of fixtures need none, and compile in a fraction of the time without.
const TRANSPORT: &str = "rustls";

/// The package of each fixture's `wire.rs`.
pub const WIRE: &str = "wire-tests";

/// The manifest of [`WIRE`], but for the fixtures. Its dependencies are not those of tests alone: then building and testing share one build of the
/// runtime and of each fixture, instead of one with tokio's features and one without.
const WIRE_MANIFEST: &str = concat!(
    "[package]\nname = \"wire-tests\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n",
    "[features]\ndefault = [\"rustls\"]\nrustls = []\n\n",
    "[dependencies]\nfutures-util = \"0.3\"\n",
    "specsmith-runtime = { path = \"",
    env!("CARGO_MANIFEST_DIR"),
    "/../runtime\", default-features = false }\n",
    "tokio = { version = \"1\", features = [\"macros\", \"rt\", \"time\"] }\n",
);

/// The manifest of [`fixtures::MACROS`].
const MACROS_MANIFEST: &str =
    "[package]\nname = \"fixture-macros\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\nproc-macro = true\n";

/// The workspace.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// The workspace below the folder that cargo gives to tests, `CARGO_TARGET_TMPDIR`.
    #[must_use]
    pub fn below(tmp: &str) -> Self {
        Self { folder: Path::new(tmp).join("fixtures") }
    }

    /// The folder of the workspace.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes the crate of a fixture.
    ///
    /// # Panics
    /// When a file cannot be written.
    pub fn write_fixture(&self, name: &str, output: &Output) {
        self.write(name, output.files.iter().map(|file| (file.path.clone(), file.text.clone())));
    }

    /// Writes the package that tests the crates of fixtures, the `wire.rs` of each as a module of one program, since linking takes longer than
    /// compiling them.
    ///
    /// # Panics
    /// When a file cannot be written.
    pub fn write_wire(&self, names: &[String]) {
        let (mut manifest, mut root) = (WIRE_MANIFEST.to_owned(), "//! The tests of fixtures.\n\n".to_owned());
        let mut files = Vec::new();
        for name in names {
            let Ok(test) = fs::read_to_string(fixtures::folder().join(name).join("wire.rs")) else { continue };
            let module = name.replace('-', "_");
            manifest.push_str(&format!("{name} = {{ path = \"../{name}\", default-features = false }}\n"));
            root.push_str(&format!("mod {module};\n"));
            files.push((format!("tests/wire/{module}.rs"), test));
        }
        files.push(("Cargo.toml".to_owned(), manifest));
        files.push(("src/lib.rs".to_owned(), "//! Nothing but tests.\n".to_owned()));
        files.push(("tests/wire/main.rs".to_owned(), root));
        self.write(WIRE, files);
    }

    /// Writes the derive macros of a fixture that has some, as a package.
    ///
    /// # Panics
    /// When a file cannot be written.
    pub fn write_macros(&self, name: &str) {
        let Some(source) = fixtures::macros(name) else { return };
        let files = [("Cargo.toml".to_owned(), MACROS_MANIFEST.to_owned()), ("src/lib.rs".to_owned(), source)];
        self.write(fixtures::MACROS, files);
    }

    /// Writes a package. Files that are as they were stay untouched, so that cargo finds them fresh; all others go.
    ///
    /// # Panics
    /// When a file cannot be written.
    pub fn write(&self, package: &str, files: impl IntoIterator<Item = (String, String)>) {
        let package = self.folder.join(package);
        let mut written = BTreeSet::new();
        for (path, text) in files {
            let path = package.join(path);
            write(&path, &text);
            written.insert(path);
        }
        remove_others(&package, &written);
    }

    /// Writes the workspace's own files: the manifest, and the lock file for the same versions of everything.
    ///
    /// # Panics
    /// When a file cannot be written.
    pub fn write_root(&self, members: &[&str]) {
        let manifest =
            format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev]\ndebug = false\n");
        write(&self.folder.join("Cargo.toml"), &manifest);
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, self.folder.join("Cargo.lock")).expect("the lock file");
    }

    /// The default features of a package but for the transport.
    ///
    /// # Panics
    /// When the manifest lists none.
    #[must_use]
    pub fn features(&self, package: &str) -> Vec<String> {
        let manifest = fs::read_to_string(self.folder.join(package).join("Cargo.toml")).expect("a manifest");
        let manifest: toml::Table = manifest.parse().expect("TOML");
        let default = manifest["features"]["default"].as_array().expect("a list");
        let names = default.iter().map(|name| name.as_str().expect("a name").to_owned());
        names.filter(|name| name != TRANSPORT).collect()
    }

    /// Runs cargo in the workspace, and gives what it printed.
    ///
    /// # Panics
    /// When cargo fails; a warning is an error.
    pub fn cargo(&self, arguments: &[&str]) -> String {
        self.cargo_in(&self.folder, arguments)
    }

    /// Runs cargo in another folder, with the workspace's target folder.
    ///
    /// # Panics
    /// When cargo fails; a warning is an error.
    pub fn cargo_in(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .expect("cargo runs");
        let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "cargo {arguments:?}:\n{out}\n{errors}");
        out.into_owned()
    }
}

/// Writes a file unless it is that text already.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// Removes the files below a folder that are not among `kept`.
fn remove_others(folder: &Path, kept: &BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            remove_others(&path, kept);
        } else if !kept.contains(&path) {
            fs::remove_file(path).expect("a file of an earlier run goes");
        }
    }
}
