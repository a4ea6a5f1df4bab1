//! From the files a user named to generated files: the only place that knows the generator's pipeline.

use serde::Serialize;
use specsmith_generator::fidelity::{Fidelity, Share};
use specsmith_generator::print::File;
use specsmith_generator::read::{self, Source};
use specsmith_generator::report::Problem;
use specsmith_generator::{Counts, Input, Output, Setting, generate};

use super::job::Job;
use super::{beside, inputs};

/// Everything that was read.
#[derive(Debug)]
pub(super) struct Loaded {
    input: read::Input,
    /// The files beside the document, as the user would name them.
    beside: Vec<Source>,
}

impl Loaded {
    /// The files a diagnostic can point into.
    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        [&self.input.spec].into_iter().chain(&self.input.overlays).chain(&self.beside)
    }
}

/// What came out.
#[derive(Debug)]
pub(super) struct Forged {
    /// The files of the crate.
    pub(super) files: Vec<File>,
    /// Their numbers.
    pub(super) totals: Totals,
    /// How much of the document they represent exactly.
    pub(super) fidelity: Fidelity,
}

impl Forged {
    /// The numbers in a few words.
    pub(super) fn summary(&self) -> String {
        let Totals { operations, typed, raw, schemas, files, .. } = self.totals;
        let shares = if raw == 0 { String::new() } else { format!(" ({typed} typed, {raw} raw)") };
        format!("{operations} operations{shares}, {schemas} schemas, {files} files")
    }

    /// The fidelity in one line: everything together, and each kind of part that something is lost of.
    pub(super) fn faith(&self) -> String {
        let Fidelity { operations, parameters, bodies, replies, keywords, others, .. } = &self.fidelity;
        let parts = [
            ("operations", operations),
            ("parameters", parameters),
            ("bodies", bodies),
            ("replies", replies),
            ("schema keywords", keywords),
            ("other parts", others),
        ];
        let lossy = parts.iter().filter(|(_, share)| share.exact < share.total);
        let lossy: Vec<String> =
            lossy.map(|(name, share)| format!("{} of {} {name}", share.exact, share.total)).collect();
        let lossy = if lossy.is_empty() { String::new() } else { format!(": {}", lossy.join(", ")) };
        format!("{} % represented exactly{lossy}", percent(self.fidelity.overall()))
    }
}

/// Percent, rounded down to one place, so that 100.0 means all.
pub(super) fn percent(share: Share) -> String {
    format!("{:.1}", (share.percent() * 10.0).floor() / 10.0)
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
    let mut take = |path| inputs::source(path).map_err(|problem| problems.push(*problem)).ok();
    let spec = take(&job.spec);
    let overlays: Vec<Source> = job.overlays.iter().filter_map(|path| take(path)).collect();
    let spec = spec.filter(|_| overlays.len() == job.overlays.len())?;
    let beside = beside::files(&job.spec, &spec, problems);
    let files = beside.iter().map(|(path, source)| (path.clone(), source.bytes.clone())).collect();
    Some(Loaded { input: read::Input { spec, files, overlays }, beside: beside.into_values().collect() })
}

/// Generates. `None` when the document was refused; the problems say why.
pub(super) fn forge(loaded: &mut Loaded, job: &Job, problems: &mut Vec<Problem>) -> Option<Forged> {
    let setting = Setting { runtime_path: job.runtime_path(), standalone: job.stands_alone() };
    // Lent, not copied: a document may be large.
    let input = Input { document: std::mem::take(&mut loaded.input), name: job.name.clone(), setting };
    let generated = generate(&input);
    loaded.input = input.document;
    let (report, forged) = match generated {
        Ok(Output { files, report, counts, fidelity }) => {
            (report, Some(Forged { files, totals: Totals::of(counts), fidelity }))
        }
        Err(report) => (report, None),
    };
    problems.extend(report.problems().iter().cloned());
    forged
}

impl Totals {
    fn of(counts: Counts) -> Self {
        let Counts { operations, typed, raw, schemas, files, lines, bytes, .. } = counts;
        Self { operations, typed, raw, schemas, files, lines, bytes }
    }
}
