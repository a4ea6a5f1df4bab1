//! The steps of a run, each a process of its own: a crash, a hang or a panic is a row of the table and not the end of the run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::documents::Document;
use crate::child::{self, Ran};
use crate::workspace::workspace;

/// Time limit of a step without compilation, for one document.
const LIMIT: Duration = Duration::from_secs(1_200);
/// Time limit of a build, including dependencies.
const BUILD: Duration = Duration::from_secs(7_200);
/// Maximum length of an error message, in lines.
const LINES: usize = 12;

/// Paths of a run.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// The folder of the programs.
    pub(super) out: PathBuf,
    /// The Python interpreter with the judges.
    python: PathBuf,
}

/// A failed step, with its reason.
#[derive(Clone, Debug)]
pub(super) struct Failed {
    pub(super) step: &'static str,
    pub(super) why: String,
}

impl Places {
    /// Installs the judges, unless they are there.
    ///
    /// # Errors
    ///
    /// When they cannot be installed.
    pub(super) fn prepare(out: PathBuf) -> Result<Self, Failed> {
        fs::create_dir_all(&out).map_err(|error| Failed { step: "prepare", why: error.to_string() })?;
        let mut places = Self { out, python: PathBuf::new() };
        let mut setup = Command::new("python3");
        setup.arg(judges().join("setup.py")).arg(places.out.join("tools"));
        places.run("install the judges", setup, LIMIT, &places.out.join("logs/setup"))?;
        let printed = fs::read_to_string(places.out.join("logs/setup.out")).unwrap_or_default();
        places.python = PathBuf::from(printed.lines().last().unwrap_or_default().trim());
        Ok(places)
    }

    /// Returns the folder of a document.
    pub(super) fn folder(&self, document: &Document) -> PathBuf {
        self.out.join(&document.slug)
    }

    /// Returns the folder that all programs are built in.
    fn target(&self) -> PathBuf {
        self.out.join("target")
    }

    /// Makes the calls, unless existing ones are newer than the document and the programs that make them.
    pub(super) fn calls(&self, document: &Document) -> Result<(), Failed> {
        let folder = self.folder(document);
        let (calls, source) = (folder.join("calls.json"), folder.join("source.txt"));
        // Two folders may have documents of one name.
        let path = specsmith::paths::absolute(&document.path).to_string_lossy().into_owned();
        let same = fs::read_to_string(&source).is_ok_and(|known| known == path);
        if same
            && let Some(made) = modified(&calls)
            && modified(&document.path).is_some_and(|written| written < made)
            && newest(&judges()).is_some_and(|changed| changed < made)
        {
            return Ok(());
        }
        let _ = fs::remove_file(&calls);
        let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&source, path));
        written.map_err(|error| Failed { step: "prepare", why: error.to_string() })?;
        let mut command = self.judge("prepare");
        command.arg(&document.path).arg("--out").arg(&calls);
        self.run("prepare", command, LIMIT, &folder.join("logs/prepare"))
    }

    /// Generates the crate and writes the program.
    pub(super) fn write(&self, document: &Document) -> Result<(), Failed> {
        let folder = self.folder(document);
        let program = std::env::current_exe().map_err(|error| Failed { step: "write", why: error.to_string() })?;
        let mut command = Command::new(program);
        command.arg("conformance").arg("--write").arg(&document.path).arg("--out").arg(&folder);
        self.run("write", command, LIMIT, &folder.join("logs/write"))
    }

    /// Builds the programs of documents in one workspace, so that common dependencies are built once and all cores are used.
    pub(super) fn build(&self, documents: &[&Document]) -> Result<(), Failed> {
        let failed = |why: String| Failed { step: "build", why };
        let members: Vec<String> = documents
            .iter()
            .flat_map(|document| ["client", "program"].map(|part| format!("{:?}", format!("{}/{part}", document.slug))))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            members.join(", ")
        );
        fs::write(self.out.join("Cargo.toml"), manifest).map_err(|error| failed(error.to_string()))?;
        // The versions this repository is tested with, and no look-up of newer ones.
        let lock = fs::copy(workspace().join("Cargo.lock"), self.out.join("Cargo.lock"));
        lock.map_err(|error| failed(error.to_string()))?;
        for document in documents {
            // A program of an earlier build would pass for this one's.
            let _ = fs::remove_file(self.program(document));
        }
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--quiet", "--keep-going", "--manifest-path"]).arg(self.out.join("Cargo.toml"));
        cargo.env("CARGO_TARGET_DIR", self.target()).env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
        for document in documents {
            cargo.args(["--package", &document.program()]);
        }
        self.run("build", cargo, BUILD, &self.out.join("logs/build"))
    }

    fn program(&self, document: &Document) -> PathBuf {
        let name = format!("{}{}", document.program(), std::env::consts::EXE_SUFFIX);
        self.target().join("debug").join(name)
    }

    /// Returns true if the document's program was built.
    pub(super) fn is_built(&self, document: &Document) -> bool {
        self.program(document).is_file()
    }

    /// Returns the first errors of the compiler about a document's crate or program.
    pub(super) fn complaints(&self, document: &Document) -> String {
        let log = fs::read_to_string(self.out.join("logs/build.err")).unwrap_or_default();
        let place = format!(" {}/", document.slug);
        let paragraphs = log.split("\n\n").filter(|text| text.starts_with("error") && text.contains(&place));
        let found: Vec<&str> = paragraphs.flat_map(str::lines).take(LINES).collect();
        if found.is_empty() { head(&log) } else { found.join("\n") }
    }

    /// Makes the calls.
    pub(super) fn call(&self, document: &Document) -> Result<(), Failed> {
        let folder = self.folder(document);
        let mut command = Command::new(self.program(document));
        command.arg(&folder);
        self.run("call", command, LIMIT, &folder.join("logs/call"))
    }

    /// Runs the judges on the recordings.
    pub(super) fn verdicts(&self, document: &Document) -> Result<(), Failed> {
        let folder = self.folder(document);
        let verdicts = folder.join("verdicts.json");
        let _ = fs::remove_file(&verdicts);
        let mut command = self.judge("judge");
        command.arg(&folder).arg("--out").arg(&verdicts);
        self.run("judge", command, LIMIT, &folder.join("logs/judge"))
    }

    /// Removes a document's build files; common dependencies stay.
    pub(super) fn tidy(&self, documents: &[&Document]) {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["clean", "--quiet", "--manifest-path"]).arg(self.out.join("Cargo.toml"));
        cargo.env("CARGO_TARGET_DIR", self.target());
        for document in documents {
            cargo.args(["--package", &document.client(), "--package", &document.program()]);
        }
        // Only space is at stake.
        let _ = cargo.output();
    }

    fn judge(&self, half: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.args(["-m", "judges", half]).env("PYTHONPATH", judges()).env("PYTHONDONTWRITEBYTECODE", "1");
        command.env("SPECSMITH_TOOLS", self.out.join("tools"));
        // Cache folder of `hypothesis`, which is otherwise in the current folder.
        command.env("HYPOTHESIS_STORAGE_DIRECTORY", self.out.join("tools/hypothesis"));
        command
    }

    /// Returns the Python interpreter with the judges.
    pub(super) fn python(&self) -> &Path {
        &self.python
    }

    pub(super) fn run(&self, step: &'static str, command: Command, limit: Duration, log: &Path) -> Result<(), Failed> {
        let (stdout, stderr) = (log.with_extension("out"), log.with_extension("err"));
        let why = match child::run(command, limit, &stdout, &stderr) {
            Ok(ran) if ran.succeeded() => return Ok(()),
            Ok(Ran { status: None, .. }) => format!("stopped after {} s", limit.as_secs()),
            Ok(Ran { status: Some(status), .. }) => {
                let text = fs::read_to_string(&stderr).unwrap_or_default();
                format!("{status}: {}", tail(&text))
            }
            Err(error) => error.to_string(),
        };
        Err(Failed { step, why })
    }
}

/// Returns the folder of the foreign half.
pub(super) fn judges() -> PathBuf {
    workspace().join("xtask/conformance")
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

/// Returns the time of the last change of a file in a folder.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    entries
        .filter(|path| !path.ends_with("__pycache__") && !path.ends_with("excuses.toml"))
        .filter_map(|path| if path.is_dir() { newest(&path) } else { modified(&path) })
        .max()
}

fn head(text: &str) -> String {
    text.lines().take(LINES).collect::<Vec<_>>().join("\n")
}

fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}
