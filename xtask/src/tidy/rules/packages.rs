//! The manifests of crates that are published: what a registry, docs.rs and users look for.

use toml::{Table, Value};

use crate::tidy::complaint::{Complaint, Rule};
use crate::tidy::repository::{Page, Repository};

/// The keys of `[package]` that each has, by itself or from the workspace.
const KEYS: [&str; 11] = [
    "categories",
    "description",
    "documentation",
    "edition",
    "include",
    "keywords",
    "license",
    "readme",
    "repository",
    "rust-version",
    "version",
];

/// crates.io takes so many keywords and categories.
const MOST_WORDS: usize = 5;

/// Patterns that keep tests out of a package; benchmarks, examples and tests beside `src` are not in it unless `include` names them.
const WITHOUT_TESTS: [&str; 3] = ["!/src/**/tests.rs", "!/src/**/*_tests.rs", "!/src/**/tests/**"];

/// Each package carries both licences beside its manifest.
const LICENSES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

pub(super) fn check(repository: &Repository, complaints: &mut Vec<Complaint>) {
    for manifest in &repository.manifests {
        let complain = |found: String| complaints.push(Complaint::new(Rule::Packages, &manifest.path, 0, found));
        match faults(manifest) {
            Ok(Some(faults)) => faults.into_iter().chain(missing_licenses(repository, manifest)).for_each(complain),
            Ok(None) => {}
            Err(error) => complaints.push(Complaint::new(Rule::Packages, &manifest.path, 0, error.to_string())),
        }
    }
}

/// Returns the faults of a manifest; nothing where the crate is not published.
fn faults(manifest: &Page) -> Result<Option<Vec<String>>, toml::de::Error> {
    let table: Table = manifest.text.parse()?;
    let Some(package) = table.get("package").and_then(Value::as_table) else { return Ok(None) };
    if package.get("publish") == Some(&Value::Boolean(false)) {
        return Ok(None);
    }
    let mut faults: Vec<String> =
        KEYS.iter().filter(|key| !package.contains_key(**key)).map(|key| format!("it has no `{key}`")).collect();
    for key in ["keywords", "categories"] {
        let count = package.get(key).and_then(Value::as_array).map_or(1, Vec::len);
        if count == 0 || count > MOST_WORDS {
            faults.push(format!("`{key}` has {count} entries of 1 to {MOST_WORDS}"));
        }
    }
    if let Some(include) = package.get("include").and_then(Value::as_array) {
        let patterns = WITHOUT_TESTS.iter().chain(&["/README.md", "/LICENSE-*"]);
        let missing = patterns.filter(|pattern| include.iter().all(|other| other.as_str() != Some(pattern)));
        faults.extend(missing.map(|pattern| format!("`include` has no \"{pattern}\"")));
    }
    if package.get("metadata").and_then(|metadata| metadata.get("docs")).and_then(|docs| docs.get("rs")).is_none() {
        faults.push("it has no `[package.metadata.docs.rs]`".to_owned());
    }
    Ok(Some(faults))
}

fn missing_licenses<'a>(repository: &'a Repository, manifest: &'a Page) -> impl Iterator<Item = String> + 'a {
    let folder = manifest.path.trim_end_matches("Cargo.toml");
    let missing = LICENSES.iter().filter(move |name| !repository.has(&format!("{folder}{name}")));
    missing.map(|name| format!("there is no `{name}` beside it"))
}
