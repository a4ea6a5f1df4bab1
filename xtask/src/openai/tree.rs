//! The method tree of a crate, held against that of OpenAI's SDK.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;
use specsmith::writer::MANIFEST;
use specsmith::{Job, Outcome, Project};

use super::recording::read;
use crate::cli::OpenAi;
use crate::workspace::workspace;

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

/// Prints how the generated crate compares, and what the rules of a configuration give without the overlay. True when every endpoint of both has a name
/// of the SDK.
pub(super) fn is_same(out: &Path, args: &OpenAi) -> Result<bool, String> {
    let root = workspace();
    let recorded: Vec<Recorded> = read(&root.join("tests/openai/tree.json"))?;
    let recorded = tree(recorded.into_iter().map(|it| (it.http, it.path, it.method)));
    let same = print(&compare(&methods(read(&out.join(MANIFEST))?), &recorded), args.verbose);
    let by_rules = compare(&methods(by_rules(&root, &args.spec)?), &recorded);
    for line in by_rules.differs.iter().filter(|_| args.verbose) {
        println!("other name by rules alone: {line}");
    }
    let Comparison { both, differs, .. } = by_rules;
    println!("{} of {both} by the rules of spec/openai/specsmith.toml alone", both - differs.len());
    Ok(same)
}

/// Returns the manifest of the crate that the rules of a configuration give.
fn by_rules(root: &Path, spec: &Path) -> Result<Manifest, String> {
    let refused = |outcome: &Outcome| {
        outcome.print(false);
        "the rules are refused".to_owned()
    };
    let project = Project::load(&root.join("spec/openai/specsmith.toml")).map_err(|outcome| refused(&outcome))?;
    let jobs = project.jobs(&[]).map_err(|outcome| refused(&outcome))?;
    let job = jobs.into_iter().next().ok_or("the rules have no client")?;
    // A copy of the document may lack what a rule names.
    let (outcome, files, _) = specsmith::preview(Job { document: spec.to_owned(), allow_unmatched: true, ..job });
    let manifest = files.iter().find(|file| file.path == MANIFEST).ok_or_else(|| refused(&outcome))?;
    serde_json::from_str(&manifest.text).map_err(|error| error.to_string())
}

fn methods(manifest: Manifest) -> Tree {
    tree(manifest.operations.into_iter().flat_map(Generated::methods))
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
