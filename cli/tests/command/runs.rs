//! A client is set up, generated and checked.

use std::fs;

use crate::{DOCUMENT, Workspace};

#[test]
fn init_and_generate_are_all_it_takes() {
    let workspace = Workspace::new();
    let init = workspace.run("init", 0);
    assert!(
        init.stderr.contains("the client `acme-store` of `openapi.yaml`\nnext: specsmith generate"),
        "{}",
        init.stderr
    );
    let ran = workspace.run("generate", 0);
    assert!(ran.stderr.contains("next: cargo add --path clients/acme-store"), "{}", ran.stderr);
    let manifest = workspace.read("clients/acme-store/Cargo.toml");
    assert!(manifest.contains("path = \"../specsmith-runtime\""), "{manifest}");
    assert!(workspace.read("clients/specsmith-runtime/Cargo.toml").contains("name = \"specsmith-runtime\""));
    assert!(workspace.path("clients/specsmith-runtime/src/lib.rs").is_file());
    let again = workspace.run("generate", 0);
    assert!(again.stderr.contains("up to date") && again.stderr.contains("(0 written"), "{}", again.stderr);
    assert!(!again.stderr.contains("next:"), "{}", again.stderr);
    workspace.run("check", 0);
    let ran = workspace.run("init", 2);
    assert!(ran.stderr.contains("config-exists"), "{}", ran.stderr);
}

#[test]
fn a_folder_below_finds_the_configuration_above() {
    let workspace = Workspace::new();
    workspace.run("init openapi.yaml", 0);
    let below = workspace.path("a/b");
    fs::create_dir_all(&below).unwrap();
    workspace.run_in(&below, "generate", 0);
    assert!(workspace.path("clients/acme-store/src/lib.rs").is_file());
    workspace.run("check", 0);
}

#[test]
fn a_changed_document_is_stale_and_says_how() {
    let workspace = Workspace::new();
    workspace.run("init", 0);
    workspace.run("generate", 0);
    fs::write(workspace.path("openapi.yaml"), DOCUMENT.replace("weight", "mass")).unwrap();
    let ran = workspace.run("check", 1);
    assert!(ran.stdout.contains("+    pub mass: f64,"), "{}", ran.stdout);
    assert!(ran.stderr.contains("run `specsmith generate`"), "{}", ran.stderr);
    workspace.run("generate", 0);
    workspace.run("check", 0);
}

#[test]
fn hand_edits_are_refused_and_taken_over_by_force() {
    let workspace = Workspace::new();
    workspace.run("init", 0);
    workspace.run("generate", 0);
    let path = "clients/acme-store/src/client.rs";
    let written = workspace.read(path);
    let edited = format!("{written}// mine\n");
    fs::write(workspace.path(path), &edited).unwrap();
    fs::write(workspace.path("openapi.yaml"), DOCUMENT.replace("weight", "mass")).unwrap();
    let ran = workspace.run("generate", 2);
    assert!(ran.stderr.contains(&format!("`{path}` was edited by hand")), "{}", ran.stderr);
    assert_eq!(workspace.read(path), edited);
    assert!(workspace.run("check", 1).stdout.contains("-// mine"));
    workspace.run("generate --force", 0);
    assert_eq!(workspace.read(path), written);
}

#[test]
fn operations_are_listed_with_the_call_in_rust() {
    let workspace = Workspace::new();
    workspace.run("init", 0);
    let table = workspace.run("operations", 0).stdout;
    assert!(table.contains("getAnvil   GET     /anvils/{id}  client.anvils().retrieve(…)"), "{table}");
    let json: serde_json::Value = serde_json::from_str(&workspace.run("operations --json", 0).stdout).unwrap();
    assert_eq!(json[0]["crate"], "acme-store");
    assert_eq!(json[0]["operations"][0]["rust"], "anvils.retrieve");
    assert!(json[0]["operations"][0].get("why").is_none() && !table.contains("why"));
    let table = workspace.run("operations --why", 0).stdout;
    assert!(table.contains("typed   resource: path; method: HTTP method\n"), "{table}");
    assert!(!workspace.path("clients").exists(), "nothing is written");
}

#[test]
fn without_a_configuration_the_next_step_is_init() {
    let workspace = Workspace::new();
    let ran = workspace.run("generate", 2);
    assert!(ran.stderr.contains("`specsmith init DOCUMENT` writes one"), "{}", ran.stderr);
    let ran = workspace.run("init nowhere.yaml", 2);
    assert!(ran.stderr.contains("missing-file"), "{}", ran.stderr);
    assert!(!workspace.path("specsmith.toml").exists());
}

#[test]
fn diagnostics_come_in_the_form_that_is_asked_for() {
    let workspace = Workspace::new();
    workspace.run("init", 0);
    let parsed = |text: String| serde_json::from_str::<serde_json::Value>(&text).unwrap();
    let broken = DOCUMENT.replace("schemas/Anvil'", "schemas/Anvill'");
    fs::write(workspace.path("openapi.yaml"), broken).unwrap();
    let log = parsed(workspace.run("generate --format sarif", 0).stdout);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "dangling-ref");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "openapi.yaml");
    fs::write(workspace.path("openapi.yaml"), DOCUMENT).unwrap();
    let log = parsed(workspace.run("check --format json", 1).stdout);
    assert_eq!(log["end"], "stale");
    assert!(workspace.run("explain dangling-ref", 0).stdout.contains("points at nothing"));
    let ran = workspace.run("explain danglin-ref", 2);
    assert!(ran.stderr.contains("did you mean `dangling-ref`?"), "{}", ran.stderr);
}

#[test]
fn scripts_for_shells_and_the_manual_are_printed() {
    let workspace = Workspace::new();
    assert!(workspace.run("completions bash", 0).stdout.contains("_specsmith()"));
    assert!(workspace.run("man", 0).stdout.contains(".TH specsmith"));
}
