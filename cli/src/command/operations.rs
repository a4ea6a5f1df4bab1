//! `specsmith operations`.

use std::io::Write;

use clap::ArgMatches;
use serde::{Deserialize, Serialize};
use specsmith_generator::api::{MethodReason, NameReason, ResourceReason};

use crate::columns;
use crate::job::Job;
use crate::pipeline::counted;
use crate::run::{End, Outcome, preview};
use crate::writer::MANIFEST;

#[derive(Deserialize)]
struct Manifest {
    operations: Vec<Operation>,
}

#[derive(Deserialize, Serialize)]
struct Operation {
    id: String,
    method: String,
    path: String,
    rust: String,
    /// Further methods that make the same request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    status: String,
    /// Reason for its resource and its name, with `--why`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

/// The form in which operations are listed.
#[derive(Clone, Copy)]
pub(super) struct Options {
    json: bool,
    why: bool,
    verbose: bool,
}

impl Options {
    /// Reads the options of the command line.
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let flag = |name| matches.get_flag(name);
        Self { json: flag("json"), why: flag("why"), verbose: flag("verbose") }
    }
}

/// The operations of a client.
#[derive(Serialize)]
struct Listed {
    #[serde(rename = "crate")]
    name: String,
    operations: Vec<Operation>,
}

/// Lists the operations of clients, as they would be generated.
pub(super) fn run(jobs: Vec<Job>, options: &Options) -> End {
    let Options { json, why, verbose } = *options;
    let mut listed = Vec::new();
    for job in jobs {
        let name = job.name.clone().unwrap_or_default();
        let (outcome, files, reasons) = preview(job);
        let manifest = files.into_iter().find(|file| file.path == MANIFEST);
        let Some(Manifest { mut operations }) = manifest.and_then(|file| serde_json::from_str(&file.text).ok()) else {
            outcome.print(verbose);
            return End::Refused;
        };
        for (operation, reason) in operations.iter_mut().zip(&reasons).filter(|_| why) {
            operation.why = Some(said(reason));
        }
        if verbose {
            Outcome { message: format!("{name}: {}", counted(operations.len(), "operation")), ..outcome }.print(true);
        }
        listed.push(Listed { name, operations });
    }
    // Strings only: this cannot fail.
    let text = if json { serde_json::to_string_pretty(&listed).unwrap_or_default() + "\n" } else { table(&listed) };
    // A reader that went away (`| head`) has seen enough.
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
    End::Done
}

fn table(listed: &[Listed]) -> String {
    let head = ["operation", "method", "path", "call", "status", "why"].map(str::to_owned).to_vec();
    let mut lines = vec![head];
    for operation in listed.iter().flat_map(|client| &client.operations) {
        let Operation { id, method, path, rust, aliases, status, why } = operation;
        let calls: Vec<String> = std::iter::once(rust).chain(aliases).map(|rust| call(rust)).collect();
        let cells = [id, method, path, &calls.join(", "), status, why.as_deref().unwrap_or_default()];
        lines.push(cells.map(crate::diagnostics::plain).to_vec());
    }
    // Without reasons, their column has a head alone.
    if listed.iter().flat_map(|client| &client.operations).all(|operation| operation.why.is_none()) {
        lines.iter_mut().for_each(|line| line.truncate(5));
    }
    columns::align(&lines, 6).join("\n") + "\n"
}

/// Returns the reasons for a name as a sentence.
fn said(reason: &NameReason) -> String {
    let resource = match reason.resource {
        ResourceReason::Given => "`x-specsmith-resource`",
        ResourceReason::Example => "sample in the document",
        ResourceReason::Tree => "path and `x-specsmith-tree`",
        ResourceReason::Path => "path",
    };
    let method = match reason.method {
        MethodReason::Given => "`x-specsmith-method`",
        MethodReason::Example => "sample in the document",
        MethodReason::Verb => "HTTP method",
        MethodReason::Path => "end of the path",
        MethodReason::Id => "`operationId`",
        MethodReason::Lock => "lock of names",
    };
    let taken = reason.taken.as_ref().map(|name| format!("; `{name}` is taken")).unwrap_or_default();
    format!("resource: {resource}; method: {method}{taken}")
}

/// Returns the Rust code of a call: `client.admin().roles().list(…)` for `admin.roles.list`.
fn call(dotted: &str) -> String {
    let mut parts: Vec<&str> = dotted.split('.').collect();
    let method = parts.pop().unwrap_or_default();
    let resources: String = parts.iter().map(|part| format!(".{part}()")).collect();
    format!("client{resources}.{method}(…)")
}
