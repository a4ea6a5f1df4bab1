//! Generators that are compared: their arguments, and the places of their crates.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use specsmith_generator::naming::CrateName;

/// A generator that is compared.
#[derive(Debug)]
pub(crate) struct Entrant {
    /// Its name, which is also that of its program.
    pub(crate) name: &'static str,
    /// Its arguments for a document and a folder for the crate.
    pub(crate) arguments: fn(&Job) -> Vec<OsString>,
    /// Makes a crate of its output, for generators that write a module.
    pub(crate) finish: fn(&Job) -> io::Result<()>,
}

/// Input of one run.
#[derive(Debug)]
pub(crate) struct Job {
    /// The document.
    pub(crate) document: PathBuf,
    /// Name of the crate.
    pub(crate) name: String,
    /// Folder for its crate; it exists and is empty.
    pub(crate) folder: PathBuf,
}

/// Specsmith.
pub(crate) const OURS: Entrant = Entrant {
    name: "specsmith",
    arguments: |job| {
        let Job { document, name, folder } = job;
        words([
            "codegen".into(),
            "--name".into(),
            name.into(),
            "--spec".into(),
            document.into(),
            "--out".into(),
            folder.into(),
        ])
    },
    finish: |_| Ok(()),
};

/// The other generators.
const RIVALS: [Entrant; 2] = [
    Entrant {
        name: "ploidy",
        arguments: |job| {
            let Job { document, name, folder } = job;
            words([
                "generate".into(),
                "rust".into(),
                document.into(),
                "--output".into(),
                folder.into(),
                "--name".into(),
                name.into(),
            ])
        },
        finish: |job| stand_alone(&job.folder.join("Cargo.toml")),
    },
    Entrant {
        name: "openapi-to-rust",
        arguments: |job| {
            let module = job.folder.join(MODULE);
            words([
                "generate".into(),
                job.document.clone().into(),
                "--output-dir".into(),
                module.into(),
                "--quiet".into(),
            ])
        },
        finish: wrap_module,
    },
];

/// Path of the module, for a generator that writes no crate.
const MODULE: &str = "src/generated";

/// Returns the names of the other generators.
pub(crate) fn rivals() -> impl Iterator<Item = &'static str> {
    RIVALS.iter().map(|rival| rival.name)
}

/// Returns another generator by its name.
pub(crate) fn rival(name: &str) -> Option<&'static Entrant> {
    const { &RIVALS }.iter().find(|rival| rival.name == name)
}

/// Returns the file of a program in the folders of `PATH`.
pub(crate) fn find(program: &str, path: Option<OsString>) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path?).map(|folder| folder.join(&file)).find(|file| file.is_file())
}

impl Job {
    /// Returns the job of an entrant; the crate is named after the document's file.
    pub(crate) fn new(document: &Path, slug: &str, folder: PathBuf) -> Self {
        Self { document: document.to_path_buf(), name: CrateName::new(slug).as_str().to_owned(), folder }
    }
}

fn words<const N: usize>(words: [OsString; N]) -> Vec<OsString> {
    words.into()
}

/// Makes the crate a workspace of its own, so that cargo does not look for it among the members of an outer one.
fn stand_alone(manifest: &Path) -> io::Result<()> {
    let text = fs::read_to_string(manifest)?;
    if text.lines().any(|line| line.trim() == "[workspace]") {
        return Ok(());
    }
    fs::write(manifest, format!("{}\n\n[workspace]\n", text.trim_end()))
}

/// Makes a crate around a module; a file beside the module has its dependencies.
fn wrap_module(job: &Job) -> io::Result<()> {
    let needs = fs::read_to_string(job.folder.join(MODULE).join("REQUIRED_DEPS.toml"))?;
    let head =
        format!("[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n", job.name);
    fs::write(job.folder.join("Cargo.toml"), head + &needs)?;
    fs::write(job.folder.join("src/lib.rs"), "pub mod generated;\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_looked_for_in_each_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (first, second) = (folder.path().join("a"), folder.path().join("b"));
        fs::create_dir_all(second.join("ploidy-of-another-kind")).unwrap();
        let file = second.join(format!("ploidy{}", env::consts::EXE_SUFFIX));
        fs::write(&file, "").unwrap();
        let path = env::join_paths([&first, &second]).ok();
        assert_eq!(find("ploidy", path.clone()), Some(file));
        assert_eq!(find("ploidy-of-another-kind", path), None, "a folder is no program");
        assert_eq!(find("ploidy", None), None);
    }

    #[test]
    fn what_is_no_crate_becomes_one() {
        let folder = tempfile::tempdir().unwrap();
        let job = Job::new(Path::new("a/My API.yaml"), "My API", folder.path().to_path_buf());
        assert!(wrap_module(&job).is_err(), "nothing was written");
        fs::create_dir_all(folder.path().join(MODULE)).unwrap();
        fs::write(folder.path().join(MODULE).join("REQUIRED_DEPS.toml"), "[dependencies]\nserde = \"1\"\n").unwrap();
        wrap_module(&job).unwrap();
        let manifest = fs::read_to_string(folder.path().join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        assert_eq!(manifest["package"]["name"].as_str(), Some("my-api"));
        assert!(manifest.contains_key("workspace") && manifest.contains_key("dependencies"));
    }

    #[test]
    fn a_crate_leaves_the_workspace_around_it_once() {
        let folder = tempfile::tempdir().unwrap();
        let manifest = folder.path().join("Cargo.toml");
        fs::write(&manifest, "[package]\nname = \"a\"\n").unwrap();
        stand_alone(&manifest).unwrap();
        stand_alone(&manifest).unwrap();
        assert_eq!(fs::read_to_string(&manifest).unwrap(), "[package]\nname = \"a\"\n\n[workspace]\n");
    }
}
