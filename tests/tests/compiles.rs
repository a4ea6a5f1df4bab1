//! The generated code of every fixture compiles without a warning, under the compiler, clippy and rustdoc, doc tests included.
//!
//! A fixture's `wire.rs`, if it has one, is a test of its crate, and is run.
//!
//! All fixtures become crates of one workspace below the target folder, so that their dependencies are built once.
//! `FIXTURES=paging,streams cargo test -p specsmith-tests --test compiles` checks only the named ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specsmith_generator::Output;
use specsmith_tests::fixtures;
use specsmith_tests::hostile_texts;
use specsmith_tests::nasty::Names;

/// The crate of names that go wrong somewhere, which has no snapshot: that it compiles is the point.
const NASTY: &str = "nasty-names";

/// The crate of text that would be code, or would break a lint, wherever text may stand.
const HOSTILE: &str = "hostile-texts";

/// Returns the crate of a fixture, or of a document that is made here.
fn generated(name: &str, runtime: &str) -> Output {
    let document = match name {
        NASTY => Names::all().document(),
        HOSTILE => hostile_texts::document(),
        _ => return fixtures::generate(name, runtime),
    };
    specsmith_generator::generate(&fixtures::input(name, "spec.json", document.to_string().into_bytes(), runtime))
        .unwrap_or_else(|report| panic!("{:#?}", report.problems()))
}

/// Returns the fixtures named in the variable `FIXTURES`, or all of them without it.
fn selected() -> Vec<String> {
    let mut all = fixtures::names().expect("the fixtures folder");
    all.extend([NASTY, HOSTILE].map(str::to_owned));
    let Ok(wanted) = std::env::var("FIXTURES") else { return all };
    let wanted: Vec<String> = wanted.split(',').map(str::to_owned).collect();
    for name in &wanted {
        assert!(all.contains(name), "there is no fixture {name:?}");
    }
    wanted
}

/// Writes the crate of each selected fixture and the workspace around them.
fn workspace() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixtures");
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime");
    let names = selected();
    for name in &names {
        let out = folder.join(name);
        if out.exists() {
            fs::remove_dir_all(&out).expect("the output of an earlier run");
        }
        for file in generated(name, runtime).files {
            let path = out.join(&file.path);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
            fs::write(path, &file.text).expect("a file");
        }
        add_wire_test(name, &out);
    }
    let members: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    fs::write(folder.join("Cargo.toml"), manifest).expect("the workspace manifest");
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the lock file, for the same versions of everything");
    folder
}

/// Puts a fixture's own test into its crate, with what the test needs.
fn add_wire_test(name: &str, out: &Path) {
    let Ok(test) = fs::read_to_string(fixtures::folder().join(name).join("wire.rs")) else { return };
    fs::create_dir_all(out.join("tests")).expect("a folder");
    fs::write(out.join("tests/wire.rs"), test).expect("a file");
    let manifest = out.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("the manifest");
    let needed =
        "\n[dev-dependencies]\nfutures-util = \"0.3\"\ntokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";
    fs::write(manifest, text + needed).expect("the manifest");
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "cargo {arguments:?}:\n{out}\n{errors}");
    out.into_owned()
}

/// Counts the doc tests of a crate as rustdoc does, and the examples that the generator wrote.
fn doc_tests(folder: &Path, name: &str) -> (usize, usize) {
    let listed = run(folder, &["test", "--quiet", "--package", name, "--doc", "--", "--list"]);
    let tests = listed.lines().filter(|line| line.ends_with(": test")).count();
    let sources = generated(name, "").files.into_iter().filter(|file| file.path.ends_with(".rs"));
    let is_ours = |line: &&str| line.trim_start().trim_start_matches(['/', '!', ' ', '`']) == "no_run";
    (tests, sources.map(|file| file.text.lines().filter(is_ours).count()).sum())
}

fn has_clippy() -> bool {
    Command::new(env!("CARGO")).args(["clippy", "--version"]).output().is_ok_and(|output| output.status.success())
}

#[test]
fn every_fixture_compiles_without_a_warning() {
    let folder = workspace();
    if has_clippy() {
        run(&folder, &["clippy", "--quiet", "--workspace", "--all-targets"]);
    } else {
        println!("clippy is not installed: compiling only");
        run(&folder, &["check", "--quiet", "--workspace", "--all-targets"]);
    }
    if selected().iter().any(|name| fixtures::folder().join(name).join("wire.rs").is_file()) {
        run(&folder, &["test", "--quiet", "--workspace", "--test", "wire"]);
    }
    run(&folder, &["doc", "--quiet", "--workspace", "--no-deps"]);
    if selected().iter().any(|name| name == HOSTILE) {
        let (tests, ours) = doc_tests(&folder, HOSTILE);
        // One for each of the six methods of each text, and one on the front page.
        assert_eq!((tests, ours), (6 * hostile_texts::TEXTS.len() + 1, tests));
        run(&folder, &["test", "--quiet", "--package", HOSTILE, "--doc"]);
    }
}
