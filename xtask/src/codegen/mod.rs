//! `cargo xtask codegen`.

mod diff;
mod engine;
mod inputs;
pub(crate) mod job;
mod report;

use std::io::Write;
use std::process::ExitCode;

use specsmith_generator::report::{Problem, Severity};

use crate::cli::Codegen;
use crate::diagnostics::{self, Counts, Texts};
use crate::progress::Progress;
use crate::writer::{self, Generated, Local, Plan};
use engine::{Forged, Loaded};
use job::Job;
use report::Pending;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The output is as it should be now.
    Done,
    /// `--check` found it stale.
    Stale,
    /// The input was refused, or writing failed; nothing was written.
    Refused,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::Stale => 1,
            End::Refused => 2,
        })
    }
}

/// Runs the command and prints everything it has to say.
pub(crate) fn run(args: &Codegen) -> ExitCode {
    let job = Job::of(args);
    let progress = Progress::start("reading");
    let mut problems = Vec::new();
    let loaded = engine::load(&job, &mut problems);
    progress.say("generating");
    let forged = loaded.as_ref().and_then(|loaded| engine::forge(loaded, &job, &mut problems));
    if args.strict {
        promote(&mut problems);
    }
    let mut run = Run { args, job: &job, problems, progress };
    let end = match forged {
        Some(forged) if !run.has_errors() => run.output(&forged),
        forged => run.refuse(forged.as_ref()),
    };
    drop(run.progress);
    say(args, &run.problems, loaded.as_ref(), &end.1);
    end.0.into()
}

/// What `--strict` means: a loss is an error.
fn promote(problems: &mut [Problem]) {
    for problem in problems.iter_mut().filter(|problem| problem.severity == Severity::Warning) {
        problem.severity = Severity::Error;
    }
}

struct Run<'a> {
    args: &'a Codegen,
    job: &'a Job,
    problems: Vec<Problem>,
    progress: Progress,
}

impl Run<'_> {
    fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Brings the output folder up to date, or says how it is not.
    fn output(&mut self, forged: &Forged) -> (End, String) {
        self.progress.say("comparing");
        let files: Vec<Generated<'_>> =
            forged.files.iter().map(|file| Generated { path: &file.path, text: &file.text }).collect();
        let plan = match Plan::of(&self.job.out, &files) {
            Ok(plan) => plan,
            Err(problems) => {
                self.problems.extend(problems);
                return self.refuse(Some(forged));
            }
        };
        let Some(report) = self.pending(Some(forged)) else { return self.refuse(None) };
        if self.args.check {
            report.keep();
            return self.compare(forged, &plan);
        }
        self.progress.say("writing");
        if let Err(problem) = writer::apply(&Local, &plan) {
            self.problems.push(*problem);
            drop(report);
            return self.refuse(Some(forged));
        }
        report.keep();
        let (written, removed) = plan.counts();
        let mut changes = format!("{written} written, {} unchanged", plan.unchanged);
        if removed > 0 {
            changes.push_str(&format!(", {removed} removed"));
        }
        (End::Done, format!("{}: {} ({changes})", self.job.out.display(), forged.summary()))
    }

    fn compare(&self, forged: &Forged, plan: &Plan) -> (End, String) {
        let out = self.job.out.display();
        if plan.changes.is_empty() {
            return (End::Done, format!("{out}: up to date, {}", forged.summary()));
        }
        let mut stdout = anstream::stdout().lock();
        // A reader that went away (`| head`) has seen enough.
        let _ = diff::print(&mut stdout, plan).and_then(|()| stdout.flush());
        let (written, removed) = plan.counts();
        let plural = if written + removed == 1 { "" } else { "s" };
        let again = if self.args.spec.is_none() { "`cargo xtask codegen`" } else { "the same command without --check" };
        (End::Stale, format!("{out}: stale in {} file{plural}; run {again} to bring it up to date", written + removed))
    }

    /// The run ends without output; the report is still written, for it says why.
    fn refuse(&mut self, forged: Option<&Forged>) -> (End, String) {
        if let Some(report) = self.pending(forged) {
            report.keep();
        }
        (End::Refused, "nothing was written".to_owned())
    }

    /// The report, written beside its place. `None`, with a problem noted, when that is not possible.
    fn pending(&mut self, forged: Option<&Forged>) -> Option<Pending> {
        let Some(path) = &self.args.report else { return Some(Pending::none()) };
        match Pending::write(path, &report::json(&self.problems, forged)) {
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

/// Prints the diagnostics, their numbers and the outcome on standard error.
fn say(args: &Codegen, problems: &[Problem], loaded: Option<&Loaded>, outcome: &str) {
    let texts = Texts::of(loaded.iter().flat_map(|loaded| loaded.sources()));
    let mut stderr = anstream::stderr().lock();
    let counts = Counts::of(problems).to_string();
    let counts = if counts.is_empty() { counts } else { format!("; {counts}") };
    // There is no one left to tell when standard error is gone.
    let _ = diagnostics::print(&mut stderr, problems, &texts, args.verbose);
    let _ = writeln!(stderr, "{outcome}{counts}");
}
