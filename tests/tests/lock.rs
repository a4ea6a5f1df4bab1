//! The lock of names: what has a name keeps it, whatever else changes in the document.

use serde_json::Value;
use specsmith_generator::diff::{Level, diff, level};
use specsmith_generator::lock::{Key, Lock};
use specsmith_generator::{Input, generate_locked, names, surface_locked};
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
    // A line of what the document gives is no name.
    let names = lock.iter().filter(|(key, _)| key.kind() != "given");
    let changed = names.filter_map(|(key, name)| Some((key, name, now.get(key)?)));
    changed.filter(|(_, name, now)| name != now).map(|(key, name, now)| format!("{key}: {name}, now {now}")).collect()
}

/// True for an operation whose document says another resource or method than before: that wins over the lock.
fn is_moved_by_its_setting(line: &str, before: &Value, now: &Value) -> bool {
    let place = line
        .strip_prefix("below ")
        .or_else(|| line.strip_prefix("method "))
        .and_then(|line| line.split(": ").next()?.split_once(' '));
    let Some((method, path)) = place else { return false };
    let operation = |document: &Value| document["paths"][path][method.to_ascii_lowercase()].clone();
    let (before, now) = (operation(before), operation(now));
    let keys = match line.starts_with("below ") {
        true => ["x-specsmith-resource", "x-fern-sdk-group-name", "x-speakeasy-group"],
        false => ["x-specsmith-method", "x-fern-sdk-method-name", "x-speakeasy-name-override"],
    };
    keys.iter().any(|key| before[key] != now[key])
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
        let mutant = mutant_at(&seeds[at..=at], 7, index);
        let changed = mutant.to_string();
        let Ok(now) = names(&input(&seeds[at].name, &changed), &locks[at]) else { continue };
        accepted += 1;
        let mut moved = moved(&locks[at], &now);
        moved.retain(|line| !is_moved_by_its_setting(line, &seeds[at].document, &mutant));
        assert!(moved.is_empty(), "{} {index}: {moved:#?}\n{changed}", seeds[at].name);
    }
    assert!(accepted > 500, "only {accepted} documents were accepted");
}

/// A document of two operations, with more of them in front.
fn exports(more: &str) -> String {
    let get = r#"{"get": {"responses": {"204": {"description": "It."}}}}"#;
    let post = r#"{"post": {"responses": {"204": {"description": "It."}}}}"#;
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Pets", "version": "1"}},
            "paths": {{{more} "/pets/export": {post}, "/pets": {get}}}}}"#
    )
}

#[test]
fn an_operation_stays_in_its_resource() {
    let lock = names(&input("pets", &exports("")), &Lock::default()).unwrap();
    let more = r#""/pets/export/{id}": {"get": {"parameters": [{"name": "id", "in": "path", "required": true,
        "schema": {"type": "string"}}], "responses": {"204": {"description": "It."}}}},"#;
    let key = Key::new("below", "POST /pets/export");
    let free = names(&input("pets", &exports(more)), &Lock::default()).unwrap();
    assert_eq!((lock.get(&key), free.get(&key)), (Some("/pets"), Some("/pets/export")));
    let locked = names(&input("pets", &exports(more)), &lock).unwrap();
    assert_eq!(moved(&lock, &locked), Vec::<String>::new());
    assert_eq!(locked.get(&key), Some("/pets"));
    assert_eq!(locked.get(&Key::new("method", "POST /pets/export")), Some("export"));
}

/// A document of one operation, with more in it, and of another.
fn rooms(more: &str) -> String {
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "Rooms", "version": "1"}}, "paths": {{
            "/rooms/{{id}}": {{"get": {{{more} "operationId": "getRoom", "parameters": [{{"name": "id", "in": "path", "required": true,
            "schema": {{"type": "string"}}}}], "responses": {{"204": {{"description": "It."}}}}}},
            "delete": {{"operationId": "deleteRoom", "parameters": [{{"name": "id", "in": "path", "required": true,
            "schema": {{"type": "string"}}}}], "responses": {{"204": {{"description": "It."}}}}}}}}}}}}"#
    )
}

/// The name and the former name of the first operation.
fn room(lock: &Lock) -> (Option<&str>, Option<&str>) {
    let key = Key::new("method", "GET /rooms/{id}");
    (lock.get(&key), key.former().and_then(|key| lock.get(&key)))
}

#[test]
fn a_name_that_an_author_gives_a_method_leaves_the_former_one_as_an_alias() {
    let plain = names(&input("rooms", &rooms("")), &Lock::default()).unwrap();
    assert_eq!(room(&plain), (Some("retrieve"), None));
    let given = |name: &str| input("rooms", &rooms(&format!(r#""x-specsmith-method": "{name}","#)));
    let named = names(&given("fetch"), &plain).unwrap();
    assert_eq!(room(&named), (Some("fetch"), Some("retrieve")));
    // The next run changes nothing, and `rename` wins over a name that was given before.
    assert_eq!(names(&given("fetch"), &named).unwrap(), named);
    let mut renamed = named.clone();
    renamed.rename(&Key::new("method", "GET /rooms/{id}"), "load".to_owned());
    assert_eq!(room(&names(&given("fetch"), &renamed).unwrap()), (Some("load"), Some("retrieve")));
    // A name that another method has is left to it.
    let taken = names(&given("delete"), &named).unwrap();
    assert_eq!(taken.get(&Key::new("method", "DELETE /rooms/{id}")), Some("delete"));
    let old = surface_locked(&input("rooms", &rooms("")), Some(&plain)).unwrap().0;
    let new = surface_locked(&given("fetch"), Some(&plain)).unwrap().0;
    assert_eq!(level(&diff(&old, &new)), Some(Level::Minor));
    let mut pruned = named;
    pruned.prune();
    assert_eq!(room(&names(&given("fetch"), &pruned).unwrap()), (Some("fetch"), None));
}

#[test]
fn what_comes_back_has_its_name_again() {
    let named = |schemas: &[&str]| {
        let schema = |name: &&str| {
            format!(r#""{name}": {{"type": "object", "properties": {{"{name}": {{"type": "string"}}}}}}"#)
        };
        let reference = |name: &&str| format!(r##""{name}": {{"$ref": "#/components/schemas/{name}"}}"##);
        let (schemas, all) = (schemas.iter().map(schema), schemas.iter().map(reference));
        format!(
            r##"{{"openapi": "3.1.0", "info": {{"title": "Pets", "version": "1"}}, "paths": {{"/pets": {{"get": {{"responses": {{"200": {{
            "description": "It.", "content": {{"application/json": {{"schema": {{"type": "object", "properties": {{{}}}}}}}}}}}}}}}}}}},
            "components": {{"schemas": {{{}}}}}}}"##,
            all.collect::<Vec<_>>().join(","),
            schemas.collect::<Vec<_>>().join(",")
        )
    };
    let key = Key::new("type", "#/components/schemas/pet");
    let mut first = names(&input("pets", &named(&["pet", "a"])), &Lock::default()).unwrap();
    first.set(&key, "Animal".to_owned());
    let without = names(&input("pets", &named(&["a"])), &first).unwrap();
    assert_eq!((without.get(&key), without.gone(&key)), (None, Some("Animal")));
    let again = names(&input("pets", &named(&["pet", "a"])), &without).unwrap();
    assert_eq!(again.get(&key), Some("Animal"));
    // A type that came meanwhile and has the name keeps it.
    let other = names(&input("pets", &named(&["a", "animal"])), &without).unwrap();
    assert_eq!(other.get(&Key::new("type", "#/components/schemas/animal")), Some("Animal"));
    let both = names(&input("pets", &named(&["pet", "a", "animal"])), &other).unwrap();
    assert_eq!(both.get(&Key::new("type", "#/components/schemas/animal")), Some("Animal"));
    assert_eq!(both.get(&key), Some("Pet"));
}

#[test]
fn a_type_that_settings_rename_keeps_the_names_of_its_fields() {
    let document = |setting: &str| {
        format!(
            r##"{{"openapi": "3.1.0", "info": {{"title": "Pets", "version": "1"}}, "paths": {{"/pets": {{"get": {{"responses": {{"200": {{
            "description": "It.", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/pet"}}}}}}}}}}}}}}}},
            "components": {{"schemas": {{"pet": {{{setting} "type": "object", "properties": {{"a": {{"type": "string"}},
            "kind": {{"enum": ["b", "c"]}}, "own": {{"type": "object", "properties": {{"d": {{"type": "string"}}}}}}}}}}}}}}}}"##
        )
    };
    let mut lock = names(&input("pets", &document("")), &Lock::default()).unwrap();
    let keys = [
        Key::new("field", "#/components/schemas/pet a"),
        Key::new("field", "#/components/schemas/pet/properties/own d"),
        Key::new("value", "#/components/schemas/pet/properties/kind b"),
    ];
    keys.iter().for_each(|key| assert!(lock.get(key).is_some(), "{key}"));
    lock.set(&keys[0], "first".to_owned());
    lock.set(&keys[1], "second".to_owned());
    lock.set(&keys[2], "Third".to_owned());
    let renamed = names(&input("pets", &document(r#""x-specsmith-name": "Animal","#)), &lock).unwrap();
    assert_eq!(moved(&lock, &renamed), Vec::<String>::new());
    assert_eq!(renamed.get(&Key::new("type", "#/components/schemas/Animal")), Some("Animal"));
    assert_eq!(keys.map(|key| renamed.get(&key).map(str::to_owned)).map(Option::unwrap), ["first", "second", "Third"]);
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
    let key = Key::new("type", "#/components/schemas/pet-item");
    assert_eq!(lock.get(&key), Some("PetItem"));
    assert_ne!(free.get(&key), Some("PetItem"));
    assert_eq!(locked.get(&key), Some("PetItem"));
    assert_eq!(moved(&lock, &locked), Vec::<String>::new());
}
