//! From the files a user named to generated files: the only place that knows the generator's pipeline.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;
use specsmith_generator::api::NameReason;
use specsmith_generator::fidelity::{Fidelity, Share};
use specsmith_generator::lock::Lock;
use specsmith_generator::print::File;
use specsmith_generator::read::{self, Source};
use specsmith_generator::{Counts, Ingredients, Input, Output, Setting, effective, generate_locked};

use crate::code::{Problem, problems_of};
use crate::job::Job;
use crate::output::sha256;
use crate::{lock, referenced, source};

/// Everything that was read.
#[derive(Debug)]
pub(crate) struct Loaded {
    input: read::Input,
    /// The files beside the document, as the user would name them.
    beside: Vec<Source>,
}

impl Loaded {
    /// The same, not taken.
    #[cfg(feature = "command")]
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        [&self.input.spec].into_iter().chain(&self.input.overlays).chain(&self.beside)
    }

    /// The generator's input.
    pub(crate) fn input(&self) -> &read::Input {
        &self.input
    }

    /// Lends what the generator reads; it is to be taken back.
    pub(crate) fn lend(&mut self) -> read::Input {
        std::mem::take(&mut self.input)
    }

    /// Takes back what was lent.
    pub(crate) fn take_back(&mut self, input: read::Input) {
        self.input = input;
    }

    /// The files a diagnostic can point into.
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
    /// Their numbers.
    pub(crate) totals: Totals,
    /// The share of the document that they represent exactly.
    pub(crate) fidelity: Fidelity,
    /// The names of the crate, where the output folder has a lock of them.
    pub(crate) names: Option<Lock>,
    /// The reasons of the names of operations, in the manifest's order.
    pub(crate) reasons: Vec<NameReason>,
}

impl Produced {
    /// The numbers in a few words.
    pub(crate) fn summary(&self) -> String {
        let Totals { operations, typed, raw, schemas, files, .. } = self.totals;
        let shares = if raw == 0 { String::new() } else { format!(" ({typed} typed, {raw} raw)") };
        let (operations, schemas) = (counted(operations, "operation"), counted(schemas, "schema"));
        format!("{operations}{shares}, {schemas}, {}", counted(files, "file"))
    }

    /// The fidelity in one line: everything together, and each kind of part that something is lost of.
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

/// A number with what it counts: `1 file`, `2 files`.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Percent, rounded down to one place, so that 100.0 means all.
pub(crate) fn percent(share: Share) -> String {
    format!("{:.1}", (share.percent() * 10.0).floor() / 10.0)
}

/// Numbers of one output.
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
/// When the document cannot be read. What is wrong with the others is said by the reader, at the reference.
pub fn document(path: &Path) -> Result<read::Input, Box<Problem>> {
    let spec = source::read(path)?;
    let files = referenced::files(path, &spec, &mut Vec::new());
    let files = files.into_iter().map(|(path, source)| (path, source.bytes)).collect();
    Ok(read::Input { files, ..read::Input::new(spec) })
}

/// Reads every file of a job. `None` when one could not be read; the problems say which.
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

/// Generates. `None` when the document was refused; the problems say why.
pub(crate) fn generate_crate(loaded: &mut Loaded, job: &Job, problems: &mut Vec<Problem>) -> Option<Produced> {
    let setting = Setting { ingredients: ingredients(job, &loaded.input), ..job.setting.clone() };
    let lock = lock::read(&job.out).map_err(|bad| problems.extend(bad)).ok()?;
    // Lent, not copied: a document may be large.
    let input = Input { document: std::mem::take(&mut loaded.input), name: job.name.clone(), setting };
    let generated = generate_locked(&input, lock.as_ref());
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

/// Hashes of what a client of a configuration is made of besides its document.
pub(crate) fn ingredients(job: &Job, input: &read::Input) -> Ingredients {
    let config = job.setting.ingredients.config.clone();
    let hash = |texts: Vec<&[u8]>| (config.is_some() && !texts.is_empty()).then(|| sha256(&texts));
    Ingredients {
        overlays: hash(input.overlays.iter().map(|overlay| overlay.bytes.as_slice()).collect()),
        files: hash(input.files.values().map(Vec::as_slice).collect()),
        config,
    }
}

/// The names that a client would have with a lock. `None` when the document was refused; the problems say why.
#[cfg(feature = "command")]
pub(crate) fn names_with(loaded: &mut Loaded, job: &Job, lock: &Lock, problems: &mut Vec<Problem>) -> Option<Lock> {
    let (name, setting) = (job.name.clone(), job.setting.clone());
    let input = Input { document: std::mem::take(&mut loaded.input), name, setting };
    let names = specsmith_generator::names(&input, lock);
    loaded.input = input.document;
    names.map_err(|report| problems.extend(problems_of(&report))).ok()
}

/// The document after overlays and selection. `None` when it was refused; the problems say why.
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
