//! The command as a person runs it in a workspace of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = "\
openapi: 3.1.0
info:
  title: Acme Store
  version: '1.2.0'
servers:
  - url: https://api.example.com
paths:
  /anvils/{id}:
    get:
      operationId: getAnvil
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        '200':
          description: An anvil.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Anvil'
components:
  schemas:
    Anvil:
      type: object
      required: [weight]
      properties:
        weight:
          type: number
";

struct Workspace {
    folder: tempfile::TempDir,
}

struct Ran {
    stdout: String,
    stderr: String,
}

impl Workspace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("openapi.yaml"), DOCUMENT).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    #[track_caller]
    fn run_in(&self, folder: &Path, line: &str, code: i32) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_specsmith"));
        let Output { status, stdout, stderr } = command.args(line.split(' ')).current_dir(folder).output().unwrap();
        let ran = Ran { stdout: String::from_utf8(stdout).unwrap(), stderr: String::from_utf8(stderr).unwrap() };
        assert_eq!(status.code(), Some(code), "{line}: {}{}", ran.stdout, ran.stderr);
        ran
    }

    #[track_caller]
    fn run(&self, line: &str, code: i32) -> Ran {
        self.run_in(self.folder.path(), line, code)
    }
}

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
fn what_is_configured_is_in_the_manifest() {
    let workspace = Workspace::new();
    let text = "[client.acme]\ndocument = 'openapi.yaml'\nout = 'sdk'\n[client.acme.package]\nname = 'acme-sdk'\nversion.workspace = true\n\
                license = 'MIT'\npublish = true\nkeywords = ['acme']\n[vendored]\nname = 'acme-runtime'\nout = 'deep/er/runtime'\n";
    fs::write(workspace.path("specsmith.toml"), text).unwrap();
    workspace.run("generate acme", 0);
    let manifest = workspace.read("sdk/Cargo.toml");
    for line in [
        "name = \"acme-sdk\"",
        "version.workspace = true",
        "license = \"MIT\"",
        "keywords = [\"acme\"]",
        "publish = true",
        "path = \"../deep/er/runtime\", version = \"0.1.0\", package = \"acme-runtime\"",
    ] {
        assert!(manifest.contains(line), "{line}: {manifest}");
    }
    let ran = workspace.run("generate acm", 2);
    assert!(ran.stderr.contains("did you mean `acme`?"), "{}", ran.stderr);
}

#[test]
fn a_client_can_be_a_module() {
    let workspace = Workspace::new();
    let text = "[client.acme]\ndocument = 'openapi.yaml'\nout = 'src/acme'\nmodule = true\nruntime = 'registry'\n";
    fs::write(workspace.path("specsmith.toml"), text).unwrap();
    workspace.run("generate", 0);
    let root = workspace.read("src/acme/mod.rs");
    assert!(!root.contains("#!["), "{root}");
    assert!(!workspace.read("src/acme/resources/anvils.rs").contains("crate::"));
    assert!(!workspace.path("src/acme/Cargo.toml").exists() && !workspace.path("clients").exists());
}

#[test]
fn the_crate_in_a_path_is_the_one_around_a_module() {
    let workspace = Workspace::new();
    let text = "[client.acme]\ndocument = 'openapi.yaml'\nout = 'src/acme'\nmodule = true\nruntime = 'registry'\nderive = ['crate::Describe']\n\
                [client.acme.replace]\n'#/components/schemas/Anvil/properties/weight' = 'crate::units::Weight'\n";
    fs::write(workspace.path("specsmith.toml"), text).unwrap();
    workspace.run("generate", 0);
    let types = workspace.read("src/acme/types/shared.rs");
    let field = "pub weight: specsmith_runtime::model::Serde<crate::units::Weight>";
    assert!(types.contains(field) && types.contains("crate::Describe)]"), "{types}");
    fs::write(workspace.path("specsmith.toml"), text.replace("module = true\n", "")).unwrap();
    let said = workspace.run("check", 2).stderr;
    for (path, line) in [("crate::Describe", 5), ("crate::units::Weight", 7)] {
        assert!(said.contains(&format!("`{path}` would be in the generated crate")), "{said}");
        assert!(said.contains(&format!("specsmith.toml:{line}:1")), "{said}");
    }
}

#[test]
fn a_setting_of_a_pattern_is_an_error_if_no_operation_has_what_it_names() {
    let workspace = Workspace::new();
    let document = DOCUMENT.replace("components:", "  /anvils:\n    get:\n      operationId: listAnvils\n      responses:\n        '200':\n          description: Anvils.\ncomponents:");
    fs::write(workspace.path("openapi.yaml"), document).unwrap();
    let text = "[client.acme]\ndocument = 'openapi.yaml'\n[client.acme.operations.\"* /anvils/**\".parameters]\nid = { name = 'serial', nullable = true }\n\
                [client.acme.operations.\"* /anvils/**\"]\nmedia-types = ['application/json']\n";
    let text = text.replace("/anvils/**", "/anvils**");
    fs::write(workspace.path("specsmith.toml"), &text).unwrap();
    workspace.run("generate", 0);
    for (right, wrong, said, at) in [
        ("id = ", "ids = ", "no parameter or property `ids`", "4:1"),
        ("id = { name = 'serial', nullable", "id = { name = 'serial', nullible", "did you mean `nullable`?", "4:25"),
        ("id = { name = 'serial', nullable = true }", "id = { required = false }", "no request goes without", "4:8"),
        ("json'", "jsn'", "no body has the media type `application/jsn`", "6:1"),
        ("media-types", "body = 'required'\nmedia-types", "the operation has no body", "6:1"),
    ] {
        fs::write(workspace.path("specsmith.toml"), text.replace(right, wrong)).unwrap();
        let ran = workspace.run("check", 2).stderr;
        assert_eq!(
            (ran.matches(said).count(), ran.contains(&format!("specsmith.toml:{at}"))),
            (1, true),
            "{wrong}: {ran}"
        );
    }
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

#[test]
fn effective_prints_the_document_after_overlays_and_selection() {
    let workspace = Workspace::new();
    let overlay = "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nextends: openapi.yaml\nactions:\n  - target: $.info.title\n    update: Anvils\n";
    fs::write(workspace.path("overlay.yaml"), overlay).unwrap();
    let config =
        "[client.acme]\ndocument = 'openapi.yaml'\noverlays = ['overlay.yaml']\ninclude = ['resource:anvils']\n";
    fs::write(workspace.path("specsmith.toml"), config).unwrap();
    let printed = workspace.run("effective", 0).stdout;
    assert!(printed.contains("title: Anvils\n") && printed.contains("getAnvil"), "{printed}");
    fs::write(workspace.path("specsmith.toml"), config.replace("anvils", "anvil")).unwrap();
    let ran = workspace.run("effective", 2);
    assert!(ran.stderr.contains("specsmith.toml:4:12"), "{}", ran.stderr);
    assert!(ran.stderr.contains("did you mean `resource:anvils`?"), "{}", ran.stderr);
}

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
fn two_urls_for_one_document_are_refused() {
    let workspace = Workspace::new();
    let client = |name: &str, document: &str| {
        format!("[client.{name}]\ndocument = '{document}'\nurl = 'https://{name}.example/openapi.yaml'\n")
    };
    let config = client("a", "openapi.yaml") + &client("b", "./openapi.yaml");
    fs::write(workspace.path("specsmith.toml"), config).unwrap();
    let ran = workspace.run("fetch", 2);
    assert!(ran.stderr.contains("is fetched from another URL by another client"), "{}", ran.stderr);
    assert!(ran.stderr.contains("specsmith.toml:6:7"), "{}", ran.stderr);
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

#[test]
fn init_carries_a_configuration_of_stainless_over() {
    let workspace = Workspace::new();
    let config =
        "organization: {name: acme}\nresources:\n  warehouse:\n    methods:\n      fetch: get /anvils/{anvil}\n";
    fs::write(workspace.path("stainless.yml"), config).unwrap();
    let ran = workspace.run("init --from stainless.yml --spec openapi.yaml", 0);
    assert!(ran.stderr.contains("1 actions for 1 methods"), "{}", ran.stderr);
    let operations = workspace.run("operations --json", 0).stdout;
    assert!(operations.contains("\"warehouse.fetch\""), "{operations}");
    assert!(workspace.read("specsmith.toml").contains("overlays = [\"stainless.overlay.yaml\"]"));
    let again = workspace.run("init --from stainless.yml", 2);
    assert!(again.stderr.contains("is there already"), "{}", again.stderr);
}

#[test]
fn the_configuration_names_methods_types_and_credentials() {
    let workspace = Workspace::new();
    let config = "[client.acme]\ndocument = 'openapi.yaml'\n[client.acme.operations.getAnvil]\nresource = 'forge'\nmethod = 'take'\n\
                  [client.acme.types]\nAnvil = 'Block'\n";
    fs::write(workspace.path("specsmith.toml"), config).unwrap();
    workspace.run("generate", 0);
    assert!(workspace.run("operations --json", 0).stdout.contains("\"forge.take\""));
    let types = fs::read_dir(workspace.path("clients/acme/src/types")).unwrap();
    let mut texts = types.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    assert!(texts.any(|text| text.contains("pub struct Block ")), "the type has its new name");
    fs::write(workspace.path("specsmith.toml"), config.replace("getAnvil", "getAnvils")).unwrap();
    let ran = workspace.run("check", 2);
    assert!(
        ran.stderr.contains("did you mean `getAnvil`?") && ran.stderr.contains("specsmith.toml:3:"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_setting_that_matches_nothing_has_its_place_in_the_configuration() {
    let workspace = Workspace::new();
    let config = "[client.acme]\ndocument = 'openapi.yaml'\n[client.acme.types.Anvil.fields]\nweight = 'mass'\n\
                  [client.acme.operations.getAnvil.parameters]\nid = 'serial'\n[client.acme.tree.rename]\nanvils = 'blocks'\n";
    fs::write(workspace.path("specsmith.toml"), config).unwrap();
    workspace.run("generate", 0);
    assert!(workspace.run("operations --json", 0).stdout.contains("\"blocks.retrieve\""));
    assert!(workspace.read("clients/acme/src/resources/blocks.rs").contains("serial: impl Into<String>"));
    let inline = "anvils = 'blocks'\n[client.acme.types]\n'#/paths/x' = 'X'";
    for (right, wrong, line, hint) in [
        ("weight = ", "wieght = ", 4, "did you mean `weight`?"),
        ("\nid = ", "\nidd = ", 6, "its parameters and properties are `id`"),
        ("anvils = ", "anvil = ", 8, "did you mean `anvils`?"),
        ("anvils = 'blocks'", inline, 10, "`#/paths` is the last part"),
    ] {
        fs::write(workspace.path("specsmith.toml"), config.replace(right, wrong)).unwrap();
        let said = workspace.run("check", 2).stderr;
        assert!(said.contains(hint) && said.contains(&format!("specsmith.toml:{line}:1")), "{wrong}: {said}");
    }
}
