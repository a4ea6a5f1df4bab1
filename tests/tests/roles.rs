//! The roles crate: pinned by snapshots, fresh, the same on every run, and true to the published examples.

use std::fs;
use std::path::{Path, PathBuf};

use openai_roles::types::{Role, RoleList};
use specsmith_generator::Output;
use specsmith_tests::fixtures;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn generate() -> Output {
    let bytes = fs::read(root().join("spec/openapi.yaml")).expect("the roles document");
    let input = fixtures::input("openai-roles", "spec/openapi.yaml", bytes, "../runtime");
    specsmith_generator::generate(&input).unwrap_or_else(|report| panic!("refused: {:#?}", report.problems()))
}

#[test]
fn the_roles_crate_is_pinned() {
    for file in generate().files {
        let name = file.path.replace(['/', '.'], "-");
        insta::with_settings!({ snapshot_path => "snapshots/roles", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, file.text);
        });
    }
}

#[test]
fn the_committed_crate_is_what_the_generator_gives() {
    for file in generate().files {
        let committed = fs::read_to_string(root().join("generated").join(&file.path)).unwrap_or_default();
        assert!(committed == file.text, "generated/{} is stale: run `cargo xtask codegen`", file.path);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (one, two) = (generate(), generate());
    for (one, two) in one.files.iter().zip(&two.files) {
        assert_eq!((&one.path, &one.text), (&two.path, &two.text));
    }
    assert_eq!(one.files.len(), two.files.len());
}

#[test]
fn the_roles_document_has_nothing_to_complain_about() {
    let output = generate();
    let problems: Vec<String> = output
        .report
        .problems()
        .iter()
        .filter(|problem| problem.severity > specsmith_generator::report::Severity::Note)
        .map(|problem| format!("{} {}", problem.code, problem.pointer))
        .collect();
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn the_manifest_has_all_operations_under_their_published_names() {
    let output = generate();
    let manifest = output.files.iter().find(|file| file.path == "specsmith-manifest.json").expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest.text).expect("JSON");
    let operations: Vec<String> = manifest["operations"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|operation| {
            assert_eq!(operation["status"], "typed", "{operation}");
            format!(
                "{} {} {}",
                operation["rust"].as_str().unwrap(),
                operation["method"].as_str().unwrap(),
                operation["path"].as_str().unwrap()
            )
        })
        .collect();
    insta::assert_snapshot!(operations.join("\n"));
    assert_eq!(operations.len(), 26);
}

/// The role on the page "Update project role".
const ROLE: &str = r#"{
    "object": "role",
    "id": "role_01J1F8PROJ",
    "name": "API Project Key Manager",
    "description": "Allows managing API keys for the project",
    "permissions": [
        "api.organization.projects.api_keys.read",
        "api.organization.projects.api_keys.write"
    ],
    "resource_type": "api.project",
    "predefined_role": false
}"#;

#[test]
fn the_published_examples_decode_and_encode_back() {
    let role: Role = serde_json::from_str(ROLE).expect("the published role");
    assert_eq!(role.name, "API Project Key Manager");
    let sent: serde_json::Value = serde_json::from_str(ROLE).expect("JSON");
    assert_eq!(serde_json::to_value(&role).expect("JSON"), sent);

    let page = format!(r#"{{"object": "list", "data": [{ROLE}], "has_more": false, "next": null}}"#);
    let list: RoleList = serde_json::from_str(&page).expect("the published page");
    assert_eq!(list.data, [role]);
    let sent: serde_json::Value = serde_json::from_str(&page).expect("JSON");
    assert_eq!(serde_json::to_value(&list).expect("JSON"), sent);
}

#[test]
fn a_role_can_be_made_in_a_test() {
    let role = Role::new("role_1", "Manager", None::<String>, ["a"], "api.project", false);
    let value = serde_json::to_value(&role).expect("JSON");
    assert_eq!(value["object"], "role");
    assert_eq!(value["description"], serde_json::Value::Null);
}

#[test]
fn the_crate_names_no_http_library_and_hands_features_on() {
    let output = generate();
    for file in &output.files {
        assert!(!file.text.contains("reqwest"), "{}", file.path);
    }
    let table = |text: &str| text.parse::<toml::Table>().expect("TOML");
    let manifest = output.files.iter().find(|file| file.path == "Cargo.toml").expect("a manifest");
    let (manifest, runtime) = (table(&manifest.text), table(include_str!("../../runtime/Cargo.toml")));
    assert_eq!(
        manifest["dependencies"].as_table().expect("dependencies").keys().collect::<Vec<_>>(),
        ["specsmith-runtime"]
    );
    for (name, implied) in manifest["features"].as_table().expect("features") {
        assert!(runtime["features"].get(name).is_some(), "{name} is no feature of the runtime");
        let handed_on = format!("specsmith-runtime/{name}");
        assert!(name == "default" || implied[0].as_str() == Some(&handed_on), "{name}");
    }
}
