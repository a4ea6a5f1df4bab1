//! One whole run, so that a tool that counts instructions sees that and little else.

use serde_json::Value;
use specsmith_generator::generate;

use crate::{copies, documents, input};

/// Does what `weigh DOCUMENT COPIES TIMES` asks for: generates from so many renamed copies of a document, or from the document as it is when that
/// is 0. A document is `own`, `large`, or a file. `None` when the command line is another.
pub(crate) fn asked() -> Option<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [verb, document, count, times] = words.as_slice() else { return None };
    let (count, times): (usize, usize) = (count.parse().ok()?, times.parse().ok().filter(|_| verb == "weigh")?);
    let bytes = match document.as_str() {
        "own" => documents::OWN.to_vec(),
        "large" => documents::large().to_string().into_bytes(),
        file => std::fs::read(file).unwrap_or_else(|error| panic!("`{file}` cannot be read: {error}")),
    };
    let bytes = if count == 0 { bytes } else { copies::copies(&value(&bytes), count).to_string().into_bytes() };
    let input = input(bytes);
    for _ in 0..times {
        match generate(&input) {
            Ok(output) => eprintln!("{} types, {} lines", output.counts.types, output.counts.lines),
            Err(report) => panic!("{:?}", report.problems().first()),
        }
    }
    Some(())
}

/// The tree of a text in YAML or JSON.
fn value(bytes: &[u8]) -> Value {
    match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(_) => json(serde_yaml::from_slice(bytes).expect("a document in YAML or JSON")),
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

/// Whether every operation of the documents made here has types: a broken reference would make them cheap.
pub(crate) fn check() {
    for bytes in [
        documents::large().to_string().into_bytes(),
        copies::copies(&value(documents::OWN), 3).to_string().into_bytes(),
    ] {
        let output = generate(&input(bytes)).unwrap_or_else(|report| panic!("{:?}", report.problems()));
        assert_eq!(output.counts.raw, 0, "{:?}", output.report.problems());
    }
}
