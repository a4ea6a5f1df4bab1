//! Values of settings that could not be sent, or that no environment has.

use super::*;

/// Returns the places and hints of what is wrong with the settings of a document.
fn faults(document: &str) -> Vec<(String, String)> {
    let (_, report) = api(document);
    let problems = report.problems().iter().filter(|problem| problem.pointer.as_str().contains("x-specsmith-"));
    problems.map(|problem| (problem.pointer.as_str().to_owned(), problem.hint.clone())).collect()
}

/// Returns the places and sentences of the problems with one code.
fn told(document: &str, code: &str) -> Vec<(String, String)> {
    let (_, report) = api(document);
    let problems = report.problems().iter().filter(|problem| problem.code.text() == code);
    problems.map(|problem| (problem.pointer.as_str().to_owned(), problem.message.clone())).collect()
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
    parameters:
      - {{name: count, in: query, schema: {{type: integer}}}}
      - {{name: ratio, in: query, schema: {{type: number}}}}
      - {{name: flag, in: query, schema: {{type: boolean}}}}
      - {{name: text, in: query, schema: {{type: string}}}}
      - {{name: kind, in: query, schema: {{type: string, enum: [a, b]}}}}
    get:
      x-specsmith-defaults: {{count: abc, ratio: true, flag: 'true', text: 1, kind: c}}
      {OK}
    put:
      x-specsmith-defaults: {{count: 18446744073709551615, ratio: 1, flag: true, text: a, kind: b}}
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

#[test]
fn settings_beside_a_type_of_the_user_are_told() {
    let document = format!(
        "paths:
  /a: {{get: {{{OK}}}}}
components:
  schemas:
    Money:
      type: object
      properties: {{amount: {{type: string}}}}
      x-specsmith-replace: acme::Money
      x-specsmith-getter: {{worth: amount}}
      x-specsmith-fields: {{amount: sum}}
    Kind:
      type: string
      enum: [a, b]
      x-specsmith-replace: acme::Kind
      x-specsmith-variants: {{a: First}}
    Price:
      allOf: [{{$ref: '#/components/schemas/Base'}}, {{properties: {{tax: {{type: string}}}}}}]
    Base:
      type: object
      properties: {{amount: {{type: string}}}}
      x-specsmith-replace: acme::Base
      x-specsmith-fields: {{amount: sum}}
"
    );
    let found = told(&document, "unmatched-setting");
    let setting = |rest: &str, own: &str, noun: &str| {
        let message = format!("the schema has your own type `{own}`, which gets no {noun}");
        (format!("#/components/schemas/{rest}"), message)
    };
    let expected = [
        setting("Money/x-specsmith-getter", "acme::Money", "getters"),
        setting("Money/x-specsmith-fields/amount", "acme::Money", "fields"),
        setting("Kind/x-specsmith-variants/a", "acme::Kind", "variants"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn names_of_resources_and_methods_that_are_read_otherwise_are_told() {
    let of = |resource: &str, method: &str| {
        told(
            &format!(
                "paths:
  /a:
    get: {{x-specsmith-resource: {resource}, x-specsmith-method: {method}, {OK}}}
"
            ),
            "bad-extension",
        )
    };
    let resource = "#/paths/~1a/get/x-specsmith-resource";
    let method = "#/paths/~1a/get/x-specsmith-method";
    let said = |at: &str, message: &str| vec![(at.to_owned(), message.to_owned())];
    let empty = |text: &str| said(resource, &format!("the resource `{text}` has a segment without letters or digits"));
    for text in ["a..b", ".", "a.", "a.-"] {
        assert_eq!(of(&format!("'{text}'"), "list"), empty(text), "{text}");
    }
    for (text, odd) in [("a/b", '/'), ("crate::x", ':'), ("a.b!", '!'), ("a[0]", '[')] {
        let message = format!("the resource `{text}` has `{odd}`, which no name has");
        assert_eq!(of(&format!("'{text}'"), "list"), said(resource, &message), "{text}");
    }
    for (text, odd) in [("a.b", '.'), ("a()", '(')] {
        let message = format!("the method `{text}` has `{odd}`, which no name has");
        assert_eq!(of("a", &format!("'{text}'")), said(method, &message), "{text}");
    }
    let message = "the method `--` has neither letters nor digits";
    assert_eq!(of("a", "'--'"), said(method, message));
    let message = "the resource `a..c` has a segment without letters or digits";
    assert_eq!(of("[a.b, a..c]", "[list, list]"), said(&format!("{resource}/1"), message));
    let message = "the method `all.b` has `.`, which no name has";
    assert_eq!(of("a", "[list, all.b]"), said(&format!("{method}/1"), message));
}

#[test]
fn names_of_resources_and_methods_in_any_case_say_nothing() {
    for (resource, method) in [
        ("admin.organization.roles", "list"),
        ("fine-tuning.jobs", "list-events"),
        ("fineTuning.Jobs", "listEvents"),
        ("'vector stores . files'", "'list all'"),
        ("größe.v2", "größer"),
        ("[a, b.c]", "[list, all_of_them]"),
    ] {
        let document = format!(
            "paths:
  /a: {{get: {{x-specsmith-resource: {resource}, x-specsmith-method: {method}, {OK}}}}}
"
        );
        assert_eq!(told(&document, "bad-extension"), [], "{resource} {method}");
    }
}

#[test]
fn a_resource_of_a_path_item_or_a_rule_is_told_once() {
    let found = told(
        &format!(
            "x-specsmith-tree: {{prefix: {{/b: x..y}}}}
paths:
  /a:
    x-specsmith-resource: a/b
    get: {{{OK}}}
    delete: {{{OK}}}
  /b: {{get: {{{OK}}}}}
"
        ),
        "bad-extension",
    );
    let expected = [
        ("#/paths/~1a/x-specsmith-resource", "the resource `a/b` has `/`, which no name has"),
        ("#/x-specsmith-tree/prefix/~1b", "the resource `x..y` has a segment without letters or digits"),
    ];
    assert_eq!(found, expected.map(|(at, message)| (at.to_owned(), message.to_owned())));
}

#[test]
fn an_extension_without_samples_is_told() {
    let of = |extension: &str| {
        let document = format!(
            "x-specsmith-tree: {{by-example: {extension}}}
paths:
  /a: {{get: {{x-samples: [{{lang: Go, source: a.b.c()}}], x-other: {{python: a.b.c()}}, {OK}}}}}
"
        );
        let found = told(&document, "unmatched-setting");
        found.into_iter().map(|(_, message)| message).collect::<Vec<_>>()
    };
    assert_eq!(of("x-other"), Vec::<String>::new());
    assert_eq!(of("x-otter"), ["no operation has the extension `x-otter`"]);
    assert_eq!(of("x-samples"), ["no sample in `x-samples` calls a client in Python or JavaScript"]);
}

#[test]
fn a_path_with_a_space_is_a_path_without_a_method() {
    let (api, report) = api(&format!(
        "x-specsmith-profiles:
  cloud: {{paths: {{/a b: /c}}}}
paths:
  /a b: {{get: {{{OK}}}}}
"
    ));
    let problems = report.problems().iter().filter(|problem| problem.code.text() == "unmatched-setting");
    assert_eq!(problems.count(), 0, "{report:?}");
    assert_eq!(api.client.profiles[0].paths, [("/a b".to_owned(), "/c".to_owned())]);
}

#[test]
fn braces_of_templates_are_pairs() {
    for template in ["/b/{id", "/b/id}", "/b/{id}}", "/b/{{id}", "/b/{}"] {
        let found = faults(&format!(
            "x-specsmith-profiles:
  cloud: {{paths: {{'/a/{{id}}': '{template}'}}}}
paths:
  /a/{{id}}:
    get:
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      {OK}
"
        ));
        let at = "#/x-specsmith-profiles/cloud/paths/~1a~1{id}".to_owned();
        assert_eq!(found, [(at, "write each name as `{name}`".to_owned())], "{template}");
    }
}

#[test]
fn a_path_of_a_profile_that_no_operation_uses_is_told() {
    let document = |keys: &str| {
        format!(
            "x-specsmith-profiles:
  cloud: {{paths: {{{keys}}}}}
paths:
  /a: {{get: {{{OK}}}, put: {{{OK}}}}}
"
        )
    };
    let code = "unmatched-setting";
    assert_eq!(told(&document("/a: /b, GET /a: /c"), code), []);
    let at = |key: &str| format!("#/x-specsmith-profiles/cloud/paths/{key}");
    let of_all = "every operation at `/a` has a path with its method";
    assert_eq!(told(&document("GET /a: /b, /a: /c, put /a: /d"), code), [(at("~1a"), of_all.to_owned())]);
    let twice = "`get  /a` is the same as `GET /a`".to_owned();
    assert_eq!(told(&document("GET /a: /b, 'get  /a': /c"), code), [(at("get  ~1a"), twice)]);
}

#[test]
fn a_credential_of_a_profile_without_a_setting_is_told() {
    let found = faults(&format!(
        "x-specsmith-profiles:
  cloud: {{credentials: {{Key: {{}}}}}}
  other: {{credentials: {{Key: {{env: OTHER_KEY}}}}}}
  moved: {{server: /a, credentials: {{Key: {{}}}}}}
paths:
  /a: {{get: {{{OK}}}}}
components:
  securitySchemes:
    Key: {{type: http, scheme: bearer}}
"
    ));
    let at = "#/x-specsmith-profiles/cloud/credentials/Key".to_owned();
    assert_eq!(found, [(at, "give a placement or `env`, or remove it".to_owned())]);
}

#[test]
fn a_profile_with_another_name_than_its_own_is_told() {
    let found = told(
        &format!(
            "x-specsmith-profiles:
  build: {{server: /a}}
  self: {{server: /b}}
  '': {{server: /c}}
  type: {{server: /d}}
  azure-ad: {{server: /e}}
  azureAd2: {{server: /f}}
paths:
  /a: {{get: {{{OK}}}}}
"
        ),
        "unmatched-setting",
    );
    let at = |key: &str| format!("#/x-specsmith-profiles/{key}");
    let places: Vec<&str> = found.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(places, [at("build"), at("self"), at("")], "{found:?}");
    assert_eq!(found[0].1, "the name `build` is taken here; it is `build_profile`");
}

#[test]
fn given_names_that_generated_code_has_are_told() {
    let document = format!(
        "paths:
  /a: {{get: {{{OK}}}}}
components:
  schemas:
    Money:
      type: object
      properties: {{amount: {{type: string}}, note: {{type: string}}}}
      x-specsmith-fields: {{amount: self, note: remark}}
    Kind:
      type: string
      enum: [a, b]
      x-specsmith-variants: {{a: Unknown, b: Second}}
    List: {{type: object, x-specsmith-name: Option}}
"
    );
    let schema = |rest: &str| format!("#/components/schemas/{rest}");
    let expected = [
        (schema("Money/x-specsmith-fields/amount"), "the name `self` is taken here; it is `self_field`".to_owned()),
        (schema("Kind/x-specsmith-variants/a"), "the name `Unknown` is taken here; it is `UnknownValue`".to_owned()),
    ];
    assert_eq!(told(&document, "unmatched-setting"), expected);
    let of_type = "the name `Option` is taken here; it is `OptionObject`".to_owned();
    assert_eq!(told(&document, "bad-extension"), [(schema("List/x-specsmith-name"), of_type)]);
}

#[test]
fn a_refused_presence_is_told_where_it_was_written_and_sets_nothing() {
    let (api, report) = api(&format!(
        "paths:
  /a/{{id}}:
    put:
      x-specsmith-parameters: {{id: {{required: false}}, kind: {{nullable: true}}, name: {{nullable: true}}}}
      x-specsmith-body: {{required: true}}
      parameters:
        - {{name: id, in: path, required: true, schema: {{type: string}}}}
        - {{name: kind, in: query, schema: {{enum: [a]}}}}
      requestBody: {{$ref: '#/components/requestBodies/Shared'}}
      {OK}
components:
  requestBodies:
    Shared:
      x-specsmith-body: {{nullable: true}}
      content: {{application/x-www-form-urlencoded: {{schema: {{type: object, properties: {{name: {{type: string}}}}}}}}}}
"
    ));
    let found = report.problems().iter().filter(|problem| problem.code.text() == "unmatched-setting");
    let mut found: Vec<&str> = found.map(|problem| problem.pointer.as_str()).collect();
    found.sort_unstable();
    let own = "#/paths/~1a~1{id}/put/x-specsmith-parameters";
    assert_eq!(
        found,
        [
            "#/components/requestBodies/Shared/x-specsmith-body/nullable".to_owned(),
            format!("{own}/id/required"),
            format!("{own}/kind/nullable"),
            format!("{own}/name/nullable"),
        ]
    );
    let set: Vec<_> = api.operations[0].params.iter().map(|param| (param.set.required, param.set.nullable)).collect();
    assert_eq!(set, [(false, false), (false, false)]);
    let body = api.operations[0].body.as_ref().unwrap();
    assert_eq!((body.set.required, body.set.nullable), (true, false));
}
