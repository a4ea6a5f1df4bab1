//! From the files a user named to generated files: the only place that knows the generator's pipeline.

use serde::Serialize;
use specsmith_generator::api::{Api, Status};
use specsmith_generator::print::File;
use specsmith_generator::read::{self, Input, Source};
use specsmith_generator::report::{Problem, Report};
use specsmith_generator::{emit, lower, plan, print, settle};

use super::inputs;
use super::job::Job;

/// Everything that was read.
#[derive(Debug)]
pub(super) struct Loaded {
    input: Input,
}

impl Loaded {
    /// The files a diagnostic can point into.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        [&self.input.spec].into_iter().chain(&self.input.overlays)
    }
}

/// What came out.
#[derive(Debug)]
pub(super) struct Forged {
    /// The files of the crate.
    pub(super) files: Vec<File>,
    /// Their numbers.
    pub(super) totals: Totals,
}

impl Forged {
    /// The numbers in a few words.
    pub(super) fn summary(&self) -> String {
        let Totals { operations, typed, raw, schemas, files, .. } = self.totals;
        let shares = if raw == 0 { String::new() } else { format!(" ({typed} typed, {raw} raw)") };
        format!("{operations} operations{shares}, {schemas} schemas, {files} files")
    }
}

/// Numbers of one output.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Totals {
    pub(super) operations: usize,
    pub(super) typed: usize,
    pub(super) raw: usize,
    pub(super) schemas: usize,
    pub(super) files: usize,
    pub(super) lines: usize,
    pub(super) bytes: usize,
}

/// Reads every file of a job. `None` when one could not be read; the problems say which.
pub(super) fn load(job: &Job, problems: &mut Vec<Problem>) -> Option<Loaded> {
    let before = problems.len();
    let mut take = |path| inputs::source(path).map_err(|problem| problems.push(*problem)).ok();
    let spec = take(&job.spec);
    let overlays = job.overlays.iter().filter_map(|path| take(path)).collect();
    let mut input = Input::new(spec?);
    input.overlays = overlays;
    (problems.len() == before).then_some(Loaded { input })
}

/// Generates. `None` when the document was refused; the problems say why.
pub(super) fn forge(loaded: &Loaded, job: &Job, problems: &mut Vec<Problem>) -> Option<Forged> {
    let mut report = Report::new();
    let forged = pipeline(loaded, job, &mut report);
    problems.extend(report.problems().iter().cloned());
    forged
}

fn pipeline(loaded: &Loaded, job: &Job, report: &mut Report) -> Option<Forged> {
    let document = read::read(&loaded.input, report)?;
    let name = job.name.clone().unwrap_or_else(|| document.openapi.info.title.clone());
    let api = lower::lower(&document, &name, report)?;
    let settled = settle::settle(api, report);
    let plan = plan::plan(&settled);
    let files = print::print_all(&plan.sheets, |sheet| emit::sheet(&plan, sheet)).ok()?;
    let totals = totals(settled.api(), &files);
    Some(Forged { files, totals })
}

fn totals(api: &Api, files: &[File]) -> Totals {
    let raw = api.operations.iter().filter(|operation| operation.status == Status::Raw).count();
    Totals {
        operations: api.operations.len(),
        typed: api.operations.len() - raw,
        raw,
        schemas: api.schemas.len(),
        files: files.len(),
        lines: files.iter().map(|file| file.text.lines().count()).sum(),
        bytes: files.iter().map(|file| file.text.len()).sum(),
    }
}
