//! Values through the types that were generated for them: what came is what goes, and what does not fit is met as the three modes promise.
//!
//! A fixture may hold `examples.jsonl`, one example a line: the JSON pointer of its `schema`, the `value`, and where strict decoding refuses it the
//! `error`. Tolerant decoding takes it all the same and gives it back as it came, unless `tolerant` has its error; `lenient` is what lenient decoding
//! makes of it where that is not what came (or the error of that).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use specsmith_tests::crates::{RUNTIME, Workspace};
use specsmith_tests::fixtures;

/// The part of the program that does not depend on the fixtures: it decodes and encodes the value of each line in each mode.
const PROGRAM: &str = r#"
use specsmith_runtime::model::{self, Decode, DecodeMode, Encode, Value};

fn main() {
    let input = std::fs::read_to_string(std::env::args().nth(1).expect("a file")).expect("text");
    for line in input.lines() {
        let (kind, json) = line.split_once('\t').expect("a kind and a value");
        round(kind.parse().expect("a number"), json);
    }
}

fn trip<T: Decode + Encode>(json: &str) {
    same_again::<T>(json);
    for mode in [DecodeMode::Strict, DecodeMode::Tolerant, DecodeMode::Lenient] {
        match model::decode_with::<T>(json.as_bytes(), mode) {
            Ok(value) => println!("{}", model::to_string(&value)),
            Err(error) => println!("{error}"),
        }
    }
}

/// The law of models: what is written is read as the same variant, and written the same. Tried with the example and with what is like it: a member less,
/// or another scalar for one.
fn same_again<T: Decode + Encode>(json: &str) {
    let example: Value = model::from_str(json).expect("JSON");
    let mut tried = vec![example.clone()];
    for (key, member) in example.as_object().into_iter().flatten() {
        let mut less = example.clone();
        less.as_object_mut().expect("an object").remove(key);
        tried.push(less);
        let others = [Value::from("other"), 1.into(), 2.into(), true.into(), Value::Null];
        for other in others.into_iter().filter(|_| !member.is_object() && !member.is_array()) {
            let mut changed = example.clone();
            changed[key] = other;
            tried.push(changed);
        }
    }
    for value in tried {
        let Ok(first) = model::from_value::<T>(&value) else { continue };
        let text = model::to_string(&first);
        let second = model::from_str::<T>(&text).unwrap_or_else(|error| panic!("{value} is written as {text}: {error}"));
        assert_eq!(std::mem::discriminant(&first), std::mem::discriminant(&second), "{value} is written as {text}");
        assert_eq!(model::to_string(&second), text, "{value}");
    }
}
"#;

struct Example {
    fixture: String,
    rust: String,
    value: Value,
    error: Option<String>,
    tolerant: Option<Value>,
    lenient: Option<Value>,
}

/// The package of the program.
const PACKAGE: &str = "round-trips";

/// Every example, with the type of its schema; the crate of each fixture that has some is written into the workspace.
fn examples(workspace: &Workspace) -> Vec<Example> {
    let mut found = Vec::new();
    for fixture in fixtures::names().expect("the fixtures folder") {
        let Ok(text) = fs::read_to_string(fixtures::folder().join(&fixture).join("examples.jsonl")) else { continue };
        let output = fixtures::generate(&fixture, RUNTIME);
        workspace.write_fixture(&fixture, &output);
        let manifest = output.files.iter().find(|file| file.path == "specsmith-manifest.json").expect("a manifest");
        let manifest: Value = serde_json::from_str(&manifest.text).expect("JSON");
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{fixture}: {error}: {line}"));
            let schema =
                manifest["schemas"].as_array().expect("a list").iter().find(|it| it["pointer"] == line["schema"]);
            let schema = schema.unwrap_or_else(|| panic!("{fixture}: the manifest does not list {}", line["schema"]));
            found.push(Example {
                fixture: fixture.clone(),
                rust: schema["rust"].as_str().expect("a type").to_owned(),
                value: line["value"].clone(),
                error: line["error"].as_str().map(str::to_owned),
                tolerant: line.get("tolerant").cloned(),
                lenient: line.get("lenient").cloned(),
            });
        }
    }
    found
}

/// Writes the program, a function with an arm for each type, and gives the path of its input.
fn program(workspace: &Workspace, examples: &[Example]) -> PathBuf {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut input = String::new();
    let mut dependencies: BTreeMap<&str, String> = BTreeMap::new();
    for example in examples {
        let next = kinds.len();
        let kind = *kinds.entry(&example.rust).or_insert(next);
        writeln!(input, "{kind}\t{}", example.value).expect("memory");
        let name = &example.fixture;
        let features = workspace.features(name);
        dependencies.insert(
            name,
            format!("{name} = {{ path = \"../{name}\", default-features = false, features = {features:?} }}\n"),
        );
    }
    let arms: String = kinds.iter().map(|(rust, kind)| format!("        {kind} => trip::<{rust}>(json),\n")).collect();
    let round = format!(
        "fn round(kind: usize, json: &str) {{\n    match kind {{\n{arms}        _ => panic!(\"{{kind}}\"),\n    }}\n}}\n"
    );
    let mut members: Vec<&str> = dependencies.keys().copied().collect();
    members.push(PACKAGE);
    let manifest = format!(
        "[package]\nname = {PACKAGE:?}\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         specsmith-runtime = {{ path = {RUNTIME:?}, default-features = false }}\n{}",
        dependencies.values().map(String::as_str).collect::<String>(),
    );
    let main = format!("{PROGRAM}\n{round}");
    let files = [("Cargo.toml", manifest), ("src/main.rs", main), ("input.tsv", input)];
    workspace.write(PACKAGE, files.map(|(path, text)| (path.to_owned(), text)));
    workspace.write_root(&members);
    workspace.folder().join(PACKAGE).join("input.tsv")
}

/// Runs the program, and gives for each example what it printed in each mode.
fn run(workspace: &Workspace, input: &Path) -> Vec<[String; 3]> {
    let input = input.to_str().expect("a path in UTF-8");
    let text = workspace.cargo(&["run", "--quiet", "--package", PACKAGE, "--", input]);
    let lines: Vec<&str> = text.lines().collect();
    lines.chunks_exact(3).map(|modes| [modes[0].to_owned(), modes[1].to_owned(), modes[2].to_owned()]).collect()
}

/// JSON by value, and any other text as it is.
fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

#[test]
fn values_come_and_go() {
    let workspace = Workspace::below(env!("CARGO_TARGET_TMPDIR"));
    let examples = examples(&workspace);
    let input = program(&workspace, &examples);
    let outcomes = run(&workspace, &input);
    assert_eq!(outcomes.len(), examples.len());
    for (example, [strict, tolerant, lenient]) in examples.iter().zip(&outcomes) {
        let about = format!("{} {} {}", example.fixture, example.rust, example.value);
        match &example.error {
            Some(error) => assert_eq!(strict, error, "{about}"),
            None => assert_eq!(read(strict), example.value, "{about}"),
        }
        let wanted = example.tolerant.as_ref().unwrap_or(&example.value);
        assert_eq!(read(tolerant), *wanted, "by default: {about}");
        let wanted = example.lenient.as_ref().unwrap_or(&example.value);
        assert_eq!(read(lenient), *wanted, "leniently: {about}");
    }
}
