//! Keys about the document, each in a fixture.

use std::collections::BTreeSet;
use std::path::Path;

use specsmith_generator::read::Source;
use specsmith_generator::{Input, Setting, effective, read};

use super::each_key;
use crate::config::keys;

/// Adds the paths of all keys of an extension.
fn add_paths(path: &str, value: &serde_json::Value, paths: &mut BTreeSet<String>) {
    paths.insert(path.to_owned());
    for (key, value) in value.as_object().into_iter().flatten() {
        add_paths(&format!("{path}/{key}"), value, paths);
    }
}

/// Returns the paths of all keys of our extensions in the documents of the fixtures; nothing outside of the repository.
fn keys_of_fixtures(folder: &Path) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    for fixture in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(bytes) = std::fs::read(fixture.path().join("spec.yaml")) else { continue };
        let document = read::Input::new(Source { name: "spec.yaml".to_owned(), bytes });
        let input = Input { document, name: None, setting: Setting::with_runtime_at("runtime") };
        let Ok((document, _)) = effective(&input) else { continue };
        let mut work = vec![&document];
        while let Some(value) = work.pop() {
            for (key, value) in value.as_object().into_iter().flatten() {
                match key.strip_prefix("x-specsmith-") {
                    Some(name) => add_paths(name, value, &mut paths),
                    None => work.push(value),
                }
            }
            work.extend(value.as_array().into_iter().flatten());
        }
    }
    paths
}

/// Keys that are about files and crates, not about the document. Workspaces of the command's tests and of `tests/adopters` have them.
const OF_THE_COMMAND: &[&str] = &[
    "document",
    "url",
    "overlays",
    "include",
    "exclude",
    "allow-unmatched",
    "out",
    "module",
    "types-only",
    "strict",
    "runtime",
    "package",
];

/// Keys that no fixture has yet; unit tests of the generator have them. The list may only shrink.
const WITHOUT_FIXTURE: &[&str] = &[
    "headers.x.default",
    "headers.x.required",
    "query.x.name",
    "query.x.required",
    "query.x.description",
    "profiles.x.credentials.x.prefix",
    "profiles.x.credentials.x.query",
    "profiles.x.credentials.x.cookie",
    "profiles.x.headers",
    "profiles.x.headers.x.default",
    "profiles.x.headers.x.env",
    "profiles.x.headers.x.name",
    "profiles.x.headers.x.required",
    "profiles.x.headers.x.description",
    "profiles.x.query.x.default",
    "profiles.x.query.x.name",
    "profiles.x.query.x.description",
    "profiles.x.values.x.default",
    "profiles.x.values.x.required",
    "profiles.x.values.x.description",
    "operations.x.paging.has_more",
    "operations.x.paging.last_item",
    "operations.x.paging.page",
    "operations.x.paging.first",
    "operations.x.paging.url",
    "operations.x.paging.link_header",
    "operations.x.accumulate.merge.index",
    "operations.x.accumulate.merge.keep",
    "operations.x.polling.state",
    "operations.x.polling.inputs",
    "credentials.x.env",
    "credentials.x.placement.query",
    "credentials.x.placement.cookie",
    "webhooks.prefix",
];

#[test]
fn every_key_about_the_document_is_in_a_fixture() {
    let paths = keys_of_fixtures(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures"));
    if paths.is_empty() {
        return;
    }
    let mut missing = Vec::new();
    each_key(keys::CLIENT, "", &mut |key, table| {
        let whole = format!("{table}.{}", key.name);
        let mut parts: Vec<&str> = whole.split('.').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [first, ..] if OF_THE_COMMAND.contains(first) => return,
            // The tables of operations, schemas and security schemes are those objects of the document.
            ["operations" | "types" | "credentials"] => return,
            ["operations" | "types" | "credentials", "x", ..] => drop(parts.drain(..2)),
            ["replace", "x", ..] => drop(parts.remove(1)),
            _ => {}
        }
        let is_same = |path: &str| {
            let names: Vec<&str> = path.split('/').collect();
            names.len() == parts.len() && names.iter().zip(&parts).all(|(name, part)| *part == "x" || name == part)
        };
        if !paths.iter().any(|path| is_same(path)) {
            missing.push(whole.trim_start_matches('.').to_owned());
        }
    });
    assert_eq!(
        missing, WITHOUT_FIXTURE,
        "a key needs a fixture that has it as an extension; one that has it is taken off the list"
    );
}
