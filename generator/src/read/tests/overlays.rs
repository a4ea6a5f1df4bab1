use serde_json::json;

use super::run_input;
use crate::read::{Input, Source};

const MAIN: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1', description: old}\ntags: [{name: a}, {name: b}]\n\
                    paths:\n  /a: {get: {operationId: x, responses: {}}, put: {responses: {}}}\n";

fn with(overlay: &str) -> (Option<serde_json::Value>, Vec<(&'static str, String)>) {
    let mut input = Input::new(Source { name: "a.yaml".to_owned(), bytes: MAIN.as_bytes().to_vec() });
    input.overlays.push(Source { name: "o.yaml".to_owned(), bytes: overlay.as_bytes().to_vec() });
    let (document, problems) = run_input(&input);
    let places = problems
        .iter()
        .map(|problem| (problem.code, problem.place.as_ref().map(ToString::to_string).unwrap_or_default()));
    (document.map(|document| serde_json::to_value(&document.openapi).expect("json")), places.collect())
}

#[test]
fn actions_update_and_remove() {
    let (value, problems) = with(
        "overlay: 1.0.0\nactions:\n  - {target: $.info, update: {description: new, x-a: 1}}\n  - {target: $.tags, update: {name: c}}\n\
         \x20 - {target: '$.tags[?@.name == ''a'']', remove: true}\n  - {target: '$.paths[''/a''].put', remove: true}\n\
         \x20 - {target: '$..[?(@.operationId == \"x\")]', update: {x-specsmith-method: fetch}}\n",
    );
    let value = value.expect("read");
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(value["info"]["description"], "new");
    assert_eq!(value["info"]["x-a"], 1);
    assert_eq!(value["tags"], json!([{"name": "b"}, {"name": "c"}]));
    assert_eq!(value["paths"]["/a"].get("put"), None);
    assert_eq!(value["paths"]["/a"]["get"]["x-specsmith-method"], "fetch");
}

#[test]
fn what_cannot_be_applied_is_said() {
    let (value, problems) = with(
        "overlay: 1.0.0\nactions:\n  - target: $.nothing\n    remove: true\n  - {target: '$[1:2]', remove: true}\n  - {target: $.info.title, update: x}\n",
    );
    assert!(value.is_some());
    let expected = [("bad-overlay", "o.yaml:3:5"), ("bad-overlay", "o.yaml:5:6"), ("bad-overlay", "o.yaml:6:28")];
    assert_eq!(problems.iter().map(|(code, at)| (*code, at.as_str())).collect::<Vec<_>>(), expected);
    assert!(with("a: 1").0.is_none());
    assert!(with("a: [").0.is_none());
}
