//! Runs the generator on a document, and checks the result.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use specsmith_generator::print::File;
use specsmith_generator::report::{Code, Problem, Report};
use specsmith_generator::{Output, generate as forge};

use super::clash::clashes;
use crate::fixtures::input;

/// Result of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The document was refused, with an error.
    Refused,
    /// A crate came out.
    Generated {
        /// Operations with types.
        typed: usize,
        /// Operations without.
        raw: usize,
    },
    /// A defect of Specsmith.
    Faulty(Fault),
}

/// A defect: its kind, and what tells it from others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// `panic`, `refused without an error`, `no Rust`, …
    pub kind: &'static str,
    /// Message and place.
    pub what: String,
}

/// Thoroughness of the check of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The printer's own check, and all files that are not Rust.
    Quick,
    /// Every file is parsed again and names are looked up for clashes; the run is repeated, and must give the same.
    Whole,
}

static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// Keeps panics from the terminal; [`judge`] tells them.
pub fn hush() {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let message = info.payload_as_str().unwrap_or("a payload that is no text");
        *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = format!("{place}: {message}");
    }));
}

/// Runs the generator on a document, for a crate of this name that finds the runtime at `runtime`.
///
/// # Errors
/// The report, when it refuses.
pub fn generate(document: &Value, name: &str, runtime: &str) -> Result<Output, Report> {
    forge(&input(name, "mutant.json", document.to_string().into_bytes(), runtime))
}

fn run(document: &Value) -> Result<Output, Report> {
    generate(document, "mutant", "../runtime")
}

/// Runs the generator on a document and judges what it did.
pub fn judge(document: &Value, depth: Depth) -> Verdict {
    let result = catch_unwind(AssertUnwindSafe(|| run(document)));
    let fault = |kind, what| Verdict::Faulty(Fault { kind, what });
    let output = match result {
        Err(_) => {
            return fault("panic", std::mem::take(&mut *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner)));
        }
        Ok(Ok(output)) => output,
        Ok(Err(report)) => {
            if let Some(text) = report.problems().iter().find_map(Problem::out_of_form) {
                return fault("a diagnostic out of form", text.to_owned());
            }
            return match report.problems().iter().find(|problem| problem.code == Code::GeneratorBug) {
                Some(bug) => fault("no Rust", bug.message.clone()),
                None if report.has_errors() => Verdict::Refused,
                None => fault("refused without an error", String::new()),
            };
        }
    };
    if let Some(text) = output.report.problems().iter().find_map(Problem::out_of_form) {
        return fault("a diagnostic out of form", text.to_owned());
    }
    match unsound(&output.files, depth) {
        Some(fault) => Verdict::Faulty(fault),
        None if depth == Depth::Whole && run(document).is_ok_and(|again| again.files != output.files) => {
            fault("another output from the same document", String::new())
        }
        None => Verdict::Generated { typed: output.counts.typed, raw: output.counts.raw },
    }
}

fn unsound(files: &[File], depth: Depth) -> Option<Fault> {
    let mut paths = BTreeSet::new();
    for file in files {
        let plain = file.path.split('/').all(|part| !part.is_empty() && !part.starts_with('.'));
        if !plain || file.path.contains('\\') || !paths.insert(file.path.to_lowercase()) {
            return Some(Fault { kind: "a path that is not plain, or there twice", what: file.path.clone() });
        }
        let broken =
            |what: String| Fault { kind: "a file that does not parse", what: format!("{}: {what}", file.path) };
        let complaint = match file.path.rsplit('.').next() {
            Some("toml") => file.text.parse::<toml::Table>().err().map(|error| error.to_string()),
            Some("json") => {
                serde_json::from_str::<serde::de::IgnoredAny>(&file.text).err().map(|error| error.to_string())
            }
            _ => None,
        };
        if let Some(complaint) = complaint {
            return Some(broken(complaint));
        }
        if depth == Depth::Whole && file.path.ends_with(".rs") {
            match syn::parse_file(&file.text) {
                Err(error) => return Some(broken(error.to_string())),
                Ok(parsed) => {
                    if let Some(clash) = clashes(&parsed).into_iter().next() {
                        return Some(Fault {
                            kind: "a name that is there twice",
                            what: format!("{}: {clash}", file.path),
                        });
                    }
                }
            }
        }
    }
    None
}
