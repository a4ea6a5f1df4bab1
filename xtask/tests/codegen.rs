//! The command as a person runs it: what it writes, what it leaves alone, what it prints, and how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

/// A document with two resources.
const SPEC: &str = "\
openapi: 3.1.0
info:
  title: Acme
  version: '1.0'
paths:
  /anvils:
    get:
      operationId: list-anvils
      responses:
        '200':
          description: All anvils.
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: '#/components/schemas/Anvil'
  /rockets/{id}:
    get:
      operationId: get-rocket
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        '200':
          description: A rocket.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Rocket'
components:
  schemas:
    Anvil:
      type: object
      required: [weight]
      properties:
        weight:
          type: number
          description: In kilograms.
    Rocket:
      type: object
      properties:
        fuel:
          type: string
";

/// A folder with a document in it, gone at the end of the test.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: tempfile::tempdir().unwrap() };
        place.spec(SPEC);
        place
    }

    fn spec(&self, text: &str) {
        fs::write(self.path("api.yaml"), text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["codegen", "--spec", "api.yaml", "--out", "out", "--name", "acme"]);
        command.args(more).current_dir(self.folder.path());
        command
    }

    fn run(&self, more: &[&str]) -> Ran {
        Ran::of(&self.command(more).output().unwrap())
    }

    fn tree(&self) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
        let mut found = BTreeMap::new();
        walk(&self.path("out"), &mut found);
        found
    }
}

fn walk(folder: &Path, found: &mut BTreeMap<String, (Vec<u8>, SystemTime)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            let time = fs::metadata(&path).unwrap().modified().unwrap();
            found.insert(path.display().to_string(), (fs::read(&path).unwrap(), time));
        }
    }
}

struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout.clone()).unwrap(),
            stderr: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        assert!(!self.stderr.contains('\u{1b}') && !self.stdout.contains('\u{1b}'), "no colour in a pipe");
        self
    }
}

#[test]
fn the_repository_is_up_to_date() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["codegen", "--check"]).output().unwrap();
    let ran = Ran::of(&output).ends(0);
    assert!(ran.stderr.contains("up to date, 26 operations"), "{}", ran.stderr);
}

#[test]
fn a_second_run_touches_nothing() {
    let place = Place::new();
    place.run(&[]).ends(0);
    let old = SystemTime::now() - Duration::from_secs(600);
    for path in place.tree().keys() {
        fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    }
    let aged = place.tree();
    let ran = place.run(&[]).ends(0);
    assert!(ran.stderr.contains("(0 written"), "{}", ran.stderr);
    assert_eq!(place.tree(), aged);
    place.run(&["--check"]).ends(0);
}

#[test]
fn a_stale_output_is_shown_as_a_diff_and_left_alone() {
    let place = Place::new();
    place.run(&[]).ends(0);
    let before = place.tree();
    place.spec(&SPEC.replace("In kilograms.", "In pounds."));
    let ran = place.run(&["--check"]).ends(1);
    assert!(
        ran.stdout.contains("-    /// In kilograms.") && ran.stdout.contains("+    /// In pounds."),
        "{}",
        ran.stdout
    );
    assert!(ran.stderr.contains("stale"), "{}", ran.stderr);
    assert_eq!(place.tree(), before);
    place.run(&[]).ends(0);
    place.run(&["--check"]).ends(0);
}

#[test]
fn what_is_no_longer_produced_goes_and_what_is_not_ours_stays() {
    let place = Place::new();
    place.run(&[]).ends(0);
    let mine = place.path("out/src/resources/mine.rs");
    fs::create_dir_all(mine.parent().unwrap()).unwrap();
    fs::write(&mine, "// hand-written").unwrap();
    let rockets = |place: &Place| place.tree().into_keys().filter(|path| path.contains("resources/rocket")).count();
    assert_ne!(rockets(&place), 0);
    let (before, rest) = SPEC.split_once("  /rockets").unwrap();
    let (_, after) = rest.split_once("components:").unwrap();
    place.spec(&format!("{before}components:{after}"));

    let ran = place.run(&["--check"]).ends(1);
    assert!(ran.stdout.contains("(no longer produced)"), "{}", ran.stdout);
    let ran = place.run(&[]).ends(0);
    assert!(ran.stderr.contains("removed"), "{}", ran.stderr);
    assert_eq!(rockets(&place), 0);
    assert_eq!(fs::read(&mine).unwrap(), b"// hand-written");
}

#[test]
fn a_file_of_the_users_in_the_way_stops_the_run() {
    let place = Place::new();
    fs::create_dir_all(place.path("out/src")).unwrap();
    fs::write(place.path("out/src/lib.rs"), "// hand-written").unwrap();
    let ran = place.run(&[]).ends(2);
    assert!(ran.stderr.contains("error[not-ours]") && ran.stderr.contains("--> out/src/lib.rs:1:1"), "{}", ran.stderr);
    assert_eq!(place.tree().len(), 1);
}

#[test]
fn a_loss_is_a_warning_and_with_strict_a_refusal() {
    let place = Place::new();
    place.spec(&SPEC.replace("$ref: '#/components/schemas/Rocket'", "$ref: '#/components/schemas/Roket'"));
    let ran = place.run(&["--strict"]).ends(2);
    assert!(ran.stderr.contains("error[dangling-ref]"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("nothing was written; 1 error\n"), "{}", ran.stderr);
    assert!(!place.path("out").exists());

    let ran = place.run(&[]).ends(0);
    assert!(ran.stderr.contains("warning[dangling-ref]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("--> api.yaml:33:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("^^^"), "{}", ran.stderr);
    assert!(ran.stderr.contains("= pointer: #/paths/~1rockets~1{id}/get/responses/200"), "{}", ran.stderr);
    assert!(place.path("out/src/lib.rs").exists());
}

/// A limit on the size of a file is, to a program, what a full disk is.
#[cfg(unix)]
#[test]
fn a_write_that_fails_leaves_the_old_output_whole() {
    let place = Place::new();
    place.run(&[]).ends(0);
    let before = place.tree();
    place.spec(&SPEC.replace("In kilograms.", &"heavy ".repeat(8000)));
    let command = place.command(&[]);
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\"", "sh"]).arg(command.get_program());
    shell.args(command.get_args()).current_dir(place.folder.path());
    let ran = Ran::of(&shell.output().unwrap()).ends(2);
    assert!(ran.stderr.contains("error[output-io]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("the output folder is as it was"), "{}", ran.stderr);
    assert_eq!(place.tree(), before);
}

#[test]
fn the_report_counts_what_was_generated_and_says_why_not() {
    let place = Place::new();
    place.run(&["--report", "report.json"]).ends(0);
    let report = |place: &Place| -> serde_json::Value {
        serde_json::from_slice(&fs::read(place.path("report.json")).unwrap()).unwrap()
    };
    let found = report(&place);
    assert_eq!((&found["operations"], &found["typed"], &found["raw"]), (&2.into(), &2.into(), &0.into()));
    assert_eq!(found["files"], place.tree().len());
    assert_eq!(found["generated"], true);

    place.spec("openapi: 4.0.0\n");
    place.run(&["--report", "report.json"]).ends(2);
    let found = report(&place);
    assert_eq!((&found["generated"], &found["errors"]), (&false.into(), &1.into()));
    assert_eq!(found["diagnostics"][0]["line"], 1);
}

#[test]
fn the_bytes_do_not_depend_on_where_one_stands() {
    let place = Place::new();
    place.run(&[]).ends(0);
    let here = place.tree();
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["codegen", "--name", "acme", "--check", "--spec"]).arg(place.path("api.yaml"));
    command.arg("--out").arg(place.path("out")).current_dir(elsewhere.path());
    Ran::of(&command.output().unwrap()).ends(0);
    assert_eq!(place.tree(), here);
}

#[test]
fn wrong_arguments_end_with_two_and_a_hint() {
    for (arguments, hint) in [
        (vec!["codegen", "--spce", "api.yaml"], "--spec"),
        (vec!["codegen", "--spec", "api.yaml"], "--out"),
        (vec!["codgen"], "codegen"),
        (vec!["codegen", "--out"], "--help"),
        (vec![], "Usage"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(&arguments).output().unwrap();
        let ran = Ran::of(&output).ends(2);
        assert!(ran.stderr.contains(hint), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn a_name_that_no_crate_can_have_is_refused() {
    let place = Place::new();
    for (name, better) in
        [("has space", "has-space"), ("../up", "up"), ("-x", "x"), ("quote\"d", "quote-d"), ("", "client")]
    {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["codegen", "--spec", "api.yaml", "--out", "out"])
            .arg(format!("--name={name}"))
            .current_dir(place.folder.path())
            .output()
            .unwrap();
        let ran = Ran::of(&output).ends(2);
        assert!(ran.stderr.contains(&format!("`{better}`")), "{name:?}: {}", ran.stderr);
        assert!(!place.path("out").exists());
    }
}

#[test]
fn what_is_not_represented_is_listed_and_can_fall_short() {
    let place = Place::new();
    let text = SPEC.replace("          description: In kilograms.", "          not: {const: 0}");
    place.spec(&text.replace(
        "        fuel:\n          type: string",
        "        fuel:\n          type: string\n          not: {const: none}",
    ));
    let ran = place.run(&["--min-fidelity", "100"]).ends(1);
    assert!(ran.stderr.contains(" of 16 schema keywords; nothing was written"), "{}", ran.stderr);
    assert!(!place.path("out").exists());

    let ran = place.run(&["--min-fidelity", "50", "--report", "report.json"]).ends(0);
    assert!(ran.stderr.contains("90.4 % represented exactly: 14 of 16 schema keywords"), "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(place.path("report.json")).unwrap()).unwrap();
    let fidelity = &report["fidelity"];
    assert_eq!(fidelity["keywords"], serde_json::json!({"exact": 14, "total": 16}));
    assert_eq!(fidelity["operations"], serde_json::json!({"exact": 2, "total": 2}));
    // One diagnostic, and both places.
    assert_eq!(report["diagnostics"].as_array().unwrap().len(), 1);
    let places: Vec<&str> =
        fidelity["losses"].as_array().unwrap().iter().map(|loss| loss["pointer"].as_str().unwrap()).collect();
    assert_eq!(
        places,
        ["#/components/schemas/Anvil/properties/weight/not", "#/components/schemas/Rocket/properties/fuel/not"]
    );

    for wrong in ["101", "-1", "most"] {
        let ran = place.run(&[&format!("--min-fidelity={wrong}")]).ends(2);
        assert!(ran.stderr.contains("a number from 0 to 100"), "{}", ran.stderr);
    }
}
