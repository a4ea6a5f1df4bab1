//! Generates one document in a process of its own.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::{Duration, Instant};

use serde::Deserialize;
use specsmith_generator::naming::CrateName;

use super::crates::Home;
use super::documents::Document;
use super::row::{Fidelity, Outcome, Row};
use crate::child::{self, Ran};
use crate::writer::MANIFEST;

/// Longest a document may take.
const LIMIT: Duration = Duration::from_secs(180);
/// Longest piece of a complaint that is kept, in lines.
const LINES: usize = 12;

/// The report that `codegen` writes.
#[derive(Deserialize)]
struct Report {
    diagnostics: Vec<Diagnostic>,
    fidelity: Option<Fidelity>,
    #[serde(flatten)]
    counts: BTreeMap<String, serde_json::Value>,
}

#[derive(Deserialize)]
struct Diagnostic {
    code: String,
    pointer: String,
}

#[derive(Deserialize)]
struct Manifest {
    operations: Vec<Operation>,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
struct Operation {
    id: String,
    status: String,
    method: String,
    path: String,
}

/// Generates a document and reads what the run says of it.
pub(super) fn generate(document: &Document, out: &Path) -> Row {
    let start = Instant::now();
    let mut row = Row {
        slug: document.slug.clone(),
        outcome: Outcome::Crashed,
        why: None,
        seconds: 0.0,
        peak_mb: 0,
        counts: BTreeMap::new(),
        codes: BTreeMap::new(),
        fidelity: None,
        unexplained: Vec::new(),
        build: None,
        doc: None,
        examples: None,
    };
    let tried = attempt(document, out);
    row.seconds = start.elapsed().as_secs_f64();
    match tried {
        Ok(Ran { status, cost }) => {
            row.outcome = status.map_or(Outcome::TimedOut, outcome);
            row.peak_mb = cost.peak / 1024 / 1024;
        }
        Err(error) => row.why = Some(error.to_string()),
    }
    if row.outcome != Outcome::Generated && row.why.is_none() {
        row.why = Some(complaint(&log(document, out, "err")));
    }
    read_report(&mut row, &report_path(document, out));
    if row.generated() {
        read_manifest(&mut row, &Home::client_of(out, &document.slug).join(MANIFEST));
    }
    row
}

fn report_path(document: &Document, out: &Path) -> PathBuf {
    out.join("reports").join(format!("{}.json", document.slug))
}

fn attempt(document: &Document, out: &Path) -> io::Result<Ran> {
    let report = report_path(document, out);
    fs::create_dir_all(report.parent().unwrap_or(out))?;
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut command = Command::new(std::env::current_exe()?);
    command
        .arg("codegen")
        .args(["--name", CrateName::new(&document.slug).as_str()])
        .arg("--spec")
        .arg(&document.path)
        .arg("--out")
        .arg(Home::client_of(out, &document.slug))
        .arg("--report")
        .arg(&report);
    child::run(command, LIMIT, &log(document, out, "out"), &log(document, out, "err"))
}

/// Returns the path of the log of a run.
fn log(document: &Document, out: &Path, stream: &str) -> PathBuf {
    out.join("logs").join(format!("{}.generate.{stream}", document.slug))
}

fn outcome(status: ExitStatus) -> Outcome {
    match status.code() {
        Some(0) => Outcome::Generated,
        Some(2) => Outcome::Refused,
        _ => Outcome::Crashed,
    }
}

/// Returns the first lines of a log that say something is wrong.
fn complaint(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let wrong = |line: &&str| line.starts_with("error") || line.contains("panicked") || line.contains("overflowed");
    let start = lines.iter().position(wrong).unwrap_or(0);
    lines[start..].iter().take(LINES).copied().collect::<Vec<_>>().join("\n")
}

fn read_report(row: &mut Row, path: &Path) {
    let report = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Report>(&bytes).ok());
    let Some(report) = report else { return };
    row.counts = report.counts.into_iter().filter_map(|(name, value)| Some((name, value.as_u64()?))).collect();
    row.fidelity = report.fidelity;
    for diagnostic in report.diagnostics {
        *row.codes.entry(diagnostic.code).or_default() += 1;
    }
}

/// Looks for untyped operations that no diagnostic explains.
fn read_manifest(row: &mut Row, path: &Path) {
    let manifest = fs::read(path).ok().and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    let Some(manifest) = manifest else {
        row.unexplained.push("the manifest cannot be read".to_owned());
        return;
    };
    for operation in manifest.operations.iter().filter(|operation| operation.status != "typed") {
        let path = operation.path.replace('~', "~0").replace('/', "~1");
        let origin = format!("#/paths/{path}/{}", operation.method.to_lowercase());
        let explains = |diagnostic: &Diagnostic| diagnostic.pointer.starts_with(&origin);
        if !manifest.diagnostics.iter().any(explains) {
            row.unexplained.push(operation.id.clone());
        }
    }
}
