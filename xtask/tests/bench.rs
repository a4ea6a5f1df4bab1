//! `cargo xtask bench` from outside, beside programs that stand in for other generators.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

/// Writes a crate, as ploidy would be asked to: `generate rust SPEC --output DIR --name NAME`.
const WRITES: &str = r#"#!/bin/sh
if [ "$1" = --version ]; then echo "ploidy 9.9.9"; exit; fi
[ "$1 $2 $4 $6" = "generate rust --output --name" ] && [ -f "$3" ] || { echo "error: called otherwise" >&2; exit 2; }
[ -z "$(ls "$5")" ] || { echo "error: the folder is not empty" >&2; exit 2; }
mkdir "$5/src"
printf 'pub struct A;\npub struct B;\n' > "$5/src/lib.rs"
printf '[package]\nname = "%s"\n' "$7" > "$5/Cargo.toml"
"#;

/// Fails.
const FAILS: &str = "#!/bin/sh
echo reading
echo 'Error: no such reference' >&2
exit 1
";

fn bench(folder: &Path, arguments: &[&str]) -> Output {
    let programs = folder.join("programs");
    fs::create_dir_all(&programs).unwrap();
    for (name, script) in [("ploidy", WRITES), ("openapi-to-rust", FAILS)] {
        fs::write(programs.join(name), script).unwrap();
        fs::set_permissions(programs.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    let out = folder.join("out");
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["bench", "--any-build", "--out"])
        .arg(out)
        .args(arguments)
        .env("PATH", path)
        .output()
        .unwrap()
}

#[test]
fn everyone_is_in_the_table_and_in_the_json() {
    let folder = tempfile::tempdir().unwrap();
    let output = bench(folder.path(), &["--runs", "3", "--vs", "ploidy,openapi-to-rust"]);
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{table}{}", String::from_utf8_lossy(&output.stderr));
    let row = |start: &str| table.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_default();
    assert!(row("ploidy 9.9.9").contains("2      4     2  0.00"), "files and lines: {table}");
    assert!(row("specsmith").contains("1.00"), "{table}");
    assert!(row("openapi-to-rust").contains("failed"), "{table}");
    assert!(table.contains("openapi-to-rust did not generate: Error: no such reference"), "{table}");

    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("out/bench.json")).unwrap()).unwrap();
    let results = &json["documents"][0]["results"];
    assert_eq!(json["documents"][0]["name"], "openapi.yaml");
    for (index, samples) in [(0, 3), (1, 3), (2, 0)] {
        let generate = &results[index]["generate"];
        assert_eq!(generate["samples"].as_array().map(Vec::len), Some(samples));
        assert_eq!(generate["median"].is_null(), samples == 0);
    }
    assert!(results[0]["output"]["rust_lines"].as_u64().is_some_and(|lines| lines > 1000));
    assert!(results[0]["generate"]["median"]["cpu_s"].as_f64().is_some_and(|seconds| seconds > 0.0));
    assert_eq!(results[1]["output"]["lines"], 4);
    assert!(json["machine"]["cores"].as_u64().is_some_and(|cores| cores > 0));
}

#[test]
fn our_own_failure_is_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    let document = folder.path().join("empty.yaml");
    fs::write(&document, "- not a document\n").unwrap();
    let output = bench(folder.path(), &["--runs", "1", "--doc", document.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(String::from_utf8_lossy(&output.stdout).contains("specsmith did not generate"));
}

#[test]
fn who_is_not_there_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["bench", "--any-build", "--vs", "ploidy"])
        .env("PATH", folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cargo install --locked ploidy"));
}
