//! Compares the requests of a generated crate with those that another SDK was seen to send for the same inputs.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::documents::Document;
use super::steps::{Failed, Places, judges};
use crate::workspace::workspace;

/// Longest that the script may take, in seconds.
const LIMIT: u64 = 300;

/// Generates the crate of a document, makes the recorded calls with it and prints how its requests differ from those that were recorded. True when
/// all are equal, or differ as is meant.
///
/// # Errors
///
/// When a step fails.
pub(crate) fn compare(document: &str, slug: &str, recordings: &[PathBuf]) -> Result<bool, String> {
    let places = Places::prepare(workspace().join("target/conformance")).map_err(said)?;
    let folder = places.out.join(slug);
    let path = folder.join("effective.yaml");
    let write = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, document));
    write.map_err(|error| format!("{}: {error}", path.display()))?;
    let document = Document { slug: slug.to_owned(), size: document.len() as u64, path };
    let script = |half: &str| {
        let mut command = Command::new(places.python());
        command.arg(judges().join("recordings.py")).arg(half).arg(&document.path).arg(&folder).args(recordings);
        command
    };
    places
        .run("read the recordings", script("make"), std::time::Duration::from_secs(LIMIT), &log(&folder, "make"))
        .map_err(said)?;
    places.write(&document).map_err(said)?;
    places.build(&[&document]).map_err(said)?;
    if !places.is_built(&document) {
        return Err(places.complaints(&document));
    }
    places.call(&document).map_err(said)?;
    let compared = script("compare").status().map_err(|error| error.to_string())?;
    Ok(compared.success())
}

fn log(folder: &Path, step: &str) -> PathBuf {
    folder.join("logs").join(step)
}

fn said(Failed { step, why }: Failed) -> String {
    format!("{step}: {why}")
}
