//! Input that is not an OpenAPI document: the message, exit code 2, and nothing written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn refusals() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/refusals")
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("refusals").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder of an earlier run");
    }
    fs::create_dir_all(&folder).expect("a scratch folder");
    folder
}

/// Runs the command on a file, from the file's folder so that messages name it as the user would.
fn codegen(folder: &Path, spec: &str, out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--spec", spec, "--name", "client", "--out"])
        .arg(out)
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

/// Checks the exit code and that nothing was written, and gives the message.
fn refused(folder: &Path, spec: &str) -> String {
    let out = scratch(&format!("out-{}", spec.replace(['/', '.'], "-"))).join("client");
    let output = codegen(folder, spec, &out);
    let message = String::from_utf8(output.stderr).expect("messages are text");
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(output.stdout.is_empty(), "nothing but diagnostics is printed");
    assert!(!out.exists(), "nothing is written");
    assert!(message.contains(&format!("{spec}:")), "the message names file, line and column: {message}");
    assert!(message.contains("help:"), "the message has a hint: {message}");
    message
}

fn check(spec: &str) {
    let name = spec.replace(['/', '.'], "-");
    insta::with_settings!({ snapshot_path => refusals(), prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, refused(&refusals(), spec));
    });
}

macro_rules! refusals {
    ($($test:ident = $spec:literal,)*) => {$(#[test] fn $test() { check($spec); })*};
}

refusals! {
    a_list = "a-list.yaml",
    alias_bomb = "alias-bomb.yaml",
    binary = "binary.yaml",
    empty = "empty.yaml",
    no_openapi_key = "no-openapi-key.yaml",
    tab_indentation = "tab-indentation.yaml",
    trailing_comma = "trailing-comma.json",
    unclosed_quote = "unclosed-quote.yaml",
    version_4 = "version-4.yaml",
}

#[test]
fn a_missing_file() {
    insta::assert_snapshot!(refused(&scratch("missing"), "spec.yaml"));
}

#[test]
fn a_directory() {
    let folder = scratch("directory");
    fs::create_dir(folder.join("spec.yaml")).expect("a folder");
    insta::assert_snapshot!(refused(&folder, "spec.yaml"));
}

#[test]
fn nesting_ten_thousand_deep() {
    let folder = scratch("deep");
    let head =
        "{\"openapi\": \"3.1.0\", \"info\": {\"title\": \"Deep\", \"version\": \"1\"}, \"paths\": {}, \"x-deep\": ";
    fs::write(folder.join("deep.json"), format!("{head}{}{}}}", "[".repeat(10_000), "]".repeat(10_000)))
        .expect("a file");
    insta::assert_snapshot!("deep_json", refused(&folder, "deep.json"));
    let yaml = format!(
        "openapi: 3.1.0\ninfo: {{title: Deep, version: '1'}}\npaths: {{}}\nx-deep: {}{}\n",
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    fs::write(folder.join("deep.yaml"), yaml).expect("a file");
    insta::assert_snapshot!("deep_yaml", refused(&folder, "deep.yaml"));
}
