//! The lock of names: what has a name keeps it, whatever else changes in the document.

use specsmith_generator::lock::Lock;
use specsmith_generator::{Input, generate_locked, names};
use specsmith_tests::fixtures;
use specsmith_tests::mutate::{self, Seed, mutant_at};

/// Changes of documents that are tried.
const CHANGES: u64 = 1_000;

fn input(name: &str, text: &str) -> Input {
    fixtures::input(name, "spec.json", text.as_bytes().to_vec(), "runtime")
}

fn seeds() -> Vec<Seed> {
    mutate::fixtures().unwrap()
}

/// The names that are not what the lock says of the same place.
fn moved(lock: &Lock, now: &Lock) -> Vec<String> {
    let changed = lock.iter().filter_map(|(key, name)| Some((key, name, now.get(key)?)));
    changed.filter(|(_, name, now)| name != now).map(|(key, name, now)| format!("{key}: {name}, now {now}")).collect()
}

/// Whether two operations have one id, which is against the specification (OpenAPI 3.1.1 §4.8.10).
fn has_an_id_twice(document: &serde_json::Value) -> bool {
    let mut known = std::collections::HashSet::new();
    let items = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = items.filter_map(serde_json::Value::as_object).flat_map(|item| item.values());
    operations.filter_map(|operation| operation["operationId"].as_str()).any(|id| !known.insert(id))
}

#[test]
fn no_name_of_an_unchanged_item_ever_changes() {
    let seeds = seeds();
    let locks: Vec<Lock> = seeds
        .iter()
        .map(|seed| names(&input(&seed.name, &seed.document.to_string()), &Lock::default()).unwrap())
        .collect();
    let mut accepted = 0;
    for index in 0..CHANGES {
        let at = usize::try_from(index).unwrap() % seeds.len();
        let changed = mutant_at(&seeds[at..=at], 7, index);
        // Two operations of one id may stand elsewhere in the tree, which a lock does not keep yet.
        if has_an_id_twice(&changed) {
            continue;
        }
        let changed = changed.to_string();
        let Ok(now) = names(&input(&seeds[at].name, &changed), &locks[at]) else { continue };
        accepted += 1;
        let moved = moved(&locks[at], &now);
        assert!(moved.is_empty(), "{} {index}: {moved:#?}\n{changed}", seeds[at].name);
    }
    assert!(accepted > 500, "only {accepted} documents were accepted");
}

#[test]
fn a_lock_of_its_own_names_changes_nothing() {
    for seed in seeds() {
        let input = input(&seed.name, &seed.document.to_string());
        let free = generate_locked(&input, Some(&Lock::default())).unwrap();
        let locked = generate_locked(&input, Some(&free.names)).unwrap();
        assert_eq!(free.names, locked.names, "{}", seed.name);
        let files = |output: &specsmith_generator::Output| -> Vec<(String, String)> {
            output.files.iter().map(|file| (file.path.clone(), file.text.clone())).collect()
        };
        assert!(files(&free) == files(&locked), "{}: other files", seed.name);
    }
}

#[test]
fn a_newcomer_gives_way_to_a_name_that_is_locked() {
    let document = |extra: &str| {
        format!(
            r##"{{"openapi": "3.1.0", "info": {{"title": "Pets", "version": "1"}}, "paths": {{
            "/pets": {{"get": {{"responses": {{"200": {{"description": "It.", "content": {{"application/json": {{
            "schema": {{"$ref": "#/components/schemas/pet-item"}}}}}}}}}}}}}}}},
            "components": {{"schemas": {{{extra} "pet-item": {{"type": "object", "properties": {{"a": {{"type": "string"}}}}}}}}}}}}"##
        )
    };
    let lock = names(&input("pets", &document("")), &Lock::default()).unwrap();
    let changed = document(r#""PetItem": {"type": "object", "properties": {"b": {"type": "string"}}},"#);
    let free = names(&input("pets", &changed), &Lock::default()).unwrap();
    let locked = names(&input("pets", &changed), &lock).unwrap();
    let key = specsmith_generator::lock::Key::new("type", "#/components/schemas/pet-item");
    assert_eq!(lock.get(&key), Some("PetItem"));
    assert_ne!(free.get(&key), Some("PetItem"));
    assert_eq!(locked.get(&key), Some("PetItem"));
    assert_eq!(moved(&lock, &locked), Vec::<String>::new());
}
