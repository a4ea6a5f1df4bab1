//! `cargo xtask conformance`: every operation of each document is called through the generated crate, and implementations that are not ours
//! judge what is sent and what is read.
//!
//! The foreign half (`xtask/conformance`, Python) makes inputs and responses from the document and gives the verdicts. This half generates the
//! crate, writes a program that makes the calls through the typed methods, builds and runs it, and counts. They exchange files:
//! `calls.json`, `record.jsonl`, `skipped.json` and `verdicts.json`, in a folder for each document.

mod base64;
mod call;
mod calls;
mod client;
mod declared;
mod document;
mod documents;
mod excuses;
mod express;
mod files;
mod headers;
mod json;
mod matching;
mod media;
mod outcome;
mod program;
pub(crate) mod recorded;
mod steps;
mod table;
mod verdicts;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;
use std::{fs, io, thread};

use crate::cli::Conformance;
use crate::progress::Progress;
use crate::refuse::refuse;
use crate::workspace::workspace;
use documents::Document;
use specsmith::paths::absolute;
use steps::{Failed, Places};
use table::Row;
use verdicts::Figures;

/// Documents up to this size stay built, for the next run.
const KEPT: u64 = 100_000;

/// Runs the command and prints the table.
pub(crate) fn run(args: &Conformance) -> ExitCode {
    let out = args.out.as_ref().map_or_else(|| workspace().join("target/conformance"), |out| absolute(out));
    if let Some(document) = &args.write {
        return write(document, &out);
    }
    let documents = match documents::find(&args.dirs, &args.only) {
        Ok(documents) => documents,
        Err(message) => return refuse(&message),
    };
    let progress = Progress::start("installing the judges");
    let places = match Places::prepare(out.clone()) {
        Ok(places) => places,
        Err(Failed { step, why }) => return refuse(&format!("{step}: {why}")),
    };
    let mut rows: Vec<Row> = Vec::with_capacity(documents.len());
    for batch in documents::batches(&documents) {
        let done = rows.len();
        let say = |what: &str| {
            let (first, last) = (done + 1, done + batch.len());
            let of = if first == last { first.to_string() } else { format!("{first} to {last}") };
            progress.step(format!("{what} {} ({of} of {})", batch[0].slug, documents.len()));
        };
        rows.extend(judge(&places, &batch, say));
    }
    drop(progress);
    let stale = match excuses::stale(&steps::judges().join("excuses.toml"), &rows, args.own && args.only.is_empty()) {
        Ok(stale) => stale,
        Err(message) => return refuse(&message),
    };
    rows.sort_by(|a, b| a.slug.cmp(&b.slug));
    let json = args.json.clone().unwrap_or_else(|| out.join("conformance.json"));
    if let Err(error) = print(&rows, &stale, &json) {
        return refuse(&format!("`{}` cannot be written: {error}", json.display()));
    }
    ExitCode::from(u8::from(!stale.is_empty() || !rows.iter().all(Row::meets_the_bar)))
}

/// Runs the process for one document.
fn write(document: &Path, folder: &Path) -> ExitCode {
    let written = document::write(document, folder).and_then(|summary| {
        let text = serde_json::to_string_pretty(&summary).map_err(|error| error.to_string())?;
        fs::write(folder.join("written.json"), text).map_err(|error| error.to_string())
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => refuse(&message),
    }
}

/// Takes the documents of a batch through all steps.
fn judge(places: &Places, batch: &[Document], say: impl Fn(&str)) -> Vec<Row> {
    say("preparing");
    let prepared = parallel(batch, |document| {
        let start = Instant::now();
        let done = places.calls(document).and_then(|()| places.write(document));
        (done, start.elapsed().as_secs_f64())
    });
    let ready: Vec<&Document> =
        batch.iter().zip(&prepared).filter(|(_, (done, _))| done.is_ok()).map(|(document, _)| document).collect();
    say("building");
    let built = if ready.is_empty() { Ok(()) } else { places.build(&ready) };
    say("judging");
    let pairs: Vec<_> = batch.iter().zip(prepared).collect();
    let rows = parallel(&pairs, |(document, (done, seconds))| {
        let start = Instant::now();
        let figures = done.clone().and_then(|()| finish(places, document, &built));
        let seconds = seconds + start.elapsed().as_secs_f64();
        let slug = document.slug.clone();
        match figures {
            Ok(figures) => Row { slug, failed: None, figures, seconds },
            Err(Failed { step, why }) => {
                Row { slug, failed: Some(format!("{step}: {why}")), figures: Figures::default(), seconds }
            }
        }
    });
    let large: Vec<&Document> = ready.into_iter().filter(|document| document.size > KEPT).collect();
    if !large.is_empty() {
        places.tidy(&large);
    }
    rows
}

/// Finishes a document, once all are built.
fn finish(places: &Places, document: &Document, built: &Result<(), Failed>) -> Result<Figures, Failed> {
    if !places.is_built(document) {
        let complaints = places.complaints(document);
        let why = built.as_ref().err().map(|failed| failed.why.clone()).filter(|_| complaints.is_empty());
        return Err(Failed { step: "build", why: why.unwrap_or(complaints) });
    }
    places.call(document)?;
    places.verdicts(document)?;
    Figures::of(&places.folder(document)).map_err(|why| Failed { step: "count", why })
}

/// Does something for all of a list, on all cores.
fn parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(items.len().max(1));
    let next = AtomicUsize::new(0);
    let done: Vec<Mutex<Option<R>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let turn = || {
        while let Some((item, slot)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            items.get(index).zip(done.get(index))
        } {
            let result = work(item);
            // Nothing panics while it holds the lock.
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }
    };
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(turn);
        }
    });
    done.into_iter().filter_map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

fn print(rows: &[Row], stale: &[String], json: &Path) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    // A reader that went away (`| head`) has seen enough.
    let _ = table::print(&mut stdout, rows, stale).and_then(|()| stdout.flush());
    let text = serde_json::to_string_pretty(&serde_json::json!({ "documents": rows, "stale": stale }))?;
    fs::write(json, text + "\n")?;
    anstream::eprintln!("as JSON: {}", json.display());
    Ok(())
}
