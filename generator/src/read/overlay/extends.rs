//! `extends`: the document that an overlay was written for.

use serde_json::Value;

use super::run::Run;
use crate::pointer::Pointer;
use crate::read::input::Source;
use crate::report::{Code, Problem};

const HINT: &str = "give the overlay to that document, or correct `extends`";

/// Reports an overlay that was written for another document.
pub(super) fn check(overlay: &Value, source: &Source, document: &Source, run: &mut Run<'_>) {
    let Some(extends) = overlay.get("extends") else { return };
    let at = Pointer::root_of(&source.name).child("extends");
    let Some(extends) = extends.as_str() else {
        return run.refuse(&at, "`extends` is no text", "write the URL of the document");
    };
    let own = run.document.get("$self").and_then(Value::as_str);
    // A copy of a document on the web usually keeps its name, but it need not.
    let is_other = match extends.split_once("://") {
        Some(_) => own.is_some_and(|own| own.contains("://") && own != extends),
        None => own != Some(extends) && place(&source.name, extends) != place("", &document.name),
    };
    if is_other {
        let message = format!("the overlay is for `{extends}`, not for `{}`", document.name);
        // A copy of a document may have another name, so this refuses nothing.
        let problem = match run.is_lenient {
            true => Problem::note(Code::UnmatchedOverlay, &at, message, HINT),
            false => Problem::warning(Code::UnmatchedOverlay, &at, message, HINT),
        };
        run.report.add(problem);
    }
}

/// Returns a path relative to the folder of a file, without `.` and `..` as far as possible.
fn place(file: &str, path: &str) -> Vec<String> {
    let path = path.strip_prefix("file:").unwrap_or(path);
    let decoded = super::super::percent_decode(path.split(['#', '?']).next().unwrap_or_default());
    let folder = file.rfind(['/', '\\']).map_or("", |slash| &file[..=slash]);
    let whole = if decoded.starts_with('/') { decoded.to_string() } else { format!("{folder}{decoded}") };
    let mut parts: Vec<String> = Vec::new();
    for part in whole.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| last != "..") => drop(parts.pop()),
            part => parts.push(part.to_owned()),
        }
    }
    parts
}
