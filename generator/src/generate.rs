//! The whole run, from bytes to files.

use crate::api::{Api, MethodReason, NameReason, Operation, Status};
use crate::fidelity::Fidelity;
use crate::lock::Lock;
use crate::lower::Target;
use crate::manifest::manifest;
use crate::plan::package::{Layout, Setting};
use crate::plan::{FilePlan, Plan};
use crate::pointer::Pointer;
use crate::print::{Bug, File, Memory};
use crate::read::{Census, Document, Overrides, Resources, Selection};
use crate::report::{Code, Problem, Report};
use crate::resolve::Resolved;
use crate::surface::Surface;
use crate::{emit, fidelity, lower, plan, print, read, resolve};

/// All that an output depends on.
#[derive(Clone, Debug)]
pub struct Input {
    /// The document, its other files, overlays and selection.
    pub document: read::Input,
    /// Name of the crate; by default from the document's title.
    pub name: Option<String>,
    /// Workspace that the crate is written to.
    pub setting: Setting,
}

/// Result of a run.
#[derive(Clone, Debug)]
pub struct Output {
    /// The files of the crate in the order of their paths, the manifest last.
    pub files: Vec<File>,
    /// Warnings and notes.
    pub report: Report,
    /// Counts of operations, types and files.
    pub counts: Counts,
    /// Share of the document that the crate represents exactly.
    pub fidelity: Fidelity,
    /// The names of the crate by their keys; none without a lock.
    pub names: Lock,
    /// The reasons of the names of operations, in the manifest's order.
    pub reasons: Vec<NameReason>,
}

/// Counts of an output.
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
/// The report, if the input is not an OpenAPI document or contains an error.
pub fn generate(input: &Input) -> Result<Output, Report> {
    generate_locked(input, None)
}

/// Generates a crate with the names of a lock.
///
/// # Errors
/// The report, if the input is not an OpenAPI document or contains an error.
pub fn generate_locked(input: &Input, lock: Option<&Lock>) -> Result<Output, Report> {
    let mut report = Report::new();
    let done = run(input, lock, &mut report);
    output(done, input, report)
}

/// Generates a crate with the names of a lock, and the texts that the last run has left in a memory: for a program that generates the same crate again and
/// again. The output is that of [`generate_locked`]. `meanwhile` receives the public interface with the warnings and notes, once nothing can be refused
/// any more, while files are printed.
///
/// # Errors
/// The report, if the input is not an OpenAPI document or contains an error.
pub fn generate_again(
    input: &Input,
    lock: Option<&Lock>,
    memory: &mut Memory,
    meanwhile: impl FnOnce(Surface, &Report),
) -> Result<Output, Report> {
    let mut report = Report::new();
    let done = modelled(input, lock, &mut report).and_then(|(document, resolved)| {
        let plan = plan::plan(&resolved, &input.setting);
        let mut census = Census::default();
        let weight = |file: &FilePlan| plan.weight(file);
        let rest = || {
            fidelity::audit(&document, resolved.api(), &mut report);
            census = document.census;
            drop(document);
            read::locate(&input.document, &mut report);
            meanwhile(Surface::of(&resolved, &plan), &report);
        };
        let files = print::print_again(&plan.files, weight, |file| emit::file(&plan, file), Some(memory), rest);
        done(&plan, &resolved, census, lock, files, &mut report)
    });
    output(done, input, report)
}

fn output(done: Option<Done>, input: &Input, mut report: Report) -> Result<Output, Report> {
    match done {
        Some(done) if !report.has_errors() => {
            let Done { files, counts, fidelity, names, reasons } = done;
            Ok(Output { files, report, counts, fidelity, names, reasons })
        }
        _ => {
            read::locate(&input.document, &mut report);
            Err(report)
        }
    }
}

/// Returns the document from which a crate is generated, after overlays and selection.
///
/// # Errors
/// The report, if the input is not a document or contains an error.
pub fn effective(input: &Input) -> Result<(serde_json::Value, Report), Report> {
    let mut report = Report::new();
    let value = read::effective(&input.document, &resources(input, None), &mut report);
    read::locate(&input.document, &mut report);
    match value {
        Some(value) if !report.has_errors() => Ok((value, report)),
        _ => Err(report),
    }
}

/// Returns the public interface of the crate that would be generated, with warnings and notes. Nothing is printed.
///
/// # Errors
/// The report, if the input is not an OpenAPI document or contains an error.
pub fn surface(input: &Input) -> Result<(Surface, Report), Report> {
    surface_locked(input, None)
}

/// Returns the public interface with the names of a lock.
///
/// # Errors
/// The report, if the input is not an OpenAPI document or contains an error.
pub fn surface_locked(input: &Input, lock: Option<&Lock>) -> Result<(Surface, Report), Report> {
    let mut report = Report::new();
    let resolved = resolved(input, lock, &mut report);
    let surface = resolved.map(|resolved| Surface::of(&resolved, &plan::plan(&resolved, &input.setting)));
    read::locate(&input.document, &mut report);
    match surface {
        Some(surface) if !report.has_errors() => Ok((surface, report)),
        _ => Err(report),
    }
}

/// Returns the names that the crate would have, with those of a lock. Nothing is printed.
///
/// # Errors
/// The report, if the input is not an OpenAPI document or contains an error.
pub fn names(input: &Input, lock: &Lock) -> Result<Lock, Report> {
    let mut report = Report::new();
    resolved(input, Some(lock), &mut report).map(|resolved| resolved.names().clone()).ok_or(report)
}

fn resolved(input: &Input, lock: Option<&Lock>, report: &mut Report) -> Option<Resolved> {
    let mut document = read::read_selected(&input.document, &resources(input, lock), report)?;
    let api = lowered(input, &document, lock, report)?;
    // Frees the document's parsed parts, which may be as large as the model.
    (document.openapi, document.schemas) = Default::default();
    drop(document);
    let resolved = resolve::resolve_locked(api, lock, report);
    (!report.has_errors()).then_some(resolved)
}

/// Lowers the document for the output that the input asks for.
fn lowered(input: &Input, document: &Document, lock: Option<&Lock>, report: &mut Report) -> Option<Api> {
    let crate_name = input.name.as_deref().unwrap_or(&document.openapi.info.title);
    let target = Target { crate_name, is_module: input.setting.layout == Layout::Module, lock };
    lower::lower_for(document, target, report)
}

/// Returns the resource of each operation, if a selection needs it: it is known only after the whole document was lowered.
fn resources(input: &Input, lock: Option<&Lock>) -> Resources {
    let document = &input.document;
    if !document.selection.asks_for_resources() && !document.overrides.asks_for_resources() {
        return Resources::new();
    }
    let (selection, overrides) = (Selection::default(), Overrides::default());
    let whole = read::Input { selection, overrides, ..document.clone() };
    // These diagnostics are dropped: the second read reports them.
    let mut report = Report::new();
    let api = read::read(&whole, &mut report).and_then(|document| lowered(input, &document, lock, &mut report));
    let Some(api) = api else { return Resources::new() };
    let resource = |operation: &Operation| api.resources[operation.resource.0].path.join(".");
    let key = |operation: &Operation| (operation.path_key.clone(), operation.method.clone());
    api.operations.iter().map(|operation| (key(operation), resource(operation))).collect()
}

/// Result of a run besides the report.
struct Done {
    files: Vec<File>,
    counts: Counts,
    fidelity: Fidelity,
    names: Lock,
    reasons: Vec<NameReason>,
}

fn run(input: &Input, lock: Option<&Lock>, report: &mut Report) -> Option<Done> {
    let (document, resolved) = modelled(input, lock, report)?;
    fidelity::audit(&document, resolved.api(), report);
    let census = document.census;
    drop(document);
    let plan = plan::plan(&resolved, &input.setting);
    let files = print::print_all(&plan.files, |file| plan.weight(file), |file| emit::file(&plan, file));
    // The manifest tells the places, so they are found before it is printed.
    read::locate(&input.document, report);
    done(&plan, &resolved, census, lock, files, report)
}

/// Returns the model, and what the audit needs of the document; `None` if the document is refused.
fn modelled(input: &Input, lock: Option<&Lock>, report: &mut Report) -> Option<(Document, Resolved)> {
    let resources = resources(input, lock);
    let mut document = read::read_selected(&input.document, &resources, report)?;
    let api = lowered(input, &document, lock, report)?;
    // Frees the document's parsed parts, which may be as large as the model; the audit needs only the JSON trees.
    (document.openapi, document.schemas) = Default::default();
    (document.paths, document.webhooks, document.callbacks) = Default::default();
    let resolved = resolve::resolve_locked(api, lock, report);
    (!report.has_errors()).then_some((document, resolved))
}

/// Adds the manifest to the printed files.
fn done(
    plan: &Plan<'_>,
    resolved: &Resolved,
    census: Census,
    lock: Option<&Lock>,
    files: Result<Vec<File>, Bug>,
    report: &mut Report,
) -> Option<Done> {
    let mut files = match files {
        Ok(files) => files,
        Err(bug) => {
            let hint = "please report it, with the document if you can";
            report.add(Problem::error(Code::GeneratorBug, &Pointer::root(), bug.to_string(), hint));
            return None;
        }
    };
    files.push(manifest(plan, &files, lock.map(|_| resolved.names()), report));
    let counts = counts(resolved.api(), &files);
    let fidelity = Fidelity::of(census, resolved.api(), report);
    let names = resolved.names().clone();
    let reasons = reasons(resolved.api());
    Some(Done { files, counts, fidelity, names, reasons })
}

/// Returns the reasons of the names of the document's operations. A name that is not the inferred one is the lock's.
fn reasons(api: &Api) -> Vec<NameReason> {
    let declared = api.operations.iter().filter(|operation| operation.alternative_of.is_none());
    let reason = |operation: &Operation| match operation.name == operation.name_reason.inferred {
        true => operation.name_reason.clone(),
        false => NameReason { method: MethodReason::Lock, taken: None, ..operation.name_reason.clone() },
    };
    declared.map(reason).collect()
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
