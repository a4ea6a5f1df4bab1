//! One whole run, so that a tool that counts instructions sees that and little else.

use serde_json::Value;
use specsmith_generator::generate;
use specsmith_generator::report::{Report, Severity};

use crate::{copies, documents, input};

/// Does what `weigh DOCUMENT COPIES TIMES` asks for: generates from so many renamed copies of a document, or from the document as it is when that
/// is 0. A document is `own`, `large`, or a file, and what is wrong with a file is the error. `None` when the command line is another.
pub(crate) fn asked() -> Option<Result<(), String>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [verb, document, count, times] = words.as_slice() else { return None };
    let (count, times): (usize, usize) = (count.parse().ok()?, times.parse().ok().filter(|_| verb == "weigh")?);
    Some(run(document, count, times))
}

fn run(document: &str, count: usize, times: usize) -> Result<(), String> {
    let bytes = match document {
        "own" => documents::OWN.to_vec(),
        "large" => documents::large().to_string().into_bytes(),
        file => std::fs::read(file).map_err(|error| format!("`{file}` cannot be read: {error}"))?,
    };
    let bytes = if count == 0 {
        bytes
    } else {
        copies::copies(&value(&bytes).map_err(|error| format!("{document}: {error}"))?, count).to_string().into_bytes()
    };
    let input = input(bytes);
    for _ in 0..times {
        let output = generate(&input).map_err(|report| refusal(document, &report))?;
        eprintln!("{} types, {} lines", output.counts.types, output.counts.lines);
    }
    Ok(())
}

/// The errors a document is refused for, a line each: the place, the pointer, what is wrong and what to do about it.
fn refusal(document: &str, report: &Report) -> String {
    let errors = report.problems().iter().filter(|problem| problem.severity == Severity::Error);
    let lines = errors.map(|problem| {
        let place = problem.place.as_ref().map_or(String::new(), |place| format!("{}:{}: ", place.line, place.column));
        format!("{document}: {place}{}: {} {}", problem.pointer, problem.message, problem.hint)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The tree of a text in YAML or JSON.
fn value(bytes: &[u8]) -> Result<Value, String> {
    match serde_json::from_slice(bytes) {
        Ok(value) => Ok(value),
        Err(_) => {
            let tree = serde_yaml::from_slice(bytes);
            tree.map(json).map_err(|error| format!("to be copied, a document must be plain YAML or JSON: {error}"))
        }
    }
}

/// Keys that are numbers in YAML, such as statuses, are text in JSON.
fn json(value: serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Sequence(items) => items.into_iter().map(json).collect(),
        serde_yaml::Value::Mapping(entries) => {
            entries.into_iter().map(|(key, value)| (text(key), json(value))).collect()
        }
        scalar => serde_json::to_value(scalar).unwrap_or_default(),
    }
}

fn text(key: serde_yaml::Value) -> String {
    match key {
        serde_yaml::Value::String(key) => key,
        other => json(other).to_string(),
    }
}

/// Checks that every operation of the documents made here has types: a broken reference would make them cheap.
pub(crate) fn check() -> Result<(), String> {
    let copied = copies::copies(&value(documents::OWN)?, 3);
    for bytes in [documents::large(), copied].map(|document| document.to_string().into_bytes()) {
        let output = generate(&input(bytes)).map_err(|report| refusal("made here", &report))?;
        if output.counts.raw > 0 {
            return Err(format!("an operation has no types: {:?}", output.report.problems()));
        }
    }
    Ok(())
}
