//! A correct model altered in the ways that generators go wrong: the audit finds each, and the figure falls.

mod faults;
mod sound;

use serde_json::{Value, json};

use crate::api::{
    Api, BodyForm, Constants, Decision, Extra, Field, Literal, ParamForm, Presence, Record, ResponseForm, Scalar,
    Style, TypeKind, TypeRef, Union,
};
use crate::fidelity::Fidelity;
use crate::read::{Input, Source, read};
use crate::report::{Code, Report};

fn schemas() -> Value {
    json!({
        "Pet": {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}, {"$ref": "#/components/schemas/Newt"}],
            "discriminator": {"propertyName": "kind", "mapping": {"kitty": "#/components/schemas/Cat", "pup": "Dog"}},
        },
        "Cat": {"type": "object", "required": ["kind", "name"], "properties": {
            "kind": {"type": "string"}, "name": {"type": "string"}, "lives": {"type": "integer", "minimum": 0},
            "nickname": {"type": ["string", "null"]}, "colour": {"$ref": "#/components/schemas/Colour"},
            "id": {"type": "string", "readOnly": true}, "legs": {"const": 4},
            "size": {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "string"}], "items": false, "minItems": 2},
        }},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "breed": {"type": "string"}}},
        "Newt": {"type": "object", "required": ["kind"], "additionalProperties": false, "properties": {"kind": {"type": "string"}}},
        "Colour": {"type": "string", "enum": ["red", "green", "blue"]},
        "Prices": {"type": "object", "additionalProperties": {"type": "number"}},
        "Photo": {"type": "object", "required": ["main"], "properties": {
            "main": {"type": "string", "format": "binary"},
            "more": {"type": "array", "items": {"type": "string", "format": "binary"}},
            "either": {"oneOf": [{"type": "string", "format": "binary"}, {"type": "integer"}]},
        }},
    })
}

fn document() -> Value {
    let media = "application/vnd.pets+json; version=2";
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "/v1"}, {"url": "https://pets.example/v1"}],
        "paths": {
            "/pets/{id}": {
                "put": {
                    "operationId": "putPet",
                    "parameters": [
                        {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                        {"name": "tags", "in": "query", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}},
                    ],
                    "requestBody": {"required": true, "content": {media: {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                    "responses": {"200": {"description": "ok", "content": {media: {"schema": {"$ref": "#/components/schemas/Pet"}}}}},
                },
            },
            "/photos": {"post": {
                "operationId": "addPhoto",
                "requestBody": {"required": true, "content": {"multipart/form-data": {
                    "schema": {"$ref": "#/components/schemas/Photo"}, "encoding": {"main": {"contentType": "image/png"}},
                }}},
                "responses": {"204": {"description": "done"}},
            }},
            "/prices": {"get": {
                "operationId": "prices",
                "responses": {
                    "200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Prices"}}}},
                    "404": {"description": "none", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Dog"}}}},
                },
            }},
            "/report": {"get": {
                "operationId": "report",
                "responses": {"200": {"description": "ok", "content": {"text/csv": {"schema": {"type": "string"}}}}},
            }},
        },
        "components": {"schemas": schemas()},
    })
}

/// Returns the places that the audit reports once a model is altered, and the fidelity then.
fn audited(text: &str, alter: impl FnOnce(&mut Api)) -> (Vec<String>, Fidelity) {
    let source = Source { name: "pets.yaml".to_owned(), bytes: text.as_bytes().to_vec() };
    let mut report = Report::new();
    let document = read(&Input::new(source), &mut report).expect("a document");
    let api = crate::lower::lower(&document, "pets", &mut report).expect("a model");
    let mut api = crate::resolve::resolve(api, &mut report).api().clone();
    alter(&mut api);
    super::audit(&document, &api, &mut report);
    let places = report.problems().iter().filter(|problem| problem.code == Code::NotAsDeclared);
    let places = places.map(|problem| problem.pointer.as_str().to_owned()).collect();
    (places, Fidelity::of(document.census, &api, &report))
}

fn kind<'a>(api: &'a mut Api, name: &str) -> &'a mut TypeKind {
    let def = api.types.iter_mut().find(|def| def.name.to_string() == name);
    &mut def.unwrap_or_else(|| panic!("a type {name}")).kind
}

fn record<'a>(api: &'a mut Api, name: &str) -> &'a mut Record {
    let TypeKind::Record(record) = kind(api, name) else { panic!("{name} is a record") };
    record
}

fn field<'a>(api: &'a mut Api, name: &str, wire: &str) -> &'a mut Field {
    record(api, name).fields.iter_mut().find(|field| field.wire == wire).expect("a field")
}

fn union(api: &mut Api) -> &mut Union {
    let TypeKind::Union(union) = kind(api, "Pet") else { panic!("a union") };
    union
}

fn tags(api: &mut Api) -> &mut Vec<(Literal, usize)> {
    match &mut union(api).decision {
        Decision::Tag { values, .. } => values,
        Decision::Shape { tag: Some(tag) } => &mut tag.values,
        Decision::Shape { tag: None } => panic!("a tag"),
    }
}

fn words(api: &mut Api) -> &mut Constants {
    let TypeKind::Constants(words) = kind(api, "Colour") else { panic!("an enum") };
    words
}

fn operation<'a>(api: &'a mut Api, id: &str) -> &'a mut crate::api::Operation {
    api.operations.iter_mut().find(|operation| operation.id == id).expect("an operation")
}

fn form<'a>(api: &'a mut Api, id: &str) -> &'a mut crate::api::BodyMedia {
    &mut operation(api, id).body.as_mut().expect("a body").media[0]
}

fn drop_variant(api: &mut Api) {
    union(api).variants.pop();
    tags(api).retain(|(_, variant)| *variant < 2);
}

const STRING: TypeRef = TypeRef::Scalar(Scalar::String);

type Alteration = (&'static str, fn(&mut Api), &'static str);

const SCHEMAS: [Alteration; 21] = [
    ("a variant is dropped", drop_variant, "#/components/schemas/Pet/oneOf/2"),
    (
        "every tag means the first variant",
        |api| tags(api).iter_mut().for_each(|(_, variant)| *variant = 0),
        "#/components/schemas/Pet/discriminator/mapping/pup",
    ),
    (
        "the name of a schema is no tag",
        |api| tags(api).retain(|(value, _)| !value.is_text("Newt")),
        "#/components/schemas/Pet/discriminator",
    ),
    (
        "a mapping is forgotten",
        |api| tags(api).retain(|(value, _)| !value.is_text("kitty")),
        "#/components/schemas/Pet/discriminator/mapping/kitty",
    ),
    (
        "a union has no tag",
        |api| union(api).decision = Decision::Shape { tag: None },
        "#/components/schemas/Pet/discriminator",
    ),
    ("a value of an enum is missing", |api| drop(words(api).variants.remove(1)), "#/components/schemas/Colour/enum"),
    (
        "a value of an enum has another text",
        |api| words(api).variants[0].value = Literal::Str("Red".to_owned()),
        "#/components/schemas/Colour/enum",
    ),
    (
        "a constant is another",
        |api| field(api, "Cat", "legs").ty = TypeRef::Const(Literal::Int(5)),
        "#/components/schemas/Cat/properties/legs/const",
    ),
    (
        "a constant may be anything",
        |api| field(api, "Cat", "legs").ty = TypeRef::Json,
        "#/components/schemas/Cat/properties/legs",
    ),
    (
        "a property has no field",
        |api| record(api, "Cat").fields.retain(|field| field.wire != "nickname"),
        "#/components/schemas/Cat/properties/nickname",
    ),
    (
        "a required property is optional",
        |api| field(api, "Cat", "name").presence = Presence::Optional,
        "#/components/schemas/Cat/properties/name",
    ),
    (
        "an optional property is required",
        |api| field(api, "Dog", "breed").presence = Presence::Required,
        "#/components/schemas/Dog/properties/breed",
    ),
    (
        "null is not admitted",
        |api| field(api, "Cat", "nickname").presence = Presence::Optional,
        "#/components/schemas/Cat/properties/nickname",
    ),
    (
        "readOnly is forgotten",
        |api| field(api, "Cat", "id").read_only = false,
        "#/components/schemas/Cat/properties/id/readOnly",
    ),
    (
        "a string is any JSON",
        |api| field(api, "Cat", "name").ty = TypeRef::Json,
        "#/components/schemas/Cat/properties/name",
    ),
    (
        "an integer is a string",
        |api| field(api, "Cat", "lives").ty = STRING,
        "#/components/schemas/Cat/properties/lives/type",
    ),
    (
        "an integer is narrower than its bounds",
        |api| field(api, "Cat", "lives").ty = TypeRef::Scalar(Scalar::I32),
        "#/components/schemas/Cat/properties/lives/format",
    ),
    (
        "a tuple has lost an item",
        |api| field(api, "Cat", "size").ty = TypeRef::Tuple(vec![TypeRef::Scalar(Scalar::I64)]),
        "#/components/schemas/Cat/properties/size/prefixItems",
    ),
    (
        "a closed object is open",
        |api| record(api, "Newt").extra = Extra::Kept,
        "#/components/schemas/Newt/additionalProperties",
    ),
    (
        "the values of a map are any JSON",
        |api| *kind(api, "Prices") = TypeKind::Alias(TypeRef::Map(Box::new(TypeRef::Json))),
        "#/components/schemas/Prices/additionalProperties",
    ),
    (
        "an enum is a plain string",
        |api| *kind(api, "Colour") = TypeKind::Alias(STRING),
        "#/components/schemas/Colour/enum",
    ),
];

const CALLS: [Alteration; 19] = [
    (
        "an operation is missing",
        |api| api.operations.retain(|operation| operation.id != "report"),
        "#/paths/~1report/get",
    ),
    ("a file is text", |api| field(api, "Photo", "main").ty = STRING, "#/components/schemas/Photo/properties/main"),
    (
        "a file is Base64 text",
        |api| field(api, "Photo", "main").ty = TypeRef::Scalar(Scalar::Binary),
        "#/components/schemas/Photo/properties/main",
    ),
    (
        "of several files one is sent",
        |api| field(api, "Photo", "more").ty = TypeRef::Scalar(Scalar::File),
        "#/components/schemas/Photo/properties/more",
    ),
    (
        "a union with a file has none",
        |api| field(api, "Photo", "either").ty = TypeRef::Scalar(Scalar::I64),
        "#/components/schemas/Photo/properties/either",
    ),
    (
        "the content type of a part is forgotten",
        |api| {
            if let BodyForm::Multipart { encoding, .. } = &mut form(api, "addPhoto").form {
                encoding.clear();
            }
        },
        "#/paths/~1photos/post/requestBody/content/multipart~1form-data/encoding/main/contentType",
    ),
    ("a server is dropped", |api| drop(api.servers.all.pop()), "#/servers/1"),
    ("the relative server is dropped", |api| drop(api.servers.all.remove(0)), "#/servers/0"),
    ("the second server is the default", |api| api.servers.choices.reverse(), "#/servers/0"),
    ("a server cannot be chosen", |api| drop(api.servers.choices.pop()), "#/servers/1"),
    (
        "a body lacks a parameter of its media type",
        |api| form(api, "putPet").media_type = "application/vnd.pets+json".to_owned(),
        "#/paths/~1pets~1{id}/put/requestBody/content/application~1vnd.pets+json; version=2",
    ),
    (
        "a JSON body is text",
        |api| form(api, "putPet").form = BodyForm::Text(STRING),
        "#/paths/~1pets~1{id}/put/requestBody/content/application~1vnd.pets+json; version=2",
    ),
    (
        "a required body may be left out",
        |api| operation(api, "putPet").body.as_mut().expect("a body").required = false,
        "#/paths/~1pets~1{id}/put/requestBody/required",
    ),
    (
        "text is decoded as JSON",
        |api| operation(api, "report").response.cases[0].form = ResponseForm::Json(STRING),
        "#/paths/~1report/get/responses/200/content/text~1csv",
    ),
    (
        "another media type is asked for",
        |api| operation(api, "report").response.cases[0].media_type = Some("text/plain".to_owned()),
        "#/paths/~1report/get/responses/200/content/text~1csv",
    ),
    (
        "the body of an error has no type",
        |api| operation(api, "prices").failures[0].ty = None,
        "#/paths/~1prices/get/responses/404/content/application~1json/schema",
    ),
    (
        "a parameter is dropped",
        |api| operation(api, "putPet").params.retain(|param| param.wire != "tags"),
        "#/paths/~1pets~1{id}/put/parameters/1",
    ),
    (
        "a parameter is exploded",
        |api| {
            if let ParamForm::Styled { explode, .. } = &mut operation(api, "putPet").params[1].form {
                *explode = true;
            }
        },
        "#/paths/~1pets~1{id}/put/parameters/1/explode",
    ),
    (
        "a parameter has another style",
        |api| {
            if let ParamForm::Styled { style, .. } = &mut operation(api, "putPet").params[1].form {
                *style = Style::PipeDelimited;
            }
        },
        "#/paths/~1pets~1{id}/put/parameters/1/style",
    ),
];

#[test]
fn a_model_that_says_what_the_document_says_has_no_loss() {
    let (places, fidelity) = audited(&document().to_string(), |_| {});
    assert_eq!(places, Vec::<String>::new());
    assert_eq!(fidelity.overall().percent(), 100.0, "{:?}", fidelity.losses);
}

#[test]
fn an_altered_model_is_found_and_the_figure_falls() {
    let text = document().to_string();
    for (what, alter, expected) in SCHEMAS.iter().chain(&CALLS) {
        let (places, fidelity) = audited(&text, alter);
        assert!(places.iter().any(|place| place == expected), "{what}: {places:?}");
        let losses: Vec<&str> = fidelity.losses.iter().map(|loss| loss.pointer.as_str()).collect();
        assert!(losses.contains(expected), "{what}: {losses:?}");
        assert!(fidelity.overall().percent() < 100.0, "{what}");
    }
}

#[test]
fn values_of_an_enum_are_the_texts_that_are_written() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    Colour: {type: string, enum: [1.10, 0x1f]}\n";
    assert_eq!(audited(text, |_| {}).0, Vec::<String>::new());
    let (places, _) = audited(text, |api| words(api).variants[0].value = Literal::Str("1.1".to_owned()));
    assert_eq!(places, ["#/components/schemas/Colour/enum"]);
}
