//! Generation from the user's input files: the only module that calls the generator.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;
use specsmith_generator::api::NameReason;
use specsmith_generator::fidelity::{Fidelity, Share};
use specsmith_generator::lock::Lock;
use specsmith_generator::print::File;
use specsmith_generator::read::{self, Source};
use specsmith_generator::report::Report;
use specsmith_generator::{Counts, Ingredients, Input, Output, Setting, effective};

use crate::code::{Problem, problems_of};
use crate::job::Job;
use crate::output::sha256;
use crate::{lock, referenced, source};

/// The input files of a job, read into memory.
#[derive(Debug)]
pub(crate) struct Loaded {
    input: read::Input,
    /// Files that the document refers to, with their paths as the user would write them.
    beside: Vec<Source>,
}

impl Loaded {
    /// Wraps an input whose other files no diagnostic points into.
    #[cfg(feature = "command")]
    pub(crate) fn of(input: read::Input) -> Self {
        Self { input, beside: Vec::new() }
    }

    /// Returns the generator's input.
    pub(crate) fn input(&self) -> &read::Input {
        &self.input
    }

    /// Moves the generator's input out, to avoid a copy; [`Self::take_back`] must follow.
    pub(crate) fn lend(&mut self) -> read::Input {
        std::mem::take(&mut self.input)
    }

    /// Puts the generator's input back after [`Self::lend`].
    pub(crate) fn take_back(&mut self, input: read::Input) {
        self.input = input;
    }

    /// Returns the files that a diagnostic can point into.
    pub(crate) fn into_sources(self) -> impl Iterator<Item = Source> {
        let read::Input { spec, overlays, .. } = self.input;
        [spec].into_iter().chain(overlays).chain(self.beside)
    }
}

/// The result of generating a crate.
#[derive(Debug)]
pub(crate) struct Produced {
    /// The files of the crate.
    pub(crate) files: Vec<File>,
    /// Counts of the output.
    pub(crate) totals: Totals,
    /// The share of the document that the files represent exactly.
    pub(crate) fidelity: Fidelity,
    /// The names of the crate, if the output folder has a lock.
    pub(crate) names: Option<Lock>,
    /// Reasons for the names of operations, in the manifest's order.
    pub(crate) reasons: Vec<NameReason>,
}

impl Produced {
    /// Returns the counts as a phrase.
    pub(crate) fn summary(&self) -> String {
        let Totals { operations, typed, raw, schemas, files, .. } = self.totals;
        let shares = if raw == 0 { String::new() } else { format!(" ({typed} typed, {raw} raw)") };
        let (operations, schemas) = (counted(operations, "operation"), counted(schemas, "schema"));
        format!("{operations}{shares}, {schemas}, {}", counted(files, "file"))
    }

    /// Returns the fidelity in one line: the overall share, and the kinds of parts that lose something.
    pub(crate) fn faith(&self) -> String {
        let Fidelity { operations, parameters, bodies, responses, keywords, others, .. } = &self.fidelity;
        let parts = [
            ("operations", operations),
            ("parameters", parameters),
            ("bodies", bodies),
            ("responses", responses),
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

/// Returns a number with its noun: `1 file`, `2 files`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Returns a percentage, rounded down to one decimal place, so that 100.0 means all.
pub(crate) fn percent(share: Share) -> String {
    format!("{:.1}", (share.percent() * 10.0).floor() / 10.0)
}

/// The generator, or a function that calls it.
pub(crate) trait Generate: FnOnce(&Input, Option<&Lock>) -> Result<Output, Report> {}

impl<F: FnOnce(&Input, Option<&Lock>) -> Result<Output, Report>> Generate for F {}

/// Counts of one output.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Totals {
    pub(crate) operations: usize,
    pub(crate) typed: usize,
    pub(crate) raw: usize,
    pub(crate) schemas: usize,
    pub(crate) files: usize,
    pub(crate) lines: usize,
    pub(crate) bytes: usize,
}

/// Reads a document and the files beside it that it refers to.
///
/// # Errors
///
/// If the document cannot be read. Errors in other files are reported by the generator, at the reference.
pub fn document(path: &Path) -> Result<read::Input, Box<Problem>> {
    let spec = source::read(path)?;
    let files = referenced::files(path, &spec, &mut Vec::new());
    let files = files.into_iter().map(|(path, source)| (path, source.bytes)).collect();
    Ok(read::Input { files, ..read::Input::new(spec) })
}

/// Reads all files of a job. Returns `None`, and adds problems, if one cannot be read.
pub(crate) fn load(job: &Job, problems: &mut Vec<Problem>) -> Option<Loaded> {
    let mut take = |path| source::read(path).map_err(|problem| problems.push(*problem)).ok();
    let spec = take(&job.document);
    let overlays: Vec<Source> = job.overlays.iter().filter_map(|path| take(path)).collect();
    let spec = spec.filter(|_| overlays.len() == job.overlays.len())?;
    let beside = referenced::files(&job.document, &spec, problems);
    let files = beside.iter().map(|(path, source)| (path.clone(), source.bytes.clone())).collect();
    let (selection, overrides) = (job.selection.clone(), job.overrides.clone());
    let allow_unmatched = job.allow_unmatched;
    let input = read::Input { spec, files, overlays, allow_unmatched, selection, overrides };
    Some(Loaded { input, beside: beside.into_values().collect() })
}

/// Generates the crate. Returns `None`, and adds problems, if the document is refused.
pub(crate) fn generate_crate(
    loaded: &mut Loaded,
    job: &Job,
    problems: &mut Vec<Problem>,
    generate: impl Generate,
) -> Option<Produced> {
    let setting = Setting { ingredients: ingredients(job, &loaded.input), ..job.setting.clone() };
    let lock = lock::read(&job.out).map_err(|bad| problems.extend(bad)).ok()?;
    // Lent, not copied: a document may be large.
    let input = Input { document: std::mem::take(&mut loaded.input), name: job.name.clone(), setting };
    let generated = generate(&input, lock.as_ref());
    loaded.input = input.document;
    let (report, produced) = match generated {
        Ok(Output { files, report, counts, fidelity, names, reasons }) => {
            let names = lock.map(|_| names);
            (report, Some(Produced { files, totals: Totals::of(counts), fidelity, names, reasons }))
        }
        Err(report) => (report, None),
    };
    problems.extend(problems_of(&report));
    produced
}

/// Returns hashes of the inputs of a configured client other than its document.
pub(crate) fn ingredients(job: &Job, input: &read::Input) -> Ingredients {
    let config = job.setting.ingredients.config.clone();
    let hash = |texts: Vec<&[u8]>| (config.is_some() && !texts.is_empty()).then(|| sha256(&texts));
    Ingredients {
        overlays: hash(input.overlays.iter().map(|overlay| overlay.bytes.as_slice()).collect()),
        files: hash(input.files.values().map(Vec::as_slice).collect()),
        config,
    }
}

/// Returns the names that a client would have with a lock. Returns `None`, and adds problems, if the document is refused.
#[cfg(feature = "command")]
pub(crate) fn names_with(loaded: &mut Loaded, job: &Job, lock: &Lock, problems: &mut Vec<Problem>) -> Option<Lock> {
    let (name, setting) = (job.name.clone(), job.setting.clone());
    let input = Input { document: std::mem::take(&mut loaded.input), name, setting };
    let names = specsmith_generator::names(&input, lock);
    loaded.input = input.document;
    names.map_err(|report| problems.extend(problems_of(&report))).ok()
}

/// Returns the document after overlays and selection. Returns `None`, and adds problems, if the document is refused.
pub(crate) fn effective_document(loaded: &mut Loaded, job: &Job, problems: &mut Vec<Problem>) -> Option<Value> {
    let (name, setting) = (job.name.clone(), job.setting.clone());
    // Lent, not copied: a document may be large.
    let input = Input { document: std::mem::take(&mut loaded.input), name, setting };
    let effective = effective(&input);
    loaded.input = input.document;
    let (value, report) = match effective {
        Ok((value, report)) => (Some(value), report),
        Err(report) => (None, report),
    };
    problems.extend(problems_of(&report));
    value
}

impl Totals {
    fn of(counts: Counts) -> Self {
        let Counts { operations, typed, raw, schemas, files, lines, bytes, .. } = counts;
        Self { operations, typed, raw, schemas, files, lines, bytes }
    }
}
