use specsmith_generator::api::{Api, TypeRef};
use specsmith_generator::read::{self, Source};
use specsmith_generator::report::Report;
use specsmith_generator::resolve::Resolved;
use specsmith_generator::{lower, resolve};

use super::{Expressed, Reason, Values};
use crate::conformance::declared::Declared;
use crate::conformance::json::Json;

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /things:
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses: {'204': {description: Done.}}
components:
  schemas:
    Thing:
      type: object
      required: [id, kind, size]
      properties:
        id: {type: string}
        kind: {const: thing}
        size: {type: integer}
        note: {type: [string, 'null']}
        parent: {$ref: '#/components/schemas/Thing'}
        tags: {type: array, items: {type: [string, 'null']}}
        counts: {type: object, additionalProperties: {type: integer}}
        shape: {$ref: '#/components/schemas/Shape'}
        event: {$ref: '#/components/schemas/Event'}
        colour: {enum: [red, 'dark-blue']}
    Shape:
      oneOf:
        - {$ref: '#/components/schemas/Circle'}
        - {$ref: '#/components/schemas/Square'}
    Event:
      oneOf:
        - {$ref: '#/components/schemas/Started'}
        - {$ref: '#/components/schemas/Ended'}
    Started: {type: object, required: [type], properties: {type: {type: string, enum: [started]}, by: {type: string}}}
    Ended: {type: object, required: [type], properties: {type: {type: string, enum: [ended]}}}
    Circle: {type: object, required: [radius], properties: {radius: {type: number}}}
    Square: {type: object, required: [side], properties: {side: {type: number}}, additionalProperties: false}
"##;

fn resolved() -> Resolved {
    let mut report = Report::new();
    let input = read::Input::new(Source { name: "api.yaml".to_owned(), bytes: DOCUMENT.into() });
    let document = read::read(&input, &mut report).unwrap();
    resolve::resolve(lower::lower(&document, "t", &mut report).unwrap(), &mut report)
}

fn thing(api: &Api, value: &str) -> Expressed {
    let declared = Declared::default();
    let value: Json = serde_json::from_str(value).unwrap();
    let at = api.types.iter().position(|def| def.name.as_str() == "Thing").unwrap();
    Values::new(api, &declared).owned(&TypeRef::Named(specsmith_generator::api::TypeId(at)), &value)
}

fn code(value: &str) -> String {
    thing(resolved().api(), value).unwrap().text
}

fn reason(value: &str) -> Reason {
    thing(resolved().api(), value).unwrap_err().reason
}

/// Returns a thing with one property more.
fn with(property: &str) -> String {
    format!(r#"{{"id":"a","kind":"thing","size":1,{property}}}"#)
}

#[test]
fn records_are_built_by_new_and_setters() {
    let made = "types::Thing::new(\"a\".to_owned(), 1_i64)";
    let table = [
        (r#""note":"b""#, format!("{made}.note(\"b\".to_owned())")),
        (r#""note":null"#, format!("{made}.note_null()")),
        (r#""tags":["x",null]"#, format!("{made}.tags(vec![Some(\"x\".to_owned()), None::<String>])")),
        (r#""colour":"green""#, format!("{made}.colour(types::ThingColour::from(\"green\"))")),
        (r#""tags":[]"#, format!("{made}.tags(Vec::<Option<String>>::new())")),
        (r#""colour":"dark-blue""#, format!("{made}.colour(types::ThingColour::DarkBlue)")),
        (
            r#""counts":{"k":9007199254740993}"#,
            format!("{made}.counts(BTreeMap::<String, i64>::from([(\"k\".to_owned(), 9007199254740993_i64)]))"),
        ),
    ];
    for (property, wanted) in table {
        assert_eq!(code(&with(property)), wanted, "{property}");
    }
}

#[test]
fn boxes_are_made_by_setters_and_lists_of_owned_values_alone() {
    let inner = r#"{"id":"b","kind":"thing","size":2}"#;
    let made = code(&with(&format!(r#""parent":{inner}"#)));
    assert_eq!(made, "types::Thing::new(\"a\".to_owned(), 1_i64).parent(types::Thing::new(\"b\".to_owned(), 2_i64))");
}

#[test]
fn a_variant_is_the_one_that_takes_all_members() {
    assert!(
        code(&with(r#""shape":{"side":1.5}"#)).ends_with(".shape(types::Shape::Square(types::Square::new(1.5_f64)))")
    );
    let extra = code(&with(r#""shape":{"radius":1,"x":null}"#));
    assert!(extra.contains("types::Shape::Circle({ let mut value = types::Circle::new(1.0_f64); "), "{extra}");
    assert!(extra.contains("value.extra_mut().insert(\"x\", json(\"null\")); value })"), "{extra}");
}

#[test]
fn a_variant_never_takes_the_tag_of_another() {
    let made = code(&with(r#""event":{"type":"ended","by":"me"}"#));
    assert!(made.contains("types::Event::Ended({ let mut value = types::Ended::new("), "{made}");
    assert_eq!(reason(&with(r#""event":{"type":"paused"}"#)), Reason::NoVariant);
}

#[test]
fn what_the_types_do_not_take_is_no_expression() {
    let table = [
        (with(r#""note":7"#), Reason::TypeNarrower),
        (with(r#""counts":{"k":0.5}"#), Reason::TypeNarrower),
        (with(r#""shape":{"side":1,"x":1}"#), Reason::NoVariant),
        (r#"{"kind":"thing","size":1}"#.to_owned(), Reason::FieldMissing),
        (r#"{"id":"a","kind":"other","size":1}"#.to_owned(), Reason::ConstantDiffers),
        (r#"{"id":"a","kind":"thing","size":9223372036854775808}"#.to_owned(), Reason::TypeNarrower),
        (r#"{"id":"a","size":1}"#.to_owned(), Reason::FieldMissing),
    ];
    for (value, wanted) in table {
        assert_eq!(reason(&value), wanted, "{value}");
    }
}
