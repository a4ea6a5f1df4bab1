//! Effect of a keyword on the output.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use specsmith_generator::{Output, generate};
use specsmith_tests::fixtures::input;

/// Effect of a keyword.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    /// It changes what the crate does or what its types are.
    Used,
    /// It changes what the crate's documentation says.
    Documented,
    /// It changes nothing, and a diagnostic says so.
    Reported,
    /// It changes nothing, and that is right; the reason why.
    Nothing(&'static str),
}

impl PartialEq for Fate {
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// One keyword in one document.
pub(crate) struct Row {
    /// `openapi` or `swagger`.
    pub(crate) version: &'static str,
    /// Pointer to its holder in the base document.
    pub(crate) at: &'static str,
    /// The holder without the keyword; `None`: as in the base document.
    pub(crate) holder: Option<Value>,
    /// The keyword.
    pub(crate) key: &'static str,
    /// Its value.
    pub(crate) value: Value,
    /// The expected effect.
    pub(crate) fate: Fate,
}

/// Generates with and without, and compares.
pub(crate) fn fate(row: &Row) -> Fate {
    let mut without = if row.version == "2.0" { super::swagger::base() } else { super::objects::base(row.version) };
    let holder = without.pointer_mut(row.at).unwrap_or_else(|| panic!("no {}", row.at));
    if let Some(value) = &row.holder {
        *holder = value.clone();
    }
    let mut with = without.clone();
    let holder = with.pointer_mut(row.at).and_then(Value::as_object_mut).expect("an object");
    assert!(holder.insert(row.key.to_owned(), row.value.clone()).is_none(), "`{}` is there already", row.key);
    let (without, with) = (Seen::of(&without), Seen::of(&with));
    let left_out = with.problems.difference(&without.problems).find(|problem| problem.starts_with("not-represented "));
    if let Some(problem) = left_out.filter(|_| with.code != without.code || with.docs != without.docs) {
        panic!("`{}` has an effect and is reported as having none: {problem}", row.key);
    }
    if with.code != without.code {
        Fate::Used
    } else if with.docs != without.docs {
        Fate::Documented
    } else if with.problems.difference(&without.problems).next().is_some() {
        Fate::Reported
    } else {
        Fate::Nothing("")
    }
}

/// The parts of an output that are compared.
struct Seen {
    code: BTreeMap<String, String>,
    docs: BTreeMap<String, String>,
    problems: BTreeSet<String>,
}

impl Seen {
    fn of(document: &Value) -> Self {
        let input = input("keywords", "spec.json", document.to_string().into_bytes(), "../runtime");
        let output = generate(&input).unwrap_or_else(|report| panic!("{:#?}\n{document:#}", report.problems()));
        let mut seen = Self { code: BTreeMap::new(), docs: BTreeMap::new(), problems: problems(&output) };
        for file in output.files {
            let is_doc = |line: &&str| line.trim_start().starts_with("//");
            if file.path.ends_with(".rs") {
                let (docs, code): (Vec<&str>, Vec<&str>) = file.text.lines().partition(is_doc);
                seen.code.insert(file.path.clone(), code.join("\n"));
                seen.docs.insert(file.path, docs.join("\n"));
            } else if file.path.ends_with(".md") || file.path == "Cargo.toml" {
                seen.docs.insert(file.path, file.text);
            } else if file.path == "specsmith-manifest.json" {
                let manifest: Value = serde_json::from_str(&file.text).expect("JSON");
                let parts = json!([manifest["operations"], manifest["schemas"]]);
                seen.docs.insert(file.path, parts.to_string());
            }
        }
        seen
    }
}

fn problems(output: &Output) -> BTreeSet<String> {
    output
        .report
        .problems()
        .iter()
        .map(|problem| format!("{} {} {}", problem.code, problem.pointer, problem.message))
        .collect()
}
