//! The whole run, from bytes to files.

use crate::api::{Api, Status};
use crate::emit::manifest::manifest;
use crate::fidelity::Fidelity;
use crate::plan::package::Setting;
use crate::pointer::Pointer;
use crate::print::File;
use crate::report::{Problem, Report, code};
use crate::{emit, fidelity, lower, plan, print, read, settle};

/// All that an output depends on.
#[derive(Clone, Debug)]
pub struct Input {
    /// The document, and what goes with it.
    pub document: read::Input,
    /// Name of the crate; made of the document's title when there is none.
    pub name: Option<String>,
    /// What is known of the place the crate is written to.
    pub setting: Setting,
}

/// What a run gives.
#[derive(Clone, Debug)]
pub struct Output {
    /// The files of the crate in the order of their paths, the manifest last.
    pub files: Vec<File>,
    /// Warnings and notes.
    pub report: Report,
    /// The numbers.
    pub counts: Counts,
    /// How much of the document is represented exactly.
    pub fidelity: Fidelity,
}

/// The numbers of an output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Operations of the document.
    pub operations: usize,
    /// Operations with types of their own.
    pub typed: usize,
    /// Operations that are untyped calls.
    pub raw: usize,
    /// Schemas in the manifest.
    pub schemas: usize,
    /// Named types.
    pub types: usize,
    /// Resources, the client itself not counted.
    pub resources: usize,
    /// Files.
    pub files: usize,
    /// Lines of all files.
    pub lines: usize,
    /// Bytes of all files.
    pub bytes: usize,
}

/// Generates a crate.
///
/// # Errors
/// The report, when the input is not an OpenAPI document at all, or holds an error.
pub fn generate(input: &Input) -> Result<Output, Report> {
    let mut report = Report::new();
    match run(input, &mut report) {
        Some(done) if !report.has_errors() => {
            let Done { files, counts, fidelity } = done;
            Ok(Output { files, report, counts, fidelity })
        }
        _ => {
            read::locate(&input.document, &mut report);
            Err(report)
        }
    }
}

/// What a run gives besides the report.
struct Done {
    files: Vec<File>,
    counts: Counts,
    fidelity: Fidelity,
}

fn run(input: &Input, report: &mut Report) -> Option<Done> {
    let mut document = read::read(&input.document, report)?;
    let name = input.name.clone().unwrap_or_else(|| document.openapi.info.title.clone());
    let api = lower::lower(&document, &name, report)?;
    // What was read may be as large as what is made of it; of it only the trees are needed, by the audit.
    document.openapi = Default::default();
    let settled = settle::settle(api, report);
    if report.has_errors() {
        return None;
    }
    fidelity::audit(&document, settled.api(), report);
    let census = document.census;
    drop(document);
    let plan = plan::plan(&settled, &input.setting);
    let mut files = match print::print_all(&plan.sheets, |sheet| emit::sheet(&plan, sheet)) {
        Ok(files) => files,
        Err(bug) => {
            let hint = "please report it, with the document if you can";
            report.add(Problem::error(code::GENERATOR_BUG, &Pointer::root(), bug.to_string(), hint));
            return None;
        }
    };
    // The manifest tells the places, so they are found before it is printed.
    read::locate(&input.document, report);
    files.push(manifest(&plan, &files, report));
    let counts = counts(settled.api(), &files);
    let fidelity = Fidelity::of(census, settled.api(), report);
    Some(Done { files, counts, fidelity })
}

fn counts(api: &Api, files: &[File]) -> Counts {
    let declared = || api.operations.iter().filter(|operation| operation.alternative_of.is_none());
    let raw = declared().filter(|operation| operation.status == Status::Raw).count();
    Counts {
        operations: declared().count(),
        typed: declared().count() - raw,
        raw,
        schemas: api.schemas.len(),
        types: api.types.len(),
        resources: api.resources.len().saturating_sub(1),
        files: files.len(),
        lines: files.iter().map(|file| file.text.lines().count()).sum(),
        bytes: files.iter().map(|file| file.text.len()).sum(),
    }
}
