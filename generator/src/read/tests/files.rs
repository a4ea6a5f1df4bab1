use serde_json::json;

use super::run_input;
use crate::pointer::Pointer;
use crate::read::{Input, Source};

const MAIN: &str = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Pet: {$ref: 'models/pet.yaml'}\n\
                    \x20   L: {type: array, items: {$ref: 'models/pet.yaml#/properties/owner'}}\n    Gone: {$ref: lost.yaml}\n";

#[test]
fn files_are_read_as_one_document() {
    let mut input = Input::new(Source { name: "spec/api.yaml".to_owned(), bytes: MAIN.as_bytes().to_vec() });
    let pet = "type: object\nproperties:\n  owner: {$ref: 'people.yaml#/Owner'}\n  self: {$ref: '#'}\n  back: {$ref: '../api.yaml#/components/schemas/L'}\n  n: {type: odd}\n";
    input.files.insert("models/pet.yaml".to_owned(), pet.as_bytes().to_vec());
    input.files.insert(
        "models/people.yaml".to_owned(),
        b"Owner: {type: object, properties: {pet: {$ref: pet.yaml}}}\n".to_vec(),
    );
    let (document, problems) = run_input(&input);
    let document = document.expect("read");
    let value = super::whole_json(&document);
    let schemas = &value["components"]["schemas"];
    assert_eq!(schemas["Pet"]["properties"]["self"], json!({"$ref": "#/components/schemas/Pet"}));
    assert_eq!(schemas["Pet"]["properties"]["owner"], json!({"$ref": "#/components/schemas/Owner"}));
    assert_eq!(schemas["Pet"]["properties"]["back"], json!({"$ref": "#/components/schemas/L"}));
    assert_eq!(schemas["Owner"]["properties"]["pet"], json!({"$ref": "#/components/schemas/Pet"}));
    assert_eq!(schemas["Gone"], json!({"dangling": true}));
    let origin = document.origin(&Pointer::parse("#/components/schemas/Pet/properties/n"));
    assert_eq!(origin.as_str(), "models/pet.yaml#/properties/n");
    let places: Vec<_> = problems
        .iter()
        .filter_map(|problem| Some((problem.code.text(), problem.place.as_ref()?.to_string())))
        .collect();
    assert!(places.contains(&("dangling-ref", "spec/api.yaml:8:12".to_owned())), "{places:?}");
    assert!(places.contains(&("unknown-value", "spec/models/pet.yaml:6:7".to_owned())), "{places:?}");
}

#[test]
fn a_file_that_cannot_be_read_only_warns() {
    let mut input = Input::new(Source { name: "api.yaml".to_owned(), bytes: MAIN.as_bytes().to_vec() });
    input.files.insert("models/pet.yaml".to_owned(), b"a: [".to_vec());
    let (document, problems) = run_input(&input);
    assert!(document.is_some());
    assert!(problems.iter().any(|problem| problem.code.text() == "bad-file"));
}
