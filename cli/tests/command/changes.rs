//! The document changes: differences, locked names, releases, and what an output was made of.

use std::fs;
use std::process::Command;

use crate::{DOCUMENT, Workspace};

/// Commits all files of a workspace.
fn commit(workspace: &Workspace) {
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        let output =
            Command::new("git").args(identity).args(arguments).current_dir(workspace.path(".")).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "all"]);
}

const AUTO: &str = "[client.acme]\ndocument = 'openapi.yaml'\n[client.acme.package]\nversion = 'auto'\n";

#[test]
fn diff_tells_what_a_change_does_and_denies_it() {
    let workspace = Workspace::new();
    let changed = DOCUMENT.replace("required: [weight]", "required: []");
    fs::write(workspace.path("new.yaml"), changed).unwrap();
    let ran = workspace.run("diff openapi.yaml new.yaml", 0);
    assert!(ran.stdout.contains("field types::Anvil::weight need not be there any more"), "{}", ran.stdout);
    assert!(ran.stdout.contains("new.yaml:30:9"), "{}", ran.stdout);
    workspace.run("diff openapi.yaml new.yaml --deny major", 1);
    workspace.run("diff openapi.yaml openapi.yaml --deny minor --format markdown", 0);
    let ran = workspace.run("diff openapi.yaml new.yaml --format json", 0);
    let list: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(list["level"], "major");
    let change = list["changes"].as_array().unwrap().iter().find(|it| it["change"] == "made-optional").unwrap();
    assert_eq!(change["before"]["pointer"], "#/components/schemas/Anvil/properties/weight");
    workspace.run("diff openapi.yaml nowhere.yaml", 2);
}

#[test]
fn a_lock_keeps_names_and_rename_changes_them() {
    let workspace = Workspace::new();
    workspace.run("init", 0);
    workspace.run("lock", 0);
    let lock = workspace.read("clients/acme-store/specsmith.lock");
    assert!(lock.contains("\ntype #/components/schemas/Anvil Anvil\n"), "{lock}");
    workspace.run("check", 0);
    workspace.run("rename Anvil Block", 0);
    let types = workspace.read("clients/acme-store/src/types/shared.rs");
    assert!(types.contains("pub struct Block"), "{types}");
    assert!(types.contains("#[deprecated = \"renamed to `Block`\"]\npub type Anvil = Block;"), "{types}");
    workspace.run("rename retrieve take", 0);
    let methods = workspace.read("clients/acme-store/src/resources/anvils.rs");
    let alias = "#[deprecated = \"renamed to `take`\"]\n    pub fn retrieve(&self, id: impl Into<String>) -> Retrieve {\n        self.take(id)\n    }";
    assert!(methods.contains(alias), "{methods}");
    workspace.run("verify clients/acme-store", 0);
    workspace.run("rename Anvil Block", 2);
    for name in ["impl", "''", "a-b"] {
        let lock = workspace.read("clients/acme-store/specsmith.lock");
        workspace.run(&format!("rename Block {name}"), 2);
        assert_eq!(workspace.read("clients/acme-store/specsmith.lock"), lock, "{name}");
    }
}

#[test]
fn diff_without_documents_compares_with_what_is_committed() {
    let workspace = Workspace::new();
    fs::write(workspace.path("specsmith.toml"), AUTO).unwrap();
    workspace.run("lock", 0);
    commit(&workspace);
    assert!(workspace.run("diff", 0).stdout.contains("no changes of the public interface"));
    fs::write(workspace.path("openapi.yaml"), DOCUMENT.replace("required: [weight]", "required: []")).unwrap();
    let ran = workspace.run("diff --deny major", 1);
    assert!(ran.stdout.contains("field types::Anvil::weight need not be there any more"), "{}", ran.stdout);
    assert!(ran.stdout.contains("HEAD:openapi.yaml:"), "{}", ran.stdout);
    let ran = workspace.run("diff --since nowhere", 2);
    assert!(ran.stderr.contains("nowhere"), "{}", ran.stderr);
    workspace.run("diff --since --all", 2);
}

#[test]
fn a_release_of_an_automatic_version_moves_it_on_once() {
    let workspace = Workspace::new();
    fs::write(workspace.path("specsmith.toml"), AUTO).unwrap();
    workspace.run("generate", 0);
    let version = || {
        workspace.read("clients/acme/Cargo.toml").lines().find(|line| line.starts_with("version")).map(str::to_owned)
    };
    assert_eq!(version().as_deref(), Some("version = \"0.1.0\""));
    commit(&workspace);
    fs::write(workspace.path("openapi.yaml"), DOCUMENT.replace("required: [weight]", "required: []")).unwrap();
    workspace.run("generate", 0);
    assert_eq!(version().as_deref(), Some("version = \"0.1.0\""), "a change of the document is no release");
    let released = || {
        workspace.run("release --changelog CHANGELOG.md", 0);
        (version(), workspace.read("CHANGELOG.md"))
    };
    let once = released();
    assert_eq!(once.0.as_deref(), Some("version = \"0.2.0\""));
    assert!(once.1.contains("\n## 0.2.0\n"), "{}", once.1);
    assert_eq!(released(), once);
    workspace.run("check", 0);
}

#[test]
fn verify_names_what_the_output_was_not_made_of() {
    let workspace = Workspace::new();
    let config = "[client.acme]\ndocument = 'openapi.yaml'\noverlays = ['overlay.yaml']\n";
    let overlay =
        "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nactions:\n  - target: $.info.title\n    update: Anvils\n";
    fs::write(workspace.path("specsmith.toml"), config).unwrap();
    fs::write(workspace.path("overlay.yaml"), overlay).unwrap();
    workspace.run("lock", 0);
    let said = |code| workspace.run("verify clients/acme", code).stderr;
    assert!(said(0).contains("the output was made of what is there now"), "{}", said(0));
    fs::write(workspace.path("specsmith.toml"), format!("# A comment changes nothing.\n{config}")).unwrap();
    assert!(said(0).contains("the output was made of what is there now"), "{}", said(0));
    fs::write(workspace.path("specsmith.toml"), format!("{config}strict = true\n")).unwrap();
    assert!(said(1).contains("changed since: configuration\n"), "{}", said(1));
    fs::write(workspace.path("specsmith.toml"), config).unwrap();
    fs::write(workspace.path("overlay.yaml"), overlay.replace("Anvils", "Tools")).unwrap();
    assert!(said(1).contains("changed since: overlays\n"), "{}", said(1));
    fs::write(workspace.path("overlay.yaml"), overlay).unwrap();
    fs::write(workspace.path("openapi.yaml"), DOCUMENT.replace("An anvil", "One anvil")).unwrap();
    assert!(said(1).contains("changed since: document\n"), "{}", said(1));
    fs::write(workspace.path("openapi.yaml"), DOCUMENT).unwrap();
    let lock = workspace.read("clients/acme/specsmith.lock").replace("Anvil Anvil", "Anvil Block");
    fs::write(workspace.path("clients/acme/specsmith.lock"), lock).unwrap();
    assert!(said(1).contains("changed since: lock\n"), "{}", said(1));
}

#[test]
fn a_lock_remembers_what_is_gone_until_it_is_pruned() {
    let workspace = Workspace::new();
    workspace.run("init", 0);
    workspace.run("lock", 0);
    workspace.run("rename Anvil Block", 0);
    fs::write(workspace.path("openapi.yaml"), DOCUMENT.replace("Anvil", "Hammer")).unwrap();
    workspace.run("generate", 0);
    let lock = || workspace.read("clients/acme-store/specsmith.lock");
    assert!(lock().contains("\ntype #/components/schemas/Anvil Block -\n"), "{}", lock());
    workspace.run("lock --prune", 0);
    assert!(!lock().contains(" -\n") && lock().contains(" Hammer\n"), "{}", lock());
    fs::write(workspace.path("openapi.yaml"), DOCUMENT).unwrap();
    workspace.run("generate", 0);
    assert!(lock().contains("\ntype #/components/schemas/Anvil Anvil\n"), "{}", lock());
}
