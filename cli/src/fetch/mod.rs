//! `specsmith fetch`: downloads documents into the repository. Generation needs no network.

mod http;
mod lock;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use specsmith_generator::pointer::Pointer;
use specsmith_generator::read::{self, Source};
use specsmith_generator::report::{Place, Report};

use crate::code::{Code, Problem};
use crate::run::{End, Outcome};
pub(crate) use http::is_allowed;
use http::{Answer, Known};
use lock::{Entry, Lock};

/// Name of the lock, which is in the folder of `specsmith.toml`.
pub(crate) const LOCK: &str = "specsmith.fetch.lock";

/// A document to fetch.
#[derive(Clone, Debug)]
pub(crate) struct Download {
    /// Path to write it to.
    pub(crate) document: PathBuf,
    /// The path as written in the configuration: the key in the lock.
    pub(crate) key: String,
    /// The URL.
    pub(crate) url: String,
    /// Place of the URL in the configuration.
    pub(crate) place: Option<Place>,
}

/// The options of fetching.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    /// Writes nothing, and reports documents that are out of date.
    pub(crate) check: bool,
    /// Overwrites documents that were edited.
    pub(crate) force: bool,
}

/// Fetches documents, and updates the lock beside the configuration. Returns an outcome for each document.
pub(crate) fn run(folder: &Path, wanted: &[Download], options: Options) -> Vec<Outcome> {
    let path = folder.join(LOCK);
    let mut lock = match Lock::read(&path) {
        Ok(lock) => lock,
        Err(problem) => return vec![refused(*problem)],
    };
    let before = lock.clone();
    let mut outcomes: Vec<Outcome> = wanted.iter().map(|wanted| fetch(wanted, &mut lock, options)).collect();
    if lock != before
        && !options.check
        && let Err(problem) = write(&path, lock.text().as_bytes())
    {
        outcomes.push(refused(*problem));
    }
    outcomes
}

fn fetch(wanted: &Download, lock: &mut Lock, options: Options) -> Outcome {
    match try_fetch(wanted, lock, options) {
        Ok((end, message)) => Outcome { end, problems: Vec::new(), message, stale: None, sources: Vec::new() },
        Err(problem) => refused(match &wanted.place {
            Some(place) if problem.place.is_none() => problem.at(place.clone()),
            _ => *problem,
        }),
    }
}

fn try_fetch(wanted: &Download, lock: &mut Lock, options: Options) -> Result<(End, String), Box<Problem>> {
    let name = wanted.document.display();
    let kept = fs::read(&wanted.document).ok();
    let sum = kept.as_deref().map(sha256);
    let entry = lock.entry(&wanted.key);
    let is_own = entry.is_some() && entry.map(|entry| &entry.sha256) == sum.as_ref();
    // A tag is the word of one URL alone.
    let known = entry.filter(|entry| is_own && entry.url == wanted.url).and_then(|entry| entry.etag.clone());
    let (bytes, etag) = match http::get(&wanted.url, Known { etag: known.as_deref() })? {
        Answer::Unchanged => return Ok((End::Done, format!("{name}: unchanged at {}", wanted.url))),
        Answer::Document { bytes, etag } => (bytes, etag),
    };
    check(&wanted.url, &bytes)?;
    let fetched = Entry { url: wanted.url.clone(), etag, sha256: sha256(&bytes) };
    let is_same = sum.as_ref() == Some(&fetched.sha256);
    if options.check && !is_same {
        return Ok((End::Stale, format!("{name}: out of date; run `specsmith fetch`")));
    }
    // A file that no lock knows may be the work of a person, and so may one that differs from its lock.
    if !is_same && kept.is_some() && !is_own && !options.force {
        let message = format!("`{name}` is not as it was fetched, and would be overwritten");
        let hint = "keep changes in an overlay, then fetch with `--force`";
        return Err(Box::new(Problem::error(Code::EditedDocument, &Pointer::root(), message, hint)));
    }
    let message = match is_same {
        true => format!("{name}: unchanged at {}", wanted.url),
        false => format!("{name}: {} bytes from {}, sha256 {}", bytes.len(), wanted.url, fetched.sha256),
    };
    if !options.check {
        if !is_same {
            write(&wanted.document, &bytes)?;
        }
        lock.set(&wanted.key, fetched);
    }
    Ok((End::Done, message))
}

/// Refuses a response that is not an OpenAPI document, for example a login page.
fn check(url: &str, bytes: &[u8]) -> Result<(), Box<Problem>> {
    let input = read::Input::new(Source { name: url.to_owned(), bytes: bytes.to_vec() });
    let mut report = Report::new();
    if read::read(&input, &mut report).is_some() {
        return Ok(());
    }
    let why = report.problems().iter().find(|problem| problem.severity == specsmith_generator::report::Severity::Error);
    let why = why.map(|problem| format!(": {}", problem.message)).unwrap_or_default();
    let message = format!("what `{url}` gives is no OpenAPI document{why}");
    Err(Box::new(Problem::error(Code::FetchFailed, &Pointer::root(), message, "check the URL in a browser")))
}

fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// Writes a file under a temporary name, then moves it to its path.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<Problem>> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), fs::create_dir_all);
    let written = made.and_then(|()| fs::write(&beside, bytes)).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // The first error is the one to tell.
        let _ = fs::remove_file(&beside);
        let message = format!("`{}` cannot be written: {error}", path.display());
        Box::new(Problem::error(Code::OutputIo, &Pointer::root(), message, "check the folder's permissions"))
    })
}

fn refused(problem: Problem) -> Outcome {
    let message = "nothing was written".to_owned();
    Outcome { end: End::Refused, problems: vec![problem], message, stale: None, sources: Vec::new() }
}
