//! Do the examples that a document's authors wrote survive a round trip through the generated types?
//!
//! `examples/SLUG.jsonl` holds one example a line: the JSON pointer of its schema, whether it satisfies that schema as written, and the
//! value. The manifest says which Rust type a schema became. A small program is written that decodes and encodes each value, strictly and
//! leniently; what comes out is compared here.

mod compare;
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::io;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::crates::Home;
use super::documents::Document;
use super::row::{Examples, Failure};
use crate::writer::MANIFEST;

/// One line of the examples' file.
#[derive(Deserialize)]
struct Line<'a> {
    at: String,
    schema: String,
    /// Unknown when the checker that made the file could not tell.
    valid: Option<bool>,
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
}

/// Tries the examples of a document. `None` when it has none.
pub(super) fn run(document: &Document, home: &Home) -> Option<Examples> {
    let text = fs::read_to_string(&document.examples).ok()?;
    let tried = attempt(&text, home);
    Some(tried.unwrap_or_else(|why| Examples { broken: Some(why), ..Examples::default() }))
}

fn attempt(text: &str, home: &Home) -> Result<Examples, String> {
    let lines: Vec<Line<'_>> = text
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("the examples are not as expected: {error}")))
        .collect::<Result<_, String>>()?;
    let types = types(home).map_err(|error| format!("the manifest cannot be read: {error}"))?;
    let mut found = Examples::default();
    let mut cases = Vec::new();
    for line in lines {
        match types.get(&line.schema) {
            Some(rust) => cases.push(Case { rust: rust.clone(), line }),
            None => found.unmapped += 1,
        }
    }
    let trips = program::run(home, cases.iter().map(|case| (case.rust.as_str(), case.line.value.get())))?;
    for (case, trip) in cases.iter().zip(&trips) {
        judge(&mut found, case, trip);
    }
    Ok(found)
}

/// The Rust type of each schema, by pointer.
fn types(home: &Home) -> io::Result<BTreeMap<String, String>> {
    let manifest: Manifest = serde_json::from_slice(&fs::read(home.client().join(MANIFEST))?)?;
    Ok(manifest.schemas.into_iter().map(|schema| (schema.pointer, schema.rust)).collect())
}

/// What came out of the two round trips of an example: JSON, or why it was refused.
struct Trip {
    strict: Result<String, String>,
    lenient: Result<String, String>,
}

fn judge(found: &mut Examples, case: &Case<'_>, trip: &Trip) {
    if case.line.valid != Some(true) {
        found.invalid += 1;
        found.invalid_decoded += usize::from(trip.lenient.is_ok());
        found.invalid_refused += usize::from(trip.strict.as_ref().is_err_and(|why| why.contains("at $")));
        return;
    }
    found.valid += 1;
    let why = match &trip.strict {
        Ok(json) => compare::difference(case.line.value.get(), json),
        Err(why) => Some(why.clone()),
    };
    match why {
        None => found.valid_same += 1,
        Some(why) => found.failures.push(Failure {
            at: case.line.at.clone(),
            schema: case.line.schema.clone(),
            rust: case.rust.clone(),
            why,
        }),
    }
}
