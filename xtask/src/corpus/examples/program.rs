//! The program that decodes and encodes: written, built and run beside the generated crate.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::corpus::crates::{Home, head};
use crate::workspace::workspace;

/// The results of the three round trips of an example: JSON, or the reason of a refusal.
pub(super) struct Trip {
    pub(super) strict: Result<String, String>,
    pub(super) tolerant: Result<String, String>,
    pub(super) lenient: Result<String, String>,
}

/// The part of the program that does not depend on the document.
const PROGRAM: &str = r#"
fn main() {
    let input = std::fs::read_to_string(std::env::args().nth(1).expect("a file")).expect("text");
    for line in input.lines() {
        let (kind, json) = line.split_once('\t').expect("a kind and a value");
        round(kind.parse().expect("a number"), json);
    }
}

fn trip<T: Decode + Encode>(json: &str) {
    say(once::<T>(json, DecodeMode::Strict));
    say(once::<T>(json, DecodeMode::Tolerant));
    say(once::<T>(json, DecodeMode::Lenient));
}

fn once<T: Decode + Encode>(json: &str, mode: DecodeMode) -> Result<String, String> {
    let tree = Tree::parse(json.as_bytes()).map_err(|error| error.to_string())?;
    let value: T = tree.decode(mode).map_err(|error| error.to_string())?;
    let mut writer = Writer::new();
    value.encode(&mut writer);
    Ok(writer.into_string())
}

fn say(outcome: Result<String, String>) {
    match outcome {
        Ok(json) => println!("+{}", json.replace('\n', " ")),
        Err(why) => println!("-{}", why.replace('\n', " ")),
    }
}
"#;

/// Sends each value through its type. The answers come in the order of the cases.
///
/// # Errors
///
/// When the program cannot be built or does not answer for every case.
pub(super) fn run<'a>(home: &Home, cases: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Vec<Trip>, String> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut input = String::new();
    let mut expected = 0;
    for (rust, json) in cases {
        let next = kinds.len();
        let kind = *kinds.entry(rust).or_insert(next);
        // Writing to a string cannot fail. A line of JSON Lines holds no newline.
        let _ = writeln!(input, "{kind}\t{json}");
        expected += 1;
    }
    if expected == 0 {
        return Ok(Vec::new());
    }
    let input_path = home.roundtrip().join("input.tsv");
    write(home, &kinds, &input, &input_path).map_err(|error| format!("the program cannot be written: {error}"))?;
    let mut cargo = home.cargo("run");
    let output = cargo
        .arg("--manifest-path")
        .arg(home.roundtrip().join("Cargo.toml"))
        .arg("--")
        .arg(&input_path)
        .output()
        .map_err(|error| format!("cargo cannot be run: {error}"))?;
    let answers = String::from_utf8_lossy(&output.stdout);
    let trips = read(&answers);
    if trips.len() == expected { Ok(trips) } else { Err(head(&output.stderr)) }
}

fn write(home: &Home, kinds: &BTreeMap<&str, usize>, input: &str, input_path: &std::path::Path) -> std::io::Result<()> {
    let package = home.package().ok_or_else(|| std::io::Error::other("the generated Cargo.toml names no package"))?;
    let runtime = serde_json::to_string(&workspace().join("runtime"))?;
    let features = serde_json::to_string(&home.features()?)?;
    // Built once and run once: nothing that helps a debugger or the next build is worth its time, and no transport is used.
    let manifest = format!(
        "[package]\nname = \"roundtrip-{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{package} = {{ path = \"../client\", default-features = false, features = {features} }}\n\
         specsmith-runtime = {{ path = {runtime}, default-features = false }}\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n"
    );
    fs::write(home.roundtrip().join("Cargo.toml"), manifest)?;
    fs::write(home.roundtrip().join("src/main.rs"), source(kinds))?;
    fs::write(input_path, input)
}

fn source(kinds: &BTreeMap<&str, usize>) -> String {
    let mut source = "use specsmith_runtime::model::{Decode, DecodeMode, Encode, Tree, Writer};\n".to_owned();
    source.push_str(PROGRAM);
    source.push_str("\nfn round(kind: usize, json: &str) {\n    match kind {\n");
    for (rust, kind) in kinds {
        // Writing to a string cannot fail.
        let _ = writeln!(source, "        {kind} => trip::<{rust}>(json),");
    }
    source.push_str("        _ => unreachable!(\"an unknown kind\"),\n    }\n}\n");
    source
}

/// Three lines for each case.
fn read(answers: &str) -> Vec<Trip> {
    let lines: Vec<&str> = answers.lines().collect();
    let outcome = |line: &str| match line.split_at_checked(1) {
        Some(("+", json)) => Ok(json.to_owned()),
        Some((_, why)) => Err(why.to_owned()),
        None => Err(String::new()),
    };
    let trip =
        |lines: &[&str]| Trip { strict: outcome(lines[0]), tolerant: outcome(lines[1]), lenient: outcome(lines[2]) };
    lines.chunks_exact(3).map(trip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_lines_are_one_trip() {
        let trips = read("+{}\n+{\"a\":1}\n+{\"a\":1}\n-at $.a: missing\n+{\"a\":2}\n+{}\n");
        assert_eq!(trips.len(), 2);
        assert_eq!(trips[1].strict, Err("at $.a: missing".to_owned()));
        assert_eq!(trips[1].tolerant, Ok("{\"a\":2}".to_owned()));
        assert_eq!(trips[0].lenient, Ok("{\"a\":1}".to_owned()));
    }

    #[test]
    fn each_type_is_one_arm() {
        let kinds = BTreeMap::from([("Vec<acme::types::A>", 1), ("acme::types::B", 0)]);
        let source = source(&kinds);
        assert!(source.contains("1 => trip::<Vec<acme::types::A>>(json),"), "{source}");
    }
}
