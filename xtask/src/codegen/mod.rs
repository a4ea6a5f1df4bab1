//! `cargo xtask codegen`.

mod beside;
mod config;
mod diff;
mod engine;
mod inputs;
pub(crate) mod job;
mod report;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use specsmith_generator::read::Source;
use specsmith_generator::report::{Problem, Severity};

use crate::cli::Codegen;
use crate::diagnostics::{self, Counts, Texts};
use crate::progress::Progress;
use crate::writer::{self, Generated, Local, Plan};
use config::Config;
use engine::{Forged, Loaded};
use job::Job;
use report::Pending;

/// What is said when the output is as it should be, and its report is missing.
const NO_REPORT: &str = "the report was not written";

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The output is as it should be now.
    Done,
    /// `--check` found it stale.
    Stale,
    /// Less than `--min-fidelity` is represented exactly; nothing was written.
    Unfaithful,
    /// The input was refused, or writing failed; nothing was written.
    Refused,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::Stale | End::Unfaithful => 1,
            End::Refused => 2,
        })
    }
}

/// Runs the command and prints everything it has to say.
pub(crate) fn run(args: &Codegen) -> ExitCode {
    let progress = Progress::start("reading");
    let mut problems = Vec::new();
    let mut sources = Vec::new();
    let job = job(args, &mut sources, &mut problems);
    let mut loaded = job.as_ref().and_then(|job| engine::load(job, &mut problems));
    progress.say("generating");
    let forged = job.as_ref().zip(loaded.as_mut()).and_then(|(job, loaded)| engine::forge(loaded, job, &mut problems));
    if job.as_ref().is_some_and(|job| job.strict) {
        promote(&mut problems);
    }
    let used = used(args, job.as_ref(), &sources, loaded.as_ref(), forged.as_ref());
    let mut run = Run { args, problems, progress, used };
    let (end, outcome) = match (&job, &forged) {
        (Some(_), Some(forged)) if !run.has_errors() && run.falls_short(forged) => {
            run.refuse(Some(forged));
            (End::Unfaithful, format!("{}; nothing was written", forged.faith()))
        }
        (Some(job), Some(forged)) if !run.has_errors() => run.output(job, forged),
        _ => run.refuse(forged.as_ref()),
    };
    drop(run.progress);
    let texts = Texts::of(sources.iter().chain(loaded.iter().flat_map(Loaded::sources)));
    say(args, &run.problems, &texts, &outcome);
    end.into()
}

/// What is to be done, by the arguments and the configuration they name.
fn job(args: &Codegen, sources: &mut Vec<Source>, problems: &mut Vec<Problem>) -> Option<Job> {
    let configured = args.config.as_deref().map_or_else(
        || Ok(Config::default()),
        |path| {
            let source = inputs::source(path)?;
            let config = config::parse(path, &source);
            sources.push(source);
            config
        },
    );
    configured.and_then(|config| Job::of(args, config)).map_err(|problem| problems.push(*problem)).ok()
}

/// The files that the run reads or generates.
fn used(
    args: &Codegen,
    job: Option<&Job>,
    sources: &[Source],
    loaded: Option<&Loaded>,
    forged: Option<&Forged>,
) -> Vec<PathBuf> {
    let read =
        sources.iter().chain(loaded.into_iter().flat_map(Loaded::sources)).map(|source| PathBuf::from(&source.name));
    let named = args.spec.iter().chain(&args.overlays).chain(&args.config).cloned();
    let files = forged.into_iter().flat_map(|forged| &forged.files);
    let written = job.into_iter().flat_map(|job| files.clone().map(|file| job.out.join(&file.path)));
    let job = job.into_iter().flat_map(|job| [&job.spec, &job.out].into_iter().chain(&job.overlays)).cloned();
    read.chain(named).chain(job).chain(written).collect()
}

/// What `--strict` means: a loss is an error.
fn promote(problems: &mut [Problem]) {
    for problem in problems.iter_mut().filter(|problem| problem.severity == Severity::Warning) {
        problem.severity = Severity::Error;
    }
}

struct Run<'a> {
    args: &'a Codegen,
    problems: Vec<Problem>,
    progress: Progress,
    /// Files that the report must not replace.
    used: Vec<PathBuf>,
}

impl Run<'_> {
    fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    fn falls_short(&self, forged: &Forged) -> bool {
        self.args.min_fidelity.is_some_and(|least| forged.fidelity.overall().percent() < least)
    }

    /// Brings the output folder up to date, or says how it is not.
    fn output(&mut self, job: &Job, forged: &Forged) -> (End, String) {
        self.progress.say("comparing");
        let files: Vec<Generated<'_>> =
            forged.files.iter().map(|file| Generated { path: &file.path, text: &file.text }).collect();
        let plan = match Plan::of(&job.out, &files) {
            Ok(plan) => plan,
            Err(problems) => {
                self.problems.extend(problems);
                return self.refuse(Some(forged));
            }
        };
        let Some(report) = self.pending(Some(forged)) else { return self.refuse(None) };
        if self.args.check {
            return if self.keep(report) { compare(job, forged, &plan) } else { (End::Refused, NO_REPORT.to_owned()) };
        }
        self.progress.say("writing");
        if let Err(problem) = writer::apply(&Local, &plan) {
            self.problems.push(*problem);
            drop(report);
            return self.refuse(Some(forged));
        }
        if !self.keep(report) {
            return (End::Refused, NO_REPORT.to_owned());
        }
        let (written, removed) = plan.counts();
        let mut changes = format!("{written} written, {} unchanged", plan.unchanged);
        if removed > 0 {
            changes.push_str(&format!(", {removed} removed"));
        }
        let faith = forged.faith();
        (End::Done, format!("{}: {} ({changes})\n{faith}", job.out.display(), forged.summary()))
    }

    /// The run ends without output; the report is still written, for it says why.
    fn refuse(&mut self, forged: Option<&Forged>) -> (End, String) {
        if let Some(report) = self.pending(forged) {
            self.keep(report);
        }
        (End::Refused, "nothing was written".to_owned())
    }

    /// Moves the report to its place. False, with a problem noted, when that is not possible.
    fn keep(&mut self, report: Pending) -> bool {
        report.keep().map_err(|problem| self.problems.push(*problem)).is_ok()
    }

    /// The report, written beside its place. `None`, with a problem noted, when that is not possible.
    fn pending(&mut self, forged: Option<&Forged>) -> Option<Pending> {
        let Some(path) = &self.args.report else { return Some(Pending::none()) };
        match Pending::write(path, &report::json(&self.problems, forged), &self.used) {
            Ok(pending) => Some(pending),
            Err(problem) => {
                if !self.problems.iter().any(|known| known.code == problem.code) {
                    self.problems.push(*problem);
                }
                None
            }
        }
    }
}

/// Says how the output folder differs from what would be written.
fn compare(job: &Job, forged: &Forged, plan: &Plan) -> (End, String) {
    let out = job.out.display();
    if plan.changes.is_empty() {
        return (End::Done, format!("{out}: up to date, {}\n{}", forged.summary(), forged.faith()));
    }
    let mut stdout = anstream::stdout().lock();
    // A reader that went away (`| head`) has seen enough.
    let _ = diff::print(&mut stdout, plan).and_then(|()| stdout.flush());
    let (written, removed) = plan.counts();
    let plural = if written + removed == 1 { "" } else { "s" };
    let again = if job.own { "`cargo xtask codegen`" } else { "the same command without --check" };
    (End::Stale, format!("{out}: stale in {} file{plural}; run {again} to bring it up to date", written + removed))
}

/// Prints the diagnostics, their numbers and the outcome on standard error.
fn say(args: &Codegen, problems: &[Problem], texts: &Texts<'_>, outcome: &str) {
    let mut stderr = anstream::stderr().lock();
    let counts = Counts::of(problems).to_string();
    let counts = if counts.is_empty() { counts } else { format!("; {counts}") };
    // There is no one left to tell when standard error is gone.
    let _ = diagnostics::print(&mut stderr, problems, texts, args.verbose);
    let _ = writeln!(stderr, "{outcome}{counts}");
}
