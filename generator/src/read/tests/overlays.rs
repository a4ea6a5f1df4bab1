use serde_json::json;

use super::run_input;
use crate::read::{Input, Source};

const MAIN: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1', description: old}\ntags: [{name: a}, {name: b}]\n\
                    paths:\n  /a: {get: {operationId: x, responses: {}}, put: {responses: {}}}\n";

fn input(main: &str, overlay: &str) -> Input {
    let mut input = Input::new(Source { name: "api/a.yaml".to_owned(), bytes: main.as_bytes().to_vec() });
    input.overlays.push(Source { name: "api/o.yaml".to_owned(), bytes: overlay.as_bytes().to_vec() });
    input
}

fn with(overlay: &str) -> (Option<serde_json::Value>, Vec<(String, String)>) {
    run(&input(MAIN, overlay))
}

fn run(input: &Input) -> (Option<serde_json::Value>, Vec<(String, String)>) {
    let (document, problems) = run_input(input);
    let text = |problem: &crate::report::Problem| {
        let place = problem.place.as_ref().map(ToString::to_string).unwrap_or_default();
        (format!("{:?} {} {place}", problem.severity, problem.code), problem.message.clone())
    };
    let problems = problems.iter().map(text).collect();
    (document.map(|document| super::whole_json(&document)), problems)
}

fn actions(version: &str, actions: &str) -> String {
    format!("overlay: {version}\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}")
}

#[test]
fn actions_update_remove_and_copy() {
    let (value, problems) = with(&actions(
        "1.1.0",
        "  - {target: $.info, update: {description: new, x-a: 1}}\n  - {target: $.tags, update: {name: c}}\n\
         \x20 - {target: '$.tags[?@.name == ''a'']', remove: true}\n  - {target: '$.paths[''/a''].put', remove: true}\n\
         \x20 - {target: '$..[?(@.operationId == \"x\")]', update: {x-specsmith-method: fetch}}\n\
         \x20 - {target: $.info.title, update: T}\n  - {target: $.tags, update: [{name: d}, {name: e}]}\n\
         \x20 - {target: $.paths, update: {/b: {}}}\n  - {target: '$.paths[''/b'']', copy: '$.paths[''/a'']'}\n",
    ));
    let value = value.expect("read");
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!((&value["info"]["description"], &value["info"]["title"]), (&json!("new"), &json!("T")));
    assert_eq!(value["info"]["x-a"], 1);
    assert_eq!(value["tags"], json!([{"name": "b"}, {"name": "c"}, {"name": "d"}, {"name": "e"}]));
    assert_eq!(value["paths"]["/a"].get("put"), None);
    assert_eq!(value["paths"]["/b"]["get"]["x-specsmith-method"], "fetch");
}

#[test]
fn an_action_that_cannot_be_applied_is_an_error() {
    for (version, action, place, message) in [
        ("1.1.0", "target: $.nothing, remove: true", "unmatched-overlay api/o.yaml:4:6", "selects nothing"),
        ("1.1.0", "target: '$[1', remove: true", "bad-overlay api/o.yaml:4:6", "is no JSONPath"),
        ("1.0.0", "target: $.info.title, update: x", "bad-overlay api/o.yaml:4:28", "1.0 cannot update a scalar"),
        ("1.0.0", "target: $.info, copy: $.tags", "bad-overlay api/o.yaml:4:22", "1.0 has no `copy`"),
        ("1.1.0", "target: $.info, copy: $.tags.*", "bad-overlay api/o.yaml:4:22", "selects 2 nodes"),
        ("1.1.0", "target: $.info, copy: $.nothing", "unmatched-overlay api/o.yaml:4:22", "selects 0 nodes"),
        (
            "1.1.0",
            "target: $.info, update: [a]",
            "bad-overlay api/o.yaml:4:22",
            "an object cannot be updated with a list",
        ),
        ("1.1.0", "target: $, update: {info: {title: []}}", "bad-overlay api/o.yaml:4:33", "of another kind"),
        ("1.1.0", "target: '$[''info'', ''tags'']', update: {}", "bad-overlay", "both an object and a list"),
        ("1.1.0", "target: $, remove: true", "bad-overlay api/o.yaml:4:6", "whole document"),
        ("1.1.0", "target: $.info", "bad-overlay api/o.yaml:4:5", "neither updates"),
        ("1.1.0", "target: $.info, removed: true", "bad-overlay api/o.yaml:4:22", "no key `removed`"),
        ("1.1.0", "target: $.info, remove: 'yes'", "bad-overlay api/o.yaml:4:22", "neither `true` nor `false`"),
        ("1.1.0", "update: {}", "bad-overlay api/o.yaml:4:5", "needs a `target`"),
    ] {
        let overlay = actions(version, &format!("  - {{{action}}}\n"));
        let (_, problems) = with(&overlay);
        assert_eq!(problems.len(), 1, "{action}: {problems:?}");
        assert!(problems[0].0.starts_with(&format!("Error {place}")), "{action}: {problems:?}");
        assert!(problems[0].1.contains(message), "{action}: {problems:?}");
        let mut lenient = input(MAIN, &overlay);
        lenient.allow_unmatched = true;
        let (document, problems) = run(&lenient);
        assert!(document.is_some() && !problems[0].0.starts_with("Error"), "{action}: {problems:?}");
    }
}

#[test]
fn a_misspelt_key_of_an_action_or_of_its_path_is_corrected() {
    for (action, close) in [
        ("target: $.infos, remove: true", "info"),
        ("target: '$.info.titel', update: x", "title"),
        ("target: $.info, copy: $.tgas", "tags"),
        ("target: $.info, remvoe: true", "remove"),
        ("target: $.info, upate: {}", "update"),
    ] {
        let input = input(MAIN, &actions("1.1.0", &format!("  - {{{action}}}\n")));
        let hints: Vec<String> = run_input(&input).1.iter().map(|problem| problem.hint.clone()).collect();
        assert_eq!(hints, [format!("did you mean `{close}`?")], "{action}");
    }
}

#[test]
fn a_text_that_is_no_overlay_is_refused() {
    for overlay in ["a: 1", "a: [", "overlay: 2.0.0\nactions: []\n", "overlay: 1.1.0\n"] {
        assert!(with(overlay).0.is_none(), "{overlay}");
    }
    assert!(with("overlay: 1.1\nactions: []\n").1.is_empty());
}

#[test]
fn extends_names_the_document() {
    let said = |extends: &str| with(&format!("overlay: 1.1.0\nextends: {extends}\nactions: []\n")).1;
    for right in ["./a.yaml", "a.yaml", "../api/a.yaml", "https://example.com/a.yaml"] {
        assert!(said(right).is_empty(), "{right}");
    }
    let problems = said("b.yaml");
    assert_eq!(problems[0].0, "Warning unmatched-overlay api/o.yaml:2:1");
    assert_eq!(problems[0].1, "the overlay is for `b.yaml`, not for `api/a.yaml`");
}

#[test]
fn diagnostics_keep_their_places() {
    let main = "openapi: 3.1.0\ninfo:\n  title: t\n  version: '1'\ntags:\n  - name: a\n  - name: b\n    colour: red\n";
    let overlay = actions(
        "1.1.0",
        "  - target: $.tags[0]\n    remove: true\n  - target: $.tags\n    update:\n      name: c\n      shade: 1\n",
    );
    let (_, problems) = run(&input(main, &overlay));
    let places: Vec<&str> = problems.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["Note unknown-keyword api/a.yaml:8:5", "Note unknown-keyword api/o.yaml:9:7"], "{problems:?}");
}

#[test]
fn overlays_hold_a_budget() {
    let many: String = "..*".repeat(1_000);
    let mut nested = "1".to_owned();
    for _ in 0..100 {
        nested = format!("{{\"a\": {nested}, \"b\": [1, 2, 3]}}");
    }
    let main =
        format!("{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"t\", \"version\": \"1\"}}, \"x-a\": {nested}}}");
    let overlay = actions("1.1.0", &format!("  - {{target: '$..[?@{many}]', remove: true}}\n"));
    let (_, problems) = run(&input(&main, &overlay));
    assert!(problems[0].1.contains("too many nodes"), "{problems:?}");
    let overlay = actions("1.1.0", "  - {target: '$[''x-a'']..*', remove: true}\n")
        + &"  - {target: '$', update: {x-b: [[1]]}}\n".repeat(1_000);
    assert!(run(&input(&main, &overlay)).0.is_some());
}
