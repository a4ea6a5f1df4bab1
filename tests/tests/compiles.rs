//! The generated code of every fixture compiles without a warning, under the compiler, clippy and rustdoc, doc tests included.
//!
//! A fixture's `wire.rs`, if it has one, is run.
//!
//! `FIXTURES=paging,streams cargo test -p specsmith-tests --test compiles -- --include-ignored` checks only the named ones.

use std::sync::OnceLock;

use specsmith_generator::Output;
use specsmith_tests::crates::{RUNTIME, WIRE, Workspace};
use specsmith_tests::fixtures;
use specsmith_tests::hostile_texts;
use specsmith_tests::nasty::Names;

/// The crate of names that go wrong somewhere, which has no snapshot: that it compiles is the point.
const NASTY: &str = "nasty-names";

/// The crate of text that would be code, or would break a lint, wherever text may stand.
const HOSTILE: &str = "hostile-texts";

/// Returns the crate of a fixture, or of a document that is made here.
fn generated(name: &str) -> Output {
    let document = match name {
        NASTY => Names::all().document(),
        HOSTILE => hostile_texts::document(),
        _ => return fixtures::generate(name, RUNTIME),
    };
    specsmith_generator::generate(&fixtures::input(name, "spec.json", document.to_string().into_bytes(), RUNTIME))
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
fn workspace() -> &'static Workspace {
    static WORKSPACE: OnceLock<Workspace> = OnceLock::new();
    WORKSPACE.get_or_init(write)
}

fn write() -> Workspace {
    let workspace = Workspace::below(env!("CARGO_TARGET_TMPDIR"));
    let names = selected();
    for name in &names {
        workspace.write_fixture(name, &generated(name));
        workspace.write_macros(name);
    }
    workspace.write_wire(&names);
    let members: Vec<&str> = names.iter().map(String::as_str).chain([WIRE]).collect();
    workspace.write_root(&members);
    workspace
}

/// Runs the doc tests of a crate, counts them as rustdoc does, and counts the examples that the generator wrote.
fn doc_tests(workspace: &Workspace, name: &str) -> (usize, usize) {
    let features = workspace.features(name).join(",");
    let tests = ["test", "--doc", "--quiet", "--package", name, "--no-default-features", "--features", &features];
    workspace.cargo(&tests);
    let listed = workspace.cargo(&[tests.as_slice(), &["--", "--list"]].concat());
    let tests = listed.lines().filter(|line| line.ends_with(": test")).count();
    let sources = generated(name).files.into_iter().filter(|file| file.path.ends_with(".rs"));
    let is_ours = |line: &&str| line.trim_start().trim_start_matches(['/', '!', ' ', '`']) == "no_run";
    (tests, sources.map(|file| file.text.lines().filter(is_ours).count()).sum())
}

#[test]
fn every_fixture_compiles_without_a_warning() {
    let workspace = workspace();
    let mut features = Vec::new();
    for name in selected() {
        features.extend(workspace.features(&name).into_iter().map(|feature| format!("{name}/{feature}")));
    }
    let features = features.join(",");
    let all = ["--quiet", "--workspace", "--no-default-features", "--features", &features];
    workspace.cargo(&[&["build"], all.as_slice()].concat());
    workspace.cargo(&[&["test", "--test", "wire"], all.as_slice()].concat());
    if selected().iter().any(|name| name == HOSTILE) {
        let (tests, ours) = doc_tests(workspace, HOSTILE);
        // One for each of the six methods of each text, and one on the front page.
        assert_eq!((tests, ours), (6 * hostile_texts::TEXTS.len() + 1, tests));
    }
}

#[test]
#[ignore = "long; continuous integration runs it"]
fn every_fixture_is_right_with_the_default_features_and_lints() {
    let workspace = workspace();
    workspace.cargo(&["clippy", "--quiet", "--workspace", "--all-targets"]);
    workspace.cargo(&["doc", "--quiet", "--workspace", "--no-deps"]);
    workspace.cargo(&["test", "--quiet", "--workspace", "--test", "wire"]);
}
