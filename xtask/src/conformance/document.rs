//! Work on one document, in a process of its own: generates the crate, and writes the program beside it.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use specsmith_generator::api::{Api, Status};
use specsmith_generator::fidelity::Fidelity;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::Report;
use specsmith_generator::{Input, Setting, generate, lower, plan, read, resolve};

use super::calls::Prepared;
use super::declared::Declared;
use super::program::{self, Names};
use super::{documents, files};
use crate::workspace::workspace;

/// Result of the process for the document: `written.json`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Summary {
    /// Operations of the document.
    pub(super) operations: usize,
    /// Operations without types of their own.
    pub(super) raw: usize,
    pub(super) calls: usize,
    pub(super) skipped: usize,
    /// Calls some of whose members are given beside the types.
    pub(super) loose: usize,
    /// Lines of Rust of the crate.
    pub(super) lines: usize,
    /// Pointers of the operations that the report does not call exact.
    pub(super) inexact: BTreeSet<String>,
}

/// Generates the crate of a document into `folder/client`, and writes `folder/program` for the calls of `folder/calls.json`.
///
/// # Errors
///
/// When the document is refused, or a file cannot be read or written.
pub(super) fn write(document: &Path, folder: &Path) -> Result<Summary, String> {
    let slug = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = documents::client(&slug);
    let prepared = Prepared::read(&folder.join("calls.json"))?;
    let document = specsmith::document(document).map_err(|problem| problem.message.clone())?;
    let runtime = workspace().join("runtime");
    let setting = Setting::with_runtime_at(runtime.to_string_lossy());
    let input = Input { document, name: Some(name.clone()), setting };
    let output = generate(&input).map_err(|report| refused(&report))?;
    let texts = output.files.iter().map(|file| (PathBuf::from(&file.path), file.text.clone())).collect();
    files::replace(&folder.join("client"), &texts).map_err(|error| format!("the crate cannot be written: {error}"))?;

    // The same once more, for the model behind the files.
    let mut report = Report::new();
    let model = read::read(&input.document, &mut report).and_then(|read| lower::lower(&read, &name, &mut report));
    let resolved = resolve::resolve(model.ok_or_else(|| refused(&report))?, &mut report);
    let plan = plan::plan(&resolved, &input.setting);
    let features: Vec<String> = resolved.features().iter().map(|feature| feature.name.as_str().to_owned()).collect();
    let names = Names {
        program: &documents::program(&slug),
        client: &plan.package.name,
        features: &features,
        runtime: &runtime,
    };
    let declared = Declared::read(&folder.join("document.json"));
    let write = || -> std::io::Result<Summary> {
        fs::write(folder.join("responses.txt"), program::responses(&prepared))?;
        let outcome = program::write(&plan, &declared, &prepared, &folder.join("program"), &names)?;
        fs::write(folder.join("skipped.json"), serde_json::to_string_pretty(&outcome.skipped)?)?;
        let getters: Vec<&str> = plan.api.headers.iter().map(|header| header.wire.as_str()).collect();
        fs::write(folder.join("getters.json"), serde_json::to_string_pretty(&getters)?)?;
        let raw = plan.api.operations.iter().filter(|operation| operation.status == Status::Raw);
        Ok(Summary {
            operations: output.counts.operations,
            raw: raw.count(),
            calls: prepared.calls.len(),
            skipped: outcome.skipped.len(),
            loose: outcome.loose,
            lines: output.counts.lines,
            inexact: inexact(plan.api, &output.fidelity),
        })
    };
    write().map_err(|error| format!("the program cannot be written: {error}"))
}

/// Returns the operations without types of their own, or with a loss inside.
fn inexact(api: &Api, fidelity: &Fidelity) -> BTreeSet<String> {
    let origins: HashSet<&Pointer> = api.operations.iter().map(|operation| &operation.origin).collect();
    let raw = api.operations.iter().filter(|operation| operation.status == Status::Raw);
    let mut found: BTreeSet<String> = raw.map(|operation| operation.origin.to_string()).collect();
    for loss in &fidelity.losses {
        let above = std::iter::successors(Some(loss.pointer.clone()), Pointer::parent);
        found.extend(above.filter(|pointer| origins.contains(pointer)).map(|pointer| pointer.to_string()));
    }
    found
}

fn refused(report: &Report) -> String {
    let errors =
        report.problems().iter().filter(|problem| problem.severity == specsmith_generator::report::Severity::Error);
    let said: Vec<String> = errors.map(|problem| format!("{}: {}", problem.pointer, problem.message)).collect();
    format!("refused: {}", said.join("; "))
}
