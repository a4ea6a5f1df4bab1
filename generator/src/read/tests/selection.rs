use serde_json::Value;

use crate::read::{Input, Pattern, Resources, Selection, Source, effective};
use crate::report::{Place, Problem, Report};

const MAIN: &str = "\
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [store]
      responses:
        '200':
          $ref: '#/components/responses/Pets'
    post:
      operationId: addPet
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/NewPet'}
      responses: {'204': {description: ''}}
  /pets/{id}:
    $ref: '#/components/pathItems/Pet'
  /orders:
    get:
      operationId: listOrders
      tags: [orders]
      responses:
        '200':
          description: ''
          content:
            application/json:
              schema: {$ref: '#/paths/~1pets/post/requestBody/content/application~1json/schema'}
webhooks:
  petAdded:
    post:
      tags: [store]
      responses: {'200': {description: ''}}
components:
  pathItems:
    Pet:
      get:
        operationId: getPet
        responses: {'200': {$ref: '#/components/responses/Pets'}}
      delete:
        operationId: deletePet
        responses: {'204': {description: ''}}
  responses:
    Pets:
      description: ''
      content:
        application/json:
          schema: {$ref: '#/components/schemas/Pet'}
      links:
        first: {operationId: getPet}
        orders: {operationId: listOrders}
  schemas:
    Pet: {type: object, discriminator: {propertyName: kind}}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {$ref: '#/components/schemas/Bone'}]}
    Bone: {type: string}
    NewPet: {type: object}
    Unused: {type: string}
    Named: {$anchor: named, type: string}
";

fn patterns(texts: &[&str]) -> Vec<Pattern> {
    let place = Place { file: "specsmith.toml".to_owned(), line: 3, column: 12 };
    texts.iter().map(|text| Pattern { text: (*text).to_owned(), place: Some(place.clone()) }).collect()
}

fn selected(include: &[&str], exclude: &[&str]) -> (Option<Value>, Vec<Problem>) {
    let mut input = Input::new(Source { name: "a.yaml".to_owned(), bytes: MAIN.as_bytes().to_vec() });
    input.selection = Selection { include: patterns(include), exclude: patterns(exclude) };
    let mut report = Report::new();
    let value = effective(&input, &Resources::new(), &mut report);
    (value, report.problems().to_vec())
}

fn keys(value: &Value, pointer: &str) -> Vec<String> {
    let map = value.pointer(pointer).and_then(Value::as_object);
    map.into_iter().flatten().map(|(key, _)| key.clone()).collect()
}

#[test]
fn without_patterns_nothing_is_left_out() {
    let (value, problems) = selected(&[], &[]);
    assert_eq!(keys(&value.unwrap(), "/components/schemas").len(), 6);
    assert!(problems.is_empty());
}

#[test]
fn what_only_other_operations_need_is_left_out() {
    let (value, problems) = selected(&["listPets", "GET /pets/*"], &[]);
    let value = value.unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(keys(&value, "/paths"), ["/pets", "/pets/{id}"]);
    assert_eq!(keys(&value, "/paths/~1pets"), ["get"]);
    assert_eq!(keys(&value, "/paths/~1pets~1{id}"), ["get"]);
    assert!(keys(&value, "/webhooks").is_empty());
    // `Dog` extends what may stand for any pet, and a schema with an anchor may be meant from anywhere.
    assert_eq!(keys(&value, "/components/schemas"), ["Pet", "Dog", "Bone", "Named"]);
    assert_eq!(keys(&value, "/components/responses/Pets/links"), ["first"]);
}

#[test]
fn tags_and_exclusions_count_as_well() {
    let (value, _) = selected(&["tag:store"], &["GET /pets"]);
    let value = value.unwrap();
    assert!(keys(&value, "/paths").is_empty());
    assert_eq!(keys(&value, "/webhooks"), ["petAdded"]);
    let (value, _) = selected(&[], &["* /pets/**", "addPet"]);
    assert_eq!(keys(&value.unwrap(), "/paths"), ["/pets", "/orders"]);
}

#[test]
fn a_part_of_an_operation_that_others_refer_to_is_kept() {
    let (value, _) = selected(&["listOrders"], &[]);
    let value = value.unwrap();
    assert_eq!(keys(&value, "/components/schemas"), ["NewPet", "Named"]);
    let reference = value.pointer("/paths/~1orders/get/responses/200/content/application~1json/schema/$ref");
    let pointer = crate::read::percent_decode(reference.and_then(Value::as_str).unwrap().trim_start_matches('#'));
    assert_eq!(value.pointer(&pointer).unwrap()["$ref"], "#/components/schemas/NewPet");
}

#[test]
fn a_pattern_that_matches_nothing_is_an_error_with_a_suggestion() {
    for (pattern, hint) in [
        ("listPet", "did you mean `listPets`?"),
        ("GET /pet", "did you mean `GET /pets`?"),
        ("tag:stor", "did you mean `tag:store`?"),
        ("/oders", "did you mean `/orders`?"),
        ("something else", "write an operation id"),
    ] {
        let (_, problems) = selected(&["addPet", pattern], &[]);
        assert_eq!(problems.len(), 1, "{pattern}");
        assert_eq!(problems[0].code.text(), "unmatched-pattern");
        assert_eq!(problems[0].message, format!("the pattern `{pattern}` matches no operation"));
        assert!(problems[0].hint.contains(hint), "{}", problems[0].hint);
        assert_eq!(problems[0].place.as_ref().unwrap().to_string(), "specsmith.toml:3:12");
    }
    let (value, problems) = selected(&[], &["/**", "tag:store"]);
    assert!(value.is_none());
    assert!(problems.iter().any(|problem| problem.message.contains("leave no operation")), "{problems:?}");
}
