//! Values of settings that could not be sent, or that no environment has.

use super::*;

/// The places and hints of what is wrong with the settings of a document.
fn faults(document: &str) -> Vec<(String, String)> {
    let (_, report) = api(document);
    let problems = report.problems().iter().filter(|problem| problem.pointer.as_str().contains("x-specsmith-"));
    problems.map(|problem| (problem.pointer.as_str().to_owned(), problem.hint.clone())).collect()
}

#[test]
fn parts_of_profiles_that_cannot_be_used_are_named() {
    let found = faults(&format!(
        "x-specsmith-profiles:
  relative: {{server: acme}}
  other: {{server: 'ftp://a.example'}}
  host: {{server: '//a.example'}}
  gap: {{server: '/a b'}}
  empty: {{server: ''}}
  variable: {{env: 'A=B'}}
  path: {{paths: {{/a: \"/b\\nc\"}}}}
  fine: {{server: 'https://a.example/v1', env: A_URL, paths: {{/a: /b}}}}
paths:
  /a: {{get: {{{OK}}}}}
"
    ));
    let url = "write `https://api.example.com/v1`, or the path `/v1`";
    let profile = |rest: &str, hint: &str| (format!("#/x-specsmith-profiles/{rest}"), hint.to_owned());
    let mut expected =
        ["relative", "other", "host", "gap", "empty"].map(|name| profile(&format!("{name}/server"), url)).to_vec();
    expected.push(profile("variable/env", "give a name of letters, digits, `_`, `-` and `.`"));
    expected.push(profile("path/paths/~1a", "write a path that begins with `/`"));
    assert_eq!(found, expected);
}

#[test]
fn a_name_that_a_setter_cannot_have_is_told() {
    let found = faults(&format!(
        "x-specsmith-headers:
  Acme-Build: {{env: ACME_BUILD, name: build}}
  Acme-Org: {{env: ACME_ORG, name: org}}
paths:
  /a: {{get: {{{OK}}}}}
"
    ));
    assert_eq!(found, [("#/x-specsmith-headers/Acme-Build/name".to_owned(), "choose another name".to_owned())]);
}

#[test]
fn protocols_of_websockets_are_tokens_and_differ() {
    for protocols in ["['']", "['a b']", "[\"a\\r\\nX: y\"]", "[a, a]"] {
        let found = faults(&format!(
            "paths:
  /a:
    get:
      x-specsmith-websocket: {{send: E, receive: E, protocols: {protocols}}}
      {OK}
components:
  schemas:
    E: {{type: object}}
"
        ));
        let hint = "list names of visible ASCII characters, each once".to_owned();
        assert_eq!(found, [("#/paths/~1a/get/x-specsmith-websocket".to_owned(), hint)], "{protocols}");
    }
}

#[test]
fn defaults_have_the_types_of_their_inputs() {
    let found = faults(&format!(
        "paths:
  /a:
    get:
      x-specsmith-defaults: {{count: abc, ratio: true, flag: 'true', text: 1, kind: c}}
      parameters:
        - {{name: count, in: query, schema: {{type: integer}}}}
        - {{name: ratio, in: query, schema: {{type: number}}}}
        - {{name: flag, in: query, schema: {{type: boolean}}}}
        - {{name: text, in: query, schema: {{type: string}}}}
        - {{name: kind, in: query, schema: {{type: string, enum: [a, b]}}}}
      {OK}
    put:
      x-specsmith-defaults: {{count: 18446744073709551615, ratio: 1, flag: true, text: a, kind: b}}
      parameters:
        - {{name: count, in: query, schema: {{type: integer}}}}
        - {{name: ratio, in: query, schema: {{type: number}}}}
        - {{name: flag, in: query, schema: {{type: boolean}}}}
        - {{name: text, in: query, schema: {{type: string}}}}
        - {{name: kind, in: query, schema: {{type: string, enum: [a, b]}}}}
      {OK}
"
    ));
    let wrong = |name: &str, hint: &str| (format!("#/paths/~1a/get/x-specsmith-defaults/{name}"), hint.to_owned());
    assert_eq!(
        found,
        [
            wrong("count", "give an integer"),
            wrong("ratio", "give a number"),
            wrong("flag", "give a truth value"),
            wrong("text", "give a text"),
            wrong("kind", "give one of its values"),
        ]
    );
}
