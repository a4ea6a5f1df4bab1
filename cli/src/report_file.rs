//! The report of a run: diagnostics and counts as JSON.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use specsmith_generator::fidelity::Fidelity;
use specsmith_generator::pointer::Pointer;
use specsmith_generator::report::{Place, Severity};

use crate::code::{Code, Problem};
use crate::diagnostics::Counts;
use crate::paths::absolute;
use crate::pipeline::{Produced, Totals};

#[derive(Serialize)]
struct Report<'a> {
    generator: &'static str,
    /// False if the document was refused and nothing was written.
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
    /// Overall share, in percent.
    percent: f64,
    #[serde(flatten)]
    shares: &'a Fidelity,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    code: Code,
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

/// Returns the report as JSON text. Deterministic.
pub(crate) fn json(problems: &[Problem], produced: Option<&Produced>) -> String {
    let counts = Counts::of(problems);
    let report = Report {
        generator: concat!("specsmith ", env!("CARGO_PKG_VERSION")),
        generated: produced.is_some() && counts.errors == 0,
        totals: produced.map(|produced| produced.totals).unwrap_or_default(),
        counts,
        fidelity: produced
            .map(|produced| Faith { percent: produced.fidelity.overall().percent(), shares: &produced.fidelity }),
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

/// A report in a temporary file beside its path, moved there by [`Pending::keep`]; if dropped, deleted.
#[derive(Debug)]
pub(crate) struct Pending {
    paths: Option<(PathBuf, PathBuf)>,
}

/// The reason that there is no report.
enum Refusal {
    /// Something other than an earlier report is at its path.
    Taken(&'static str),
    /// Writing failed.
    Failed(io::Error),
}

impl Pending {
    /// Returns a pending report that writes nothing, for a run without `--report`.
    pub(crate) fn none() -> Self {
        Self { paths: None }
    }

    /// Writes the report beside its path. Refuses to replace inputs, outputs, folders, links and devices.
    pub(crate) fn write(path: &Path, json: &str, used: &[PathBuf]) -> Result<Self, Box<Problem>> {
        let refuse = |refusal| Box::new(unwritable(path, &refusal));
        check(path, used).map_err(refuse)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let part = path.with_file_name(format!(".{name}.specsmith-part"));
        if fs::symlink_metadata(&part).is_ok_and(|left| left.is_file()) {
            // A run that was killed left it.
            fs::remove_file(&part).map_err(|error| refuse(Refusal::Failed(error)))?;
        }
        // Only a new file: a link of that name would lead elsewhere.
        let mut file = File::create_new(&part).map_err(|error| refuse(Refusal::Failed(error)))?;
        let pending = Self { paths: Some((part, path.to_path_buf())) };
        file.write_all(json.as_bytes()).map_err(|error| refuse(Refusal::Failed(error)))?;
        Ok(pending)
    }

    /// Moves the report to its path.
    ///
    /// # Errors
    ///
    /// If that fails; an earlier report is then unchanged.
    pub(crate) fn keep(mut self) -> Result<(), Box<Problem>> {
        let Some((part, path)) = self.paths.take() else { return Ok(()) };
        fs::rename(&part, &path).map_err(|error| {
            let problem = unwritable(&path, &Refusal::Failed(error));
            self.paths = Some((part, path));
            Box::new(problem)
        })
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

/// Checks that a report may replace the file at its path.
fn check(path: &Path, used: &[PathBuf]) -> Result<(), Refusal> {
    let place = absolute(path);
    if used.iter().any(|used| absolute(used).starts_with(&place)) {
        return Err(Refusal::Taken("it is what the run reads or generates"));
    }
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Ok(()),
        Ok(found) if found.is_dir() => Err(Refusal::Taken("it is a folder")),
        Ok(found) if found.is_symlink() => Err(Refusal::Taken("it is a symbolic link")),
        Ok(_) => Err(Refusal::Taken("it is a pipe or a device")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Refusal::Failed(error)),
    }
}

fn unwritable(path: &Path, refusal: &Refusal) -> Problem {
    let file = path.display().to_string();
    let (why, hint) = match refusal {
        Refusal::Taken(why) => ((*why).to_owned(), "name a file of its own, with --report"),
        Refusal::Failed(error) => (error.to_string(), "name a file in a folder that exists, with --report"),
    };
    let message = format!("the report `{file}` cannot be written: {why}");
    Problem::error(Code::ReportIo, &Pointer::root(), message, hint).at(Place { file, line: 1, column: 1 })
}

#[cfg(test)]
mod tests {
    use specsmith_generator::fidelity::Share;

    use specsmith_generator::report;

    use super::*;

    #[test]
    fn a_report_has_every_diagnostic_with_its_place() {
        let place = Place { file: "a.yaml".to_owned(), line: 3, column: 7 };
        let problem =
            Problem::warning(report::Code::DanglingRef.into(), &Pointer::parse("#/a"), "what", "hint").at(place);
        let totals = Totals { operations: 3, typed: 2, raw: 1, ..Totals::default() };
        let operations = Share { exact: 2, total: 4 };
        let fidelity = Fidelity { operations, ..Fidelity::default() };
        let produced = Produced { files: Vec::new(), totals, fidelity, names: None, reasons: Vec::new() };
        let report: serde_json::Value = serde_json::from_str(&json(&[problem], Some(&produced))).unwrap();
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
        drop(Pending::write(&path, "{}", &[]).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        fs::write(folder.path().join(".report.json.specsmith-part"), "half of a ki").unwrap();
        Pending::write(&path, "{}", &[]).unwrap().keep().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"{}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        Pending::write(&path, "{ }", &[]).unwrap().keep().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"{ }");
        let refused = |path: &Path, used: &[PathBuf]| Pending::write(path, "{}", used).unwrap_err().code;
        assert_eq!(refused(&folder.path().join("no/report.json"), &[]), Code::ReportIo);
        assert_eq!(refused(folder.path(), &[]), Code::ReportIo);
    }

    #[test]
    fn a_report_is_not_written_over_what_the_run_uses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("openapi.yaml");
        fs::write(&path, "openapi: 3.1.0").unwrap();
        let same = folder.path().join("./openapi.yaml");
        let inner = folder.path().join("out/src/lib.rs");
        for (report, used) in [(&path, &same), (&same, &path), (&inner, &inner), (&folder.path().join("out"), &inner)] {
            let problem = Pending::write(report, "{}", std::slice::from_ref(used)).unwrap_err();
            assert!(problem.message.contains("reads or generates"), "{}", problem.message);
        }
        assert_eq!(fs::read(&path).unwrap(), b"openapi: 3.1.0");
    }

    #[cfg(unix)]
    #[test]
    fn a_report_is_not_written_over_a_link_or_a_device() {
        let folder = tempfile::tempdir().unwrap();
        let (mine, link) = (folder.path().join("mine"), folder.path().join("report.json"));
        fs::write(&mine, "precious").unwrap();
        std::os::unix::fs::symlink(&mine, &link).unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for path in [&link, &pipe, Path::new("/dev/null")] {
            assert_eq!(Pending::write(path, "{}", &[]).unwrap_err().code, Code::ReportIo, "{}", path.display());
        }
        // A link where the part would go leads nowhere.
        std::os::unix::fs::symlink(&mine, folder.path().join(".other.json.specsmith-part")).unwrap();
        assert_eq!(Pending::write(&folder.path().join("other.json"), "{}", &[]).unwrap_err().code, Code::ReportIo);
        assert_eq!(fs::read(&mine).unwrap(), b"precious");
    }
}
