//! `cargo xtask bench`: what generating costs, and compiling what was generated, beside other generators.
//!
//! Everyone is a process of its own and is measured by the system's accounts of it. All do one run before any does the next, so that a noisy
//! neighbour is everyone's.

mod compile;
mod complaint;
mod contest;
mod figures;
mod instructions;
mod machine;
mod release;
mod table;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

use crate::cli::{Bench, What};
use crate::entrants;
use crate::progress::Progress;
use crate::refuse::refuse;
use crate::workspace::workspace;
use contest::{Runner, Times};
use figures::Figures;
use machine::Machine;
use specsmith::paths::absolute;

/// True for a debug build of this program, whose times are meaningless.
const DEBUG_BUILD: bool = cfg!(debug_assertions);

/// Runs the command.
pub(crate) fn run(args: &Bench) -> ExitCode {
    match args.what {
        What::Instructions { keep } => instructions::run(keep),
        What::Program => release::run(args.runs, &out(args)),
        What::Generators if DEBUG_BUILD && !args.any_build => again(),
        What::Generators => match measure(args) {
            Ok(figures) => ExitCode::from(u8::from(!figures.ours_succeeded())),
            Err(message) => refuse(&message),
        },
    }
}

/// Runs the same command with a release build.
fn again() -> ExitCode {
    anstream::eprintln!("this is a debug build; building and running a release build instead");
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(["run", "--quiet", "--release", "--package", "xtask", "--manifest-path"])
        .arg(workspace().join("Cargo.toml"));
    match cargo.arg("--").args(env::args_os().skip(1)).status() {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
        Err(error) => refuse(&format!("cargo cannot be run: {error}")),
    }
}

fn out(args: &Bench) -> PathBuf {
    args.out.as_ref().map_or_else(|| workspace().join("target/bench"), |out| absolute(out))
}

fn measure(args: &Bench) -> Result<Figures, String> {
    let documents = documents(&args.documents)?;
    let runners = runners(&args.rivals, env::var_os("PATH"))?;
    let out = out(args);
    let times = Times { runs: args.runs, checks: args.checks };
    let mut figures = Figures {
        machine: Machine::look(),
        debug_build: DEBUG_BUILD,
        runs: args.runs,
        checks: args.checks,
        documents: Vec::new(),
    };
    let progress = Progress::start("generating");
    for document in &documents {
        let done = contest::run(document, &runners, times, &out.join("runs"), &progress);
        figures.documents.push(done.map_err(|error| format!("`{}`: {error}", document.display()))?);
    }
    drop(progress);
    let json = args.json.clone().unwrap_or_else(|| out.join("bench.json"));
    print(&figures, &json).map_err(|error| format!("`{}` cannot be written: {error}", json.display()))?;
    Ok(figures)
}

/// Returns the documents. Their names must be unique, since outputs are stored by name.
fn documents(given: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    if given.is_empty() {
        return Ok(vec![workspace().join("spec/openapi.yaml")]);
    }
    let mut names = BTreeSet::new();
    let mut all = Vec::new();
    for path in given {
        if !path.is_file() {
            return Err(format!("there is no file `{}`", path.display()));
        }
        if !names.insert(path.file_stem()) {
            return Err(format!("two documents are called `{}`", path.file_stem().unwrap_or_default().display()));
        }
        all.push(absolute(path));
    }
    Ok(all)
}

/// Finds the generators to compare, Specsmith first.
fn runners(rivals: &[String], path: Option<std::ffi::OsString>) -> Result<Vec<Runner>, String> {
    let own = env::current_exe().map_err(|error| format!("this program cannot be found: {error}"))?;
    let version = format!("{}{}", env!("CARGO_PKG_VERSION"), if DEBUG_BUILD { " (debug build)" } else { "" });
    let mut runners = vec![Runner { entrant: &entrants::OURS, program: own, version }];
    for name in rivals {
        let entrant = entrants::rival(name).ok_or_else(|| format!("`{name}` is not known"))?;
        let program = entrants::find(entrant.name, path.clone())
            .ok_or_else(|| format!("there is no `{name}` on PATH; `cargo install --locked {name}` would bring it"))?;
        let said = machine::said(&program, &["--version"]).unwrap_or_default();
        let version = said.trim_start_matches(name.as_str()).trim().to_owned();
        runners.push(Runner { entrant, program, version });
    }
    Ok(runners)
}

fn print(figures: &Figures, json: &Path) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    // A reader that went away (`| head`) has seen enough.
    let _ = table::print(&mut stdout, figures).and_then(|()| stdout.flush());
    fs::create_dir_all(json.parent().unwrap_or(Path::new(".")))?;
    fs::write(json, serde_json::to_string_pretty(figures)? + "\n")?;
    anstream::eprintln!("as JSON: {}", json.display());
    Ok(())
}

impl Figures {
    /// Returns true if Specsmith generated every document and the output compiled.
    fn ours_succeeded(&self) -> bool {
        let fine = |outcome: &figures::Outcome| {
            let compiled = outcome.check.as_ref().is_none_or(|check| check.error.is_none());
            outcome.generate.error.is_none() && compiled
        };
        self.documents.iter().all(|document| document.results.first().is_some_and(fine))
    }
}
