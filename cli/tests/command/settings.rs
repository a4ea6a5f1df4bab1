//! The configuration, and the places of what is wrong in it.

use std::fs;

use crate::{DOCUMENT, Workspace};

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
