//! One run: reads, generates, compares, and writes or reports stale files.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use specsmith_generator::api::NameReason;
use specsmith_generator::generate_locked;
use specsmith_generator::print::File;
use specsmith_generator::read::Source;
use specsmith_generator::report::Severity;

use crate::code::Problem;
use crate::diagnostics::{self, Counts, Texts};
use crate::diff;
use crate::job::Job;
use crate::lock;
use crate::pipeline::{self, Generate, Loaded, Produced};
use crate::progress::Progress;
use crate::report_file::{self, Pending};
use crate::writer::{self, Edited, Generated, Local, Plan};

/// The message if the output is up to date, but the report could not be written.
const NO_REPORT: &str = "the report was not written";

/// The end of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The output is up to date.
    Done,
    /// The output is stale (after a check).
    Stale,
    /// The fidelity is below the required share; nothing was written.
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

/// The input of a run: a job, or the problem that prevented one.
#[derive(Debug)]
pub struct Start {
    /// The job.
    pub job: Result<Job, Box<Problem>>,
    /// Files that were read to make the job; diagnostics may point into them.
    pub sources: Vec<Source>,
    /// Further files that the user named; the report must not replace them.
    pub named: Vec<PathBuf>,
}

/// The options of a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Compares only, without writing.
    pub check: bool,
    /// Overwrites files that were edited by hand.
    pub force: bool,
    /// Path of the report.
    pub report: Option<PathBuf>,
    /// Minimum share of the document that must be represented exactly, in percent.
    pub min_fidelity: Option<f64>,
}

/// The outcome of a run.
#[derive(Debug)]
pub struct Outcome {
    /// The end of the run.
    pub end: End,
    /// Diagnostics, in order of occurrence.
    pub problems: Vec<Problem>,
    /// The result in one or two lines.
    pub message: String,
    /// The stale files, after a check that found some.
    pub stale: Option<Plan>,
    /// The texts that diagnostics point into.
    pub sources: Vec<Source>,
}

impl Outcome {
    /// Prints the diff on standard output, and the diagnostics, their numbers and the result on standard error.
    pub fn print(&self, verbose: bool) {
        if let Some(plan) = &self.stale {
            let mut stdout = anstream::stdout().lock();
            // A reader that went away (`| head`) has seen enough.
            let _ = diff::print(&mut stdout, plan).and_then(|()| stdout.flush());
        }
        let texts = Texts::of(&self.sources);
        let counts = Counts::of(&self.problems).to_string();
        let counts = if counts.is_empty() { counts } else { format!("; {counts}") };
        let mut stderr = anstream::stderr().lock();
        // There is no one left to tell when standard error is gone.
        let _ = diagnostics::print(&mut stderr, &self.problems, &texts, verbose);
        let _ = writeln!(stderr, "{}{counts}", self.message);
    }
}

/// Runs a job; with `check`, only compares.
pub fn run(start: Start, options: &Options) -> Outcome {
    run_with(start, options, generate_locked)
}

/// Runs a job with a function that calls the generator.
pub(crate) fn run_with(start: Start, options: &Options, generate: impl Generate) -> Outcome {
    let progress = Progress::start("reading");
    let mut problems = Vec::new();
    let job = start.job.map_err(|problem| problems.push(*problem)).ok();
    let mut loaded = job.as_ref().and_then(|job| pipeline::load(job, &mut problems));
    progress.say("generating");
    let produced = job
        .as_ref()
        .zip(loaded.as_mut())
        .and_then(|(job, loaded)| pipeline::generate_crate(loaded, job, &mut problems, generate));
    if job.as_ref().is_some_and(|job| job.strict) {
        promote(&mut problems);
    }
    let mut sources = start.sources;
    sources.extend(loaded.into_iter().flat_map(Loaded::into_sources));
    let used = used(start.named, job.as_ref(), &sources, produced.as_ref());
    let mut run = Run { options, problems, progress, used };
    let (end, message, stale) = match (&job, &produced) {
        (Some(_), Some(produced)) if !run.has_errors() && run.falls_short(produced) => {
            run.refuse(Some(produced));
            (End::Unfaithful, format!("{}; nothing was written", produced.faith()), None)
        }
        (Some(job), Some(produced)) if !run.has_errors() => run.output(job, produced),
        _ => run.refuse(produced.as_ref()),
    };
    Outcome { end, problems: run.problems, message, stale, sources }
}

/// Generates the files of a job without access to its output folder; no files if the document is refused.
pub fn preview(job: Job) -> (Outcome, Vec<File>, Vec<NameReason>) {
    let mut problems = Vec::new();
    let mut loaded = pipeline::load(&job, &mut problems);
    let produced = loaded.as_mut();
    let produced = produced.and_then(|loaded| pipeline::generate_crate(loaded, &job, &mut problems, generate_locked));
    let sources = loaded.into_iter().flat_map(Loaded::into_sources).collect();
    let end = if produced.is_some() { End::Done } else { End::Refused };
    let message = "nothing was written".to_owned();
    let (files, reasons) = produced.map(|produced| (produced.files, produced.reasons)).unwrap_or_default();
    (Outcome { end, problems, message, stale: None, sources }, files, reasons)
}

/// Returns the document of a job after overlays and selection, as JSON or YAML like the original; `None` if it is refused.
pub fn effective(job: &Job) -> (Outcome, Option<String>) {
    let mut problems = Vec::new();
    let mut loaded = pipeline::load(job, &mut problems);
    let value = loaded.as_mut().and_then(|loaded| pipeline::effective_document(loaded, job, &mut problems));
    let sources: Vec<Source> = loaded.into_iter().flat_map(Loaded::into_sources).collect();
    let is_json = sources.first().is_some_and(|source| source.bytes.trim_ascii_start().starts_with(b"{"));
    let text = value.and_then(|value| match is_json {
        true => serde_json::to_string_pretty(&value).ok().map(|text| text + "\n"),
        false => serde_yaml::to_string(&value).ok(),
    });
    let end = if text.is_some() { End::Done } else { End::Refused };
    let message = if text.is_some() { String::new() } else { "nothing was printed".to_owned() };
    (Outcome { end, problems, message, stale: None, sources }, text)
}

/// Returns the files that the run reads or generates.
fn used(named: Vec<PathBuf>, job: Option<&Job>, sources: &[Source], produced: Option<&Produced>) -> Vec<PathBuf> {
    let read = sources.iter().map(|source| PathBuf::from(&source.name));
    let files = produced.into_iter().flat_map(|produced| &produced.files);
    let written = job.into_iter().flat_map(|job| files.clone().map(|file| job.out.join(&file.path)));
    let job = job.into_iter().flat_map(|job| [&job.document, &job.out].into_iter().chain(&job.overlays)).cloned();
    read.chain(named).chain(job).chain(written).collect()
}

/// Makes warnings errors, for `--strict`.
fn promote(problems: &mut [Problem]) {
    for problem in problems.iter_mut().filter(|problem| problem.severity == Severity::Warning) {
        problem.severity = Severity::Error;
    }
}

/// The end of a run, its message, and the plan of a check that found stale files.
type Ended = (End, String, Option<Plan>);

struct Run<'a> {
    options: &'a Options,
    problems: Vec<Problem>,
    progress: Progress,
    /// Files that the report must not replace.
    used: Vec<PathBuf>,
}

impl Run<'_> {
    fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Returns the treatment of edited files: a check compares with them too.
    fn edited(&self) -> Edited {
        if self.options.force || self.options.check { Edited::Overwrite } else { Edited::Refuse }
    }

    fn falls_short(&self, produced: &Produced) -> bool {
        self.options.min_fidelity.is_some_and(|least| produced.fidelity.overall().percent() < least)
    }

    /// Writes the output folder; with `check`, compares it.
    fn output(&mut self, job: &Job, produced: &Produced) -> Ended {
        self.progress.say("comparing");
        let files: Vec<Generated<'_>> =
            produced.files.iter().map(|file| Generated { path: &file.path, text: &file.text }).collect();
        let plan = match Plan::of(&job.out, &files, self.edited()) {
            Ok(plan) => plan,
            Err(problems) => {
                self.problems.extend(problems);
                return self.refuse(Some(produced));
            }
        };
        let Some(report) = self.pending(Some(produced)) else { return self.refuse(None) };
        if self.options.check {
            return if self.keep(report) { compare(job, produced, plan) } else { unreported() };
        }
        self.progress.say("writing");
        if let Err(problem) = writer::apply(&Local, &plan) {
            self.problems.push(*problem);
            drop(report);
            return self.refuse(Some(produced));
        }
        let kept = produced.names.as_ref().map_or(Ok(()), |names| lock::write(&job.out, names));
        if let Err(problem) = kept {
            self.problems.push(*problem);
            drop(report);
            return self.refuse(Some(produced));
        }
        if !self.keep(report) {
            return unreported();
        }
        let (written, removed) = plan.counts();
        let mut changes = format!("{written} written, {} unchanged", plan.unchanged);
        if removed > 0 {
            changes.push_str(&format!(", {removed} removed"));
        }
        let faith = produced.faith();
        (End::Done, format!("{}: {} ({changes})\n{faith}", job.out.display(), produced.summary()), None)
    }

    /// Ends the run without output; still writes the report, which has the reasons.
    fn refuse(&mut self, produced: Option<&Produced>) -> Ended {
        if let Some(report) = self.pending(produced) {
            self.keep(report);
        }
        (End::Refused, "nothing was written".to_owned(), None)
    }

    /// Moves the report to its path. Returns false, and adds a problem, if that fails.
    fn keep(&mut self, report: Pending) -> bool {
        report.keep().map_err(|problem| self.problems.push(*problem)).is_ok()
    }

    /// Writes the report beside its path. Returns `None`, and adds a problem, if that fails.
    fn pending(&mut self, produced: Option<&Produced>) -> Option<Pending> {
        let Some(path) = &self.options.report else { return Some(Pending::none()) };
        match Pending::write(path, &report_file::json(&self.problems, produced), &self.used) {
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

fn unreported() -> Ended {
    (End::Refused, NO_REPORT.to_owned(), None)
}

/// Returns the end of a check: the difference between the output folder and the generated files.
fn compare(job: &Job, produced: &Produced, plan: Plan) -> Ended {
    let out = job.out.display();
    let refresh = &job.refresh;
    if plan.changes.is_empty() && produced.names.as_ref().is_some_and(|names| lock::is_stale(&job.out, names)) {
        let message = format!("{out}: {} is stale; run {refresh} to bring it up to date", lock::FILE);
        return (End::Stale, message, Some(plan));
    }
    if plan.changes.is_empty() {
        return (End::Done, format!("{out}: up to date, {}\n{}", produced.summary(), produced.faith()), None);
    }
    let (written, removed) = plan.counts();
    let plural = if written + removed == 1 { "" } else { "s" };
    let message = format!("{out}: stale in {} file{plural}; run {refresh} to bring it up to date", written + removed);
    (End::Stale, message, Some(plan))
}
