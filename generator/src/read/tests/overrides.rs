use serde_json::{Value, json};

use super::run_input;
use crate::read::{Configuration, Input, Overrides, Pattern, ResourceRule, Resources, RuleBy, Source, effective};
use crate::report::{Place, Report, Severity};

const MAIN: &str = "\
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: ''
          content:
            application/json:
              schema:
                oneOf: [{$ref: '#/components/schemas/Cat_v2'}, {$ref: '#/components/schemas/Dog'}]
                discriminator: {propertyName: kind}
    post:
      responses: {'204': {description: ''}}
  /item:
    $ref: '#/components/pathItems/Item'
components:
  pathItems:
    Item: {get: {operationId: item, responses: {'204': {description: ''}}}}
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  schemas:
    Animal: {type: object, discriminator: {propertyName: kind, mapping: {old: Cat_v2}}}
    Cat_v2: {allOf: [{$ref: '#/components/schemas/Animal'}], colour: 1}
    Dog: {type: object, properties: {friend: {$ref: '#/components/schemas/Cat_v2/allOf/0'}}}
    Bird_v2: {allOf: [{$ref: '#/components/schemas/Animal'}]}
";

fn pattern(text: &str) -> Pattern {
    let place = Place { file: "specsmith.toml".to_owned(), line: 4, column: 1 };
    Pattern { text: text.to_owned(), place: Some(place) }
}

fn rule(by: RuleBy, text: &str, resource: &str) -> ResourceRule {
    ResourceRule { by, pattern: pattern(text), resource: resource.to_owned() }
}

fn input(overrides: Overrides) -> Input {
    let mut input = Input::new(Source { name: "a.yaml".to_owned(), bytes: MAIN.as_bytes().to_vec() });
    input.overrides = overrides;
    input
}

fn after(overrides: Overrides) -> Value {
    let mut report = Report::new();
    let value = effective(&input(overrides), &Resources::new(), &mut report).unwrap();
    assert!(report.problems().is_empty(), "{report:?}");
    value
}

#[test]
fn settings_reach_the_document_operations_and_credentials() {
    let value = after(Overrides {
        document: vec![("retry", json!("never"))],
        operations: vec![
            (pattern("GET /**"), vec![("retry", json!("always"))]),
            (pattern("item"), vec![("method", json!("fetch"))]),
        ],
        schemes: vec![(pattern("bearer"), vec![("env", json!("TOKEN"))])],
        types: Vec::new(),
        tree: vec![rule(RuleBy::Security, "bearer", "own"), rule(RuleBy::Pattern, "/pets", "beta")],
        by_example: Some("x-samples".to_owned()),
        replace: Vec::new(),
        configuration: None,
    });
    assert_eq!(value["x-specsmith-retry"], "never");
    assert_eq!(value["paths"]["/pets"]["get"]["x-specsmith-retry"], "always");
    assert_eq!(value["paths"]["/pets"]["post"].get("x-specsmith-retry"), None);
    let item = &value["components"]["pathItems"]["Item"]["get"];
    assert_eq!((&item["x-specsmith-retry"], &item["x-specsmith-method"]), (&json!("always"), &json!("fetch")));
    assert_eq!(value["components"]["securitySchemes"]["bearer"]["x-specsmith-env"], "TOKEN");
    let rules = json!({ "by-security": { "bearer": "own" }, "prefix": { "/pets": "beta" }, "by-example": "x-samples" });
    assert_eq!(value["x-specsmith-tree"], rules);
}

#[test]
fn a_schema_with_another_name_keeps_its_references_and_its_tags() {
    let names = [("Cat_v2", "Cat"), ("Bird_v2", "Bird")];
    let types = names.map(|(key, name)| (pattern(key), vec![("name", json!(name))])).to_vec();
    let value = after(Overrides { types, ..Overrides::default() });
    let schemas = &value["components"]["schemas"];
    let keys: Vec<&String> = schemas.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["Animal", "Cat", "Dog", "Bird"]);
    assert_eq!(schemas["Dog"]["properties"]["friend"]["$ref"], "#/components/schemas/Cat/allOf/0");
    let mapping = json!({ "old": "#/components/schemas/Cat", "Bird_v2": "#/components/schemas/Bird" });
    assert_eq!(schemas["Animal"]["discriminator"]["mapping"], mapping);
    let union = &value["paths"]["/pets"]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(union["oneOf"][0]["$ref"], "#/components/schemas/Cat");
    assert_eq!(union["discriminator"]["mapping"], json!({ "Cat_v2": "#/components/schemas/Cat" }));
}

#[test]
fn diagnostics_about_a_renamed_schema_keep_their_place() {
    let types = vec![(pattern("Cat_v2"), vec![("name", json!("Cat"))])];
    let (_, problems) = run_input(&input(Overrides { types, ..Overrides::default() }));
    let colour = problems.iter().find(|problem| problem.message.contains("colour")).unwrap();
    assert_eq!(colour.place.as_ref().map(|place| place.line), Some(25), "{colour:?}");
}

#[test]
fn what_matches_nothing_is_said_with_a_suggestion() {
    let (_, problems) = run_input(&input(Overrides {
        document: Vec::new(),
        operations: vec![(pattern("listPet"), vec![("retry", json!("never"))])],
        schemes: vec![(pattern("baerer"), Vec::new())],
        types: vec![
            (pattern("Dig"), vec![("name", json!("D"))]),
            (pattern("Dog"), vec![("name", json!("Animal"))]),
            (pattern("#/components/schemas/Dog/properties/frend"), vec![("name", json!("Friend"))]),
            (pattern("#/components/schemas/Dog/properties/friend"), vec![("name", json!("Friend"))]),
        ],
        replace: vec![(pattern("Dag"), vec![("replace", json!("acme_types::Dog"))])],
        tree: vec![rule(RuleBy::Security, "bearr", "own"), rule(RuleBy::Pattern, "/pet", "beta")],
        by_example: None,
        configuration: None,
    }));
    let said = |text: &str, hint: &str| {
        assert!(problems.iter().any(|it| it.message.contains(text) && it.hint.contains(hint)), "{text}: {problems:?}");
    };
    said("the pattern `listPet` matches no operation", "did you mean `listPets`?");
    said("the document has no security scheme `baerer`", "did you mean `bearer`?");
    said("the document has no security scheme `bearr`", "did you mean `bearer`?");
    said("the pattern `/pet` matches no operation", "did you mean `/pets`?");
    let mut unmatched = problems.iter().filter(|it| it.code.text() == "unmatched-pattern");
    assert!(unmatched.all(|it| it.place == pattern("").place), "{problems:?}");
    said("the document has no schema `Dig`", "did you mean `Dog`?");
    said("the document has no schema `Dag`", "did you mean `Dog`?");
    said("nothing at `#/components/schemas/Dog/properties/frend`", "properties/friend`?");
    said("is no schema with settings of its own", "name `#/components/schemas/Cat_v2/allOf/0` instead");
    said("`Animal` is another schema's name", "a name of its own");
}

#[test]
fn settings_that_two_keys_give_one_schema_are_told() {
    let place = |line: usize| Some(Place { file: "specsmith.toml".to_owned(), line, column: 1 });
    let at = |text: &str, line: usize| Pattern { text: text.to_owned(), place: place(line) };
    let friend = "#/components/schemas/Dog/properties/a~b";
    let mut overrides = Overrides {
        types: vec![
            (at("Dog", 1), vec![("fields", json!({ "friend": "pal" }))]),
            (at("#/components/schemas/Dog", 2), vec![("fields", json!({ "other": "pal" }))]),
            (at(friend, 3), vec![("name", json!("Friend"))]),
            (at(&friend.replace("a~b", "a~0b"), 4), vec![("name", json!("Pal"))]),
        ],
        replace: vec![(at("Bird_v2", 5), vec![("replace", json!("acme::Bird"))])],
        ..Overrides::default()
    };
    let document = MAIN.replace("{friend: ", "{a~b: {type: object}, friend: ");
    let mut input = input(overrides.clone());
    input.spec.bytes = document.clone().into_bytes();
    let (_, problems) = run_input(&input);
    let found: Vec<_> = problems
        .iter()
        .filter(|problem| problem.code.text() == "unmatched-setting")
        .map(|problem| (problem.place.clone(), problem.message.as_str()))
        .collect();
    let dog = "`Dog` and `#/components/schemas/Dog` name one schema: `fields` of the first is lost".to_owned();
    let a_b =
        format!("`{friend}` and `{}` name one schema: `name` of the first is lost", friend.replace("a~b", "a~0b"));
    assert_eq!(found, [(place(2), dog.as_str()), (place(4), a_b.as_str())]);

    // Different settings of one schema are no loss.
    overrides.types.truncate(1);
    overrides.types.push((at("#/components/schemas/Dog", 2), vec![("getter", json!({ "pal": "friend" }))]));
    input.overrides = overrides;
    let (_, problems) = run_input(&input);
    assert!(problems.iter().all(|problem| problem.code.text() != "unmatched-setting"), "{problems:?}");
}

#[test]
fn a_wrong_value_is_an_error_in_the_configuration_and_a_warning_in_the_document() {
    let place = Place { file: "specsmith.toml".to_owned(), line: 7, column: 1 };
    let places = [(vec!["derive".to_owned()], place.clone())].into();
    let overrides = Overrides {
        document: vec![("derive", json!(["Eq", "Hsh"]))],
        configuration: Some(Configuration { name: "specsmith.toml".to_owned(), places }),
        ..Overrides::default()
    };
    let found = |input: &Input| {
        let (_, problems) = run_input(input);
        let wrong = problems.into_iter().find(|problem| problem.code.text() == "bad-extension").unwrap();
        (wrong.severity, wrong.message, wrong.place.unwrap().file)
    };
    let mut configured = input(overrides);
    let message = "`x-specsmith-derive` does not take its entry `Hsh`";
    assert_eq!(found(&configured), (Severity::Error, message.to_owned(), "specsmith.toml".to_owned()));
    let ignored = format!("{message}; it was ignored");
    configured.allow_unmatched = true;
    assert_eq!(found(&configured), (Severity::Warning, ignored.clone(), "specsmith.toml".to_owned()));
    let mut written = input(Overrides::default());
    written.spec.bytes = MAIN.replace("paths:", "x-specsmith-derive: [Eq, Hsh]\npaths:").into_bytes();
    assert_eq!(found(&written), (Severity::Warning, ignored, "a.yaml".to_owned()));
}
