//! A large crate has a feature for each part of its API, and compiles without a warning whichever of them are on.

use std::fs;

use serde_json::{Value, json};
use specsmith_tests::crates::{RUNTIME, Workspace};
use specsmith_tests::fixtures;

/// Schemas that one resource uses alone.
const OWN: usize = 50;

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn operation(method: &str, path: &str, schema: &str) -> Value {
    let response = json!({ "description": "It.", "content": { "application/json": { "schema": reference(schema) } } });
    json!({ path: { method: { "responses": { "200": response } } } })
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

const PACKAGE: &str = "parts";

/// Writes the crate.
fn write() -> Workspace {
    let workspace = Workspace::below(env!("CARGO_TARGET_TMPDIR"));
    let input = fixtures::input(PACKAGE, "spec.json", document(), RUNTIME);
    workspace.write_fixture(PACKAGE, &specsmith_generator::generate(&input).expect("a document of ours"));
    workspace.write_root(&[PACKAGE]);
    workspace
}

#[test]
fn each_part_compiles_alone() {
    let workspace = write();
    let folder = workspace.folder().join(PACKAGE);
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
    let default = workspace.features(PACKAGE).join(",");
    for features in ["", "alpha", "beta", "gamma", "webhook-payloads", "other-schemas", &default] {
        let features = ["--no-default-features", "--features", features];
        workspace.cargo(&[&["build", "--quiet", "--package", PACKAGE], features.as_slice()].concat());
    }
}
