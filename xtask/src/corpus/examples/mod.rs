//! Do the examples that a document's authors wrote survive a round trip through the generated types?
//!
//! `examples/SLUG.jsonl` holds one example a line: the JSON pointer of its schema, whether it satisfies that schema as written, and the
//! value. The manifest says which Rust type a schema became. A small program is written that decodes and encodes each value strictly,
//! tolerantly (the default for responses) and leniently; what comes out is compared here. Each object is tried a second time with one member
//! more: nothing else may differ.

mod compare;
mod excuse;
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::io;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::crates::Home;
use super::documents::Document;
use super::found::{Examples, Failure};
use super::row::Row;
use crate::writer::MANIFEST;
use excuse::Schemas;
use program::Trip;

/// One line of the examples' file.
#[derive(Deserialize)]
struct Line<'a> {
    at: String,
    schema: String,
    /// Unknown when the checker that made the file could not tell.
    valid: Option<bool>,
    /// Use of a value of the schema: `response`, for one that a server sends.
    #[serde(default, rename = "use")]
    usage: Option<&'a str>,
    #[serde(borrow)]
    value: &'a RawValue,
}

/// The part of the manifest that is needed here.
#[derive(Deserialize)]
struct Manifest {
    schemas: Vec<Schema>,
}

#[derive(Deserialize)]
struct Schema {
    pointer: String,
    rust: String,
}

/// An example whose schema has a type.
struct Case<'a> {
    line: Line<'a>,
    rust: String,
    /// The value with one member more. `None` for what is no object.
    changed: Option<String>,
}

/// Tries the examples of a document. `None` when it has none.
pub(super) fn run(document: &Document, home: &Home) -> Option<Examples> {
    let text = fs::read_to_string(&document.examples).ok()?;
    let tried = attempt(&text, document, home);
    Some(tried.unwrap_or_else(|why| Examples { broken: Some(why), ..Examples::default() }))
}

/// Returns the numbers of all documents together.
pub(super) fn total(rows: &[Row]) -> Examples {
    let mut all = Examples::default();
    rows.iter().filter_map(|row| row.examples.as_ref()).for_each(|found| all.count(found));
    all
}

fn attempt(text: &str, document: &Document, home: &Home) -> Result<Examples, String> {
    let lines: Vec<Line<'_>> = text
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("the examples are not as expected: {error}")))
        .collect::<Result<_, String>>()?;
    let types = types(home).map_err(|error| format!("the manifest cannot be read: {error}"))?;
    let mut found = Examples::default();
    let mut cases = Vec::new();
    for line in lines {
        match types.get(&line.schema) {
            Some(rust) => cases.push(Case { rust: rust.clone(), changed: with_another_member(line.value.get()), line }),
            None => found.unmapped += 1,
        }
    }
    let as_written = cases.iter().map(|case| (case.rust.as_str(), case.line.value.get()));
    let changed = cases.iter().filter_map(|case| Some((case.rust.as_str(), case.changed.as_deref()?)));
    let mut trips = program::run(home, as_written.chain(changed))?;
    let changed = trips.split_off(cases.len());
    for (case, trip) in cases.iter().zip(&trips) {
        judge(&mut found, case, trip);
        judge_tolerant(&mut found, case, trip);
    }
    for (case, trip) in cases.iter().filter(|case| case.changed.is_some()).zip(&changed) {
        judge_changed(&mut found, case, trip);
    }
    forgive(&mut found, document, &cases);
    Ok(found)
}

/// Returns the Rust type of each schema, by pointer.
fn types(home: &Home) -> io::Result<BTreeMap<String, String>> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(home.client().join(MANIFEST))?)?;
    Ok(manifest.schemas.into_iter().map(|schema| (schema.pointer, schema.rust)).collect())
}

/// Returns the object with a member that no schema names in front of the others; `None` for another value.
fn with_another_member(json: &str) -> Option<String> {
    let rest = json.trim_start().strip_prefix('{')?;
    let comma = if rest.trim_start().starts_with('}') { "" } else { "," };
    Some(format!("{{\"x-added-by-the-corpus\":[1]{comma}{rest}"))
}

fn judge(found: &mut Examples, case: &Case<'_>, trip: &Trip) {
    let value = case.line.value.get();
    if case.line.valid != Some(true) {
        found.invalid += 1;
        match &trip.strict {
            Ok(_) => found.invalid_accepted += 1,
            Err(why) if why.starts_with("at $") => found.invalid_refused += 1,
            Err(why) => found.pathless.push(case.failure(why.clone())),
        }
        match &trip.lenient {
            Ok(json) => {
                found.invalid_decoded += 1;
                found.invalid_same += usize::from(compare::difference(value, json).is_none());
            }
            Err(why) => found.refused.push(case.failure(why.clone())),
        }
        return;
    }
    found.valid += 1;
    let why = match &trip.strict {
        Ok(json) => compare::difference(value, json),
        Err(why) => Some(why.clone()),
    };
    match why {
        None => found.valid_same += 1,
        Some(why) => found.failures.push(case.failure(why)),
    }
}

/// Decoding by default: what it takes must come back as it came, valid or not.
fn judge_tolerant(found: &mut Examples, case: &Case<'_>, trip: &Trip) {
    let response = case.line.usage == Some("response");
    found.responses += usize::from(response);
    match &trip.tolerant {
        Ok(json) => {
            found.tolerant_decoded += 1;
            found.responses_decoded += usize::from(response);
            if let Some(why) = compare::difference(case.line.value.get(), json) {
                found.altered.push(case.failure(why));
            }
        }
        Err(why) => found.unread.push(case.failure(why.clone())),
    }
}

/// A member more must not change how the others come back.
fn judge_changed(found: &mut Examples, case: &Case<'_>, trip: &Trip) {
    let (Some(changed), Ok(json)) = (&case.changed, &trip.tolerant) else { return };
    found.changed += 1;
    if let Some(why) = compare::difference(changed, json) {
        found.altered.push(case.failure(format!("with a member more, {why}")));
    }
}

impl Case<'_> {
    fn failure(&self, why: String) -> Failure {
        Failure {
            at: self.line.at.clone(),
            schema: self.line.schema.clone(),
            rust: self.rust.clone(),
            why,
            reason: None,
        }
    }
}

/// Sets apart the failures that the document gives a reason for. It is read again only when there are some.
fn forgive(found: &mut Examples, document: &Document, cases: &[Case<'_>]) {
    if found.failures.is_empty() {
        return;
    }
    let schemas = Schemas::read(document);
    for mut failure in std::mem::take(&mut found.failures) {
        let value = cases.iter().find(|case| case.line.at == failure.at && case.line.schema == failure.schema);
        failure.reason = value.and_then(|case| schemas.excuse(&failure.schema, case.line.value.get()));
        let list = if failure.reason.is_some() { &mut found.excused } else { &mut found.failures };
        list.push(failure);
    }
}

#[cfg(test)]
mod tests {
    use super::with_another_member;

    #[test]
    fn only_objects_get_another_member() {
        assert_eq!(with_another_member(" {}").as_deref(), Some(r#"{"x-added-by-the-corpus":[1]}"#));
        assert_eq!(with_another_member(r#"{ "a": 1}"#).as_deref(), Some(r#"{"x-added-by-the-corpus":[1], "a": 1}"#));
        assert_eq!(with_another_member("[{}]"), None);
    }
}
