//! `cargo xtask openai`: the crate of a user's copy of OpenAI's document, with the names of OpenAI's own SDK.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::cli::{Codegen, OpenAi};
use crate::workspace::workspace;
use crate::{codegen, conformance};

/// A method of the SDK, as `tests/openai/record.py` writes it.
#[derive(Deserialize)]
struct Recorded {
    method: String,
    http: String,
    path: String,
}

#[derive(Deserialize)]
struct Manifest {
    operations: Vec<Generated>,
}

/// An operation of the generated crate.
#[derive(Deserialize)]
struct Generated {
    method: String,
    path: String,
    rust: String,
    /// Further methods.
    #[serde(default)]
    aliases: Vec<String>,
}

impl Generated {
    /// HTTP method, path and method of the client, for each such method.
    fn methods(self) -> impl Iterator<Item = (String, String, String)> {
        let Self { method, path, rust, aliases } = self;
        std::iter::once(rust).chain(aliases).map(move |rust| (method.clone(), path.clone(), rust))
    }
}

/// Methods by HTTP method and path; parameters have no names in it, since documents and SDKs spell them differently.
type Tree = BTreeMap<(String, String), BTreeSet<String>>;

/// The generated tree held against the recorded one.
#[derive(Debug, Default, PartialEq, Eq)]
struct Comparison {
    /// Endpoints of both.
    both: usize,
    /// Endpoints that have no name of the SDK, with the names on both sides.
    differs: Vec<String>,
    /// Methods of the SDK for endpoints that have another name of it.
    unnamed: Vec<String>,
    /// Endpoints of the SDK that the document lacks.
    lacking: Vec<String>,
}

/// Generates the crate and compares its method tree with the recorded one.
pub(crate) fn run(args: &OpenAi) -> ExitCode {
    let root = workspace();
    let out = args.out.clone().unwrap_or_else(|| root.join("target/openai"));
    let job = Codegen {
        spec: Some(args.spec.clone()),
        overlays: vec![root.join("spec/openai/overlay.yaml")],
        config: None,
        out: Some(out.clone()),
        name: Some("openai".to_owned()),
        check: false,
        report: None,
        strict: false,
        types_only: false,
        verbose: args.verbose,
        min_fidelity: None,
    };
    let outcome = codegen::run(&job);
    if outcome != ExitCode::SUCCESS {
        return outcome;
    }
    let same_tree = compared(&out.join(specsmith::writer::MANIFEST), &root.join("tests/openai/tree.json"))
        .map(|comparison| print(&comparison, args.verbose));
    match same_tree.and_then(|same| Ok(same & same_wire(&job, &args.wire)?)) {
        Ok(same) => ExitCode::from(u8::from(!same)),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Compares the requests of recorded calls; true without any.
fn same_wire(job: &Codegen, recordings: &[PathBuf]) -> Result<bool, String> {
    if recordings.is_empty() {
        return Ok(true);
    }
    let document = codegen::effective(job).ok_or("the document is refused")?;
    conformance::recorded::compare(&document, "openai", recordings)
}

fn compared(manifest: &Path, recorded: &Path) -> Result<Comparison, String> {
    let Manifest { operations } = read(manifest)?;
    let recorded: Vec<Recorded> = read(recorded)?;
    let generated = operations.into_iter().flat_map(Generated::methods);
    Ok(compare(&tree(generated), &tree(recorded.into_iter().map(|it| (it.http, it.path, it.method)))))
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn tree(methods: impl Iterator<Item = (String, String, String)>) -> Tree {
    let mut tree = Tree::new();
    for (http, path, method) in methods {
        tree.entry((http, unnamed(&path))).or_default().insert(method.replace("r#", ""));
    }
    tree
}

/// `/files/{file_id}` as `/files/{}`.
fn unnamed(path: &str) -> String {
    let is_name = |segment: &str| segment.starts_with('{') && segment.ends_with('}');
    path.split('/').map(|segment| if is_name(segment) { "{}" } else { segment }).collect::<Vec<_>>().join("/")
}

fn compare(generated: &Tree, recorded: &Tree) -> Comparison {
    let mut comparison = Comparison::default();
    for ((http, path), names) in recorded {
        let listed = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
        match generated.get(&(http.clone(), path.clone())) {
            None => comparison.lacking.push(format!("{http} {path}: {}", listed(names))),
            Some(own) => {
                comparison.both += 1;
                if own.is_disjoint(names) {
                    comparison.differs.push(format!("{http} {path}: {}, not {}", listed(names), listed(own)));
                } else if !names.is_subset(own) {
                    comparison.unnamed.push(format!("{http} {path}: {}", listed(&(names - own))));
                }
            }
        }
    }
    comparison
}

/// Prints the comparison. True when every endpoint of both has a name of the SDK.
fn print(comparison: &Comparison, verbose: bool) -> bool {
    let Comparison { both, differs, unnamed, lacking } = comparison;
    for line in differs {
        println!("other name: {line}");
    }
    for line in unnamed {
        println!("no alias: {line}");
    }
    for line in lacking.iter().filter(|_| verbose) {
        println!("not in the document: {line}");
    }
    println!("{} of {both} endpoints have the name of OpenAI's SDK", both - differs.len());
    println!("{} endpoints of the SDK are not in the document", lacking.len());
    differs.is_empty() && unnamed.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree_of(rows: &[(&str, &str, &str)]) -> Tree {
        tree(rows.iter().map(|(http, path, method)| ((*http).to_owned(), (*path).to_owned(), (*method).to_owned())))
    }

    #[test]
    fn an_endpoint_without_a_recorded_name_differs() {
        let generated =
            tree_of(&[("GET", "/a/{id}", "a.retrieve"), ("GET", "/b", "b.list"), ("POST", "/b", "b.r#move")]);
        let recorded = tree_of(&[
            ("GET", "/a/{a_id}", "a.retrieve"),
            ("GET", "/a/{a_id}", "a.old_retrieve"),
            ("GET", "/b", "b.all"),
            ("POST", "/b", "b.move"),
            ("POST", "/b", "a.move"),
            ("GET", "/c", "c.list"),
        ]);
        let expected = Comparison {
            both: 3,
            differs: vec!["GET /b: b.all, not b.list".to_owned()],
            unnamed: vec!["GET /a/{}: a.old_retrieve".to_owned(), "POST /b: a.move".to_owned()],
            lacking: vec!["GET /c: c.list".to_owned()],
        };
        assert_eq!(compare(&generated, &recorded), expected);
    }

    #[test]
    fn the_recording_can_be_read() {
        let recorded: Vec<Recorded> = read(&workspace().join("tests/openai/tree.json")).expect("a recording");
        assert!(recorded.iter().any(|it| it.method == "admin.organization.projects.roles.update"));
    }
}
