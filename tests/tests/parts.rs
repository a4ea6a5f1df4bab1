//! A large crate has a feature for each part of its API, and compiles without a warning whichever of them are on.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use specsmith_tests::crates::{RUNTIME, Workspace};
use specsmith_tests::fixtures;

/// Schemas that one resource uses alone.
const OWN: usize = 50;

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn operation(method: &str, path: &str, schema: &str) -> Value {
    let reply = json!({ "description": "It.", "content": { "application/json": { "schema": reference(schema) } } });
    json!({ path: { method: { "responses": { "200": reply } } } })
}

/// Three resources with many schemas each, some schemas that two of them share, one that all do, one that a webhook carries, and two that
/// nothing uses, of which one holds a schema that something does.
fn document() -> Vec<u8> {
    let mut schemas = serde_json::Map::new();
    let mut paths = serde_json::Map::new();
    let object = |properties: Value| json!({ "type": "object", "properties": properties });
    for part in ["Alpha", "Beta", "Gamma"] {
        for number in 0..OWN {
            let next = if number + 1 < OWN { format!("{part}Part{}", number + 1) } else { "Everywhere".to_owned() };
            schemas.insert(format!("{part}Part{number}"), object(json!({ "next": reference(&next) })));
        }
        let path = format!("/{}", part.to_lowercase());
        let Value::Object(item) = operation("get", &path, &format!("{part}Part0")) else { unreachable!("an object") };
        paths.extend(item);
    }
    for path in ["/alpha/pair", "/beta/pair"] {
        let Value::Object(item) = operation("get", path, "Pair") else { unreachable!("an object") };
        paths.extend(item);
    }
    schemas.insert("Pair".to_owned(), object(json!({ "both": reference("Everywhere") })));
    schemas.insert("Everywhere".to_owned(), object(json!({ "id": { "type": "string" } })));
    schemas.insert("Payload".to_owned(), object(json!({ "pair": reference("Pair") })));
    schemas.insert("Unused".to_owned(), object(json!({ "gamma": reference("GammaPart3") })));
    schemas.insert("Alone".to_owned(), object(json!({ "of": reference("Unused") })));
    let body = json!({ "content": { "application/json": { "schema": reference("Payload") } } });
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Parts", "version": "1.0.0" },
        "paths": paths,
        "webhooks": { "done": { "post": { "requestBody": body, "responses": { "200": { "description": "Good." } } } } },
        "components": { "schemas": schemas },
    });
    document.to_string().into_bytes()
}

/// Writes the crate and gives its folder.
fn write() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parts");
    let mut input = fixtures::input("parts", "spec.json", document(), RUNTIME);
    input.setting.standalone = true;
    let output = specsmith_generator::generate(&input).expect("a document of ours");
    for file in output.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, &file.text).expect("a file");
    }
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the lock file, for the same versions of everything");
    folder
}

fn check(folder: &Path, features: &str) {
    let arguments = ["check", "--quiet", "--no-default-features", "--features", features];
    Workspace::below(env!("CARGO_TARGET_TMPDIR")).cargo_in(folder, &arguments);
}

#[test]
fn each_part_compiles_alone() {
    let folder = write();
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).expect("the manifest");
    assert!(manifest.contains(
        "[\n    \"rustls\",\n    \"serde\",\n    \"alpha\",\n    \"beta\",\n    \"gamma\",\n    \"webhook-payloads\",\n    \"other-schemas\",\n]"
    ));
    assert!(manifest.contains("\nother-schemas = [\"gamma\"]\n"), "{manifest}");
    let types = fs::read_to_string(folder.join("src/types/mod.rs")).expect("the types");
    for expected in [
        "#[cfg(feature = \"alpha\")]\nmod alpha;",
        "#[cfg(any(feature = \"alpha\", feature = \"beta\", feature = \"webhook-payloads\"))]\nmod alpha_and_beta_and_webhook_payloads;",
        "\nmod common;",
    ] {
        assert!(types.contains(expected), "{expected}\n\n{types}");
    }
    for features in ["", "alpha", "beta", "gamma", "webhook-payloads", "other-schemas", "default"] {
        check(&folder, features);
    }
}
