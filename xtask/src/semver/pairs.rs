//! Pairs of documents: the rows of the table, and mutated fixtures.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;
use specsmith_generator::diff::{Change, Level, diff, level};
use specsmith_generator::print::File;
use specsmith_generator::read::{self, Source};
use specsmith_generator::surface::Surface;
use specsmith_generator::{Input, Layout, Setting, effective, generate, surface};

use super::evolve::{Dice, evolve};
use super::judge::{Case, client_path};
use super::program::program;
use crate::cli::Semver;
use crate::workspace::workspace;

/// Most edits of one document.
const MOST_EDITS: usize = 2;

/// Most pairs that are compiled at once.
pub(super) const BATCH: usize = 60;

/// The source of a crate of the user's, in the folder of a fixture that depends on one.
pub(super) const OWN_CRATE: &str = "macros.rs";

/// A document before and after.
pub(super) struct Pair {
    pub(super) number: usize,
    /// The row's folder, or the fixture and its edits.
    pub(super) name: String,
    /// True for a row of the table.
    pub(super) is_row: bool,
    old: Surface,
    /// The old client.
    pub(super) before: Vec<File>,
    /// The new client.
    pub(super) client: Vec<File>,
    changes: Vec<Change>,
    pub(super) level: Option<Level>,
}

impl Pair {
    /// Returns the program of the old client beside the new one.
    pub(super) fn case(&self) -> Case {
        let program = program(&self.old, &client_path(self.number));
        Case { number: self.number, client: self.client.clone(), program }
    }

    /// Its name and what was told.
    pub(super) fn describe(&self) -> String {
        let line = |change: &Change| {
            format!("  {} {} {} {}", change.source.word(), change.kind.word(), change.item, change.what.describe())
        };
        let lines: Vec<String> = self.changes.iter().map(line).collect();
        format!("p{} {}\n{}", self.number, self.name, lines.join("\n"))
    }
}

/// Returns the pairs that the arguments ask for.
pub(super) fn gather(args: &Semver) -> io::Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    let mut add = |name: String, is_row: bool, before: Vec<u8>, after: Vec<u8>| {
        pairs.extend(pair(pairs.len(), name, is_row, before, after));
    };
    if args.rows {
        let folder = workspace().join("tests/changes");
        for row in names(&folder)? {
            let read = |file: &str| fs::read(folder.join(&row).join(file));
            add(row.clone(), true, read("before.yaml")?, read("after.yaml")?);
        }
    }
    let folder = workspace().join("tests/fixtures");
    let names: Vec<String> = names(&folder)?;
    let documents: Vec<(String, Value)> = names.into_iter().filter_map(|name| document(&folder, name)).collect();
    for number in 0..args.pairs {
        let (name, document) = &documents[number % documents.len().max(1)];
        let mut dice = Dice::new(number as u64 + args.seed);
        let mut changed = document.clone();
        let edits = 1 + dice.roll(MOST_EDITS);
        let edits: Vec<&str> = (0..edits).filter_map(|_| evolve(&mut changed, &mut dice)).collect();
        if !edits.is_empty() {
            let name = format!("{name}: {}", edits.join(", "));
            add(name, false, document.to_string().into_bytes(), changed.to_string().into_bytes());
        }
    }
    if let Some((old, new)) = &args.documents {
        add(old.display().to_string(), false, fs::read(old)?, fs::read(new)?);
    }
    Ok(pairs)
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

/// Returns the document of a fixture as a tree, but for a fixture with a crate of its own, whose clients do not compile as modules.
fn document(folder: &Path, name: String) -> Option<(String, Value)> {
    let home = folder.join(&name);
    if home.join(OWN_CRATE).is_file() {
        return None;
    }
    let bytes = fs::read(home.join("spec.yaml")).or_else(|_| fs::read(home.join("spec.json"))).ok()?;
    let (value, _) = effective(&input(bytes)).ok()?;
    Some((name, value))
}

fn input(bytes: Vec<u8>) -> Input {
    let setting = Setting { layout: Layout::Module, ..Setting::with_runtime_at("runtime") };
    let document = read::Input::new(Source { name: "document".to_owned(), bytes });
    Input { document, name: Some("client".to_owned()), setting }
}

/// Nothing where one of the two is refused.
fn pair(number: usize, name: String, is_row: bool, before: Vec<u8>, after: Vec<u8>) -> Option<Pair> {
    let (before, after) = (input(before), input(after));
    let (old, _) = surface(&before).ok()?;
    let (new, _) = surface(&after).ok()?;
    let before = generate(&before).ok()?.files;
    let client = generate(&after).ok()?.files;
    let changes = diff(&old, &new);
    let level = level(&changes);
    Some(Pair { number, name, is_row, old, before, client, changes, level })
}
