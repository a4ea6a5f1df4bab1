//! The layers of the runtime.

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::modules::Arrow;
use crate::tidy::source::SourceFile;

/// The sources that have layers.
pub(super) const SOURCES: [&str; 2] = [MODEL, RUNTIME];

/// The crate of the two lowest layers: its folder `json`, and the rest of it. Cargo sees to it that they use nothing of the other crate.
const MODEL: &str = "runtime/model/src";

const RUNTIME: &str = "runtime/src";

/// The layers, bottom to top: a folder each; `model` is the crate of models and what the runtime adds to it.
/// `call` and `macros` are for generated code, `docs` are pages.
pub(super) const LAYERS: [&str; 14] = [
    "json",
    "model",
    "http",
    "transport",
    "operation",
    "config",
    "error",
    "request",
    "send",
    "response",
    "client",
    "macros",
    "call",
    "docs",
];

pub(super) fn check(files: &[SourceFile], arrows: &[Arrow], complaints: &mut Vec<Complaint>) {
    for file in files.iter().filter(|file| !file.path.ends_with("src/lib.rs")) {
        if layer(&file.path).is_none() {
            complaints.push(Complaint::new(Rule::Layers, &file.path, 0, "it is in the folder of no layer"));
        }
    }
    for arrow in arrows {
        if let (Some(from), Some(to)) = (layer(&arrow.from), layer(&arrow.to))
            && from < to
        {
            let found = format!("`{}` uses `{}` of `{}`", LAYERS[from], arrow.path, LAYERS[to]);
            complaints.push(Complaint::new(Rule::Layers, &arrow.from, arrow.line, found));
        }
    }
}

fn layer(path: &str) -> Option<usize> {
    let folder = match path.strip_prefix(MODEL) {
        Some(inside) => {
            if inside.starts_with("/json/") {
                "json"
            } else {
                "model"
            }
        }
        None => path.strip_prefix(RUNTIME)?.strip_prefix('/')?.split_once('/')?.0,
    };
    LAYERS.iter().position(|layer| *layer == folder)
}
