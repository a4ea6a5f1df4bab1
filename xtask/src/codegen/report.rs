//! The report: diagnostics and counts as JSON.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use specsmith_generator::fidelity::Fidelity;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::{Place, Problem, Severity};

use super::engine::{Forged, Totals};
use crate::diagnostics::Counts;

#[derive(Serialize)]
struct Report<'a> {
    generator: &'static str,
    /// False when the document was refused and nothing was written.
    generated: bool,
    #[serde(flatten)]
    totals: Totals,
    #[serde(flatten)]
    counts: Counts,
    /// Shares of parts that are represented exactly, and a list of those that are not.
    #[serde(skip_serializing_if = "Option::is_none")]
    fidelity: Option<Faith<'a>>,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Faith<'a> {
    /// Everything together, in percent.
    percent: f64,
    #[serde(flatten)]
    shares: &'a Fidelity,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    code: &'a str,
    severity: Severity,
    pointer: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<&'a Place>,
    message: &'a str,
    hint: &'a str,
}

/// The report as JSON text. The same run gives the same text.
pub(super) fn json(problems: &[Problem], forged: Option<&Forged>) -> String {
    let counts = Counts::of(problems);
    let report = Report {
        generator: concat!("specsmith ", env!("CARGO_PKG_VERSION")),
        generated: forged.is_some() && counts.errors == 0,
        totals: forged.map(|forged| forged.totals).unwrap_or_default(),
        counts,
        fidelity: forged.map(|forged| Faith { percent: forged.fidelity.overall().percent(), shares: &forged.fidelity }),
        diagnostics: problems.iter().map(diagnostic).collect(),
    };
    // Strings and numbers only: this cannot fail.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

fn diagnostic(problem: &Problem) -> Diagnostic<'_> {
    let place = problem.place.as_ref();
    Diagnostic {
        code: problem.code,
        severity: problem.severity,
        pointer: problem.pointer.as_str(),
        file: place.map(|place| place.file.as_str()),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        other: problem.other.as_ref(),
        message: &problem.message,
        hint: &problem.hint,
    }
}

/// A report that is written beside its place, and moved there by [`Pending::keep`]; dropped, it leaves nothing.
#[derive(Debug)]
pub(super) struct Pending {
    paths: Option<(PathBuf, PathBuf)>,
}

impl Pending {
    /// No report was asked for.
    pub(super) fn none() -> Self {
        Self { paths: None }
    }

    /// Writes the report beside its place.
    pub(super) fn write(path: &Path, json: &str) -> Result<Self, Box<Problem>> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = path.with_file_name(name);
        let pending = Self { paths: Some((part.clone(), path.to_path_buf())) };
        let free = if path.is_dir() { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok(()) };
        free.and_then(|()| fs::write(&part, json)).map_err(|error| Box::new(unwritable(path, &error)))?;
        Ok(pending)
    }

    /// Moves the report to its place.
    pub(super) fn keep(mut self) {
        if let Some((part, path)) = self.paths.take() {
            // Both are in one folder, and `write` has just made a file there.
            if fs::rename(&part, path).is_err() {
                self.paths = Some((part, PathBuf::new()));
            }
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if let Some((part, _)) = &self.paths {
            // It may not have come into being.
            let _ = fs::remove_file(part);
        }
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    let file = path.display().to_string();
    Problem::error(
        "report-io",
        &Pointer::root(),
        format!("the report `{file}` cannot be written: {error}"),
        "name a file in a folder that exists, with --report",
    )
    .at(Place { file, line: 1, column: 1 })
}

#[cfg(test)]
mod tests {
    use specsmith_generator::fidelity::Share;

    use super::*;

    #[test]
    fn a_report_has_every_diagnostic_with_its_place() {
        let place = Place { file: "a.yaml".to_owned(), line: 3, column: 7 };
        let problem = Problem::warning("dangling-ref", &Pointer::parse("#/a"), "what", "hint").at(place);
        let totals = Totals { operations: 3, typed: 2, raw: 1, ..Totals::default() };
        let operations = Share { exact: 2, total: 4 };
        let fidelity = Fidelity { operations, ..Fidelity::default() };
        let forged = Forged { files: Vec::new(), totals, fidelity };
        let report: serde_json::Value = serde_json::from_str(&json(&[problem], Some(&forged))).unwrap();
        assert_eq!(report["operations"], 3);
        assert_eq!((&report["typed"], &report["raw"]), (&2.into(), &1.into()));
        assert_eq!(report["warnings"], 1);
        assert_eq!(report["generated"], true);
        assert_eq!(report["fidelity"]["percent"], 50.0);
        assert_eq!(report["fidelity"]["operations"]["exact"], 2);
        let expected = serde_json::json!({
            "code": "dangling-ref", "severity": "warning", "pointer": "#/a", "file": "a.yaml", "line": 3, "column": 7,
            "message": "what", "hint": "hint",
        });
        assert_eq!(report["diagnostics"][0], expected);
    }

    #[test]
    fn a_report_comes_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        drop(Pending::write(&path, "{}").unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        Pending::write(&path, "{}").unwrap().keep();
        assert_eq!(fs::read(&path).unwrap(), b"{}");
        assert_eq!(Pending::write(&folder.path().join("no/report.json"), "{}").unwrap_err().code, "report-io");
        assert_eq!(Pending::write(folder.path(), "{}").unwrap_err().code, "report-io");
    }
}
