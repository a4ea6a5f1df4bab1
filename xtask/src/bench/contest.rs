//! Runs all generators on one document, in turn.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{fs, io};

use super::compile::Compiler;
use super::complaint::complaint;

use super::figures::{Document, Outcome, Output, Trial};
use crate::child::{self, Cost};
use crate::entrants::{Entrant, Job};
use crate::progress::Progress;

/// Time limit of generation.
const LIMIT: Duration = Duration::from_secs(600);

/// A generator found on this machine.
#[derive(Debug)]
pub(super) struct Runner {
    /// The generator.
    pub(super) entrant: &'static Entrant,
    /// The program.
    pub(super) program: PathBuf,
    /// Its version, as printed by the program.
    pub(super) version: String,
}

/// Numbers of runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// Number of runs of generation.
    pub(super) runs: usize,
    /// Number of runs of compilation.
    pub(super) checks: usize,
}

/// Runs all generators on a document. Their output stays in `folder`.
///
/// # Errors
///
/// When the document cannot be read or the folder not be used.
pub(super) fn run(
    document: &Path,
    runners: &[Runner],
    times: Times,
    folder: &Path,
    progress: &Progress,
) -> io::Result<Document> {
    let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut entries: Vec<Entry<'_>> = runners.iter().map(|runner| Entry::new(runner, document, folder)).collect();
    for run in 0..times.runs {
        for entry in entries.iter_mut().filter(|entry| entry.outcome.generate.error.is_none()) {
            progress.say(format!("{name}: {}, run {} of {}", entry.runner.entrant.name, run + 1, times.runs));
            entry.generate()?;
        }
    }
    if times.checks > 0 {
        compile(&mut entries, times.checks, folder, |what| progress.step(format!("{name}: {what}")));
    }
    let bytes = fs::metadata(document)?.len();
    Ok(Document { name, bytes, results: entries.into_iter().map(|entry| entry.outcome).collect() })
}

/// Compiles the output. The dependencies of all are built before any time is measured.
fn compile(entries: &mut [Entry<'_>], checks: usize, folder: &Path, say: impl Fn(String)) {
    let mut ready = Vec::new();
    for entry in entries.iter_mut().filter(|entry| entry.outcome.output.is_some()) {
        let name = entry.runner.entrant.name;
        say(format!("building what the crate of {name} depends on"));
        let target = folder.parent().unwrap_or(folder).join("target").join(name);
        match Compiler::prepare(&entry.job.folder, &target) {
            Ok(compiler) => ready.push((entry, compiler)),
            Err(why) => entry.outcome.check = Some(Trial { error: Some(why), ..Trial::default() }),
        }
    }
    for check in 0..checks {
        for (entry, compiler) in &mut ready {
            say(format!("compiling the crate of {}, {} of {checks}", entry.runner.entrant.name, check + 1));
            let trial = entry.outcome.check.get_or_insert_default();
            if trial.error.is_none() {
                trial.add(compiler.check());
            }
        }
    }
}

/// A generator at work on a document.
struct Entry<'a> {
    runner: &'a Runner,
    job: Job,
    outcome: Outcome,
}

impl<'a> Entry<'a> {
    fn new(runner: &'a Runner, document: &Path, folder: &Path) -> Self {
        let slug = document.file_stem().unwrap_or_default().to_string_lossy();
        let job = Job::new(document, &slug, folder.join(&*slug).join(runner.entrant.name).join("client"));
        let outcome = Outcome {
            name: runner.entrant.name,
            version: runner.version.clone(),
            generate: Trial::default(),
            output: None,
            check: None,
        };
        Self { runner, job, outcome }
    }

    /// Generates once, into an empty folder.
    fn generate(&mut self) -> io::Result<()> {
        let folder = &self.job.folder;
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        let tried = self.attempt()?;
        let failed = tried.is_err();
        self.outcome.generate.add(tried);
        self.outcome.output = None;
        if failed {
            return Ok(());
        }
        let output = Output::count(&self.job.folder)?;
        match (self.runner.entrant.finish)(&self.job) {
            Ok(()) => self.outcome.output = Some(output),
            Err(error) => self.outcome.generate.add(Err(format!("what was expected is not there: {error}"))),
        }
        Ok(())
    }

    fn attempt(&self) -> io::Result<Result<Cost, String>> {
        let mut command = Command::new(&self.runner.program);
        command.args((self.runner.entrant.arguments)(&self.job));
        let logs = self.job.folder.parent().unwrap_or(&self.job.folder);
        let (stdout, stderr) = (logs.join("generate.out"), logs.join("generate.err"));
        let ran = child::run(command, LIMIT, &stdout, &stderr)?;
        if ran.succeeded() {
            return Ok(Ok(ran.cost));
        }
        Ok(Err(match ran.status {
            None => format!("stopped after {} s", LIMIT.as_secs()),
            Some(status) => complaint(&stderr, &stdout).unwrap_or_else(|| status.to_string()),
        }))
    }
}
