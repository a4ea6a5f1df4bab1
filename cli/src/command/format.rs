//! Output formats of diagnostics: text, JSON, and SARIF 2.1.0 for code scanning.

use serde_json::{Value, json};
use specsmith_generator::report::Severity;

use crate::code::Problem;
use crate::explain;
use crate::project::worst;
use crate::run::{End, Outcome};

/// Returns the outcomes as one JSON document.
pub(super) fn as_json(outcomes: &[Outcome]) -> Value {
    let outcome = |outcome: &Outcome| {
        let stale = outcome.stale.iter().flat_map(|plan| &plan.changes).map(|change| change.path.as_str());
        json!({ "message": outcome.message, "end": end(outcome.end), "stale": stale.collect::<Vec<_>>() })
    };
    json!({
        "end": end(worst(outcomes)),
        "outputs": outcomes.iter().map(outcome).collect::<Vec<_>>(),
        "diagnostics": problems(outcomes).map(diagnostic).collect::<Vec<_>>(),
    })
}

fn problems(outcomes: &[Outcome]) -> impl Iterator<Item = &Problem> {
    outcomes.iter().flat_map(|outcome| &outcome.problems)
}

fn end(end: End) -> &'static str {
    match end {
        End::Done => "done",
        End::Stale => "stale",
        End::Unfaithful => "unfaithful",
        End::Refused => "refused",
    }
}

fn diagnostic(problem: &Problem) -> Value {
    let place = problem.place.as_ref();
    json!({
        "code": problem.code,
        "severity": problem.severity,
        "pointer": problem.pointer.as_str(),
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "message": problem.message,
        "hint": problem.hint,
    })
}

/// Returns the diagnostics as a SARIF log.
pub(super) fn as_sarif(outcomes: &[Outcome]) -> Value {
    let codes: Vec<&str> = explain::codes().collect();
    let rule = |code: &&str| {
        let page = explain::page(code).unwrap_or_default();
        let short = page.replace('\n', " ");
        let short = short.split_once(". ").map_or(short.as_str(), |(first, _)| first);
        json!({
            "id": code,
            "shortDescription": { "text": format!("{}.", short.trim_end_matches('.')) },
            "fullDescription": { "text": page },
            "help": { "text": page, "markdown": page },
        })
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "specsmith",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": "https://docs.rs/specsmith",
                "rules": codes.iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": problems(outcomes).map(|problem| result(problem, &codes)).collect::<Vec<_>>(),
        }],
    })
}

fn result(problem: &Problem, codes: &[&str]) -> Value {
    let level = match problem.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    // Code scanning shows nothing without a place.
    let place = problem.place.as_ref();
    let (file, line, column) =
        place.map_or((crate::config::FILE, 1, 1), |place| (place.file.as_str(), place.line, place.column));
    let mut result = json!({
        "ruleId": problem.code,
        "level": level,
        "message": { "text": format!("{} ({})", problem.message, problem.hint) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(file) },
                "region": { "startLine": line, "startColumn": column },
            },
            "logicalLocations": [{ "fullyQualifiedName": problem.pointer.as_str() }],
        }],
        "partialFingerprints": { "pointer/v1": format!("{}:{}", problem.code, problem.pointer.as_str()) },
    });
    if let Some(index) = codes.iter().position(|code| *code == problem.code.text()) {
        result["ruleIndex"] = json!(index);
    }
    result
}

/// Returns a path as a relative URI (RFC 3986), without `./`.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use specsmith_generator::pointer::Pointer;
    use specsmith_generator::report::{self, Place};

    use super::*;

    fn outcomes() -> Vec<Outcome> {
        let place = Place { file: "./my api/openapi.yaml".to_owned(), line: 3, column: 7 };
        let problem =
            Problem::warning(report::Code::DanglingRef.into(), &Pointer::parse("#/a"), "what", "hint").at(place);
        let bare = Problem::error(report::Code::Empty.into(), &Pointer::root(), "nothing", "");
        let problems = vec![problem, bare];
        vec![Outcome { end: End::Refused, problems, message: "m".to_owned(), stale: None, sources: Vec::new() }]
    }

    #[test]
    fn sarif_has_a_rule_and_a_place_for_each_diagnostic() {
        let log = as_sarif(&outcomes());
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let location = &result["locations"][0]["physicalLocation"];
            assert!(location["region"]["startLine"].as_u64().unwrap() >= 1);
        }
        let location = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "my%20api/openapi.yaml");
        assert_eq!(location["region"], json!({ "startLine": 3, "startColumn": 7 }));
        assert_eq!(run["results"][0]["level"], "warning");
    }

    #[test]
    fn json_has_every_diagnostic_and_how_it_ended() {
        let log = as_json(&outcomes());
        assert_eq!((&log["end"], &log["outputs"][0]["end"]), (&json!("refused"), &json!("refused")));
        assert_eq!(log["diagnostics"][0]["line"], 3);
        assert_eq!(log["diagnostics"][1]["file"], Value::Null);
    }
}
