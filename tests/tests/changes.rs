//! Each kind of change of a document: what the diff says of it (`tests/changes/`, the table in `docs/book/src/changes.md`).

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use specsmith_generator::diff::{Change, Level, diff, level};
use specsmith_generator::lock::{Key, Lock};
use specsmith_generator::print::Memory;
use specsmith_generator::surface::Surface;
use specsmith_generator::{Input, generate, generate_again, names, surface, surface_locked};
use specsmith_tests::fixtures;

/// The folder of the pairs.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("changes")
}

fn rows() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn input(row: &str, file: &str) -> Input {
    let bytes = fs::read(folder().join(row).join(file)).unwrap();
    fixtures::input("shop", file, bytes, "runtime")
}

fn described(row: &str, file: &str) -> Surface {
    let (surface, _) =
        surface(&input(row, file)).unwrap_or_else(|report| panic!("{row}/{file}: {:#?}", report.problems()));
    surface
}

fn changes(row: &str) -> Vec<Change> {
    diff(&described(row, "before.yaml"), &described(row, "after.yaml"))
}

/// One line a change: its level, its effect on the wire, the item, and what changed.
fn text(changes: &[Change]) -> String {
    let mut text = String::new();
    for change in changes {
        let wire = match (change.wire.request, change.wire.response) {
            (false, false) => "-",
            (true, false) => "request",
            (false, true) => "response",
            (true, true) => "both",
        };
        let (level, kind, code) = (change.source.word(), change.kind.word(), change.what.code());
        writeln!(text, "{level} {wire} {kind} {}: {code}", change.item).unwrap();
    }
    text
}

#[test]
fn each_row_of_the_table_is_as_expected() {
    let mut wrong = String::new();
    for row in rows() {
        let path = folder().join(&row).join("expected.txt");
        let found = text(&changes(&row));
        if std::env::var_os("SPECSMITH_UPDATE").is_some() {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            writeln!(wrong, "== {row}\nexpected:\n{expected}found:\n{found}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_book_has_the_verdict_of_each_row() {
    let page = fs::read_to_string(folder().join("../../docs/book/src/changes.md")).unwrap();
    for row in rows() {
        let changes = changes(&row);
        let wire = match (changes.iter().any(|it| it.wire.request), changes.iter().any(|it| it.wire.response)) {
            (false, false) => "",
            (true, false) => "requests",
            (false, true) => "responses",
            (true, true) => "both",
        };
        let level = level(&changes).map_or("none", Level::word);
        let about = fs::read_to_string(folder().join(&row).join("README.md")).unwrap();
        let line = format!("| {} | {level} | {wire} |", about.trim().trim_end_matches('.'));
        assert!(page.contains(&line), "docs/book/src/changes.md lacks the row of {row}:\n{line}");
    }
}

#[test]
fn a_document_has_no_changes_against_itself() {
    for name in fixtures::names().unwrap() {
        let (file, bytes) = fixtures::document(&name).unwrap();
        let described = || surface(&fixtures::input(&name, &file, bytes.clone(), "runtime")).unwrap().0;
        let changes = diff(&described(), &described());
        assert!(changes.is_empty(), "{name}: {}", text(&changes));
    }
}

#[test]
fn no_two_items_of_a_kind_have_the_same_path() {
    for name in fixtures::names().unwrap() {
        let (file, bytes) = fixtures::document(&name).unwrap();
        let (surface, _) = surface(&fixtures::input(&name, &file, bytes, "runtime")).unwrap();
        let mut seen = std::collections::HashSet::new();
        for item in &surface.items {
            assert!(seen.insert((item.kind, &item.path)), "{name}: {:?} {}", item.kind, item.path);
        }
    }
}

/// The client of a row with the names of a lock.
fn locked(row: &str, file: &str, lock: &Lock) -> Surface {
    let bytes = fs::read(folder().join(row).join(file)).unwrap();
    surface_locked(&fixtures::input("shop", file, bytes, "runtime"), Some(lock)).unwrap().0
}

#[test]
fn a_rename_that_the_lock_knows_keeps_the_former_name_and_is_minor() {
    let row = "property-added-to-response";
    let bytes = fs::read(folder().join(row).join("before.yaml")).unwrap();
    let mut lock = names(&fixtures::input("shop", "before.yaml", bytes, "runtime"), &Lock::default()).unwrap();
    let before = locked(row, "before.yaml", &lock);
    lock.rename(&Key::new("type", "#/components/schemas/Pet"), "Animal".to_owned());
    lock.rename(&Key::new("method", "GET /pets/{pet_id}"), "fetch".to_owned());
    let renamed = locked(row, "before.yaml", &lock);
    assert_eq!(
        text(&diff(&before, &renamed)),
        "minor - struct types::Animal: aliased\nminor - method resources::pets::Pets::fetch: aliased\n"
    );
    assert_eq!(text(&diff(&renamed, &renamed)), "");
    lock.rename(&Key::new("accessor", "/pets"), "animals".to_owned());
    lock.rename(&Key::new("resource", "/pets"), "Animals".to_owned());
    lock.rename(&Key::new("request", "GET /pets/{pet_id}"), "Fetch".to_owned());
    let resource = locked(row, "before.yaml", &lock);
    assert_eq!(
        text(&diff(&renamed, &resource)),
        "minor - accessor Client::animals: aliased\nminor - resource resources::pets::Animals: aliased\nminor - request resources::pets::Fetch: aliased\n"
    );
    // The former names go.
    lock.prune();
    let pruned = locked(row, "before.yaml", &lock);
    assert_eq!(level(&diff(&renamed, &pruned)), Some(Level::Major));
}

#[test]
fn a_schema_that_settings_rename_is_known_by_its_former_name() {
    let row = "property-added-to-response";
    let bytes = fs::read(folder().join(row).join("before.yaml")).unwrap();
    let lock = names(&fixtures::input("shop", "before.yaml", bytes.clone(), "runtime"), &Lock::default()).unwrap();
    let before = locked(row, "before.yaml", &lock);
    let document = String::from_utf8(bytes).unwrap();
    let setting = document.replace("    Pet:\n", "    Pet:\n      x-specsmith-name: Animal\n");
    assert_ne!(document, setting);
    let input = fixtures::input("shop", "before.yaml", setting.into_bytes(), "runtime");
    let renamed = surface_locked(&input, Some(&lock)).unwrap().0;
    assert_eq!(text(&diff(&before, &renamed)), "minor - struct types::Animal: aliased\n");
    // The next lock still has it.
    let renamed = surface_locked(&input, Some(&names(&input, &lock).unwrap())).unwrap().0;
    assert_eq!(text(&diff(&before, &renamed)), "minor - struct types::Animal: aliased\n");
}

#[test]
fn generating_again_gives_what_generating_gives() {
    for row in rows() {
        let mut memory = Memory::default();
        for file in ["before.yaml", "after.yaml", "before.yaml"] {
            let input = input(&row, file);
            let mut found = None;
            let again = generate_again(&input, None, &mut memory, |surface, _| found = Some(surface)).unwrap();
            let once = generate(&input).unwrap();
            assert!(again.files == once.files, "{row}/{file}");
            assert_eq!(again.report.problems().len(), once.report.problems().len(), "{row}/{file}");
            assert_eq!(text(&diff(&found.unwrap(), &described(&row, file))), "", "{row}/{file}");
        }
    }
}
